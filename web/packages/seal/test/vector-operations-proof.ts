/** Vector operations for the proof that a visitor gets. */
import { asId, hex, unhex } from "../src/bytes.ts";
import { provenAuthors } from "../src/past.ts";
import { readProof } from "../src/proof.ts";
import type { Operation } from "./vector-input.ts";

const byId = <T extends { readonly id: string }>(list: readonly T[]): readonly T[] =>
  [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

export const proofOperations: Readonly<Record<string, Operation>> = {
  proof: async (i) => {
    const before = i.json.earlier as { readonly size: number; readonly logRoot: string } | null;
    const earlier = before === null ? null : { size: before.size, logRoot: asId(unhex(before.logRoot)) };
    const asked = { pin: i.id("pin"), inbox: i.id("inbox"), earlier, now: i.number("now") };
    const p = await readProof(i.bytes("proof"), asked);
    const { devices, serverKeys } = await provenAuthors(p);
    const { number, sealing, commitment } = p.generation.content;
    return {
      org: hex(p.org),
      head: { id: hex(p.head.id), size: p.head.size, logRoot: hex(p.head.logRoot), time: p.head.time },
      inbox: { id: hex(p.inbox.id), name: p.inbox.name },
      group: { id: hex(p.group.id), name: p.group.name },
      generation: { id: hex(p.generation.id), number, sealing: hex(sealing), commitment: hex(commitment) },
      members: p.members.map((m) => ({ account: hex(m.id), role: m.role, name: m.name })),
      devices: byId(
        [...devices.values()].map((d) => ({
          id: hex(d.id),
          account: hex(d.account),
          key: hex(d.key),
          name: d.name,
          ended: d.ended,
        })),
      ),
      serverKeys: byId([...serverKeys].map(([id, key]) => ({ id, key: hex(key) }))),
      serverKey: { id: hex(p.serverKey.id), key: hex(p.serverKey.key) },
      articleSet: { version: p.articles.version, hash: hex(p.articles.hash), count: p.articles.count },
    };
  },
};
