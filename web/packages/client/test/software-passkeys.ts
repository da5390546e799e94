/**
 * An authenticator in software: ES256 credentials with PRF, attestation "none" (WebAuthn level 3, §6.5 and
 * §10.1.4). It does what a browser and a security key do together; the server's checks are the real ones.
 */
import { createHash, createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { PasskeyResult, Passkeys } from "../src/platform.ts";

interface Credential {
  readonly id: Buffer;
  readonly handle: string;
  readonly key: KeyObject;
  readonly prf: Buffer;
  counter: number;
}

interface Options {
  readonly challenge: string;
  readonly user?: { readonly id: string };
  readonly allowCredentials?: readonly { readonly id: string }[];
}

const PRESENT_VERIFIED = 0x05;
const NEW_KEY = 0x40;
const sha256 = (data: Uint8Array): Buffer => createHash("sha256").update(data).digest();
const text = (data: Uint8Array): string => Buffer.from(data).toString("base64url");

// The four CBOR items that an attestation needs (RFC 8949 §3).
const head = (major: number, n: number): Buffer =>
  n < 24
    ? Buffer.of((major << 5) | n)
    : n < 256
      ? Buffer.of((major << 5) | 24, n)
      : Buffer.of((major << 5) | 25, n >> 8, n & 255);
const bytes = (b: Uint8Array): Buffer => Buffer.concat([head(2, b.length), b]);
const word = (s: string): Buffer => Buffer.concat([head(3, s.length), Buffer.from(s)]);
const number = (n: number): Buffer => (n < 0 ? head(1, -1 - n) : head(0, n));
const map = (...pairs: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

export class SoftwarePasskeys implements Passkeys {
  readonly #held = new Map<string, Credential>();

  constructor(readonly origin: string) {}

  available = async (): Promise<boolean> => true;

  /** The credential that is asked for, or the newest, as a person would choose. */
  #chosen(options: Options): Credential {
    const named = options.allowCredentials?.map((c) => this.#held.get(c.id)).find((c) => c !== undefined);
    const found = named ?? [...this.#held.values()].at(-1);
    if (found === undefined) throw new Error("no passkey here");
    return found;
  }

  async create(options: unknown, prfInput: Uint8Array): Promise<PasskeyResult> {
    const asked = options as Options;
    const { privateKey: key, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const made: Credential = {
      id: randomBytes(32),
      handle: asked.user!.id,
      key,
      prf: randomBytes(32),
      counter: 0,
    };
    this.#held.set(text(made.id), made);
    const { x, y } = publicKey.export({ format: "jwk" }) as { x: string; y: string };
    const point = (s: string) => bytes(Buffer.from(s, "base64url"));
    const cose = map(
      [number(1), number(2)],
      [number(3), number(-7)],
      [number(-1), number(1)],
      [number(-2), point(x)],
      [number(-3), point(y)],
    );
    const length = Buffer.of(made.id.length >> 8, made.id.length & 255);
    const data = Buffer.concat([
      this.#data(made, PRESENT_VERIFIED | NEW_KEY),
      Buffer.alloc(16),
      length,
      made.id,
      cose,
    ]);
    const attestation = map(
      [word("fmt"), word("none")],
      [word("attStmt"), map()],
      [word("authData"), bytes(data)],
    );
    const client = this.#client("webauthn.create", asked.challenge);
    const response = { clientDataJSON: text(client), attestationObject: text(attestation) };
    return this.#answer(made, response, prfInput);
  }

  async get(options: unknown, prfInput: Uint8Array): Promise<PasskeyResult> {
    const asked = options as Options;
    const found = this.#chosen(asked);
    const [client, data] = [
      this.#client("webauthn.get", asked.challenge),
      this.#data(found, PRESENT_VERIFIED),
    ];
    const signature = sign("sha256", Buffer.concat([data, sha256(client)]), found.key);
    const response = {
      clientDataJSON: text(client),
      authenticatorData: text(data),
      signature: text(signature),
      userHandle: found.handle,
    };
    return this.#answer(found, response, prfInput);
  }

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  #data(c: Credential, flags: number): Buffer {
    c.counter++;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(c.counter);
    return Buffer.concat([sha256(Buffer.from(new URL(this.origin).hostname)), Buffer.of(flags), counter]);
  }

  #answer(c: Credential, response: object, prfInput: Uint8Array): PasskeyResult {
    const id = text(c.id);
    const secret = new Uint8Array(createHmac("sha256", c.prf).update(prfInput).digest());
    return {
      response: { id, rawId: id, type: "public-key", response, clientExtensionResults: {} },
      secret,
    };
  }
}
