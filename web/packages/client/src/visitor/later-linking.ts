/** What only somebody who goes on on another device needs; a chunk of its own. */
export { Linked } from "./linking.ts";
