/**
 * Files on their way into a conversation: what they are, what they may be called, and what they must not give
 * away. Promise: bytes to bytes, on the device; no DOM, no network. Loaded when the first file is chosen.
 */
export { clean, MAX_WHOLE } from "./clean.ts";
export { FileError, type FileErrorKind } from "./error.ts";
export { isDangerous, safeName } from "./name.ts";
export { previewKind, SNIFF_BYTES, sniff } from "./sniff.ts";
export type { Cleaned, FileSource, PreviewKind, Trace } from "./types.ts";
