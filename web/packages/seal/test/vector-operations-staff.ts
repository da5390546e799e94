/** Vector operations for files, articles, vaults, codes and invitations. */

import { type ArticleSet, readArticleSet } from "../src/articles.ts";
import { checkIdentity } from "../src/attestation.ts";
import { asSecret, type Bytes, concat, equal, hex, unhex, utf8 } from "../src/bytes.ts";
import { encode } from "../src/cbor.ts";
import { readCertificate } from "../src/certificate.ts";
import { idOf, kdf32, sha256 } from "../src/core.ts";
import { fromCrockford, inGroups, toCrockford } from "../src/crockford.ts";
import { inviteSigner } from "../src/invite.ts";
import * as kept from "../src/kept.ts";
import { asLink, linkCode, linkName, linkProof, openDeviceLink } from "../src/link.ts";
import { askedSalt } from "../src/stepup.ts";
import * as stream from "../src/stream.ts";
import * as vault from "../src/vault.ts";
import * as ways from "../src/ways.ts";
import { claim, flat, type Input, type Json, type Operation, OtherOutcome } from "./vector-input.ts";

async function pattern(seed: string, size: number): Promise<Bytes> {
  const blocks: Bytes[] = [];
  for (let n = 0; n * 32 < size; n++) {
    blocks.push(await sha256(concat(utf8(seed), Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n))));
  }
  return concat(...blocks).slice(0, size);
}

type Piece = { readonly from: number; readonly to: number } | { readonly bytes: string };

const files: Record<string, Operation> = {
  padme: (i) => ({ padded: stream.padme(i.number("size")) }),
  stream: async (i) => {
    const sealed = await stream.sealStream(
      i.bytes("key"),
      await pattern(i.text("pattern"), i.number("size")),
    );
    const ends = { first: hex(sealed.slice(0, 16)), last: hex(sealed.slice(-16)) };
    return { ...ends, ciphertext: hex(sealed), length: sealed.length, hash: hex(await sha256(sealed)) };
  },
  file: async (i) => {
    const plain = await pattern(i.text("pattern"), i.number("size"));
    const sealed = await stream.sealFile(() => i.bytes("key"), plain);
    if (!equal(await stream.openFile(sealed, sealed.ciphertext), plain))
      throw new OtherOutcome("another file");
    return { padded: sealed.padded, length: sealed.ciphertext.length, hash: hex(sealed.hash) };
  },
  "open-stream": async (i) => {
    const plain = await pattern(i.text("pattern"), i.number("size"));
    const whole = await stream.sealStream(i.bytes("key"), plain);
    const pieces = (i.json.pieces as Piece[]).map((p) =>
      "bytes" in p ? unhex(p.bytes) : whole.slice(p.from, p.to),
    );
    const broken = concat(...pieces);
    if (i.has("flip")) broken[i.number("flip")]! ^= 1;
    // The pieces must have been put together as the generator did, or the refusal would mean nothing.
    if (broken.length !== i.number("length")) return {};
    if (hex(await sha256(broken)) !== i.text("hash")) return {};
    const got = await stream.openStream(i.bytes("key"), broken);
    if (!equal(got, plain)) throw new OtherOutcome("another file");
    return {};
  },
};

const articles: Record<string, Operation> = {
  "article-set": async (i) => {
    const named = { version: i.number("version"), hash: i.id("hash"), count: i.number("count") };
    const set: ArticleSet = await readArticleSet(i.bytes("bytes"), i.id("org"), named);
    return { articles: set.articles.map((a) => Object.values(a)) };
  },
};

const settings = (i: Input) => ({
  salt: i.bytes("argonSalt"),
  memory: i.number("m"),
  iterations: i.number("t"),
});

const keeping: Record<string, Operation> = {
  draft: async (i) => {
    const seeds = (i.json.seeds as string[]).map((s) => asSecret(unhex(s)));
    const at = {
      org: i.id("org"),
      account: i.id("account"),
      subject: i.id("subject"),
      version: i.number("version"),
    };
    const opened = await kept.openDraft(seeds, at, i.bytes("kept"));
    if (i.has("content"))
      claim(i, "kept", await kept.sealDraft(() => i.bytes("salt"), seeds[0]!, at, opened));
    return { ...opened };
  },
  passwords: async (i) => {
    const at = { org: i.id("org"), account: i.id("account"), version: i.number("version") };
    const seed = asSecret(i.bytes("seed"));
    const opened = await kept.openPasswords([seed], at, i.bytes("kept"));
    const verifier = hex(await kept.formerVerifier(opened, i.text("password"), at));
    claim(i, "kept", await kept.sealPasswords(() => i.bytes("salt"), seed, at, opened));
    return { verifier, count: opened.verifiers.length };
  },
  attestation: async (i) => {
    const who = {
      attestation: i.bytes("attestation"),
      salt: i.id("salt"),
      source: i.text("source"),
      identifier: i.text("identifier"),
      email: i.text("email"),
      name: i.text("name"),
    };
    const keyOf = (k: Bytes) => (equal(k, i.id("serverKey")) ? i.bytes("publicKey") : undefined);
    const claim = { org: i.id("org"), device: i.id("device"), received: i.number("received"), keyOf };
    return flat(await checkIdentity(who, claim));
  },
  "asked-salt": async (i) => ({ salt: hex(await askedSalt(i.id("challenge"), i.bytes("seed"))) }),
  certificate: async (i) => {
    const known = (k: Bytes) => (equal(k, i.id("serverKey")) ? i.bytes("publicKey") : undefined);
    const { value } = await readCertificate(i.id("org"), i.bytes("signed"), known);
    if (!equal(value.conversation, i.id("conversation"))) throw new OtherOutcome("another conversation");
    return flat(value);
  },
};

const vaults: Record<string, Operation> = {
  prf: async (i) => ({ input: hex(await vault.prfInput(i.id("org"))) }),
  password: async (i) => {
    const made = await vault.passwordSecrets(
      i.text("password"),
      i.secret("accountSecret"),
      i.id("org"),
      settings(i),
    );
    const stretched = await vault.stretchPassword(i.text("password"), settings(i));
    return { ...(await secrets(made)), stretched: hex(stretched) };
  },
  recovery: async (i) => secrets(await vault.recoverySecrets(toCrockford(i.bytes("code")), i.id("org"))),
  unlock: async (i) => {
    const at = { org: i.id("org"), account: i.id("account") };
    const u = ways.parseUnlocker(i.bytes("unlocker"));
    const by = await ways.unlockKey(at, u.kind, u.id, i.secret("secret"));
    const key = await ways.openUnlocker(by, i.number("version"), i.bytes("unlocker"));
    return { ...flat(by.way), seed: hex(by.seed), vaultKey: hex(key) };
  },
  credential: async (i) => {
    const id = await ways.passkeyWay(i.bytes("credential"));
    claim(i, "id", id);
    return { id: hex(id) };
  },
  locked: async (i) => {
    const at = { org: i.id("org"), account: i.id("account") };
    const kind = i.number("kind") as vault.UnlockerKind;
    const by = await ways.unlockKey(at, kind, i.bytes("id"), i.secret("secret"));
    const unlockers = (i.json.unlockers as string[]).map(unhex);
    const opened = await ways.unlockVault(by, { vault: i.bytes("vault"), unlockers });
    return { version: opened.version, vaultKey: hex(opened.key) };
  },
  vault: async (i) => {
    const wire = i.bytes("vault");
    const opened = await vault.openVault(
      i.secret("vaultKey"),
      i.id("org"),
      i.id("account"),
      wire,
      i.number("version"),
    );
    return {
      plaintext: hex(
        encode([opened.identity, opened.sealing, opened.accountSecret, opened.ways.map(Object.values)]),
      ),
      ciphertext: hex(vault.parseVault(wire).ciphertext),
      identities: opened.identity.map(hex),
      sealings: opened.sealing.map(hex),
      accountSecret: hex(opened.accountSecret),
      ways: opened.ways.map((w) => Object.values(flat(w))),
    };
  },
};

const secrets = async (made: vault.UnlockAndAuth): Promise<Json> => ({
  secret: hex(made.unlock),
  authentication: hex(made.auth),
  stored: hex(await sha256(made.auth)),
});

const code =
  (length: number): Operation =>
  (i) => {
    if (i.has("text")) return { bytes: hex(fromCrockford(i.text("text"), length)) };
    const text = inGroups(toCrockford(i.bytes("bytes"))).join("-");
    claim(i, "bytes", fromCrockford(text, length));
    return { text };
  };

const codes: Record<string, Operation> = {
  "recovery-code": code(20),
  "account-secret": code(32),
  "approval-code": async (i) => {
    const shown = (await vault.approvalCode(i.bytes("publicKey"), i.id("org"))).join("");
    if (i.has("code") && i.text("code") !== shown) throw new OtherOutcome("another code");
    return { code: shown, recipient: hex(await idOf("approval", i.bytes("publicKey"))) };
  },
  invite: async (i) => {
    const signer = await inviteSigner(asSecret(i.bytes("random")), i.id("org"));
    claim(i, "publicKey", signer.publicKey);
    const seed = await kdf32(i.bytes("random"), i.id("org"), ["invite"]);
    return { seed: hex(seed), publicKey: hex(signer.publicKey) };
  },
};

const links: Record<string, Operation> = {
  link: async (i) => {
    const [secret, org, from, to] = [asLink(i.bytes("link")), i.id("org"), i.id("from"), i.id("to")];
    const code = await linkCode(org, from, to);
    if (i.has("code") && i.text("code") !== code) throw new OtherOutcome("another code");
    const proofs = {
      old: await linkProof(secret, org, "old", from),
      new: await linkProof(secret, org, "new", to),
    };
    return { name: hex(await linkName(secret, org)), old: hex(proofs.old), new: hex(proofs.new), code };
  },
  "device-link": async (i) => {
    const at = { org: i.id("org"), link: i.id("name"), from: i.id("from"), to: i.id("to") };
    const told = await openDeviceLink(asSecret(i.bytes("seed")), i.bytes("publicKey"), at, i.bytes("wire"));
    const [thread] = told.threads;
    const [key] = thread!.keys;
    return { thread: hex(thread!.thread), generation: hex(key!.generation), key: hex(key!.key) };
  },
};

export const staffOperations: Readonly<Record<string, Operation>> = {
  ...links,
  ...files,
  ...articles,
  ...keeping,
  ...vaults,
  ...codes,
};
