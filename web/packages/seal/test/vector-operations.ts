/**
 * One function per operation of the vectors. Each gives the values of `expect` that this implementation
 * computes, and throws where it refuses; a claimed result in `input` that differs is a refusal too.
 */
import * as body from "../src/body.ts";
import { boxHash, type Purpose, sealingPair } from "../src/box.ts";
import { decapsulate, openBox } from "../src/box-open.ts";
import { asId, type Bytes, equal, hex, type Id, type Random, systemRandom, unhex } from "../src/bytes.ts";
import { decode, encode, type Value } from "../src/cbor.ts";
import * as core from "../src/core.ts";
import * as group from "../src/group.ts";
import { parseEnvelope, sealMessage } from "../src/message.ts";
import { openMessage } from "../src/message-open.ts";
import { mlKem } from "../src/ml-kem.ts";
import { scriptKem } from "../src/ml-kem-script.ts";
import * as order from "../src/order.ts";
import { demandSigningKey, seedSigner, verify } from "../src/sign.ts";
import type { ThreadGeneration } from "../src/thread.ts";
import * as thread from "../src/thread-read.ts";
import * as transcript from "../src/transcript.ts";
import * as device from "../src/visitor-device.ts";
import * as xwing from "../src/xwing.ts";
import { claim, flat, type Input, type Json, type Operation, OtherOutcome } from "./vector-input.ts";
import { ledgerOperations } from "./vector-operations-ledger.ts";
import { proofOperations } from "./vector-operations-proof.ts";
import { staffOperations } from "./vector-operations-staff.ts";

function described(v: Value): unknown {
  if (typeof v === "number") return { u: v };
  if (typeof v === "string") return { t: v };
  if (v instanceof Uint8Array) return { b: hex(v) };
  if (Array.isArray(v)) return { a: v.map(described) };
  return { s: v };
}

const context = (b: Bytes): Value => decode(b);
const keyOf = (i: Input) => () => i.bytes("publicKey");

/** Gives out what a vector says was drawn, in pieces. */
function drawn(bytes: Bytes): Random {
  let at = 0;
  return (length) => {
    at += length;
    return bytes.slice(at - length, at);
  };
}

const basics: Record<string, Operation> = {
  decode: (i) => {
    const v = decode(i.bytes("bytes"));
    claim(i, "bytes", encode(v));
    return { value: described(v) };
  },
  "decode-array": (i) => {
    const v = decode(i.bytes("bytes"));
    if (!Array.isArray(v) || v.length !== i.number("count")) throw new OtherOutcome("another shape");
    return {};
  },
  id: async (i) => {
    const out = await core.idOf(i.text("type"), i.bytes("bytes"));
    claim(i, "id", out);
    return { message: hex(core.marked(i.text("type"), i.bytes("bytes"))), id: hex(out) };
  },
  hkdf: async (i) => {
    const key = await crypto.subtle.importKey("raw", i.bytes("ikm"), "HKDF", false, ["deriveBits"]);
    const params = { name: "HKDF", hash: "SHA-256", salt: i.bytes("salt"), info: i.bytes("info") };
    return { key: hex(new Uint8Array(await crypto.subtle.deriveBits(params, key, i.number("size") * 8))) };
  },
  kdf: async (i) => {
    const key = await core.kdf(
      i.bytes("secret"),
      i.bytes("salt"),
      context(i.bytes("context")),
      i.number("size"),
    );
    claim(i, "key", key);
    return { info: hex(core.marked("kdf", i.bytes("context"))), key: hex(key) };
  },
  commit: async (i) => {
    const of = [i.bytes("secret"), i.id("org"), i.text("label"), i.id("object"), i.number("number")] as const;
    await core.demandCommitment(i.bytes("commitment"), ...of);
    return {};
  },
  pad: (i) => {
    const padded = core.pad(i.bytes("bytes"));
    claim(i, "bytes", core.unpad(padded));
    return { padded: hex(padded) };
  },
  "pad-size": (i) => {
    const padded = core.pad(new Uint8Array(i.number("size")).fill(7));
    if (core.unpad(padded).length !== i.number("size")) throw new OtherOutcome("another size");
    return { padded: padded.length };
  },
  unpad: (i) => ({ bytes: hex(core.unpad(i.bytes("padded"))) }),
};

const keys: Record<string, Operation> = {
  ed25519: async (i) => {
    const { publicKey } = await seedSigner(i.bytes("seed"));
    const pkcs8 = unhex(`302e020100300506032b657004220420${i.text("seed")}`);
    const key = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "Ed25519" }, false, ["sign"]);
    const signature = new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, key, i.bytes("bytes")));
    return { publicKey: hex(publicKey), signature: hex(signature) };
  },
  "public-key": (i) => {
    demandSigningKey(i.bytes("publicKey"));
    return {};
  },
  sign: async (i) => {
    const signer = await seedSigner(i.bytes("seed"));
    const signature = await signer.sign(i.text("type"), i.bytes("bytes"));
    return { publicKey: hex(signer.publicKey), signature: hex(signature) };
  },
  verify: async (i) => {
    await verify(i.bytes("publicKey"), i.text("type"), i.bytes("bytes"), i.bytes("signature"));
    return {};
  },
  xwing: async (i) => {
    const [kem, seed] = [await mlKem(), i.secret("seed")];
    const publicKey = await xwing.publicKeyOf(kem, seed);
    const secret = await decapsulate(kem, seed, i.bytes("enc"));
    // Only the script can be told its randomness; what the browser draws itself is opened by the script.
    const again = await xwing.encapsulate(scriptKem, publicKey, drawn(i.bytes("random")));
    claim(i, "secret", again.secret);
    const own = await xwing.encapsulate(kem, publicKey, systemRandom);
    if (!equal(await decapsulate(scriptKem, seed, own.enc), own.secret)) throw new OtherOutcome("apart");
    return { publicKey: hex(publicKey), enc: hex(again.enc), secret: hex(secret) };
  },
  open: (i) => (i.has("box") ? openBoxCase(i) : openMessageCase(i)),
};

async function openBoxCase(i: Input): Promise<Json> {
  const place = {
    org: i.id("org"),
    purpose: i.text("purpose") as Purpose,
    object: i.id("object"),
    generation: i.number("generation"),
    recipient: i.id("recipient"),
    author: i.id("author"),
  };
  const plaintext = await openBox(i.secret("seed"), place, i.bytes("box"));
  const info = encode([
    place.org,
    place.purpose,
    place.object,
    place.generation,
    place.recipient,
    place.author,
  ]);
  return {
    publicKey: hex((await sealingPair(i.secret("seed"))).publicKey),
    info: hex(core.marked("box", info)),
    plaintext: hex(plaintext),
    hash: hex(await boxHash(i.bytes("box"))),
  };
}

const groups: Record<string, Operation> = {
  derive: async (i) => {
    const k = await group.groupKeys(i.secret("secret"), i.id("org"), i.id("group"), i.number("number"));
    return {
      sealingSeed: hex(k.sealing.seed),
      sealing: hex(k.sealing.publicKey),
      wrapKey: hex(k.wrap),
      commitment: hex(k.commitment),
    };
  },
  check: async (i) => {
    const statement = {
      number: i.number("number"),
      sealing: i.bytes("sealing"),
      commitment: i.bytes("commitment"),
    };
    await group.checkedGroupKeys(i.secret("secret"), i.id("org"), i.id("group"), statement);
    return {};
  },
  secrets: (i) => {
    const all = group.readGroupSecrets(i.bytes("plaintext"), i.number("number"));
    return { secrets: all.map((s) => ({ number: s.number, secret: hex(s.secret) })) };
  },
};

const threads: Record<string, Operation> = {
  "visitor-device": async (i) => {
    const d = await device.readVisitorDevice(i.id("org"), i.bytes("signed"));
    return { ...flat(d.value), id: hex(d.id) };
  },
  thread: async (i) => {
    const t = await thread.readThread(i.id("org"), i.bytes("signed"), keyOf(i));
    return { ...flat(t.value), id: hex(t.id) };
  },
  "thread-generation": async (i) => {
    const g = await thread.readThreadGeneration(i.id("org"), i.bytes("signed"), keyOf(i));
    const v = g.value;
    await core.demandCommitment(v.commitment, i.secret("key"), v.org, "thread", v.thread, v.number);
    return { ...flat(v), readers: v.readers.map((r) => [r.kind, hex(r.ref)]), id: hex(g.id) };
  },
  wrap: async (i) => {
    const wrap = await thread.wrapThreadKey(
      i.secret("wrapKey"),
      await generationOf(i),
      i.id("groupGeneration"),
      i.secret("key"),
    );
    return { wrap: hex(wrap), commitment: hex((await generationOf(i)).value.commitment) };
  },
  unwrap: async (i) => {
    const g = await generationOf(i);
    const key = await thread.unwrapThreadKey(
      i.secret("wrapKey"),
      g,
      i.id("groupGeneration"),
      i.bytes("wrap"),
    );
    return { key: hex(key) };
  },
  session: async (i) => {
    const asked = { org: i.id("org"), device: i.id("device"), challenge: i.bytes("challenge") };
    const s = await device.readSession(asked, i.bytes("signed"), i.bytes("publicKey"));
    return { time: s.value.time };
  },
};

/** Only the parts of a generation that wrapping uses; the vectors for wraps carry no statement. */
async function generationOf(i: Input) {
  const [org, of, number] = [i.id("org"), i.id("thread"), i.number("number")] as const;
  const commitment = i.has("commitment")
    ? i.bytes("commitment")
    : await core.commit(i.secret("key"), org, "thread", of, number);
  const value = { org, thread: of, number, commitment } as unknown as ThreadGeneration;
  return { value, id: i.id("threadGeneration"), payload: new Uint8Array(), wire: new Uint8Array() };
}

const headerFields = (i: Input) => ({
  org: i.id("org"),
  thread: i.id("thread"),
  generation: i.id("threadGeneration"),
  sender: i.id("sender"),
  head: i.id("head"),
  counter: i.number("counter"),
  previous: i.idOrNull("previous"),
  seen: i.number("seen"),
  seenTranscript: i.id("seenTranscript"),
});

async function openMessageCase(i: Input): Promise<Json> {
  const e = await parseEnvelope(i.bytes("message"));
  const at = { org: i.id("org"), thread: i.id("thread"), generation: i.id("threadGeneration") };
  const opened = await openMessage(e, at, i.bytes("publicKey"), i.secret("key"));
  const { generation, ...header } = flat(e.header);
  return { ...header, threadGeneration: generation, body: hex(body.encodeBody(opened)), hash: hex(e.hash) };
}

const messages: Record<string, Operation> = {
  seal: async (i) => {
    const queue = [i.bytes("message"), i.bytes("salt")];
    const signer = await seedSigner(i.bytes("seed"));
    const inside = body.decodeBody(i.bytes("body"));
    const e = await sealMessage(() => queue.shift()!, signer, i.secret("key"), headerFields(i), inside);
    return {
      publicKey: hex(signer.publicKey),
      padded: hex(core.pad(body.encodeBody(inside))),
      header: hex(e.headerBytes),
      ciphertext: hex(e.ciphertext),
      signature: hex(e.signature),
      message: hex(e.wire),
      hash: hex(e.hash),
    };
  },
  body: (i) => {
    const b = body.decodeBody(i.bytes("body"));
    claim(i, "body", body.encodeBody(b));
    if (body.classOf[b.kind] !== i.number("class")) throw new OtherOutcome("another class");
    return { kind: b.kind, time: b.time, logical: hex(b.logical) };
  },
};

const entries = (i: Input): Id[] => (i.json.entries as string[]).map((e) => asId(unhex(e)));

async function transcripts(i: Input): Promise<Id[]> {
  const out = [await transcript.transcriptStart(i.id("thread"))];
  for (const [n, e] of entries(i).entries()) out.push(await transcript.transcriptNext(out.at(-1)!, n + 1, e));
  return out;
}

const orders: Record<string, Operation> = {
  transcript: async (i) => {
    const all = await transcripts(i);
    claim(i, "transcript", all.at(-1)!);
    return { transcripts: all.map(hex) };
  },
  order: async (i) => {
    const all = await transcripts(i);
    const header = { seen: i.number("seen"), seenTranscript: i.id("seenTranscript") };
    order.demandCited(header, i.number("sequence"), (n) => all[n]);
    return {};
  },
  receipt: async (i) => {
    const known = (k: Id) => (equal(k, i.id("serverKey")) ? i.bytes("publicKey") : undefined);
    const r = await order.readReceipt(i.id("org"), i.bytes("signed"), known);
    order.demandReceiptFor(r.value, {
      thread: i.id("thread"),
      sequence: i.number("sequence"),
      entry: i.id("entry"),
      transcript: i.id("transcript"),
    });
    return { time: r.value.time };
  },
  mark: async (i) => {
    const m = await order.readMark(i.id("org"), i.id("thread"), i.bytes("signed"), keyOf(i));
    if (!equal(m.value.device, i.id("device"))) throw new OtherOutcome("mark of another device");
    return { ...flat(m.value) };
  },
};

export const operations: Readonly<Record<string, Operation>> = {
  ...basics,
  ...keys,
  ...groups,
  ...threads,
  ...messages,
  ...orders,
  ...staffOperations,
  ...ledgerOperations,
  ...proofOperations,
};
