/**
 * What the console shows and may ask for: the contract between its views and the encrypted client behind them.
 * Types only; no DOM, no network, no sentences but those of failures (views own the words).
 *
 * Promise: a view that renders nothing but a `DeskState` cannot show anything this device has not verified.
 * Snapshots are immutable: a change is a new object, and parts that did not change keep their identity.
 */

import type { Outcome } from "./contract/basics.ts";
import type {
  AdminCommands,
  ConfirmCommands,
  JoinCommands,
  SelfCommands,
  SetupCommands,
  SigninCommands,
  WorkCommands,
} from "./contract/commands.ts";
import type { FailedState, JoinState, LockedState, SetupState, SigninState } from "./contract/entry.ts";
import type { LedgerCommands } from "./contract/ledger.ts";
import type { ReadyState } from "./contract/ready.ts";

export type * from "./contract/basics.ts";
export type * from "./contract/commands.ts";
export type * from "./contract/conversation.ts";
export type * from "./contract/customers.ts";
export type * from "./contract/entry.ts";
export type * from "./contract/ledger.ts";
export type * from "./contract/mail.ts";
export type * from "./contract/programs.ts";
export type * from "./contract/ready.ts";
export type * from "./contract/record-keeping.ts";
export type * from "./contract/retention.ts";
export type * from "./contract/said.ts";
export type * from "./contract/settings.ts";
export type * from "./contract/sms.ts";
export type * from "./contract/sso.ts";

export interface DeskOptions {
  /** Origin of the server; empty for the page's own. */
  readonly baseUrl: string;
  /** Secret part of the address (`#join=…`), without the hash sign; read once, then taken out of the address bar. */
  readonly fragment: string;
  /**
   * BCP 47 language that the console is read in just now: each message says that it is written in it. Left out: they do
   * not say.
   */
  readonly language?: () => string;
}

/** Implemented by `@sealdesk/client`. Does not reject: what went wrong is a `failed` state. */
export type OpenDesk = (options: DeskOptions) => Promise<Desk>;

export type DeskState =
  | OpeningState
  | SetupState
  | SigninState
  | JoinState
  | LockedState
  | FailedState
  | ReadyState;

export interface OpeningState {
  readonly phase: "opening";
}

/** Commands never reject. They resolve when this device has done its part; the network's part shows in state. */
export interface Desk {
  readonly state: DeskState;
  /** Called after every change, never during `subscribe`. Returns the way out. */
  subscribe(listener: () => void): () => void;
  readonly setup: SetupCommands;
  readonly signin: SigninCommands;
  readonly join: JoinCommands;
  readonly work: WorkCommands;
  readonly admin: AdminCommands;
  readonly self: SelfCommands;
  readonly confirm: ConfirmCommands;
  readonly ledger: LedgerCommands;
  /** After an owner has looked at a fork: opens the desk again. Both records stay on this device. */
  goOn(): Promise<Outcome<void>>;
  dispose(): void;
}
