/** Tokens of programs, and whom an identity provider expects. Types only. */

import type { AccountId, Instant, Outcome, TeamId } from "./basics.ts";

export type TokenScope = "scim" | "ledger.read";

export interface ProgramToken {
  readonly id: string;
  /** Who made it: it ends with them. */
  readonly account: AccountId;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** None: from anywhere. */
  readonly networks: readonly string[];
  readonly created: Instant;
  readonly expires: Instant;
  readonly lastUsed: Instant | null;
  readonly lastNetwork: string;
}

export interface MadeToken {
  /** Told once. */
  readonly secret: string;
  readonly token: ProgramToken;
}

export interface ExpectedPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  /** Ids of groups. */
  readonly groups: readonly string[];
  readonly account: AccountId | null;
  /** Somebody here with the same address: an admin says whether it is the same person. */
  readonly suggested: AccountId | null;
}

export interface ExpectedGroup {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  readonly team: TeamId | null;
}

export interface Provisioning {
  /** What to give the provider. */
  readonly address: string;
  readonly people: readonly ExpectedPerson[];
  readonly groups: readonly ExpectedGroup[];
}

/** For owners and admins. */
export interface ProgramCommands {
  /** Shuts somebody out at once. What they could read, they could until the keys of their teams change. */
  suspend(id: AccountId): Promise<Outcome<void>>;
  reinstate(id: AccountId): Promise<Outcome<void>>;
  /** Others may know their password: their sessions end, and they change it before anything else. */
  markPassword(id: AccountId): Promise<Outcome<void>>;
  tokens(): Promise<Outcome<readonly ProgramToken[]>>;
  makeToken(asked: {
    readonly name: string;
    readonly scopes: readonly TokenScope[];
    readonly networks: readonly string[];
    readonly days: number;
  }): Promise<Outcome<MadeToken>>;
  revokeToken(id: string): Promise<Outcome<void>>;
  provisioning(): Promise<Outcome<Provisioning>>;
  /** From here on the account follows what the provider says of that person. */
  linkPerson(entry: string, account: AccountId | null): Promise<Outcome<void>>;
  linkGroup(entry: string, team: TeamId | null): Promise<Outcome<void>>;
}
