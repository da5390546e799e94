/** Turns what went wrong into what a customer can act on. The one place where causes become words. */
import { SealError } from "@sealdesk/seal";
import { NoAnswer, Refused } from "../http.ts";
import type { FailureKind, Outcome, VisitorFailure } from "../visitor.ts";
import { Stopped } from "./organisation.ts";

export class VisitorError extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly next: string,
  ) {
    super(message);
  }
}

const kinds: Readonly<Record<string, FailureKind>> = {
  conflict: "conflict",
  gone: "not-found",
  limited: "too-many",
  not_found: "not-found",
  too_large: "too-long",
};

/** Refused for now: the same bytes may be taken later. */
export const isForNow = (cause: unknown): boolean =>
  cause instanceof Refused && ["unavailable", "limited", "internal"].includes(cause.kind);

export function failureOf(cause: unknown): VisitorFailure {
  if (cause instanceof VisitorError) return { kind: cause.kind, message: cause.message, next: cause.next };
  if (cause instanceof Refused) {
    return { kind: kinds[cause.kind] ?? "refused", message: cause.message, next: cause.next };
  }
  if (cause instanceof NoAnswer) {
    const next = "What you wrote is kept on this device and sent later.";
    return { kind: "offline", message: "There is no connection.", next };
  }
  if (cause instanceof SealError || cause instanceof Stopped) {
    const message = "Something from the server could not be verified, so it is not shown.";
    return {
      kind: "unverified",
      message,
      next: "Please try again later, or write to the company another way.",
    };
  }
  if (cause instanceof DOMException) {
    const message = "This browser did not keep what was written.";
    return { kind: "storage", message, next: "Make room on this device, or leave private browsing." };
  }
  const message = "Something unexpected happened on this device.";
  return { kind: "unexpected", message, next: "Please close the chat and open it again." };
}

/** Commands never reject. */
export async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (cause) {
    return { ok: false, failure: failureOf(cause) };
  }
}
