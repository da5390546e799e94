/** What a server reads of the objects that pass through it, without keys. */
import { asId, concat, hex, type Id, parseEnvelope, sha256, utf8 } from "@sealdesk/seal";
import { decode } from "../../seal/src/cbor.ts";
import { fromBase64 } from "../src/base64.ts";

type Bytes = Uint8Array<ArrayBuffer>;

async function signed(
  type: string,
  wire: string,
): Promise<{ readonly id: Id; readonly fields: readonly unknown[] }> {
  const [payload] = decode(fromBase64(wire)) as unknown as readonly [Bytes];
  const id = asId(await sha256(concat(utf8(`sealdesk/1/${type}\0`), payload)));
  return { id, fields: decode(payload) as readonly unknown[] };
}

export const peek = {
  threadId: async (wire: string): Promise<Id> => (await signed("thread", wire)).id,
  messageHash: async (wire: string): Promise<Id> => (await parseEnvelope(fromBase64(wire))).hash,
  async generation(wire: string) {
    const { fields, id } = await signed("thread-generation", wire);
    const readers = fields[8] as readonly (readonly [number, Bytes])[];
    const group = readers.find(([kind]) => kind === 2);
    return { id, group: group === undefined ? "" : hex(group[1]), previous: hex(fields[4] as Bytes) };
  },
};
