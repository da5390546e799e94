/** The types between views and client. A file of its own, because views must not pull in the client's code. */
export type * from "@sealdesk/client/visitor";
