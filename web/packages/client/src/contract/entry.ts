/** The way in: set-up, sign-in, joining, locked, failed. */

import type { DeskFailure, Instant, SealGroups } from "./basics.ts";
import type { IdentityProvider, ProvidedIdentity, StillThere } from "./sso.ts";

export type SetupStep = "token" | "organisation" | "owner" | "kit" | "inbox" | "saving" | "embed" | "invite";

export interface SetupState {
  readonly phase: "setup";
  readonly step: SetupStep;
  readonly organisation: { readonly name: string; readonly colour: string } | null;
  readonly owner: { readonly name: string; readonly email: string } | null;
  readonly credential: "passkey" | "password" | null;
  /** Whether this browser can make a passkey that unlocks keys; null until it was asked. */
  readonly passkeyPossible: boolean | null;
  /** Shown and printed once; gone from state after `confirmKit`. */
  readonly kit: RecoveryKit | null;
  readonly kitChecked: boolean;
  readonly inbox: { readonly name: string; readonly team: string } | null;
  readonly embedLine: string | null;
  /** Authenticator set-up for a password: shown as a QR code and as text. */
  readonly authenticator: { readonly uri: string; readonly secret: string } | null;
}

/** Shown as a QR code, and as text. */
export interface Authenticator {
  readonly uri: string;
  readonly secret: string;
}

export interface RecoveryKit {
  readonly organisation: string;
  readonly address: string;
  readonly owner: string;
  readonly made: Instant;
  readonly seal: SealGroups;
  /** Eight groups of four characters. */
  readonly recoveryCode: readonly string[];
  /** Thirteen groups of four characters: needed beside the password on a new browser. */
  readonly accountSecret: readonly string[];
}

export type Credential =
  | { readonly kind: "passkey"; readonly label: string }
  | { readonly kind: "password"; readonly password: string; readonly code: string };

/** Why a password has to be changed: others may know it, or it is older than the organisation allows. */
export type PasswordDue = "compromised" | "age";

export interface SigninState {
  readonly phase: "signin";
  readonly organisation: string | null;
  readonly passkeyPossible: boolean | null;
  /** This browser holds an account secret, so a password is enough here. */
  readonly knownBrowser: boolean;
  readonly providers: readonly IdentityProvider[];
  /** What one of them has proven to this browser; one more factor is due, or none. */
  readonly provided: ProvidedIdentity | null;
  /** Who signed out a moment ago, of a session that a provider began. */
  readonly left: StillThere | null;
  /** Who came in by a password that has to be changed before anything else. */
  readonly due: {
    readonly why: PasswordDue;
    readonly email: string;
    readonly authenticator: Authenticator;
  } | null;
  /** Whether a code by mail can stand beside a recovery code. */
  readonly mailsCodes: boolean;
  /** Whether a code by SMS can stand beside a password. */
  readonly textsCodes: boolean;
  readonly working: boolean;
  readonly approval: {
    readonly code: SealGroups;
    readonly state: "waiting" | "refused";
    readonly by: "browser" | "colleague";
  } | null;
  /** Only on a demo server: people one can be with one click. */
  readonly demoAccounts: readonly { readonly name: string; readonly role: string }[];
}

export interface JoinState {
  readonly phase: "join";
  /** In the place of an account whose keys are lost: with its address. */
  readonly again: boolean;
  readonly step: "name" | "credential" | "kit" | "saving" | "closed";
  readonly organisation: string;
  readonly seal: SealGroups;
  readonly teams: readonly string[];
  readonly name: string;
  readonly email: string;
  readonly passkeyPossible: boolean | null;
  readonly kit: RecoveryKit | null;
  readonly authenticator: { readonly uri: string; readonly secret: string } | null;
}

/** Signed in, but the keys are closed on this browser: unlock with passkey, password or recovery code. */
export interface LockedState {
  readonly phase: "locked";
  readonly name: string | null;
  readonly working: boolean;
}

export interface FailedState {
  readonly phase: "failed";
  readonly failure: DeskFailure;
  /** Two signed histories that contradict each other: the organisation's own seal and both heads. */
  readonly fork: { readonly ours: SealGroups; readonly theirs: SealGroups; readonly at: Instant } | null;
}
