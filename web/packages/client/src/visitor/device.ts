/**
 * This browser as a visitor device: its keys and its session. Promise: the signing key can never leave the
 * browser, and the sealing seed is stored only under a key that cannot either. Nothing is made before the
 * first conversation.
 */
import {
  asSecret,
  type Bytes,
  generateDeviceKey,
  hex,
  type Id,
  keySigner,
  makeSession,
  makeVisitorDevice,
  newSealingPair,
  readVisitorDevice,
  type Secret,
  type Signed,
  type Signer,
  unhex,
  type VisitorDevice,
} from "@sealdesk/seal";
import { toBase64 } from "../base64.ts";
import { type Http, Refused } from "../http.ts";
import type { LocalSecrets } from "../local-secrets.ts";
import type { Platform, Store } from "../platform.ts";

interface Stored {
  readonly key: CryptoKey;
  readonly wire: Bytes;
}
const DEVICE = "visitor-device";
const SEED = "visitor-seed";

export class Device {
  #expires = 0;

  private constructor(
    readonly org: Id,
    readonly signed: Signed<VisitorDevice>,
    readonly signer: Signer,
    readonly seed: Secret,
  ) {}

  get id(): Id {
    return this.signed.id;
  }

  static async find(org: Id, store: Store, secrets: LocalSecrets): Promise<Device | null> {
    const stored = await store.get<Stored>(DEVICE);
    const seed = stored === undefined ? null : await secrets.read(SEED);
    if (stored === undefined || seed === null) return null;
    const signed = await readVisitorDevice(org, stored.wire);
    return new Device(org, signed, keySigner(stored.key, signed.value.signing), asSecret(seed));
  }

  /** The one of this browser: made once, whichever tab needs it first. */
  static demand(org: Id, store: Store, secrets: LocalSecrets, platform: Platform): Promise<Device> {
    return platform.exclusive(
      "device",
      async () =>
        (await Device.find(org, store, secrets)) ?? (await Device.create(org, store, secrets, platform)),
    );
  }

  private static async create(
    org: Id,
    store: Store,
    secrets: LocalSecrets,
    platform: Platform,
  ): Promise<Device> {
    const { key, publicKey } = await generateDeviceKey();
    const signer = keySigner(key, publicKey);
    const pair = await newSealingPair(platform.random);
    const time = Math.floor(platform.now() / 1000);
    const fields = { org, signing: publicKey, sealing: pair.publicKey, time, salt: platform.random(16) };
    const signed = await makeVisitorDevice(signer, fields);
    await store.write([
      [DEVICE, { key, wire: signed.wire } satisfies Stored],
      await secrets.change(SEED, pair.seed),
    ]);
    return new Device(org, signed, signer, pair.seed);
  }

  /** While this runs nothing else of this device is sent, from whatever tab: its messages are counted and chained. */
  alone<T>(platform: Platform, work: () => Promise<T>): Promise<T> {
    return platform.exclusive(`sender/${hex(this.id)}`, work);
  }

  /** A token for this device, renewed a minute before it ends. */
  async session(http: Http, platform: Platform): Promise<string> {
    if (http.token !== null && platform.now() < this.#expires - 60_000) return http.token;
    http.token = null;
    const { challenge } = await http.post<{ readonly challenge: string }>("/visitor/challenges");
    const time = Math.floor(platform.now() / 1000);
    const proof = await makeSession(this.signer, {
      org: this.org,
      device: this.id,
      challenge: unhex(challenge),
      time,
    });
    const answer = await http.post<{ readonly token: string; readonly expires: string }>(
      "/visitor/sessions",
      {
        device: toBase64(this.signed.wire),
        session: toBase64(proof.wire),
      },
    );
    http.token = answer.token;
    this.#expires = Date.parse(answer.expires);
    return answer.token;
  }

  /** Runs a request in a session; one refused token is replaced once. */
  async in<T>(http: Http, platform: Platform, work: () => Promise<T>): Promise<T> {
    await this.session(http, platform);
    try {
      return await work();
    } catch (cause) {
      if (!(cause instanceof Refused) || cause.kind !== "unauthenticated") throw cause;
      this.#expires = 0;
      await this.session(http, platform);
      return work();
    }
  }
}
