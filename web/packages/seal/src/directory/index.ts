/** `@sealdesk/seal/directory`: replay with the full authority table. Staff only; the widget has `proof`. */
export * from "./directory.ts";
export { maxCertificate } from "./rules.ts";
export { deviceValidAt } from "./signers.ts";
export * from "./state.ts";
export * from "./visitor-proof.ts";
