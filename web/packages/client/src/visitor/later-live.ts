/** What only a conversation that exists needs; fetched as a chunk of its own once there is one. */
export { Background, type Told } from "./background.ts";
export { Conversation } from "./conversation.ts";
export { conversationOf, summaryOf } from "./conversation-state.ts";
export { Courier } from "./courier.ts";
