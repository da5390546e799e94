/** How the window is opened, and where it goes no further. Types only. */
import type { Connection, Instant, SealGroups } from "./basics.ts";
import type { VisitorDesk } from "./commands.ts";
import type { ReadyState } from "./ready.ts";

export interface VisitorOptions {
  /** The organisation's genesis hash, 64 lower-case hex digits, as found in the embed line. */
  readonly pin: string;
  readonly inbox: string;
  /** Origin and path prefix of the server, without a trailing slash. */
  readonly baseUrl: string;
  /** BCP 47 language tag; read anew for every message, so that it may follow what the window speaks. */
  readonly language: string;
  /** Asked when a conversation begins, where the site's owner wants it: sealed into it, and sent nowhere else. */
  readonly page?: () => VisitedPage | null;
  /** Whether somebody is signed in on the page around; null where it does not say. */
  readonly signed?: () => Promise<boolean | null>;
  /** A token of that page's own server, about what is asked; null for nobody. */
  readonly token?: (ask: TokenAsk) => Promise<string | null>;
}

/** What a token has to be about: `nonce`, `sealdesk_device` and `aud` of its claims. */
export interface TokenAsk {
  readonly nonce: string;
  readonly device: string;
  readonly audience: string;
}

/** The page around the window, as that page says itself. */
export interface VisitedPage {
  /** Without origin, query and fragment. */
  readonly path: string;
  readonly title: string;
}

/**
 * Implemented by `@sealdesk/client/visitor`. Resolves as soon as there is a first snapshot (`opening`), and
 * stores the pin before its first network call. It does not reject: what went wrong is a `stopped` state.
 */
export type OpenVisitorDesk = (options: VisitorOptions) => Promise<VisitorDesk>;

export type VisitorState = OpeningState | StoppedState | ReadyState;

export interface OpeningState {
  readonly phase: "opening";
  readonly connection: Connection;
}

/** The chat goes no further. `tryAgain` repeats the opening; `forgetDevice` starts from nothing. */
export interface StoppedState {
  readonly phase: "stopped";
  readonly stop: Stop;
}

export type Stop =
  /** The page names another organisation than the one this device remembers for this place. */
  | {
      readonly kind: "pin-changed";
      readonly remembered: SealGroups;
      readonly offered: SealGroups;
      readonly since: Instant;
    }
  /** The server could not prove that it speaks for the organisation; nothing of what it sent is shown. */
  | { readonly kind: "unverified"; readonly what: "organisation" | "inbox" | "articles" | "conversation" }
  /** The signed head lies more than ten minutes ahead of this device's clock. */
  | { readonly kind: "clock"; readonly deviceTime: Instant; readonly provenTime: Instant }
  /** The newest proof is older than seven days; `acceptOldProof` goes on for this session. */
  | { readonly kind: "old-proof"; readonly provenTime: Instant }
  /** The embed line is incomplete or malformed. */
  | { readonly kind: "bad-embed" }
  /** The browser refuses to keep keys, or has no modern cryptography. */
  | { readonly kind: "unsupported"; readonly missing: "storage" | "cryptography" };
