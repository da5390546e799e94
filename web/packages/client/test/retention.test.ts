/** How long conversations are kept: what the server says of it, and what it must have signed. */
import { hex, type Id, systemRandom as random, type Signer, seedSigner } from "@sealdesk/seal";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { concat } from "../../seal/src/bytes.ts";
import { encode } from "../../seal/src/cbor.ts";
import { toBase64 } from "../src/base64.ts";
import { Retention } from "../src/desk/retention.ts";
import type { StaffKeys } from "../src/desk/staff-thread.ts";
import type { Desk, RecordRule } from "../src/desk.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { FakeOrganisation } from "./fake-organisation.ts";
import { NodePlatform } from "./node-platform.ts";
import { good, openCustomer, ready, settings, setUpDesk, until } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

describe("on the real server", () => {
  let server: RunningServer;
  let owner: Desk;
  let customer: VisitorDesk;
  let id: string;

  beforeAll(async () => {
    server = await startServer();
    ({ desk: owner } = await setUpDesk(server));
    customer = await openCustomer(owner, new NodePlatform(server.origin));
    id = good((await customer.startConversation("Please keep this.")) as { ok: true; value: string });
    await until(owner, () => ready(owner)!.list.rows[0]);
    good(await owner.work.select(id));
    good(await owner.work.close(id));
    await until(owner, () => ready(owner)!.conversation?.state === "closed");
  }, 60_000);
  afterAll(async () => {
    customer.dispose();
    owner.dispose();
    await server.stop();
  });

  it("shows each inbox, and what another period would change", async () => {
    const [row] = good(await owner.admin.retention());
    expect(row).toMatchObject({ name: "Payments", days: 365, closed: 1, held: 0, destroyed: 0 });
    expect(row!.next! - Date.now()).toBeGreaterThan(364 * 86_400_000);
    const trial = good(await owner.admin.tryRetention(row!.inbox, 30));
    expect(trial).toMatchObject({ days: 30, now: 0, changed: 1, conversations: [{ id }] });
    expect(trial.conversations[0]!.until - trial.conversations[0]!.closed).toBe(30 * 86_400_000);
    expect(good(await owner.admin.certificates())).toEqual([]);
  });

  it("holds a conversation beyond its time, and lets it go again", async () => {
    good(await owner.work.hold(id, true));
    await until(owner, () => ready(owner)!.conversation?.held === true);
    const [row] = good(await owner.admin.retention());
    expect(row).toMatchObject({ held: 1 });
    good(await owner.work.hold(id, false));
    await until(owner, () => ready(owner)!.conversation?.held === false);
  });

  it("keeps the record of acts for as long as it is told, and holds what it is told to", async () => {
    const rule = (of: { readonly rules: readonly { readonly part: string }[] }, part: string) =>
      of.rules.find((r) => r.part === part);
    const before = good(await owner.admin.recordKeeping());
    expect(before).toMatchObject({ fewest: 30, most: 3660, holds: [] });
    expect(before.rules.map((r) => [r.days, r.next])).toEqual(Array(6).fill([0, null]));
    expect(good(await owner.admin.tryRecord("reads", 90))).toEqual({
      days: 90,
      events: 0,
      oldest: null,
      held: 0,
      more: false,
    });
    const shorter = rule(good(await owner.admin.keepRecord("reads", 90)), "reads") as RecordRule;
    expect(shorter).toMatchObject({ days: 0, next: { days: 90 } });
    expect(Math.abs(shorter.next!.from - Date.now() - 7 * 86_400_000)).toBeLessThan(60_000);
    expect(rule(good(await owner.admin.keepRecord("reads", 0)), "reads")).toMatchObject({
      days: 0,
      next: null,
    });
    expect(await owner.admin.keepRecord("reads", 7)).toMatchObject({
      ok: false,
      failure: { kind: "invalid" },
    });
    const mine = ready(owner)!.me.id;
    good(await owner.admin.holdRecord(null, "litigation"));
    const held = good(await owner.admin.holdRecord(mine, "authority"));
    expect(held.holds).toMatchObject([
      { about: null, reason: "litigation" },
      { about: mine, reason: "authority" },
    ]);
    good(await owner.admin.releaseRecord(null));
    expect(good(await owner.admin.releaseRecord(mine)).holds).toEqual([]);
  });

  it("tells both sides at once when a shorter time is saved, without a reload", async () => {
    const inAWeek = (at: number | null | undefined) => at != null && Math.abs(at - closed! - week) < 60_000;
    const week = 7 * 86_400_000;
    const [row] = good(await owner.admin.retention());
    const closed = row!.next! - 365 * 86_400_000;
    const shown = () => (customer.state.phase === "ready" ? customer.state.conversation : null);
    await until(customer, () => shown()?.readableUntil);
    expect(inAWeek(shown()!.readableUntil)).toBe(false);
    good(await owner.admin.saveInbox(row!.inbox, { ...settings, retentionDays: 7 }));
    await until(customer, () => inAWeek(shown()?.readableUntil));
    await until(owner, () => inAWeek(ready(owner)!.conversation?.customer.readableUntil));
  });
});

describe("a certificate", () => {
  let org: FakeOrganisation;
  let conversation: Id;
  let shown: readonly object[];

  beforeEach(async () => {
    org = await FakeOrganisation.found([]);
    conversation = random(32) as Id;
  });

  const read = async (before?: string) => {
    const http = { get: async () => ({ certificates: shown }) };
    const state = {
      serverKeys: new Map([[hex(org.serverKey), org.serverSigner.publicKey]]),
      inboxes: new Map(),
    };
    const keys = { http, sync: { directory: { org: org.org }, state } } as unknown as StaffKeys;
    return good(await new Retention(keys).commands.certificates(before));
  };
  const signed = async (signer: Signer, of = conversation, destroyed = 1_800_000_100) => {
    const fields = [1, org.org, org.serverKey, of, 1_800_000_000, destroyed, [random(32)], 2];
    const payload = encode(fields);
    return toBase64(concat(encode([payload, await signer.sign("certificate", payload)])));
  };
  const row = (certificate: string) => ({
    cursor: "7",
    conversation: hex(conversation),
    at: "2026-01-01T00:00:00Z",
    certificate,
  });

  test("by a server key of the directory is verified, and its time is the signed one", async () => {
    shown = [row(await signed(org.serverSigner))];
    const [found] = await read();
    expect(found).toMatchObject({ verified: true, at: 1_800_000_100_000, conversation: hex(conversation) });
    expect(JSON.parse(found!.file)).toMatchObject({
      organisation: hex(org.org),
      serverKey: hex(org.serverSigner.publicKey),
      certificate: (shown[0] as { certificate: string }).certificate,
    });
  });

  test("by anybody else is not", async () => {
    shown = [row(await signed(await seedSigner(random(32))))];
    expect(await read()).toMatchObject([{ verified: false }]);
  });

  test("for another conversation is not", async () => {
    shown = [row(await signed(org.serverSigner, random(32) as Id))];
    expect(await read()).toMatchObject([{ verified: false }]);
  });

  test("that is no certificate at all is shown as such, and stops nothing", async () => {
    shown = [row("AAAA"), row(await signed(org.serverSigner))];
    expect((await read()).map((c) => c.verified)).toEqual([false, true]);
  });

  test("after which the server's list does not go on has none behind it", async () => {
    shown = [row(await signed(org.serverSigner))];
    expect(await read("never seen")).toEqual([]);
  });
});
