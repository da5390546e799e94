/** A customer with the chat open in two tabs of one browser: nothing is said twice, shown twice, or lost. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { merged } from "../src/visitor/drafts.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { Customer, mine, ok, soon, talk } from "./customer.ts";
import { FakeAgent } from "./fake-agent.ts";
import { chosen, noise } from "./file-scenes.ts";
import { shortly } from "./shortly.ts";

let customer: Customer;
let one: VisitorDesk;
let two: VisitorDesk;

beforeEach(async () => {
  customer = await Customer.begin("First.");
  one = customer.tab;
  two = await customer.open();
});
afterEach(() => customer.end());

const words = (tab: VisitorDesk) => mine(tab).map((m) => m.text);
const allSent = () =>
  soon(customer.machine, () => {
    for (const tab of [one, two]) {
      expect(mine(tab).every((m) => m.mark === "sent")).toBe(true);
      expect(mine(tab)).toHaveLength(mine(one).length);
    }
  });
/** Every message that reached the server, in its order. */
const arrived = async () =>
  (await (await customer.agent()).read()).flatMap((b) => (b.kind === "text" ? [b.content.text] : []));

test("both write at once: each message arrives once, in one order for both tabs", async () => {
  await Promise.all([0, 1, 2].flatMap((n) => [ok(one.send(`one ${n}`)), ok(two.send(`two ${n}`))]));
  await soon(customer.machine, async () => expect(await arrived()).toHaveLength(7));
  await allSent();
  expect([...words(one)].sort()).toEqual(["First.", "one 0", "one 1", "one 2", "two 0", "two 1", "two 2"]);
  expect(words(two)).toEqual(words(one));
  expect(await arrived()).toEqual(words(one));
  expect(words(one).filter((w) => w.startsWith("two"))).toEqual(["two 0", "two 1", "two 2"]);
});

test("what one tab has written without a connection, the other may send; it disappears from both outboxes", async () => {
  customer.machine.connect(false);
  await ok(one.send("From the train."));
  const late = await customer.open();
  expect(words(late)).toEqual(["First.", "From the train."]);
  customer.machine.connect(true);
  await soon(customer.machine, () => {
    for (const tab of [one, late]) expect(mine(tab).map((m) => m.mark)).toEqual(["sent", "sent"]);
  });
  expect(await arrived()).toEqual(["First.", "From the train."]);
  expect([...customer.stored.keys()].filter((k) => k.startsWith("outbox/"))).toEqual([]);
});

test("what a new colleague has said, and one tab only has heard, is no gap in the other", async () => {
  const { org, server } = customer;
  const ben = await org.hire("Ben");
  await ok(one.send("Who are you?"));
  await allSent();
  const [, deaf] = server.sockets;
  server.sockets.delete(deaf!);
  const { visitorKey } = await customer.agent();
  await new FakeAgent(org, server, ben, visitorKey).says("I am Ben.");
  const heard = (tab: VisitorDesk) => talk(tab).items.flatMap((i) => (i.kind === "theirs" ? [i.text] : []));
  await shortly(() => expect(heard(one)).toEqual(["I am Ben."]));
  expect(heard(two)).toEqual([]);
  await ok(two.send("Hello Ben."));
  await allSent();
  expect(heard(two)).toEqual(["I am Ben."]);
  expect(talk(two).items.map((i) => i.kind)).not.toContain("missing");
});

test("what one tab has taken out again, the other does not send", async () => {
  customer.machine.connect(false);
  const slip = await ok(one.send("A slip."));
  const late = await customer.open();
  expect(words(late)).toContain("A slip.");
  await ok(one.remove(slip));
  customer.machine.connect(true);
  await ok(late.send("The real thing."));
  await soon(customer.machine, () => expect(mine(late).at(-1)?.mark).toBe("sent"));
  expect(await arrived()).toEqual(["First.", "The real thing."]);
  expect(words(late)).toEqual(["First.", "The real thing."]);
});

test("a file is uploaded by one of them, once, and goes with one message", async () => {
  await ok(one.attach([chosen("photo.bin", noise(1000))]));
  await soon(customer.machine, () => expect(talk(one).staged[0]?.phase).toBe("ready"));
  const late = await customer.open();
  expect(talk(late).staged).toHaveLength(1);
  await ok(one.send("With the photo."));
  await soon(customer.machine, () => expect(mine(late).at(-1)?.text).toBe("With the photo."));
  await soon(customer.machine, () => expect(talk(late).staged).toEqual([]));
  await ok(late.send("Without."));
  await soon(customer.machine, () =>
    expect(mine(late).at(-1)).toMatchObject({ text: "Without.", attachments: [] }),
  );
  expect(customer.server.files.log.filter((l) => l === "PUT 0")).toHaveLength(1);
  expect(customer.server.files.claimed).toHaveLength(1);
});

test("what one tab leaves behind without a connection goes out from another that was open already", async () => {
  customer.machine.connect(false);
  await ok(one.send("From the train."));
  await ok(one.send("In the tunnel."));
  one.dispose();
  customer.machine.connect(true);
  await soon(customer.machine, () =>
    expect(mine(two).map((m) => [m.text, m.mark])).toEqual([
      ["First.", "sent"],
      ["From the train.", "sent"],
      ["In the tunnel.", "sent"],
    ]),
  );
  expect(await arrived()).toEqual(["First.", "From the train.", "In the tunnel."]);
  expect([...customer.stored.keys()].filter((k) => k.startsWith("outbox/"))).toEqual([]);
});

test("a file that one tab leaves behind is uploaded by another, and goes with its next message", async () => {
  customer.machine.connect(false);
  await ok(one.attach([chosen("photo.bin", noise(1000))]));
  await shortly(() => expect(talk(one).staged[0]?.phase).toBe("waiting"));
  one.dispose();
  customer.machine.connect(true);
  await soon(customer.machine, () =>
    expect(talk(two).staged).toMatchObject([{ name: "photo.bin", phase: "ready" }]),
  );
  await ok(two.send("Here it is."));
  await soon(customer.machine, () =>
    expect(mine(two).at(-1)).toMatchObject({ mark: "sent", attachments: [{ name: "photo.bin" }] }),
  );
  expect(customer.server.files.claimed).toHaveLength(1);
});

test("a message with a file that one tab leaves behind goes out from the other", async () => {
  customer.machine.connect(false);
  await ok(one.attach([chosen("photo.bin", noise(1000))]));
  await shortly(() => expect(talk(one).staged[0]?.phase).toBe("waiting"));
  await ok(one.send("With the photo."));
  one.dispose();
  customer.machine.connect(true);
  await soon(customer.machine, () =>
    expect(mine(two).at(-1)).toMatchObject({ mark: "sent", attachments: [{ name: "photo.bin" }] }),
  );
  await soon(customer.machine, () =>
    expect([...customer.stored.keys()].filter((k) => /^(file|outbox)/.test(k))).toEqual([]),
  );
  expect(customer.server.files.claimed).toHaveLength(1);
});

describe("drafts", () => {
  test("of two tabs do not wipe each other out", async () => {
    await ok(one.saveDraft(talk(one).id, "About the rent"));
    await ok(two.saveDraft(talk(two).id, "And the deposit"));
    await ok(one.saveDraft(talk(one).id, "About the rent of May"));
    expect(talk(one).draft).toBe("About the rent of May");
    expect(talk(two).draft).toBe("And the deposit");
    const later = await customer.open();
    expect(talk(later).draft).toBe("About the rent of May\n\nAnd the deposit");
  });

  test("that one tab sends leaves the other's", async () => {
    await ok(one.saveDraft(talk(one).id, "Sent at once."));
    await ok(two.saveDraft(talk(two).id, "Still being written"));
    await ok(one.send("Sent at once."));
    await shortly(() => expect(talk(one).draft).toBe(""));
    expect(talk(await customer.open()).draft).toBe("Still being written");
  });

  test.each([
    ["", "", "a", "a"],
    ["a", "a", "ab", "ab"],
    ["ab", "ab", "", ""],
    ["other", "", "mine", "other\n\nmine"],
    ["other\n\nmine", "mine", "mine!", "other\n\nmine!"],
    ["mine\n\nother", "mine", "", "other"],
    ["hello", "", "hello there", "hello there"],
  ])("stored %j, mine %j, now %j: %j", (stored, before, now, after) =>
    expect(merged(stored, before, now)).toBe(after),
  );
});

describe("a tab that is gone leaves to one that was open all the time", () => {
  test("what it said without a connection, which shows there at once", async () => {
    customer.machine.connect(false);
    await ok(one.send("From the train."));
    one.dispose();
    await shortly(() => expect(words(two)).toEqual(["First.", "From the train."]));
    await shortly(() => expect(mine(two).at(-1)?.mark).toBe("waiting"));
  });

  test("what it said, although nothing else happens there: the connection was never lost", async () => {
    customer.server.loseAnswers = true;
    await ok(one.send("Said and gone."));
    one.dispose();
    customer.server.loseAnswers = false;
    await soon(customer.machine, () =>
      expect(mine(two).at(-1)).toMatchObject({ text: "Said and gone.", mark: "sent" }),
    );
    expect(await arrived()).toEqual(["First.", "Said and gone."]);
  });

  test("what it took out again, which shows no more", async () => {
    customer.machine.connect(false);
    const slip = await ok(one.send("A slip."));
    await shortly(() => expect(words(two)).toContain("A slip."));
    await ok(one.remove(slip));
    await shortly(() => expect(words(two)).toEqual(["First."]));
  });

  test("a whole conversation that it began without a connection", async () => {
    const fresh = await Customer.arrive();
    const [left, stays] = [fresh.tab, await fresh.open()];
    fresh.machine.connect(false);
    await ok(left.startConversation("From the tunnel."));
    left.dispose();
    const recent = () => (stays.state.phase === "ready" ? stays.state.recent : []);
    await shortly(() => expect(recent()).toMatchObject([{ preview: "From the tunnel." }]));
    await ok(stays.openConversation(recent()[0]!.id));
    fresh.machine.connect(true);
    await soon(fresh.machine, () => expect(mine(stays)).toMatchObject([{ mark: "sent" }]));
    expect(fresh.server.threads.size).toBe(1);
    fresh.end();
  });

  test("but not when it left too: nobody listens any more", async () => {
    two.dispose();
    customer.machine.connect(false);
    await ok(one.send("Into the void."));
    expect(words(two)).toEqual(["First."]);
  });
});

test("conversations that two tabs began at once are of one device, and open again after a reload", async () => {
  const fresh = await Customer.arrive();
  const [a, b] = [fresh.tab, await fresh.open()];
  await Promise.all([ok(a.startConversation("One.")), ok(b.startConversation("Two."))]);
  await soon(fresh.machine, () => expect(fresh.server.threads.size).toBe(2));
  await fresh.reload();
  const { state } = fresh.tab;
  expect(state.phase === "ready" && state.recent.map((r) => r.preview).sort()).toEqual(["One.", "Two."]);
  fresh.end();
});
