/**
 * Section 4: a replay of the directory. Promise: `append` accepts a statement only if every signature holds
 * and the authority table allows it in the state reached so far; a refusal leaves the replay as it was.
 * Limit: a log cut short looks like an earlier directory; signed heads tell the difference.
 */
import { type Bytes, compare, concat, equal, hex, type Id } from "../bytes.ts";
import { demand } from "../error.ts";
import { type Head, type HeadFields, verifyHead } from "../head.ts";
import { consistencyPath, leafHash, treeRoot } from "../merkle.ts";
import { parseStatement, type Statement, slotKey, slotOf } from "../statement.ts";
import { apply } from "./apply.ts";
import { demandAllowed } from "./rules.ts";
import { deviceValidAt, signersOf } from "./signers.ts";
import { copyState, emptyState, holds, type Slot, type State } from "./state.ts";

export class Directory {
  private current: State = emptyState();
  private leaves: Id[] = [];
  /** The slot that each statement set: what the state was at every size. */
  private sets: Pick<Slot, "key" | "last">[] = [];
  private queue: Promise<unknown> = Promise.resolve();
  private readonly pin: Id | null;

  /** `pin`: the organisation id this replay must begin with; null only for whoever makes the genesis. */
  constructor(pin: Id | null) {
    this.pin = pin;
  }

  get state(): Readonly<State> {
    return this.current;
  }
  get size(): number {
    return this.leaves.length;
  }
  get org(): Id {
    demand(this.current.org !== null, "the directory is empty", "misuse");
    return this.current.org;
  }

  /** Checks and applies all statements or none. Calls run one after the other. */
  append(wires: readonly Bytes[]): Promise<readonly Statement[]> {
    const run = this.queue.then(() => this.appendNow(wires));
    this.queue = run.catch(() => undefined);
    return run;
  }

  private async appendNow(wires: readonly Bytes[]): Promise<readonly Statement[]> {
    const state = copyState(this.current);
    const leaves: Id[] = [];
    const sets: Pick<Slot, "key" | "last">[] = [];
    const out: Statement[] = [];
    for (const wire of wires) {
      const s = await parseStatement(wire);
      if (state.org === null)
        demand(this.pin === null || equal(s.id, this.pin), "another organisation than the pin");
      const slot = await nextSlot(state, s);
      const by = await signersOf(state, s);
      await demandAllowed(state, s, by);
      apply(state, s, by);
      state.slots.set(hex(slot.key), slot);
      leaves.push(await leafHash(wire));
      sets.push({ key: slot.key, last: slot.last });
      out.push(s);
    }
    this.current = state;
    this.leaves = [...this.leaves, ...leaves];
    this.sets = [...this.sets, ...sets];
    return out;
  }

  /** What `previous` must be for the next statement of a slot. */
  async last(...slot: Parameters<typeof slotKey>): Promise<Id | null> {
    return this.current.slots.get(hex(await slotKey(...slot)))?.last ?? null;
  }

  /** A replay that can be tried out without touching this one. */
  fork(): Directory {
    const copy = new Directory(this.pin);
    copy.current = copyState(this.current);
    copy.leaves = [...this.leaves];
    copy.sets = [...this.sets];
    return copy;
  }

  logRoot(size = this.size): Promise<Id> {
    return treeRoot(this.leaves.slice(0, size));
  }

  /** Proves that the log's first `from` statements are a prefix of the whole. */
  consistency(from: number): Promise<Id[]> {
    return consistencyPath(this.leaves, from);
  }

  stateLeaves(size = this.size): Promise<Id[]> {
    const slots = new Map(this.sets.slice(0, size).map((s) => [hex(s.key), s]));
    const sorted = [...slots.values()].sort((a, b) => compare(a.key, b.key));
    return Promise.all(sorted.map((s) => leafHash(concat(s.key, s.last))));
  }

  async headFields(time: number, size = this.size): Promise<HeadFields> {
    const leaves = await this.stateLeaves(size);
    return {
      org: this.org,
      size,
      logRoot: await this.logRoot(size),
      stateSize: leaves.length,
      stateRoot: await treeRoot(leaves),
      time,
    };
  }

  /** Whether both roots of a head are those of this replay at its size, whoever signed it. */
  async agrees(head: Head): Promise<boolean> {
    if (head.size > this.size) return false;
    const mine = await this.headFields(head.time, head.size);
    const sameState = mine.stateSize === head.stateSize && equal(mine.stateRoot, head.stateRoot);
    return sameState && equal(mine.logRoot, head.logRoot);
  }

  /** Checks a head against this replay: signer, authority, and both roots. */
  async checkHead(head: Head, now: number): Promise<void> {
    demand(equal(head.org, this.org), "head of another organisation");
    const d = this.current.devices.get(hex(head.device));
    demand(d !== undefined && deviceValidAt(d, head.time), "head by a device that is not valid");
    demand(holds(this.current.accounts.get(hex(d.account)), "attest"), "head by someone who may not attest");
    await verifyHead(head, d.key, now);
    demand(head.size <= this.size, "head of a longer log than this replay");
    demand(await this.agrees(head), "head of another log or state");
  }
}

async function nextSlot(state: State, s: Statement): Promise<Slot> {
  const { kind, object } = slotOf(s);
  const key = await slotKey(kind, object);
  const last = state.slots.get(hex(key))?.last;
  const follows = last === undefined ? s.previous === null : s.previous !== null && equal(s.previous, last);
  demand(follows, "statement does not follow its slot's last one");
  return { kind, object, key, last: s.id };
}

export const sortedSlots = (s: Readonly<State>): Slot[] =>
  [...s.slots.values()].sort((a, b) => compare(a.key, b.key));
