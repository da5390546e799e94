/** The contract with the encrypted client, under one name for the views. */
export type * from "@sealdesk/client";
