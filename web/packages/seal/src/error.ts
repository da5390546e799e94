/**
 * The one error type of the protocol. Promise: every refusal carries a kind a caller can branch on and a
 * short reason for people who debug; neither ever holds key material or content.
 */

export type SealErrorKind =
  /** Bytes that are not the one allowed encoding. */
  | "malformed"
  /** Well formed, but signature, hash, commitment or authority does not hold. */
  | "unverified"
  /** Signed for a time that lies ahead of this device's clock. */
  | "clock"
  /** Could not be opened with this key. */
  | "unopened"
  /** Laid down in the protocol and not built yet. */
  | "reserved"
  /** The caller asked for something the protocol does not allow. */
  | "misuse";

export class SealError extends Error {
  override readonly name = "SealError";
  readonly kind: SealErrorKind;

  constructor(kind: SealErrorKind, reason: string) {
    super(reason);
    this.kind = kind;
  }
}

export function refuse(reason: string, kind: SealErrorKind = "unverified"): never {
  throw new SealError(kind, reason);
}

export function demand(
  condition: boolean,
  reason: string,
  kind: SealErrorKind = "unverified",
): asserts condition {
  if (!condition) refuse(reason, kind);
}
