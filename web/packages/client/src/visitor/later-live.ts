/** What only a conversation that exists needs; fetched as a chunk of its own once there is one. */
export { Conversations } from "./conversations.ts";
