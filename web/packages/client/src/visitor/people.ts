/**
 * Whose keys this device has seen proven. Promise: every key in here stood in a verified proof. They are kept,
 * because those who wrote earlier may have left since, and what they wrote must stay readable.
 */
import { type Bytes, equal, type Hex, hex, type Id } from "@sealdesk/seal";
import { provenAuthors } from "@sealdesk/seal/past";
import type { VisitorProof } from "@sealdesk/seal/proof";
import type { Store } from "../platform.ts";
import type { Person } from "../visitor.ts";

interface KnownDevice {
  readonly key: Bytes;
  readonly person: Person;
  /** When its right to write ended, Unix seconds: as proven, or the first proof that did not show it any more. */
  readonly ended: number | null;
  /** A proof did not show it any more, and none has said yet when its right ended. */
  readonly missing?: true;
}

export class People {
  /** The team's newest key that a proof has shown. */
  #newest: VisitorProof["generation"] | null = null;

  private constructor(
    private readonly store: Store,
    private readonly devices: Map<string, KnownDevice>,
    private readonly serverKeys: Map<string, Bytes>,
    private readonly members: Map<string, readonly Person[]>,
  ) {}

  static async open(store: Store): Promise<People> {
    const all = async <T>(prefix: string) =>
      new Map((await store.list<T>(prefix)).map(([k, v]) => [k.slice(prefix.length), v] as const));
    return new People(
      store,
      await all<KnownDevice>("device/"),
      await all<Bytes>("server-key/"),
      await all<readonly Person[]>("members/"),
    );
  }

  async learn(proof: VisitorProof): Promise<void> {
    const proven = await provenAuthors(proof);
    this.#newest = proof.generation;
    const changes: (readonly [string, unknown])[] = [];
    const keep = (id: Hex | string, known: KnownDevice) => {
      this.devices.set(id, known);
      changes.push([`device/${id}`, known]);
    };
    for (const [id, known] of this.devices) {
      if (known.ended === null && !proven.devices.has(id as Hex))
        keep(id, { ...known, ended: proof.head.time, missing: true });
    }
    for (const [id, { account, ended, key, name }] of proven.devices) {
      keep(id, { key, person: { id: hex(account), name }, ended });
    }
    for (const [id, key] of proven.serverKeys) {
      this.serverKeys.set(id, key);
      changes.push([`server-key/${id}`, key]);
    }
    if (!proof.stale) {
      const generation = hex(proof.generation.id);
      const people = proof.members.map((m) => ({ id: hex(m.id), name: m.name }));
      this.members.set(generation, people);
      changes.push([`members/${generation}`, people]);
    }
    await this.store.write(changes);
  }

  /** Who held the team's key of this generation; undefined if no proof has shown that. */
  membersOf(generation: Id): readonly Person[] | undefined {
    return this.members.get(hex(generation));
  }

  /**
   * Who makes a key for a team was handed the team's own (protocol §6): else somebody could join and leave before that
   * changes, and keep theirs. Of earlier ones no proof shows it; nothing is sent under them.
   */
  wasHanded(device: Id, generation: Id): boolean {
    const account = this.personOf(device)?.id;
    const newest = this.#newest;
    if (newest === null || !equal(newest.id, generation)) return account !== undefined;
    return newest.content.boxes.some((box) => hex(box.account) === account);
  }

  deviceKey(device: Id): Bytes | undefined {
    return this.devices.get(hex(device))?.key;
  }
  /**
   * When its right ended. For what is `fresh`, that is not known of somebody whom the newest proof lacks: its time
   * says nothing of when they went, and what they and the server have dated in between is not theirs to write. So
   * it ended long ago, until a proof that is asked for says when.
   */
  ended(device: Id, fresh: boolean): number | null {
    const known = this.devices.get(hex(device));
    return fresh && known?.missing ? 0 : (known?.ended ?? null);
  }
  personOf(device: Id | Hex | string): Person | null {
    const key = typeof device === "string" ? device : hex(device);
    return this.devices.get(key)?.person ?? null;
  }
  receiptKey(statement: Id): Bytes | undefined {
    return this.serverKeys.get(hex(statement));
  }
}
