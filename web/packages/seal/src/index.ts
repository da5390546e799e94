/**
 * `@sealdesk/seal`: Sealdesk protocol 1 in TypeScript. No DOM, no network, no storage; runs in browsers,
 * workers and Node. Subpaths: `./directory` (full replay, staff), `./proof` (visitors), `./vault` (staff).
 */
export * from "./articles.ts";
export * from "./body.ts";
export * from "./box.ts";
export * from "./bytes.ts";
export { sha256 } from "./core.ts";
export * from "./crockford.ts";
export * from "./error.ts";
export * from "./group.ts";
export * from "./head.ts";
export type { Envelope, MessageHeader, MessagePlace } from "./message.ts";
export { limit as messageLimit, openMessage, parseEnvelope, sealMessage, verifyEnvelope } from "./message.ts";
export * from "./order.ts";
export * from "./sign.ts";
export type { Signed } from "./signed.ts";
export * from "./stream.ts";
export * from "./thread.ts";
