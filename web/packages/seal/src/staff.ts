/** `@sealdesk/seal/staff`: statements, vault and invitations, for browsers of staff. */
export type { Attestation, Identity, IdentityClaim } from "./attestation.ts";
export { checkIdentity, level } from "./attestation.ts";
export type { Certificate } from "./certificate.ts";
export { readCertificate } from "./certificate.ts";
export * from "./invite.ts";
export type { KeptDraft, KeptPlace } from "./kept.ts";
export { openDraft, parseKept, sealDraft } from "./kept.ts";
export * from "./statement.ts";
export * from "./vault.ts";
export * from "./ways.ts";
