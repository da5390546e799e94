/** Who signed a statement: every signature must hold, and must come from someone the directory knows. */
import { type Bytes, equal, type Hex, hex, type Id } from "../bytes.ts";
import { demand, refuse } from "../error.ts";
import { grace } from "../head.ts";
import type { Capability } from "../statement.ts";
import { type Statement, signerKind, statementSignedBy } from "../statement.ts";
import { type Account, type Device, holds, roleIn, type State } from "./state.ts";

export interface Signers {
  /** Accounts that signed with their identity or with a valid device. */
  readonly accounts: readonly Account[];
  /** Identity keys and invitation keys that signed. */
  readonly identities: ReadonlySet<Hex>;
  readonly invitations: ReadonlySet<Hex>;
  /** The first device among the signers. */
  readonly device: Id | null;
}

export const deviceValidAt = (d: Device, time: number): boolean =>
  !d.revoked && time >= d.from - grace && time <= d.until + grace;

export async function signersOf(state: State, s: Statement): Promise<Signers> {
  const accounts = new Map<Hex, Account>();
  const identities = new Set<Hex>();
  const invitations = new Set<Hex>();
  let device: Id | null = null;
  for (const by of s.signatures) {
    let key: Bytes = by.ref;
    if (by.kind === signerKind.identity) {
      identities.add(hex(by.ref));
      const a = accountOfIdentity(state, by.ref);
      if (a !== undefined) accounts.set(hex(a.id), a);
    } else if (by.kind === signerKind.device) {
      const d = state.devices.get(hex(by.ref)) ?? refuse("signed by an unknown device");
      demand(deviceValidAt(d, s.time), "signed by a device that is not valid");
      const a = state.accounts.get(hex(d.account));
      demand(a !== undefined && !a.removed, "signed by a removed account");
      accounts.set(hex(a.id), a);
      device ??= d.id;
      key = d.key;
    } else {
      invitations.add(hex(by.ref));
    }
    demand(await statementSignedBy(s, by, key), "a signature does not hold");
  }
  return { accounts: [...accounts.values()], identities, invitations, device };
}

export function accountOfIdentity(state: State, identity: Bytes): Account | undefined {
  for (const a of state.accounts.values()) if (!a.removed && equal(a.identity, identity)) return a;
  return undefined;
}

export const anyHolds = (by: Signers, c: Capability): boolean => by.accounts.some((a) => holds(a, c));
export const anyManages = (state: State, by: Signers, group: Id): boolean =>
  by.accounts.some((a) => roleIn(state, group, a.id) === 2);
export const anyMember = (state: State, by: Signers, group: Id): boolean =>
  by.accounts.some((a) => roleIn(state, group, a.id) !== 0);
