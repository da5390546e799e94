/** A way is lost, and the vault goes on without it; a server tries to add one of its own. */
import { beforeAll, describe, expect, test } from "vitest";
import { asId, asSecret, type Bytes, equal, systemRandom as random, utf8 } from "../src/bytes.ts";
import { sha256 } from "../src/core.ts";
import { unlockerKind, type VaultContent } from "../src/vault.ts";
import {
  type LockedVault,
  lockVault,
  type OpenedVault,
  openLocked,
  passkeyWay,
  sealUnlocker,
  type UnlockKey,
  unlockKey,
  unlockVault,
  wayOf,
  withoutWay,
  withWay,
} from "../src/ways.ts";

const named = async (name: string) => asId(await sha256(utf8(name)));
const { passkey, password, recovery } = unlockerKind;
let place: {
  readonly org: Awaited<ReturnType<typeof named>>;
  readonly account: Awaited<ReturnType<typeof named>>;
};
let laptop: UnlockKey;
let phone: UnlockKey;
let kit: UnlockKey;
let first: LockedVault & OpenedVault;

const key = async (name: string): Promise<UnlockKey> =>
  unlockKey(place, passkey, await passkeyWay(utf8(name)), await sha256(utf8(`secret of ${name}`)));
const next = (content: VaultContent) => lockVault(random, { ...place, version: 2 }, content);
const unopened = { kind: "unopened" };
const unverified = { kind: "unverified" };

beforeAll(async () => {
  place = { org: await named("org"), account: await named("ada") };
  [laptop, phone] = [await key("laptop"), await key("phone")];
  kit = await unlockKey(place, recovery, random(16), random(32));
  const secret = () => asSecret(random(32));
  const content = { identity: [secret()], sealing: [secret()], accountSecret: secret(), ways: [kit.way] };
  const three = withWay(withWay(content, laptop.way), phone.way);
  first = await lockVault(random, { ...place, version: 1 }, three);
});

describe("a removed way", () => {
  test("opens neither the next vault nor its key, and nobody else was asked for a secret", async () => {
    const after = await next(withoutWay(first.content, phone.way.id));
    expect(equal(after.key, first.key)).toBe(false);
    for (const kept of [laptop, kit]) {
      expect(await unlockVault(kept, after)).toMatchObject({ version: 2, key: after.key });
    }
    await expect(unlockVault(phone, after)).rejects.toMatchObject(unopened);
    await expect(openLocked(first.key, place, after)).rejects.toMatchObject(unopened);
    const stillServed = { vault: after.vault, unlockers: first.unlockers };
    await expect(unlockVault(phone, stillServed)).rejects.toMatchObject(unopened);
    await expect(openLocked(after.key, place, stillServed)).rejects.toMatchObject(unverified);
  });

  test("is not let in by a server that seals the new key to it again", async () => {
    const after = await next(withoutWay(first.content, phone.way.id));
    const again = await sealUnlocker({ ...place, version: 2 }, phone.way, after.key);
    const unlockers = [...after.unlockers, again];
    await expect(unlockVault(laptop, { vault: after.vault, unlockers })).rejects.toMatchObject(unverified);
  });
});

describe("a server that lies about the ways", () => {
  const refused: readonly (readonly [string, (eve: Bytes) => Promise<readonly Bytes[]>])[] = [
    ["adds one", async (eve) => [...first.unlockers, eve]],
    ["exchanges one", async (eve) => [...first.unlockers.slice(1), eve]],
    ["hides one", async () => first.unlockers.slice(1)],
    ["shows one twice", async () => [...first.unlockers, first.unlockers[0]!]],
    ["shows none", async () => []],
  ];
  test.each(refused)("%s, and the vault is not taken", async (_, shown) => {
    const eve = await sealUnlocker({ ...place, version: 1 }, (await key("eve")).way, first.key);
    const locked = { vault: first.vault, unlockers: await shown(eve) };
    await expect(openLocked(first.key, place, locked)).rejects.toMatchObject(unverified);
  });

  test("gets nothing sealed to it", async () => {
    const after = await next(first.content);
    await expect(unlockVault(await key("eve"), after)).rejects.toMatchObject(unopened);
  });
});

describe("a way", () => {
  test("belongs to one account, organisation, kind, id and secret", async () => {
    const { id } = laptop.way;
    const right = await sha256(utf8("secret of laptop"));
    const tried = [
      unlockKey({ ...place, account: await named("ben") }, passkey, id, right),
      unlockKey({ ...place, org: await named("other") }, passkey, id, right),
      unlockKey(place, password, id, right),
      unlockKey(place, passkey, random(16), right),
      unlockKey(place, passkey, id, random(32)),
    ];
    for (const by of tried) await expect(unlockVault(await by, first)).rejects.toMatchObject(unopened);
    expect(await unlockVault(await unlockKey(place, passkey, id, right), first)).toMatchObject({
      version: 1,
    });
  });

  test("is listed with the public key that opened it", async () => {
    const content = withWay(first.content, { ...laptop.way, publicKey: phone.way.publicKey });
    const listed = await next(content);
    const box = await sealUnlocker({ ...place, version: 2 }, laptop.way, listed.key);
    const others = [];
    for (const [i, way] of content.ways.entries())
      if (!equal(way.id, laptop.way.id)) others.push(listed.unlockers[i]!);
    const locked = { vault: listed.vault, unlockers: [...others, box] };
    await expect(unlockVault(laptop, locked)).rejects.toMatchObject(unverified);
  });

  test("of a new recovery code takes the old one's place", async () => {
    const { way } = await unlockKey(place, recovery, random(16), random(32));
    const renewed = withWay(first.content, way);
    expect(renewed.ways).toHaveLength(3);
    expect(wayOf(await next(renewed), recovery)).toEqual(way.id);
    expect(wayOf(first, password)).toBeNull();
    expect(() => wayOf(first, passkey)).toThrow();
  });

  test("is one of at least one and at most 32, and single if it is a password or a code", async () => {
    const { publicKey } = laptop.way;
    const many = (n: number, kind: 1 | 2 | 3) =>
      next({
        ...first.content,
        ways: Array.from({ length: n }, () => ({ id: random(16), kind, publicKey })),
      });
    expect((await many(32, passkey)).unlockers).toHaveLength(32);
    for (const wrong of [many(0, passkey), many(33, passkey), many(2, password), many(2, recovery)])
      await expect(wrong).rejects.toMatchObject({ kind: "malformed" });
  });
});
