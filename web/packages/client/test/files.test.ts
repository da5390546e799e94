/** Files between a customer and staff, on the real server: sealed on the device, part by part. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ConversationState, Desk } from "../src/desk.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { chosen, Got, noise } from "./file-scenes.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, openCustomer, ready, setUpDesk, until } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";
import { shortly } from "./shortly.ts";

const MIB = 1 << 20;
let server: RunningServer;
let owner: Desk;
let customer: VisitorDesk;
let id: string;
const stores = new MemoryStores();
/** Two whole parts and a short one. */
const photo = noise(2 * MIB + 300_001);

const open = (): ConversationState => ready(owner)!.conversation!;
const talk = () => {
  const { state } = customer;
  if (state.phase !== "ready" || state.conversation === null) throw new Error(state.phase);
  return state.conversation;
};
function told<T>(outcome: { ok: true; value: T } | { ok: false; failure: { message: string } }): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}
const visitorHere = () => openCustomer(owner, new NodePlatform(server.origin, stores), { language: "en-GB" });

beforeAll(async () => {
  server = await startServer();
  ({ desk: owner } = await setUpDesk(server));
  customer = await visitorHere();
  id = told(await customer.startConversation("My parcel is broken."));
  await until(owner, () => ready(owner)?.list.rows[0]?.preview?.text === "My parcel is broken.");
  good(await owner.work.select(id));
}, 60_000);
afterAll(async () => {
  owner.dispose();
  customer.dispose();
  await server.stop();
});

const withFile = (name: string) => () =>
  open().items.find((i) => i.kind === "message" && i.attachments.some((a) => a.name === name));

it("goes from the customer to the team, without words and byte for byte", async () => {
  told(await customer.attach([chosen("../parcel.bin", photo)]));
  expect(talk().staged).toMatchObject([{ name: "parcel.bin", size: photo.length, failure: null }]);
  told(await customer.send(""));
  expect(talk().staged).toEqual([]);
  const waiting = talk().items.at(-1);
  expect(waiting).toMatchObject({ kind: "mine", text: "", attachments: [{ name: "parcel.bin" }] });

  const item = await until(owner, withFile("parcel.bin"));
  if (item?.kind !== "message") throw new Error("no message");
  expect(item).toMatchObject({ text: "", language: "en-GB", attachments: [{ size: photo.length }] });
  const got = new Got();
  good(await owner.work.openFile(id, item.attachments[0]!.id, got));
  expect(got.bytes.equals(Buffer.from(photo))).toBe(true);
  expect(Math.max(...got.pieces.map((p) => p.length))).toBe(65_536);
  expect(got.progressed.at(-1)).toBe(1);
  const scope = stores.scopes.find((s) => s.startsWith("visitor-"))!;
  await shortly(async () => expect(await stores.open(scope).list("file")).toEqual([]));
}, 60_000);

it("goes into the notes, where the customer does not reach it", async () => {
  good(await owner.work.attach(id, "note", [chosen("contract.txt", noise(5))]));
  expect(open().staged).toMatchObject({ reply: [], note: [{ name: "contract.txt" }] });
  good(await owner.work.note(id, "Internal only."));
  const item = await until(owner, () => {
    const found = withFile("contract.txt")();
    return found?.kind === "message" && found.mark === "none" ? found : null;
  });
  if (item.kind !== "message") throw new Error("no message");
  const got = new Got();
  good(await owner.work.openFile(id, item.attachments[0]!.id, got));
  expect(got.bytes.length).toBe(5);
  const stolen = await customer.openFile(item.attachments[0]!.id, new Got());
  expect(stolen).toMatchObject({ ok: false, failure: { kind: "not-found" } });
}, 60_000);

it("that is too large, or one too many, is refused before it is read", async () => {
  const huge = { ...chosen("film.mp4", noise(1)), size: 300 * MIB };
  const refused = await customer.attach([huge]);
  expect(refused).toMatchObject({ ok: false, failure: { message: "“film.mp4” is larger than 209 MB." } });
  const many = await customer.attach(Array.from({ length: 11 }, () => chosen("a", noise(1))));
  expect(many).toMatchObject({ ok: false, failure: { kind: "too-many" } });
  expect(huge.reads).toBe(0);
  expect(talk().staged).toEqual([]);
});

it("is taken away again before it is sent", async () => {
  told(await customer.attach([chosen("one.bin", noise(10)), chosen("two.bin", noise(10))]));
  await until(customer, () => talk().staged.every((f) => f.phase === "ready"));
  told(await customer.detach(talk().staged[0]!.id));
  expect(talk().staged.map((f) => f.name)).toEqual(["two.bin"]);
  told(await customer.send("Only the second."));
  const item = await until(owner, withFile("two.bin"));
  expect(item?.kind === "message" && item.attachments.map((a) => a.name)).toEqual(["two.bin"]);
}, 60_000);

it("is gone from the server once its message is removed", async () => {
  const mine = talk().items.findLast((i) => i.kind === "mine" && i.attachments.length > 0);
  if (mine?.kind !== "mine") throw new Error("no message");
  told(await customer.remove(mine.id));
  await until(owner, () => open().items.some((i) => i.kind === "removed" && i.id === mine.id));
  const late = await owner.work.openFile(id, mine.attachments[0]!.id, new Got());
  expect(late).toMatchObject({ ok: false, failure: { kind: "not-found" } });
}, 60_000);

it("is no longer fetched once somebody stops", async () => {
  const item = withFile("parcel.bin")();
  if (item?.kind !== "message") throw new Error("no message");
  const got = new Got(3);
  const stopped = await owner.work.openFile(id, item.attachments[0]!.id, got);
  expect(stopped).toMatchObject({ ok: false, failure: { message: "You stopped it." } });
  expect(got.pieces).toHaveLength(3);
}, 60_000);
