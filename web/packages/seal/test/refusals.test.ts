/** What the vectors cannot play: keys that never leave the browser, boxes moved elsewhere, lists made by hand. */
import { describe, expect, test } from "vitest";
import { type BoxPlace, newSealingPair, sealBox } from "../src/box.ts";
import { openBox } from "../src/box-open.ts";
import { asId, asSecret, type Bytes, hex, type Id, systemRandom as random, utf8 } from "../src/bytes.ts";
import { encode } from "../src/cbor.ts";
import { idOf } from "../src/core.ts";
import { newGeneration, openGroupBox } from "../src/group.ts";
import { readInviteLink, writeInviteLink } from "../src/invite.ts";
import { generateDeviceKey, isSupported, keySigner, verify } from "../src/sign.ts";
import { openFile, sealFile } from "../src/stream.ts";
import { openApproval, sealApproval } from "../src/vault.ts";

const id = (name: string): Promise<Id> => idOf("test", utf8(name));

describe("a device's signing key", () => {
  test("signs and never leaves the browser", async () => {
    expect(await isSupported()).toBe(true);
    const { key, publicKey } = await generateDeviceKey();
    const signature = await keySigner(key, publicKey).sign("mark", utf8("read"));
    await verify(publicKey, "mark", utf8("read"), signature);
    await expect(crypto.subtle.exportKey("pkcs8", key)).rejects.toThrow();
    await expect(verify(publicKey, "message", utf8("read"), signature)).rejects.toMatchObject({
      kind: "unverified",
    });
  });
});

describe("a box", async () => {
  const pair = await newSealingPair(random);
  const place: BoxPlace = {
    org: await id("org"),
    purpose: "thread-key",
    object: await id("thread"),
    generation: 2,
    recipient: await id("reader"),
    author: await id("device"),
  };
  const box = await sealBox(pair.publicKey, place, utf8("key"));
  const other = await id("other");

  test("opens where it belongs", async () => {
    expect(await openBox(pair.seed, place, box)).toEqual(utf8("key"));
  });

  test.each<[string, Partial<BoxPlace>]>([
    ["organisation", { org: other }],
    ["purpose", { purpose: "group-secret" }],
    ["object", { object: other }],
    ["generation", { generation: 3 }],
    ["recipient", { recipient: other }],
    ["author", { author: other }],
  ])("is refused under another %s", async (_, change) => {
    await expect(openBox(pair.seed, { ...place, ...change }, box)).rejects.toMatchObject({
      kind: "unopened",
    });
  });

  test.each([0, 1088, 1119, 1120, -1])("is refused with one bit changed at %i", async (at) => {
    const bent = box.slice();
    bent[at < 0 ? bent.length + at : at]! ^= 1;
    await expect(openBox(pair.seed, place, bent)).rejects.toMatchObject({ kind: "unopened" });
  });

  test("is refused to another key, and cut short", async () => {
    const stranger = await newSealingPair(random);
    await expect(openBox(stranger.seed, place, box)).rejects.toMatchObject({ kind: "unopened" });
    await expect(openBox(pair.seed, place, box.slice(0, 1120))).rejects.toMatchObject({ kind: "malformed" });
  });

  test("is not made for a key that is no key", async () => {
    const bad = pair.publicKey.slice();
    bad.fill(0xff, 0, 300);
    await expect(sealBox(bad, place, utf8("key"))).rejects.toMatchObject({ kind: "unverified" });
    await expect(sealBox(bad.slice(1), place, utf8("key"))).rejects.toMatchObject({ kind: "malformed" });
  });

  test("for approval opens only for the key and the approver that people compared", async () => {
    const at = { org: place.org, account: other, author: place.author, publicKey: pair.publicKey };
    const vaultKey = asSecret(random(32));
    const approval = await sealApproval(at, vaultKey);
    expect(await openApproval(pair.seed, at, approval)).toEqual(vaultKey);
    const elsewhere = { ...at, author: other };
    await expect(openApproval(pair.seed, elsewhere, approval)).rejects.toMatchObject({ kind: "unopened" });
  });
});

describe("a group's next generation", () => {
  test("gives each member what it may read, and nobody else", async () => {
    const [org, group, author] = [await id("org"), await id("group"), await id("device")];
    const [ada, ben] = [await newSealingPair(random), await newSealingPair(random)];
    const [adaId, benId] = [await id("ada"), await id("ben")];
    const old = { number: 1, secret: asSecret(random(32)) };
    const members = [
      { account: adaId, sealing: ada.publicKey },
      { account: benId, sealing: ben.publicKey },
    ];
    const earlier = (account: Bytes) => (hex(account) === hex(adaId) ? [old] : []);
    const at = { org, group, number: 2, author };
    const made = await newGeneration(random, at, await id("set"), members, earlier);
    const boxOf = (account: Id) => made.boxes.find((b) => hex(b.account) === hex(account))!.box;
    const numbers = async (seed: typeof ada.seed, account: Id) =>
      (await openGroupBox(seed, { ...at, account }, boxOf(account))).map((s) => s.number);
    expect(await numbers(ada.seed, adaId)).toEqual([1, 2]);
    expect(await numbers(ben.seed, benId)).toEqual([2]);
    await expect(numbers(ben.seed, adaId)).rejects.toMatchObject({ kind: "unopened" });
  });
});

describe("a file", () => {
  test("comes back whole, and is refused under another description", async () => {
    const plain = random(100_000 - 70_000);
    const sealed = await sealFile(random, plain);
    expect(await openFile(sealed, sealed.ciphertext)).toEqual(plain);
    const longer = { ...sealed, size: sealed.size + 1 };
    await expect(openFile({ ...sealed, key: random(32) }, sealed.ciphertext)).rejects.toMatchObject({
      kind: "unopened",
    });
    await expect(openFile({ ...sealed, size: 1 }, sealed.ciphertext)).rejects.toMatchObject({
      kind: "malformed",
    });
    await expect(openFile(longer, sealed.ciphertext.slice(1))).rejects.toThrow();
  });
});

describe("an invitation's link", () => {
  test("is read as it was written, and refused if a character is missing", async () => {
    const link = { secret: asSecret(random(32)), invite: await id("invite"), org: await id("org") };
    const written = writeInviteLink(link);
    expect(readInviteLink(written)).toEqual(link);
    expect(() => readInviteLink(written.slice(1))).toThrow();
    expect(() => readInviteLink(`${written}A`)).toThrow();
  });
});

describe("numbers and ids", () => {
  test.each([-1, 1.5, 2 ** 53, Number.NaN])("%d is not encoded", (n) => {
    expect(() => encode(n)).toThrow();
  });
  test("an id has 32 bytes", () => expect(() => asId(new Uint8Array(31))).toThrow());
});
