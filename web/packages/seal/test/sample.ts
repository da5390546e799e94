/**
 * One organisation's sealed objects with the keys that open them, as Go and TypeScript exchange them. Runs in Node
 * and in browsers: `interop.test.ts` and the product's browser tests use it.
 */
import { type Purpose, sealBox, sealingPair } from "../src/box.ts";
import { openBox } from "../src/box-open.ts";
import { asSecret, type Bytes, hex, type Id, idFromHex, systemRandom, unhex, utf8 } from "../src/bytes.ts";
import { idOf, sha256 } from "../src/core.ts";
import { Directory } from "../src/directory/index.ts";
import { parseEnvelope, sealMessage } from "../src/message.ts";
import { openMessage } from "../src/message-open.ts";
import { type Signer, seedSigner } from "../src/sign.ts";
import { type Contents, makeStatement, type StatementSigner, type StatementType } from "../src/statement.ts";
import { makeThreadGeneration } from "../src/thread.ts";
import { readThreadGeneration } from "../src/thread-read.ts";
import { transcriptStart } from "../src/transcript.ts";
import { lockVault, unlockKey, unlockVault, wayOf } from "../src/ways.ts";
import { includes } from "./vector-run.ts";

/** Bytes in hexadecimal. */
export interface Sample {
  readonly org: string;
  readonly box: {
    readonly seed: string;
    readonly purpose: Purpose;
    readonly object: string;
    readonly generation: number;
    readonly recipient: string;
    readonly author: string;
    readonly box: string;
    readonly plaintext: string;
  };
  readonly message: {
    readonly publicKey: string;
    readonly key: string;
    readonly generation: string;
    readonly envelope: string;
    readonly text: string;
  };
  readonly statements: readonly string[];
  readonly vault: {
    readonly account: string;
    readonly secret: string;
    readonly unlocker: string;
    readonly vault: string;
    readonly identity: string;
  };
}

const placeOf = (s: Sample, generation = s.box.generation) => ({
  org: idFromHex(s.org),
  purpose: s.box.purpose,
  object: idFromHex(s.box.object),
  generation,
  recipient: idFromHex(s.box.recipient),
  author: idFromHex(s.box.author),
});

function same(got: unknown, wanted: unknown, what: string): void {
  if (!includes(got, wanted)) throw new Error(`the ${what} opened to something else`);
}

/** Opens all of it, or throws. */
export async function openSample(s: Sample): Promise<void> {
  const org = idFromHex(s.org);
  const seed = asSecret(unhex(s.box.seed));
  const box = unhex(s.box.box);
  same(hex(await openBox(seed, placeOf(s), box)), s.box.plaintext, "box");
  const elsewhere = await openBox(seed, placeOf(s, s.box.generation + 1), box).catch(
    (cause: unknown) => cause,
  );
  same(elsewhere, { kind: "unopened" }, "box in another place");

  const key = unhex(s.message.publicKey);
  const generation = await readThreadGeneration(org, unhex(s.message.generation), key);
  const place = { org, thread: generation.value.thread, generation: generation.id };
  const envelope = await parseEnvelope(unhex(s.message.envelope));
  const body = await openMessage(envelope, place, key, asSecret(unhex(s.message.key)));
  same(body, { kind: "text", content: { text: s.message.text } }, "message");

  const account = idFromHex(s.vault.account);
  const locked = { vault: unhex(s.vault.vault), unlockers: [unhex(s.vault.unlocker)] };
  const by = await unlockKey({ org, account }, 3, wayOf(locked, 3)!, unhex(s.vault.secret));
  const { content } = await unlockVault(by, locked);
  same(hex(content.identity[0]!), s.vault.identity, "vault");

  const directory = new Directory(org);
  const appended = await directory.append(s.statements.map(unhex));
  same(appended.length, Math.max(1, s.statements.length), "directory");
}

const named = (name: string): Promise<Id> => idOf("interop", utf8(name));
const seed = async (name: string): Promise<Bytes> => sha256(utf8(name));
const time = 1_800_000_000;

async function statement<K extends StatementType>(
  org: Id | null,
  type: K,
  content: Contents[K],
  by: Signer,
): Promise<{ readonly id: Id; readonly wire: Bytes }> {
  const signer: StatementSigner = { kind: 1, ref: by.publicKey, signer: by };
  const header = { org, object: null, previous: null, head: null, time, salt: systemRandom(16) };
  return makeStatement({ ...header, type, content }, [signer]);
}

export async function makeSample(): Promise<Sample> {
  const identitySeed = await seed("identity");
  const [identity, device] = [await seedSigner(identitySeed), await seedSigner(await seed("device"))];
  const { publicKey } = await sealingPair(asSecret(await seed("sealing")));
  const genesis = await statement(
    null,
    "genesis",
    { name: "Interop", identity: identity.publicKey },
    identity,
  );
  const person = {
    kind: 1 as const,
    name: "Ada",
    identity: identity.publicKey,
    sealing: publicKey,
    invite: null,
  };
  const account = await statement(genesis.id, "account", person, identity);
  const valid = {
    account: account.id,
    key: device.publicKey,
    from: time,
    until: time + 86_400,
    state: 1 as const,
  };
  const certificate = await statement(genesis.id, "device", valid, identity);
  const by = { org: genesis.id, device: certificate.id, signer: device };
  return {
    org: hex(genesis.id),
    box: await writtenBox(by),
    message: await writtenMessage(by),
    statements: [genesis, account, certificate].map((s) => hex(s.wire)),
    vault: await writtenVault(genesis.id, account.id, identitySeed),
  };
}

interface Writer {
  readonly org: Id;
  readonly device: Id;
  readonly signer: Signer;
}

async function writtenBox({ device, org }: Writer): Promise<Sample["box"]> {
  const pair = await sealingPair(asSecret(await seed("box")));
  const [object, recipient] = [await named("thread"), await named("reader")];
  const place = { org, purpose: "thread-key" as const, object, generation: 3, recipient, author: device };
  const box = await sealBox(pair.publicKey, place, utf8("interop"));
  const ids = { object: hex(object), recipient: hex(recipient), author: hex(device) };
  const { generation, purpose } = place;
  return {
    ...ids,
    generation,
    purpose,
    seed: hex(pair.seed),
    box: hex(box),
    plaintext: hex(utf8("interop")),
  };
}

async function writtenMessage({ device, org, signer }: Writer): Promise<Sample["message"]> {
  const [thread, head] = [await named("thread"), await named("head")];
  const { publicKey } = await sealingPair(asSecret(await seed("group")));
  const reader = { kind: 2 as const, ref: await named("reader"), publicKey };
  const common = { org, thread, head, author: device, number: 1, previous: null, time };
  const made = await makeThreadGeneration(systemRandom, signer, [reader], { ...common, reason: "create" });
  const text = "Grüße von hier – 日本語";
  const header = {
    org,
    thread,
    head,
    generation: made.signed.id,
    sender: device,
    counter: 1,
    previous: null,
    seen: 0,
    seenTranscript: await transcriptStart(thread),
  };
  const content = { text, language: "de", replyTo: null, attachments: [] };
  const body = { kind: "text" as const, time: time * 1000, logical: systemRandom(16), content };
  const e = await sealMessage(systemRandom, signer, made.key, header, body);
  const keys = { publicKey: hex(signer.publicKey), key: hex(made.key) };
  return { ...keys, generation: hex(made.signed.wire), envelope: hex(e.wire), text };
}

async function writtenVault(org: Id, account: Id, identity: Bytes): Promise<Sample["vault"]> {
  const secret = await seed("unlock");
  const { way } = await unlockKey({ org, account }, 3, systemRandom(16), secret);
  const content = {
    identity: [asSecret(identity)],
    sealing: [asSecret(await seed("sealing"))],
    accountSecret: asSecret(await seed("account")),
    ways: [way],
  };
  const { vault, unlockers } = await lockVault(systemRandom, { org, account, version: 1 }, content);
  const bytes = {
    secret: hex(secret),
    unlocker: hex(unlockers[0]!),
    vault: hex(vault),
    identity: hex(identity),
  };
  return { account: hex(account), ...bytes };
}
