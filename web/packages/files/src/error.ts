/**
 * The one error of the package. Promise: whatever bytes come in, nothing else leaves it. `clean` turns `malformed`
 * and `refused` into "uncleaned"; only `unread` and `unloaded` reach its caller. The reason never quotes the file.
 */

export type FileErrorKind =
  /** The device could not read the file: moved, removed, no longer allowed. */
  | "unread"
  /** The code for this kind of file could not be fetched: no connection. Trying again helps. */
  | "unloaded"
  /** Not what its first bytes promise: cut off, lying sizes, loops. */
  | "malformed"
  /** Well formed, and not to be touched: encrypted, signed, too large for memory. */
  | "refused";

export class FileError extends Error {
  override readonly name = "FileError";
  readonly kind: FileErrorKind;

  constructor(kind: FileErrorKind, reason: string) {
    super(reason);
    this.kind = kind;
  }
}

export function demand(
  condition: boolean,
  reason: string,
  kind: FileErrorKind = "malformed",
): asserts condition {
  if (!condition) throw new FileError(kind, reason);
}
