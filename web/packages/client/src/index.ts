/** The staff side of the client. The widget uses `@sealdesk/client/visitor`, which does not load any of this. */

export { openDesk, openDeskOn } from "./desk/open.ts";
export type * from "./desk.ts";
