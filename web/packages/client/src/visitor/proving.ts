/**
 * The proof of who could read a conversation, as a file that anybody can check (docs/readers-proof.md). Promise: every
 * entry in it was verified by this device, and the directory in it is the one that this device follows; it holds no key
 * that opens anything, and nothing of what was said. Limit: it is of the moment at which it is made.
 */
import {
  type Bytes,
  equal,
  groupsOf,
  type Hex,
  hex,
  type Id,
  parseEnvelope,
  readReceipt,
  sha256,
  type ThreadGeneration,
  utf8,
  visitorsOf,
} from "@sealdesk/seal";
import { demandHistory } from "@sealdesk/seal/history";
import { openCheckpoint } from "@sealdesk/seal/ledger";
import { alsoLimit, provenAuthors } from "@sealdesk/seal/past";
import { readProof, type VisitorProof } from "@sealdesk/seal/proof";
import { fromBase64, toBase64 } from "../base64.ts";
import { keptCheckpoint } from "../ledger-watch.ts";
import type { EntryWire, ProofWire } from "../wire.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { VisitorError } from "./failure.ts";

type Line = Readonly<Record<string, string | number>>;

/** While the directory changes, the one in the file may be newer than what is followed here. */
const tries = 3;

export async function proveReaders(own: Conversations, c: Conversation): Promise<string> {
  // Nothing is left of it here.
  if (c.destroyed !== null)
    throw new VisitorError("not-found", "This conversation is not on this device.", "Go back.");
  await own.courier.sync(c);
  const entries = (await c.stored()).slice(0, c.log.sequence);
  const changes = c.log.entries.flatMap((e) => (e.kind === "generation" ? [e.statement.value] : []));
  const directory = await directoryFor(own, changes, await serverKeysOf(own, entries));
  const { device, visit } = own;
  const made = Math.floor(visit.platform.now() / 1000);
  const lines: readonly Line[] = [
    { readers: c.name, device: hex(device.id), made },
    { directory: toBase64(directory.wire) },
    { thread: toBase64(c.thread.wire) },
    ...visitorsIn(c, changes),
    ...(await Promise.all(entries.map((e) => entryLine(e, e.sequence === entries.length)))),
    ...(await checkpointLine(own, directory.proof)),
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const signature = toBase64(await device.signer.sign("readers", await sha256(utf8(text))));
  return `${text}${JSON.stringify({ end: entries.length, signature })}\n`;
}

/** Those receipts that the file holds: of every change of readers, and of the last entry. */
const isPlaced = (e: EntryWire, last: boolean): boolean => e.kind === "generation" || last;

async function entryLine(e: EntryWire, last: boolean): Promise<Line> {
  const receipt: Line = isPlaced(e, last) ? { receipt: e.receipt } : {};
  if (e.kind === "generation") return { entry: e.sequence, generation: e.bytes, ...receipt };
  const { ciphertext, headerBytes } = await parseEnvelope(fromBase64(e.bytes));
  const sealed = hex(await sha256(ciphertext));
  return { entry: e.sequence, header: toBase64(headerBytes), ciphertext: sealed, ...receipt };
}

/** The customer's devices that ever could read, and no others. */
function visitorsIn(c: Conversation, changes: readonly ThreadGeneration[]): readonly Line[] {
  const named = new Set(changes.flatMap(visitorsOf).map(hex));
  return [...c.visitors].flatMap(([id, d]) => (named.has(id) ? [{ visitor: toBase64(d.wire) }] : []));
}

async function serverKeysOf(
  { device, people }: Conversations,
  entries: readonly EntryWire[],
): Promise<readonly Id[]> {
  const keyOf = (id: Id) => people.receiptKey(id);
  const placed = entries.filter((e) => isPlaced(e, e.sequence === entries.length));
  const receipts = await Promise.all(
    placed.map((e) => readReceipt(device.org, fromBase64(e.receipt), keyOf)),
  );
  return receipts.map((r) => r.value.serverKey);
}

interface Shown {
  readonly wire: Bytes;
  readonly proof: VisitorProof;
}

/** What the directory says of everybody who was handed the team's key since, of who changed keys, and of the server's. */
async function directoryFor(
  own: Conversations,
  changes: readonly ThreadGeneration[],
  serverKeys: readonly Id[],
): Promise<Shown> {
  const { people, visit } = own;
  const [oldest] = groupsOf(changes[0]!) as [Id];
  const staff = changes.map((g) => g.author).filter((author) => people.deviceKey(author) !== undefined);
  const about = new Set<Hex>([oldest, ...serverKeys, ...staff].map(hex));
  if (about.size > alsoLimit) {
    throw new VisitorError(
      "too-long",
      "The keys of this conversation changed too often for one proof.",
      "Ask the company who could read it.",
    );
  }
  const { http, inbox, inboxHex, pin, platform } = visit.source;
  const path = `/inboxes/${inboxHex}/proof?from=0&also=${[...about].join(",")}`;
  for (let n = 0; n < tries; n++) {
    const wire = fromBase64((await http.get<ProofWire>(path)).proof);
    const now = Math.floor(platform.now() / 1000);
    const proof = await readProof(wire, { pin, inbox, earlier: null, now });
    demandHistory(proof, oldest);
    // What is followed here has grown out of what was seen before; so has what is of the same size and root.
    await visit.renew();
    const { head } = visit.organisation.proof;
    if (proof.head.size === head.size && equal(proof.head.logRoot, head.logRoot)) return { wire, proof };
  }
  throw new VisitorError(
    "refused",
    "The company’s list of people is being changed just now.",
    "Please try again in a minute.",
  );
}

/** The newest checkpoint of the record of acts that this device saw, if the directory in the file shows its key. */
async function checkpointLine({ visit }: Conversations, proof: VisitorProof): Promise<readonly Line[]> {
  const kept = await keptCheckpoint(visit.store);
  if (kept === null) return [];
  const checkpoint = kept.note;
  const { serverKeys } = await provenAuthors(proof);
  const opened = await openCheckpoint(checkpoint, proof.org, [...serverKeys.values()]).catch(() => null);
  return opened === null ? [] : [{ checkpoint }];
}
