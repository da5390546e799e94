/**
 * Section 12: the server's signed word that it destroyed the keys of a conversation. Limit: it closes the stored
 * copies of an honest server, and says nothing of copies that a reader kept.
 */
import type { Bytes, Id } from "./bytes.ts";
import * as c from "./codec.ts";
import { demand } from "./error.ts";
import { readSigned, type Signed } from "./signed.ts";

const certificate = c.object({
  org: c.id,
  serverKey: c.id,
  conversation: c.id,
  /** Unix seconds. */
  closed: c.uint,
  /** Unix seconds. */
  destroyed: c.uint,
  /** Of the conversation and of its notes. */
  generations: c.sorted(c.id, (g) => g),
  attachments: c.uint,
});
export type Certificate = c.Of<typeof certificate>;

/** `keyOf` gives the certified key of a `server-key` statement, past ones included. */
export async function readCertificate(
  org: Id,
  wire: Bytes,
  keyOf: (serverKey: Id) => Bytes | undefined,
): Promise<Signed<Certificate>> {
  const out = await readSigned("certificate", certificate, org, wire, (v) => {
    const key = keyOf(v.serverKey);
    demand(key !== undefined, "certificate under an unknown server key");
    return key;
  });
  const { closed, destroyed, generations } = out.value;
  demand(generations.length > 0, "a certificate that names no key", "malformed");
  demand(destroyed >= closed, "destroyed before it was closed", "malformed");
  return out;
}
