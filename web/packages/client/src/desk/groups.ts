/**
 * Group secrets: opened from this account's boxes, checked against the signed generations, renewed when members
 * change. Promise: a new key is sealed to exactly the members the directory names.
 */

import {
  boxHash,
  checkedGroupKeys,
  equal,
  type GroupKeys,
  type Hex,
  hex,
  type Id,
  type NumberedSecret,
  newGeneration,
  openGroupBox,
  SealError,
  type Secret,
} from "@sealdesk/seal";
import {
  type Group,
  type GroupGeneration,
  isStale,
  membersOf,
  roleIn,
  type State,
} from "@sealdesk/seal/directory";
import { memberSet } from "@sealdesk/seal/staff";
import { fromBase64 } from "../base64.ts";
import type { Http } from "../http.ts";
import type { Platform } from "../platform.ts";
import { byDevice, type DeviceIdentity, type DirectorySync, type Draft } from "./directory-sync.ts";

interface BoxWire {
  readonly group: Hex;
  readonly number: number;
  readonly statement: Hex;
  readonly author: Hex;
  readonly box: string;
}

export interface Member {
  readonly account: Id;
  readonly role: 1 | 2;
}

/** Those of a group that are not removed: a statement that names somebody else is refused. */
export const currentMembers = (state: Readonly<State>, group: Group): readonly Member[] =>
  membersOf(state, group).map(({ id }) => ({ account: id, role: group.members.get(hex(id))! }));

/** As a statement lists them. */
export const inOrder = (members: readonly Member[]): Member[] =>
  [...members].sort((a, b) => (hex(a.account) < hex(b.account) ? -1 : 1));

/** Members rotate when they open a generation older than this, in seconds. */
const ROTATE_AFTER = 20 * 86_400;

export class Groups {
  /** Group → number → keys. */
  readonly #keys = new Map<Hex, Map<number, GroupKeys>>();
  #catching: Promise<unknown> = Promise.resolve();
  /** The next one, for all who ask before it begins. */
  #next: Promise<void> | null = null;

  constructor(
    readonly http: Http,
    readonly platform: Platform,
    readonly sync: DirectorySync,
    readonly me: DeviceIdentity,
    readonly seeds: readonly Secret[],
  ) {}

  /** Opens every box that is new to this device. */
  async refresh(): Promise<void> {
    const boxes = await this.http.get<readonly BoxWire[]>("/groups/boxes");
    for (const wire of boxes) {
      if (this.#of(wire.group).has(wire.number)) continue;
      await this.#open(wire);
    }
  }

  /** The directory and the keys as they are now: one that is under way may have asked before what one has heard of. */
  catchUp(): Promise<void> {
    if (this.#next !== null) return this.#next;
    const next = this.#catching.then(async () => {
      this.#next = null;
      await this.sync.sync();
      await this.refresh();
    });
    this.#next = next;
    this.#catching = next.catch(() => undefined);
    return next;
  }

  keysOf(generation: GroupGeneration): GroupKeys | undefined {
    return this.#of(hex(generation.group)).get(generation.number);
  }

  /** Whether this account holds the group's current key. */
  holdsCurrent(group: Group): boolean {
    return group.generation !== null && this.keysOf(group.generation) !== undefined;
  }

  /** The same, after asking for a key that came since this device last looked. */
  async obtainsCurrent(group: Group): Promise<boolean> {
    if (!this.holdsCurrent(group)) await this.refresh();
    return this.holdsCurrent(group);
  }

  #of(group: Hex): Map<number, GroupKeys> {
    const found = this.#keys.get(group) ?? new Map<number, GroupKeys>();
    this.#keys.set(group, found);
    return found;
  }

  async #open(wire: BoxWire): Promise<void> {
    const state = this.sync.state;
    const generation = state.generations.get(wire.statement);
    const box = fromBase64(wire.box);
    const named = generation?.content.boxes.find((b) => equal(b.account, this.me.account));
    if (generation === undefined || named === undefined || !equal(named.box, await boxHash(box))) return;
    const place = {
      org: this.sync.directory.org,
      group: generation.group,
      number: generation.number,
      account: this.me.account,
      author: generation.author,
    };
    // A colleague who sealed rubbish, signed as it is, keeps one key from this account, and not the desk.
    const secrets = await unlessRefused(this.#tryEach((seed) => openGroupBox(seed, place, box)));
    for (const { number, secret } of secrets ?? []) {
      await unlessRefused(this.#adopt(state, generation.group, number, secret));
    }
  }

  /** Newest sealing key first; older boxes were made for older keys. */
  async #tryEach<T>(open: (seed: Secret) => Promise<T>): Promise<T> {
    let last: unknown;
    for (const seed of this.seeds) {
      try {
        return await open(seed);
      } catch (cause) {
        last = cause;
      }
    }
    throw last;
  }

  async #adopt(state: Readonly<State>, group: Id, number: number, secret: Secret): Promise<void> {
    const known = this.#of(hex(group));
    if (known.has(number)) return;
    for (const g of state.generations.values()) {
      if (g.number !== number || !equal(g.group, group)) continue;
      known.set(number, await checkedGroupKeys(secret, this.sync.directory.org, group, g.content));
    }
  }

  /**
   * Adds the group's next generation to a draft. Whom the one before does not name gets the earlier secrets too, however
   * long ago they joined: who let them in may not have held the key.
   */
  async addGeneration(draft: Draft, group: Id): Promise<void> {
    const state = draft.directory.state;
    const g = state.groups.get(hex(group))!;
    const members = membersOf(state, g);
    const number = (g.generation?.number ?? 0) + 1;
    const named = g.generation?.content.boxes ?? [];
    const earlier: NumberedSecret[] = [...this.#of(hex(group))]
      .map(([n, keys]) => ({ number: n, secret: keys.secret }))
      .sort((a, b) => a.number - b.number);
    const made = await newGeneration(
      (n) => this.platform.random(n),
      { org: draft.directory.org, group, number, author: this.me.device },
      await memberSet(members.map((m) => m.id)),
      members.map((m) => ({ account: m.id, sealing: m.sealing })),
      (account) => (named.some((b) => equal(b.account, account)) ? [] : earlier),
    );
    await draft.add("generation", group, made.content, [byDevice(this.me)]);
    for (const b of made.boxes) draft.boxes.push({ group, number, account: b.account, box: b.box });
  }

  /**
   * What a member online owes the others: part from who was shut out, admit newcomers, renew stale and old keys. What
   * fails for one team keeps no other waiting.
   */
  async doDuties(
    out: ReadonlySet<Hex> = new Set(),
    now: () => Promise<ReadonlySet<Hex>> = async () => out,
  ): Promise<void> {
    const failed: unknown[] = [];
    for (const { id } of [...this.sync.state.groups.values()])
      await this.#doDutiesOf(id, out, now).catch((cause: unknown) => failed.push(cause));
    if (failed.length > 0) throw failed[0];
  }

  async #doDutiesOf(id: Id, out: ReadonlySet<Hex>, now: () => Promise<ReadonlySet<Hex>>): Promise<void> {
    if (!this.holdsCurrent(this.sync.state.groups.get(hex(id))!)) return;
    await this.#partFrom(id, out, now);
    await this.#admitNewcomers(id, out);
    await this.#renew(id);
  }

  async #renew(id: Id): Promise<void> {
    const group = this.sync.state.groups.get(hex(id))!;
    const old = this.sync.now() - (group.generation?.time ?? 0) > ROTATE_AFTER;
    if (!old && !(await isStale(this.sync.state, group))) return;
    await this.sync.propose(this.me, async (draft) => {
      const now = draft.directory.state.groups.get(hex(id))!;
      // Somebody else was faster: nothing to do.
      if (now.generation?.number !== group.generation?.number) return;
      await this.addGeneration(draft, id);
    });
    await this.refresh();
  }

  /**
   * Those whom the server has shut out leave the team, whose key changes in the same step. The server's word moves
   * nobody's keys alone: where more than half of a team would go at once, a person has to look first.
   */
  async #partFrom(id: Id, known: ReadonlySet<Hex>, now: () => Promise<ReadonlySet<Hex>>): Promise<void> {
    if (roleIn(this.sync.state, id, this.me.account) !== 2) return;
    const staying = (state: Readonly<State>, out: ReadonlySet<Hex>) => {
      const all = currentMembers(state, state.groups.get(hex(id))!);
      const stay = all.filter(({ account }) => !out.has(hex(account)) || equal(account, this.me.account));
      return stay.length === all.length || stay.length * 2 < all.length ? null : stay;
    };
    if (staying(this.sync.state, known) === null) return;
    await this.sync.propose(this.me, async (draft) => {
      // Asked anew at each try: somebody who was let in again meanwhile stays.
      const stay = staying(draft.directory.state, await now());
      if (stay === null) return;
      await draft.add("member", id, { members: inOrder(stay) }, [byDevice(this.me)]);
      await this.addGeneration(draft, id);
    });
    await this.refresh();
  }

  async #admitNewcomers(id: Id, out: ReadonlySet<Hex>): Promise<void> {
    if (roleIn(this.sync.state, id, this.me.account) !== 2) return;
    if (this.#newcomers(this.sync.state, id, out).length === 0) return;
    await this.sync.propose(this.me, async (draft) => {
      const { state } = draft.directory;
      const newcomers = this.#newcomers(state, id, out);
      if (newcomers.length === 0) return;
      const all = [...currentMembers(state, state.groups.get(hex(id))!), ...newcomers];
      await draft.add("member", id, { members: inOrder(all) }, [byDevice(this.me)]);
      await this.addGeneration(draft, id);
    });
    await this.refresh();
  }

  /** Accounts whose invitation names this group and who never were members. */
  #newcomers(state: Readonly<State>, group: Id, out: ReadonlySet<Hex>): Member[] {
    const ever = this.sync.everMembers.get(hex(group)) ?? new Set<Hex>();
    const found: Member[] = [];
    for (const account of state.accounts.values()) {
      if (account.removed || account.invite === null || ever.has(hex(account.id)) || out.has(hex(account.id)))
        continue;
      const grant = state.invites.get(hex(account.invite))?.groups.find((g) => equal(g.group, group));
      if (grant !== undefined) found.push({ account: account.id, role: grant.role });
    }
    return found;
  }
}

async function unlessRefused<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof SealError) return null;
    throw cause;
  }
}
