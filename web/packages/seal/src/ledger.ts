/**
 * The record of acts as everybody checks it (docs/ledger.md): checkpoints, which are signed notes (C2SP signed-note,
 * tlog-checkpoint), and the proof that one continues another (RFC 6962 §2.1.2). Promise: what is opened was signed,
 * to the byte, by a key of this organisation's server. Limit: signatures of others, witnesses too, are passed over.
 */
import type { RecordSeen } from "./body.ts";
import { type Bytes, concat, equal, hex, type Id, utf8 } from "./bytes.ts";
import { sha256 } from "./core.ts";
import { demand, refuse } from "./error.ts";
import { isConsistent } from "./merkle.ts";
import { isSignedUnmarked } from "./sign.ts";

/** What the tree was at one size. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Id;
}

/** Of a signed checkpoint with the signatures of its witnesses, in bytes. */
export const checkpointLimit = 16 * 1024;
const mostSignatures = 100;

/** The first line of the organisation's checkpoints, and the name of the key that signs them. */
export const ledgerOrigin = (org: Id): string => `sealdesk-ledger/${hex(org)}`;

/** Refuses as "unverified" only what is a checkpoint, and is not of this organisation or not signed by its server. */
export const openCheckpoint = async (note: string, org: Id, keys: readonly Bytes[]): Promise<Checkpoint> =>
  (await open(note, org, keys)).checkpoint;

interface Opened {
  readonly checkpoint: Checkpoint;
  /** That holds, of one of the keys. */
  readonly signature: Bytes;
}

async function open(note: string, org: Id, keys: readonly Bytes[]): Promise<Opened> {
  demand(utf8(note).length <= checkpointLimit, "a checkpoint longer than its limit", "malformed");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a note may not hold
  demand(!/[\0-\x09\x0b-\x1f]/.test(note), "control characters in a note", "malformed");
  const end = note.lastIndexOf("\n\n") + 1;
  const checkpoint = parseText(note.slice(0, end));
  const signatures = parseSignatures(note.slice(end + 1));
  demand(checkpoint.origin === ledgerOrigin(org), "the ledger of another organisation");
  const signature = await signedBy(utf8(note.slice(0, end)), checkpoint.origin, signatures, keys);
  return { checkpoint, signature };
}

/** What a signed checkpoint says, as a message tells it. */
export async function recordSeen(note: string, org: Id, keys: readonly Bytes[]): Promise<RecordSeen> {
  const { checkpoint, signature } = await open(note, org, keys);
  return { size: checkpoint.size, root: checkpoint.root, signature };
}

/** The note that somebody saw, put together again; "unverified" if none of the keys signed it. */
export async function openSeen(
  seen: RecordSeen,
  org: Id,
  keys: readonly Bytes[],
): Promise<Checkpoint & { readonly note: string }> {
  const name = ledgerOrigin(org);
  for (const key of keys) {
    const line = base64(concat(await keyHash(name, key), seen.signature));
    const note = `${name}\n${seen.size}\n${base64(seen.root)}\n\n— ${name} ${line}\n`;
    const checkpoint = await openCheckpoint(note, org, [key]).catch(() => null);
    if (checkpoint !== null) return { ...checkpoint, note };
  }
  return refuse("a record that this organisation's server has not signed");
}

/** Lines after the third are extensions, and stand for nothing here. */
function parseText(text: string): Checkpoint {
  const [, origin = "", size = "", encoded = ""] = /^(.+)\n(.+)\n(.+)\n/.exec(text) ?? [];
  const root = unbase64(encoded);
  const count = Number(size);
  demand(/^(0|[1-9]\d*)$/.test(size) && Number.isSafeInteger(count), "not a size", "malformed");
  demand(root.length === 32, "not a root", "malformed");
  return { origin, size: count, root: root as Id };
}

interface Signature {
  readonly name: string;
  readonly keyHash: Bytes;
  readonly signature: Bytes;
}

function parseSignatures(lines: string): readonly Signature[] {
  demand(lines.endsWith("\n"), "a note without a signature", "malformed");
  const all = lines.slice(0, -1).split("\n");
  demand(all.length <= mostSignatures, "a note with too many signatures", "malformed");
  return all.map((line) => {
    const [, name, encoded] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? refuse("not a signature line", "malformed");
    const bytes = unbase64(encoded!);
    demand(bytes.length > 4, "not a signature", "malformed");
    return { name: name!, keyHash: bytes.slice(0, 4), signature: bytes.slice(4) };
  });
}

/** C2SP signed-note, for Ed25519. */
const keyHash = async (name: string, key: Bytes): Promise<Bytes> =>
  (await sha256(concat(utf8(`${name}\n`), Uint8Array.of(1), key))).slice(0, 4);

/** The first signature of each key counts, and has to hold; there is at least one. */
async function signedBy(
  text: Bytes,
  name: string,
  signatures: readonly Signature[],
  keys: readonly Bytes[],
): Promise<Bytes> {
  let first: Bytes | null = null;
  for (const key of keys) {
    const hash = await keyHash(name, key);
    const found = signatures.find((s) => s.name === name && equal(s.keyHash, hash));
    if (found === undefined) continue;
    demand(await isSignedUnmarked(key, text, found.signature), "checkpoint: signature does not hold");
    first ??= found.signature;
  }
  return first ?? refuse("a checkpoint that this organisation's server has not signed");
}

const base64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));

/** Standard base64 with its padding, in one spelling. */
function unbase64(text: string): Bytes {
  let raw: string;
  try {
    raw = atob(text);
  } catch {
    return refuse("not base64", "malformed");
  }
  demand(btoa(raw) === text, "another spelling of base64", "malformed");
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
}

/** Whether the ledger of `next` begins with that of `old`. */
export async function continues(
  old: Checkpoint,
  next: Checkpoint,
  proof: readonly Bytes[],
): Promise<boolean> {
  if (old.origin !== next.origin) return false;
  // Nothing is the beginning of everything, and there is nothing to prove.
  if (old.size === 0 && next.size > 0) return proof.length === 0;
  if (old.size === 0) return proof.length === 0 && equal(old.root, next.root);
  return isConsistent(old.size, old.root, next.size, next.root, proof);
}
