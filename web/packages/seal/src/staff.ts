/** `@sealdesk/seal/staff`: statements, vault and invitations, for browsers of staff. */
export * from "./invite.ts";
export * from "./statement.ts";
export * from "./vault.ts";
export * from "./ways.ts";
