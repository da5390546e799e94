/**
 * Secrets that must survive a reload, sealed under an AES key that the browser never lets out. Promise: a copy of
 * the profile's files alone shows none of them. Limit: script that runs in this origin can use the key; the
 * content security policy is what keeps it out.
 */

import type { Bytes } from "@sealdesk/seal";
import type { Platform, Store } from "./platform.ts";

interface SealedLocally {
  readonly iv: Bytes;
  readonly sealed: Bytes;
}

const KEY = "local-key";

export class LocalSecrets {
  private constructor(
    readonly store: Store,
    readonly platform: Platform,
    private readonly key: CryptoKey,
  ) {}

  /** One tab makes the key: what another one sealed under a second could never be opened. */
  static open(store: Store, platform: Platform): Promise<LocalSecrets> {
    return platform.exclusive(KEY, async () => {
      const found = await store.get<CryptoKey>(KEY);
      if (found !== undefined) return new LocalSecrets(store, platform, found);
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
        "encrypt",
        "decrypt",
      ]);
      await store.write([[KEY, key]]);
      return new LocalSecrets(store, platform, key);
    });
  }

  /** A change for `Store.write`, so that secrets land together with what belongs to them. */
  async change(name: string, secret: Bytes): Promise<readonly [string, SealedLocally]> {
    const iv = this.platform.random(12);
    const additionalData = new TextEncoder().encode(name);
    const sealed = new Uint8Array(
      await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, this.key, secret),
    );
    return [name, { iv, sealed }];
  }

  async read(name: string): Promise<Bytes | null> {
    const found = await this.store.get<SealedLocally>(name);
    return found === undefined ? null : this.open(name, found);
  }

  async open(name: string, found: SealedLocally): Promise<Bytes> {
    const additionalData = new TextEncoder().encode(name);
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: found.iv, additionalData },
      this.key,
      found.sealed,
    );
    return new Uint8Array(plain);
  }
}
