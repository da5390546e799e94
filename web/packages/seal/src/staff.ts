/** `@sealdesk/seal/staff`: statements, vault and invitations, for browsers of staff. */
export type { Attestation, Identity, IdentityClaim } from "./attestation.ts";
export { checkIdentity, level } from "./attestation.ts";
export type { Certificate } from "./certificate.ts";
export { readCertificate } from "./certificate.ts";
export * from "./invite.ts";
export type { KeptDraft, KeptPasswords, KeptPlace } from "./kept.ts";
export {
  formerVerifier,
  MAX_PASSWORDS,
  openDraft,
  openPasswords,
  parseKept,
  sealDraft,
  sealPasswords,
} from "./kept.ts";
export * from "./statement.ts";
export { askedSalt } from "./stepup.ts";
export * from "./vault.ts";
export * from "./ways.ts";
