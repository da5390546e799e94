/**
 * `@sealdesk/seal`: Sealdesk protocol 1 in TypeScript. No DOM, no network, no storage; runs in browsers,
 * workers and Node. Subpaths: `./directory` (full replay, staff), `./proof` (visitors), `./vault` (staff).
 */
export * from "./articles.ts";
export * from "./body.ts";
export type { BoxPlace, Purpose, SealingPair } from "./box.ts";
export { boxHash, newSealingPair, sealBox, sealingPair } from "./box.ts";
export { openBox } from "./box-open.ts";
export * from "./bytes.ts";
export { sha256 } from "./core.ts";
export * from "./crockford.ts";
export * from "./error.ts";
export * from "./group.ts";
export * from "./head.ts";
export type { Envelope, MessageHeader } from "./message.ts";
export { limit as messageLimit, parseEnvelope, sealMessage } from "./message.ts";
export * from "./message-open.ts";
export { mlKem } from "./ml-kem.ts";
export * from "./order.ts";
export * from "./sign.ts";
export type { Signed } from "./signed.ts";
export * from "./stream.ts";
export type { NewThreadGeneration, ReaderKey, Thread, ThreadGeneration, ThreadReader } from "./thread.ts";
export { makeThread, makeThreadGeneration, readerKind, threadKind } from "./thread.ts";
export * from "./thread-read.ts";
export * from "./transcript.ts";
export * from "./visitor-device.ts";
