/**
 * An account whose vault is open on this browser, and what the browser keeps of it: the vault's content sealed
 * under a local key, the device's signing key which never leaves the browser, and the account secret.
 */

import {
  asId,
  asSecret,
  type Bytes,
  equal,
  generateDeviceKey,
  hex,
  type Id,
  keySigner,
  SealError,
  type Secret,
  seedSigner,
  unhex,
} from "@sealdesk/seal";
import { deviceValidAt } from "@sealdesk/seal/directory";
import {
  type LockedVault,
  type OpenedVault,
  openLocked,
  parseVault,
  type StatementSigner,
  signerKind,
  type VaultContent,
} from "@sealdesk/seal/staff";
import { fromBase64 } from "../base64.ts";
import type { PasswordDue } from "../desk.ts";
import type { Http } from "../http.ts";
import { LocalSecrets } from "../local-secrets.ts";
import type { Platform, Store } from "../platform.ts";
import type { DeviceIdentity, DirectorySync } from "./directory-sync.ts";
import { DeskError } from "./failure.ts";

export interface OpenAccount {
  readonly org: Id;
  readonly account: Id;
  readonly email: string;
  readonly vault: OpenedVault;
}

export interface VaultWire {
  readonly vault: string;
  readonly unlockers: readonly string[];
  /** Passwords that were had, sealed to the account. */
  readonly former?: string;
}

/** Answer of every way to sign in. */
export interface SignedIn extends VaultWire {
  readonly account: string;
  readonly session: string;
  /** Why the session may change the password and do nothing else. */
  readonly passwordDue?: PasswordDue;
}

/** Certificates run 30 days and are renewed from day 20 on; in seconds. */
const CERTIFICATE = 30 * 86_400;
const RENEW_BEFORE = 10 * 86_400;

const VAULT_KEY = "vault-key";
const VAULT_VERSION = "vault-version/";
const ACCOUNT_SECRET = "account-secret/";
const DEVICE = "device/";
const LAST = "last-account";

interface KeptDevice {
  readonly id: Bytes;
  readonly key: CryptoKey;
  readonly publicKey: Bytes;
}

export class BrowserKeys {
  private constructor(
    readonly store: Store,
    readonly secrets: LocalSecrets,
    readonly platform: Platform,
  ) {}

  static async open(platform: Platform, org: Id): Promise<BrowserKeys> {
    const store = await platform.store(`staff/${hex(org)}`);
    return new BrowserKeys(store, await LocalSecrets.open(store, platform), platform);
  }

  /** Keeps an opened account, so that a reload does not ask again. Refuses an older vault than it has seen. */
  async keep(a: OpenAccount): Promise<void> {
    await this.demandNoOlder(a.account, a.vault.version);
    await this.store.write([
      await this.secrets.change(VAULT_KEY, a.vault.key),
      await this.secrets.change(ACCOUNT_SECRET + a.email.toLowerCase(), a.vault.content.accountSecret),
      [VAULT_VERSION + hex(a.account), a.vault.version],
      [LAST, { account: a.account, email: a.email }],
    ]);
  }

  /** An older vault would bring removed ways back. */
  async demandNoOlder(account: Id, version: number): Promise<void> {
    const seen = await this.store.get<number>(VAULT_VERSION + hex(account));
    if (seen === undefined || seen <= version) return;
    throw new DeskError(
      "unverified",
      "The server shows an older copy of your vault than this browser has seen.",
      "Do not go on, and tell your security team. If a backup was restored, use a browser that is new here.",
    );
  }

  /** The vault key of the account that was open last; null after `lock`. */
  async vaultKey(): Promise<Secret | null> {
    const kept = await this.secrets.read(VAULT_KEY);
    return kept === null ? null : asSecret(kept);
  }

  /** A browser that holds the account secret needs the password only. */
  async accountSecret(email: string): Promise<Secret | null> {
    const kept = await this.secrets.read(ACCOUNT_SECRET + email.toLowerCase());
    return kept === null ? null : asSecret(kept);
  }

  async knowsAnyone(): Promise<boolean> {
    return (await this.store.list(ACCOUNT_SECRET)).length > 0;
  }

  async lock(): Promise<void> {
    await this.store.write([[VAULT_KEY, undefined]]);
  }

  async keepDevice(account: Id, device: KeptDevice): Promise<void> {
    await this.store.write([[DEVICE + hex(account), device]]);
  }

  async device(account: Id): Promise<DeviceIdentity | null> {
    const kept = await this.store.get<KeptDevice>(DEVICE + hex(account));
    if (kept === undefined) return null;
    return { account, device: asId(kept.id), signer: keySigner(kept.key, kept.publicKey) };
  }
}

export async function openSignedIn(
  org: Id,
  email: string,
  signed: Pick<SignedIn, "account" | "vault" | "unlockers">,
  vaultKey: Secret,
): Promise<OpenAccount> {
  const account = asId(unhex(signed.account));
  const vault = await honest(openLocked(vaultKey, { org, account }, lockedOf(signed)));
  return { org, account, email, vault };
}

/** Which version the server says it is: opening proves it. */
export const versionOf = (wire: VaultWire): number => parseVault(fromBase64(wire.vault)).version;

export const lockedOf = (wire: VaultWire): LockedVault => ({
  vault: fromBase64(wire.vault),
  unlockers: wire.unlockers.map(fromBase64),
});

/** Says what it means if the vault opened and the server's list of ways is not the vault's. */
export async function honest<T>(opening: Promise<T>): Promise<T> {
  try {
    return await opening;
  } catch (cause) {
    if (!(cause instanceof SealError) || cause.kind !== "unverified") throw cause;
    throw new DeskError(
      "unverified",
      "The server shows other ways to open your keys than the list in your own vault.",
      "Nothing was changed. Do not go on, and tell your security team: the server may be tampered with.",
    );
  }
}

export const byIdentity = async (content: Pick<VaultContent, "identity">): Promise<StatementSigner> => {
  const signer = await seedSigner(content.identity[0]!);
  return { kind: signerKind.identity, ref: signer.publicKey, signer };
};

/** A fresh signing key for this browser, not certified yet. */
export async function newDeviceKey() {
  const { key, publicKey } = await generateDeviceKey();
  return { key, publicKey, signer: keySigner(key, publicKey) };
}

export const certificate = (account: Id, key: Bytes, now: number) =>
  ({ account, key, from: now, until: now + CERTIFICATE, state: 1 }) as const;

/** This browser's device under a valid certificate: the kept one, renewed if it is late, or a new one. */
export async function ensureDevice(
  keys: BrowserKeys,
  sync: DirectorySync,
  a: OpenAccount,
): Promise<DeviceIdentity> {
  await demandOwn(sync, a);
  const kept = await keys.device(a.account);
  const known = kept === null ? undefined : sync.state.devices.get(hex(kept.device));
  const now = sync.now();
  if (kept !== null && known !== undefined && deviceValidAt(known, now)) {
    if (known.until - now < RENEW_BEFORE) await certify(sync, a, kept, kept.device);
    return kept;
  }
  const fresh = await newDeviceKey();
  const provisional = { account: a.account, device: a.account, signer: fresh.signer };
  const device = await certify(sync, a, provisional, null);
  await keys.keepDevice(a.account, { id: device, key: fresh.key, publicKey: fresh.publicKey });
  return { ...provisional, device };
}

/** A vault proves itself by the identity that the directory names; no other was made by this account. */
async function demandOwn(sync: DirectorySync, a: OpenAccount): Promise<void> {
  const known = sync.state.accounts.get(hex(a.account));
  const { ref } = await byIdentity(a.vault.content);
  if (known !== undefined && equal(known.identity, ref)) return;
  throw new DeskError(
    "unverified",
    "This vault does not hold the keys by which your organisation knows you.",
    "Do not go on, and tell your security team: the server may be tampered with.",
  );
}

/** Signs the certificate with the identity; the batch carries no head, since this device cannot attest yet. */
async function certify(
  sync: DirectorySync,
  a: OpenAccount,
  by: DeviceIdentity,
  existing: Id | null,
): Promise<Id> {
  const identity = await byIdentity(a.vault.content);
  return sync.proposeWithoutHead(async (draft) => {
    const made = await draft.add(
      "device",
      existing,
      certificate(a.account, by.signer.publicKey, draft.time),
      [identity],
    );
    return existing ?? made.id;
  });
}

export async function bindDevice(http: Http, device: Id): Promise<void> {
  await http.put("/session/device", { device: hex(device) });
}
