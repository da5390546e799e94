/** Turns what went wrong into what a person can act on. The one place where causes become words. */

import { SealError } from "@sealdesk/seal";
import type { DeskFailure, FailureKind, Outcome } from "../desk.ts";
import { NoAnswer, Refused } from "../http.ts";
import { ForkError, forkFailure } from "./fork.ts";

export class DeskError extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly next: string,
  ) {
    super(message);
  }
}

const KIND_OF_REFUSAL: Readonly<Record<string, FailureKind>> = {
  conflict: "conflict",
  gone: "not-found",
  invalid: "invalid",
  limited: "too-many",
  not_found: "not-found",
};

function ofSeal(e: SealError): DeskFailure {
  if (e.kind === "unopened") {
    return {
      kind: "wrong-secret",
      message: "This does not open your keys.",
      next: "Check what you typed, or use another way in.",
    };
  }
  if (e.kind === "clock") {
    return {
      kind: "unverified",
      message: "This computer's clock and the signed times of your organisation do not fit together.",
      next: "Set date and time to automatic, then try again. If they are right, tell your security team.",
    };
  }
  return {
    kind: "unverified",
    message: "Something from the server could not be verified, so it is not shown.",
    next: "Try again. If it stays, tell your security team: the server may be wrong or tampered with.",
  };
}

/** How browsers say that a person, or a person's waiting too long, ended it (WebAuthn §5.1.3); shown by nobody. */
const GIVEN_UP: ReadonlySet<string> = new Set(["NotAllowedError", "AbortError"]);

export function failureOf(cause: unknown): DeskFailure {
  if (cause instanceof DeskError) return { kind: cause.kind, message: cause.message, next: cause.next };
  if (cause instanceof Refused) {
    const kind = KIND_OF_REFUSAL[cause.kind] ?? "refused";
    return { kind, message: cause.message, next: cause.next };
  }
  if (cause instanceof NoAnswer) {
    return {
      kind: "offline",
      message: "The server did not answer.",
      next: "Check your connection. What you wrote is kept here.",
    };
  }
  if (cause instanceof SealError) return ofSeal(cause);
  if (cause instanceof ForkError) return forkFailure;
  if (cause instanceof Error && GIVEN_UP.has(cause.name)) {
    return {
      kind: "cancelled",
      message: "The passkey was not used.",
      next: "Try again, or choose another way in.",
    };
  }
  return {
    kind: "unexpected",
    message: "Something unexpected happened on this device.",
    next: "Reload the page. Nothing that was sent is lost.",
  };
}

/** Nothing is known about what was asked, or the server has asked to be left in peace for a while. */
export const passes = (cause: unknown): boolean =>
  cause instanceof NoAnswer ||
  (cause instanceof Refused && (cause.kind === "unavailable" || cause.kind === "limited"));

/** Runs a command's work; commands never reject. */
export async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (cause) {
    return { ok: false, failure: failureOf(cause) };
  }
}
