/**
 * Whose keys this device has seen proven. Promise: every key in here stood in a verified proof. They are kept,
 * because those who wrote earlier may have left since, and what they wrote must stay readable.
 */
import { type Bytes, type Hex, hex, type Id } from "@sealdesk/seal";
import type { VisitorProof } from "@sealdesk/seal/proof";
import type { Store } from "../platform.ts";
import type { Person } from "../visitor.ts";

interface KnownDevice {
  readonly key: Bytes;
  readonly person: Person;
}

export class People {
  private constructor(
    private readonly store: Store,
    private readonly devices: Map<string, KnownDevice>,
    private readonly serverKeys: Map<string, Bytes>,
  ) {}

  static async open(store: Store): Promise<People> {
    const [devices, keys] = await Promise.all([
      store.list<KnownDevice>("device/"),
      store.list<Bytes>("server-key/"),
    ]);
    const cut = <T>(pairs: readonly (readonly [string, T])[], prefix: string) =>
      new Map(pairs.map(([k, v]) => [k.slice(prefix.length), v] as const));
    return new People(store, cut(devices, "device/"), cut(keys, "server-key/"));
  }

  async learn(proof: VisitorProof): Promise<void> {
    const changes: (readonly [string, unknown])[] = [];
    for (const [id, d] of proof.devices) {
      const member = proof.members.find((m) => hex(m.id) === hex(d.account));
      if (member === undefined) continue;
      const known = { key: d.key, person: { id: hex(member.id), name: member.name } };
      this.devices.set(id, known);
      changes.push([`device/${id}`, known]);
    }
    const { id, key } = proof.serverKey;
    this.serverKeys.set(hex(id), key);
    await this.store.write([...changes, [`server-key/${hex(id)}`, key]]);
  }

  deviceKey(device: Id): Bytes | undefined {
    return this.devices.get(hex(device))?.key;
  }
  personOf(device: Id | Hex | string): Person | null {
    const key = typeof device === "string" ? device : hex(device);
    return this.devices.get(key)?.person ?? null;
  }
  receiptKey(statement: Id): Bytes | undefined {
    return this.serverKeys.get(hex(statement));
  }
}
