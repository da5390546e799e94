/** Files on bad networks, in lost tabs, and before a server that lies. */
import { type Attachment, type Body, systemRandom as random, sealFile, sha256 } from "@sealdesk/seal";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Customer, mine, ok, soon, talk } from "./customer.ts";
import { Refusal } from "./fake-files.ts";
import { chosen, Got, noise } from "./file-scenes.ts";
import { shortly } from "./shortly.ts";

const MIB = 1 << 20;
let customer: Customer;

beforeEach(async () => {
  customer = await Customer.begin();
});
afterEach(() => customer.end());

const staged = () => talk(customer.tab).staged;
const attach = (name: string, size: number) => ok(customer.tab.attach([chosen(name, noise(size))]));
const isReady = () => soon(customer.machine, () => expect(staged()[0]?.phase).toBe("ready"));
const parts = () => customer.server.files.log.filter((line) => line.startsWith("PUT "));
const stores = () => [...customer.stored.keys()].filter((key) => key.startsWith("file"));

describe("a file on its way", () => {
  test("waits without a connection, and goes before its message and what comes after it", async () => {
    customer.machine.connect(false);
    await attach("photo.bin", 1000);
    await shortly(() => expect(staged()[0]?.phase).toBe("waiting"));
    await ok(customer.tab.send("Here it is."));
    await ok(customer.tab.send("Did you get it?"));
    customer.machine.connect(true);
    await soon(customer.machine, () => expect(mine(customer.tab).every((m) => m.mark === "sent")).toBe(true));
    await soon(customer.machine, () => expect(stores()).toEqual([]));
    expect(mine(customer.tab).map((m) => m.text)).toEqual([
      "My parcel is broken.",
      "Here it is.",
      "Did you get it?",
    ]);
    expect(customer.server.files.claimed).toHaveLength(1);
    const said = await (await customer.agent()).read();
    expect(said.at(-2)).toMatchObject({ content: { attachments: [{ name: "photo.bin", size: 1000 }] } });
  });

  test("goes on after a reload where it stood, and no part is sent twice", async () => {
    customer.server.files.troubles.push("lost");
    await attach("film.bin", 2 * MIB + 5);
    await shortly(() => expect(customer.server.files.troubles).toEqual([]));
    await shortly(() => expect(staged()[0]?.phase).toBe("waiting"));
    await customer.reload();
    await isReady();
    expect(parts()).toEqual(["PUT 0", "PUT 1", "PUT 2"]);
    await ok(customer.tab.send(""));
    await soon(customer.machine, () => expect(customer.server.files.claimed).toHaveLength(1));
  });

  test("that was not sealed yet when the page went away says so", async () => {
    const never = {
      ...chosen("slow.bin", noise(10)),
      slice: () => ({ arrayBuffer: () => new Promise<never>(() => {}) }),
    };
    await ok(customer.tab.attach([never]));
    expect(staged()[0]?.phase).toBe("preparing");
    // A tab that is gone holds nothing.
    customer.machine.release();
    await customer.reload();
    await shortly(() =>
      expect(staged()).toMatchObject([{ phase: "failed", failure: { next: "Choose it again." } }]),
    );
    expect((await customer.tab.send("")).ok, "without words there is nothing to send").toBe(false);
    expect(await customer.tab.retryFile(staged()[0]!.id)).toMatchObject({
      ok: false,
      failure: { message: "This file is no longer at hand." },
    });
    await ok(customer.tab.detach(staged()[0]!.id));
    expect(stores()).toEqual([]);
  });

  test("lies here as ciphertext: neither its name nor its content can be read", async () => {
    customer.machine.connect(false);
    const secret = new TextEncoder().encode("Quillivant ".repeat(100)) as Uint8Array<ArrayBuffer>;
    await ok(customer.tab.attach([chosen("Quillivant.txt", secret)]));
    await shortly(() => expect(staged()[0]?.phase).toBe("waiting"));
    const kept = stores().map((key) => Buffer.from(JSON.stringify(customer.stored.get(key), bytesAsText)));
    expect(Buffer.concat(kept).length).toBeGreaterThan(1000);
    expect(Buffer.concat(kept).toString()).not.toContain("Quillivant");
  });

  const bytesAsText = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value;

  test("that the server refuses for good says why, stays behind while words go, and can be tried again", async () => {
    customer.server.files.troubles.push(413);
    await attach("large.bin", 10);
    await shortly(() => expect(staged()).toMatchObject([{ phase: "failed", failure: { message: "No." } }]));
    await ok(customer.tab.attach([chosen("small.bin", noise(5))]));
    await ok(customer.tab.send("Look"));
    expect(staged()).toMatchObject([{ name: "large.bin", phase: "failed" }]);
    await soon(customer.machine, () => expect(mine(customer.tab).at(-1)?.mark).toBe("sent"));
    expect(mine(customer.tab).at(-1)).toMatchObject({ text: "Look", attachments: [{ name: "small.bin" }] });
    customer.server.files.claimed.length = 0;
    await ok(customer.tab.retryFile(staged()[0]!.id));
    await isReady();
    await ok(customer.tab.send("And this"));
    await soon(customer.machine, () => expect(customer.server.files.claimed).toHaveLength(1));
  });

  test("that fails while its message waits comes back with the message", async () => {
    customer.machine.connect(false);
    await attach("late.bin", 10);
    await shortly(() => expect(staged()[0]?.phase).toBe("waiting"));
    const id = await ok(customer.tab.send("Look"));
    customer.server.files.troubles.push(413);
    customer.machine.connect(true);
    await soon(customer.machine, () => expect(mine(customer.tab).at(-1)?.mark).toBe("failed"));
    await ok(customer.tab.takeBack(id));
    expect(talk(customer.tab).draft).toBe("Look");
    expect(staged()).toMatchObject([{ name: "late.bin", phase: "failed" }]);
  });

  test("stops at once when it is taken away, in the middle of a part, and lets the next one go", async () => {
    customer.server.silent = ({ body, path }) => path.endsWith("/parts/0") && body instanceof Uint8Array;
    await attach("slow.bin", 10);
    await shortly(() => expect(staged()).toMatchObject([{ phase: "uploading" }]));
    await attach("next.bin", 20);
    await shortly(() => expect(staged()).toMatchObject([{ phase: "uploading" }, { phase: "waiting" }]));
    customer.server.silent = () => false;
    await ok(customer.tab.detach(staged()[0]!.id));
    await shortly(() => expect(staged()).toMatchObject([{ name: "next.bin", phase: "ready" }]));
    expect(parts()).toEqual(["PUT 0"]);
  });

  test("holds no other tab up once its own is closed", async () => {
    customer.server.silent = ({ body, path }) => path.endsWith("/parts/0") && body instanceof Uint8Array;
    await attach("slow.bin", 10);
    await shortly(() => expect(staged()).toMatchObject([{ phase: "uploading" }]));
    customer.server.silent = () => false;
    await customer.reload();
    await isReady();
    expect(parts()).toEqual(["PUT 0"]);
  });

  test("that the server has swept meanwhile is sent again", async () => {
    await attach("old.bin", 10);
    await isReady();
    customer.server.files.all.clear();
    await ok(customer.tab.send("Late."));
    await soon(customer.machine, () => expect(mine(customer.tab).at(-1)?.mark).toBe("sent"));
    expect(parts()).toEqual(["PUT 0", "PUT 0"]);
    expect(customer.server.files.claimed).toHaveLength(1);
  });

  test("that the server claims to have and never has, ends in words instead of a circle", async () => {
    await attach("never.bin", 10);
    await isReady();
    customer.server.files.claim = () => {
      throw new Refusal(409, "attachment");
    };
    await ok(customer.tab.send("Late."));
    await soon(customer.machine, () => expect(mine(customer.tab).at(-1)?.mark).toBe("failed"));
  });
});

describe("a file that comes", () => {
  const plain = noise(2 * MIB + 77, 7);
  let file: Attachment;

  /** Ada sends a file; `change` lies about it. */
  async function sent(
    change: (described: Attachment, ciphertext: Uint8Array<ArrayBuffer>) => Attachment = (d) => d,
  ) {
    const sealed = await sealFile(random, plain);
    const blob = random(16);
    const { key, size, padded, hash } = sealed;
    const described = { key, size, padded, hash, name: "offer\u202efdp.exe", media: "application/pdf", blob };
    file = change(described, sealed.ciphertext);
    const whole = sealed.ciphertext;
    const cut = [0, 1, 2].map((n) => whole.slice(n * 1_048_832, (n + 1) * 1_048_832));
    customer.server.files.all.set(Buffer.from(blob).toString("hex"), { size: whole.length, parts: cut });
    const content = { text: "", language: "en", replyTo: null, attachments: [file] };
    const body: Body = { kind: "text", time: 1, logical: random(16), content };
    await (await customer.agent()).sends(body);
    await shortly(() => expect(talk(customer.tab).items.at(-1)).toMatchObject({ kind: "theirs" }));
    const item = talk(customer.tab).items.at(-1);
    if (item?.kind !== "theirs") throw new Error("no message");
    return item.attachments[0]!;
  }
  const kept = () => [...customer.server.files.all.values()][0]!;
  const fails = async (id: string, kind: string) => {
    const got = new Got();
    expect(await customer.tab.openFile(id, got)).toMatchObject({ ok: false, failure: { kind } });
    // Nothing that came was false: it stands at its place in the true file.
    expect(got.bytes.equals(Buffer.from(plain.subarray(0, got.bytes.length)))).toBe(true);
    return got;
  };

  test("is opened piece by piece, under a name that hides nothing", async () => {
    const { id, name, size } = await sent();
    expect({ name, size }).toEqual({ name: "offerfdp.exe", size: plain.length });
    const got = new Got();
    await ok(customer.tab.openFile(id, got));
    expect(got.bytes.equals(Buffer.from(plain))).toBe(true);
  });

  test("stops at once, in the middle of a part", async () => {
    const { id } = await sent();
    customer.server.silent = ({ path }) => path.endsWith("/parts/1");
    const end = new AbortController();
    const pieces: number[] = [];
    const write = (piece: Uint8Array<ArrayBuffer>) => void pieces.push(piece.length);
    const opening = customer.tab.openFile(id, { write, signal: end.signal });
    await shortly(() => expect(pieces).toHaveLength(16));
    end.abort();
    expect(await opening).toMatchObject({ ok: false, failure: { message: "You stopped it." } });
  });

  test("with one bit changed is refused at that place", async () => {
    const { id } = await sent();
    kept().parts[1]![100_000]! ^= 1;
    expect((await fails(id, "unverified")).bytes.length).toBe(MIB + 65_536);
  });

  test("whose parts changed places is refused", async () => {
    const { id } = await sent();
    const [a, b, c] = kept().parts;
    kept().parts.splice(0, 3, b!, a!, c!);
    expect((await fails(id, "unverified")).bytes.length).toBe(0);
  });

  test("that was cut, between parts or within one, is refused", async () => {
    const { id } = await sent();
    const [a, b, c] = kept().parts;
    kept().parts.splice(2, 1, c!.slice(0, -16));
    await fails(id, "unverified");
    kept().parts.splice(0, 3, a!, b!);
    await fails(id, "not-found");
  });

  test("that is another one than its message describes is refused", async () => {
    const { id } = await sent((d) => ({ ...d, hash: d.hash.map((x) => x ^ 1) as Attachment["hash"] }));
    await fails(id, "unverified");
  });

  test("under a foreign key is refused", async () => {
    const { id } = await sent((d) => ({ ...d, key: random(32) }));
    expect((await fails(id, "unverified")).bytes.length).toBe(0);
  });

  test("whose size was made up is refused before anything is fetched", async () => {
    const { id } = await sent((d) => ({ ...d, size: 5 }));
    await fails(id, "unverified");
    expect(customer.server.files.log).toEqual([]);
  });

  test("of which nobody has spoken here is not asked for", async () => {
    await sent();
    const stranger = Buffer.from(await sha256(random(3)))
      .toString("hex")
      .slice(0, 32);
    await fails(stranger, "not-found");
    expect(customer.server.files.log).toEqual([]);
  });
});
