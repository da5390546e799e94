/** A record of acts by hand: it grows, forks and is signed as a test likes. */
import { createPrivateKey, sign } from "node:crypto";
import { type Bytes, concat, hex, type Id, systemRandom as random, seedSigner, utf8 } from "@sealdesk/seal";
import { ledgerOrigin } from "@sealdesk/seal/ledger";
import { sha256 } from "../../seal/src/core.ts";
import { consistencyPath, leafHash, treeRoot } from "../../seal/src/merkle.ts";
import { toBase64 } from "../src/base64.ts";

export interface SigningKey {
  readonly public: Bytes;
  sign(text: Bytes): Bytes;
}

export async function newKey(): Promise<SigningKey> {
  const seed = random(32);
  // RFC 8410 §7: what stands before a raw key.
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const { publicKey } = await seedSigner(seed);
  return { public: publicKey, sign: (text) => new Uint8Array(sign(null, text, key)) };
}

export interface LedgerAnswer {
  checkpoint: unknown;
  proof: unknown;
}

export class FakeLedger {
  readonly leaves: Id[] = [];

  constructor(
    readonly org: Id,
    public key: SigningKey,
  ) {}

  async grow(count: number): Promise<this> {
    for (let n = 0; n < count; n++) this.leaves.push(await leafHash(random(32)));
    return this;
  }

  /** The same one up to a size, and its own from there on. */
  fork(at: number): FakeLedger {
    const other = new FakeLedger(this.org, this.key);
    other.leaves.push(...this.leaves.slice(0, at));
    return other;
  }

  async note(size = this.leaves.length, org = this.org): Promise<string> {
    const origin = ledgerOrigin(org);
    const root = await treeRoot(this.leaves.slice(0, size));
    const text = `${origin}\n${size}\n${toBase64(root)}\n`;
    const hash = (await sha256(concat(utf8(`${origin}\n`), Uint8Array.of(1), this.key.public))).slice(0, 4);
    return `${text}\n— ${origin} ${toBase64(concat(hash, this.key.sign(utf8(text))))}\n`;
  }

  async answer(from: number, size = this.leaves.length): Promise<LedgerAnswer> {
    const proof = from > size ? [] : await consistencyPath(this.leaves.slice(0, size), from);
    return { checkpoint: await this.note(size), proof: proof.map(hex) };
  }
}
