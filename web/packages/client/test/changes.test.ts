/** Changes of what was said: by those who may, and the attempts of everybody else. */
import { type Body, hex, systemRandom as random, unhex } from "@sealdesk/seal";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isEmoji, type Utterance, Words } from "../src/said.ts";
import { Customer, mine, ok, soon, talk } from "./customer.ts";
import type { FakeAgent } from "./fake-agent.ts";
import { shortly } from "./shortly.ts";

let customer: Customer;
let ada: FakeAgent;

beforeEach(async () => {
  customer = await Customer.begin("I was charged twice.");
  ada = await customer.agent();
});
afterEach(() => customer.end());

const first = () => mine(customer.tab)[0]!;
const items = () => talk(customer.tab).items;
const sends = (body: Omit<Body, "time" | "logical">, logical = random(16)) =>
  ada.sends({ ...body, time: 1, logical } as Body);
const hears = async (text: string) => {
  await ada.says(text);
  await shortly(() => expect(items().some((i) => i.kind === "theirs" && i.text === text)).toBe(true));
};
const settled = () =>
  soon(customer.machine, () =>
    expect([...customer.stored.keys()].some((k) => k.startsWith("outbox/"))).toBe(false),
  );

describe("the customer", () => {
  test("changes words, and everybody sees what they were", async () => {
    await ok(customer.tab.edit(first().id, "I was charged three times."));
    expect(first()).toMatchObject({
      text: "I was charged three times.",
      before: [{ text: "I was charged twice." }],
    });
    await settled();
    expect((await ada.read()).at(-1)).toMatchObject({
      kind: "edit",
      content: { text: "I was charged three times." },
    });
    await customer.reload();
    expect(first()).toMatchObject({
      text: "I was charged three times.",
      before: [{ text: "I was charged twice." }],
    });
  });

  test("takes a message back, and that it was there stays visible", async () => {
    await ok(customer.tab.remove(first().id));
    await settled();
    expect(items().map((i) => i.kind)).toContain("removed");
    expect(mine(customer.tab)).toEqual([]);
    expect((await ada.read()).at(-1)?.kind).toBe("remove");
  });

  test("answers a message, and sees its words as they stand", async () => {
    const logical = random(16);
    const content = { text: "Which account?", language: "en", replyTo: null, attachments: [] };
    await ada.sends({ kind: "text", time: 1, logical, content });
    await shortly(() => expect(items().at(-1)?.kind).toBe("theirs"));
    await ok(customer.tab.send("The first one.", hex(logical)));
    expect(mine(customer.tab).at(-1)?.replyTo).toMatchObject({
      author: "Ada",
      mine: false,
      text: "Which account?",
    });
    await sends({ kind: "edit", content: { target: logical, text: "Which card?" } } as Body);
    await shortly(() => expect(mine(customer.tab).at(-1)?.replyTo?.text).toBe("Which card?"));
    await sends({ kind: "remove", content: { target: logical } } as Body);
    await shortly(() => expect(mine(customer.tab).at(-1)?.replyTo?.text).toBeNull());
  });

  test("rates the help: the score for the figures, all of it for the team", async () => {
    await ok(customer.tab.rate(2, "Slow."));
    await ok(customer.tab.rate(5, "In the end all was well."));
    await settled();
    expect(customer.server.ratings).toEqual([2, 5]);
    expect(talk(customer.tab).rating).toEqual({ score: 5, comment: "In the end all was well." });
    expect(items().filter((i) => i.kind === "rating")).toHaveLength(1);
    await ok(customer.tab.rate(0, ""));
    await settled();
    expect(talk(customer.tab).rating).toBeNull();
    expect(await customer.tab.rate(6, "")).toMatchObject({ ok: false });
  });

  test("changes nothing that somebody else has said", async () => {
    await hears("No refund.");
    const theirs = items().find((i) => i.kind === "theirs")!;
    expect(await customer.tab.edit(theirs.id, "A refund.")).toMatchObject({ ok: false });
    expect(await customer.tab.remove(theirs.id)).toMatchObject({ ok: false });
    expect(await customer.tab.edit("not an id", "x")).toMatchObject({ ok: false });
  });

  test("a change that is refused stands at its message, and can be taken back into the draft", async () => {
    const post = customer.server.message.bind(customer.server);
    customer.server.message = async () => {
      const { Refusal } = await import("./fake-files.ts");
      throw new Refusal(403);
    };
    await ok(customer.tab.edit(first().id, "Never mind."));
    await soon(customer.machine, () => expect(first().mark).toBe("failed"));
    expect(first()).toMatchObject({ text: "I was charged twice.", before: [], failure: { message: "No." } });
    customer.server.message = post;
    await ok(customer.tab.takeBack(first().id));
    expect(talk(customer.tab).draft).toBe("Never mind.");
    expect(first()).toMatchObject({ mark: "sent", failure: null });
  });

  test("loses what was kept here of a conversation whose keys were destroyed, and nothing is called unverified", async () => {
    const t = [...customer.server.threads.values()][0]!;
    const at = Date.UTC(2026, 10, 20);
    t.destroyed = new Date(at).toISOString();
    t.entries.length = 0;
    await customer.reload();
    await shortly(() => expect(talk(customer.tab).destroyed).toBe(at));
    expect(items()).toEqual([]);
    expect([...customer.stored.keys()].filter((k) => /^(entry|key|outbox)\//.test(k))).toEqual([]);
    await customer.reload();
    expect(talk(customer.tab)).toMatchObject({ destroyed: at, items: [] });
  });
});

describe("a colleague, or a server with their help,", () => {
  test("changes no words of the customer, takes none back, and rates nothing in their name", async () => {
    const target = unhex(first().id);
    await sends({ kind: "edit", content: { target, text: "I was charged once." } } as Body);
    await sends({ kind: "remove", content: { target } } as Body);
    await sends({ kind: "rating", content: { score: 5, comment: "Wonderful." } } as Body);
    await hears("Done.");
    expect(first()).toMatchObject({ text: "I was charged twice.", before: [] });
    expect(items().map((i) => i.kind)).not.toContain("removed");
    expect(talk(customer.tab).rating).toBeNull();
  });

  test("reacts in their own name only, with a sign and not with a sentence", async () => {
    const target = unhex(first().id);
    const reacts = (emoji: string, on = true) =>
      sends({ kind: "reaction", content: { target, emoji, on } } as Body);
    await reacts("👍");
    await reacts("PAID");
    await reacts("👍🏽".repeat(5));
    await reacts("🎉");
    await reacts("🎉", false);
    await hears("Done.");
    expect(first().reactions).toEqual([{ emoji: "👍", mine: false, names: ["Ada"] }]);
  });
});

test.each(["👍", "👩🏽‍🔧", "🇩🇪", "3️⃣", "❤️", "🏴‍☠️"])("%s is a sign", (sign) =>
  expect(isEmoji(sign)).toBe(true),
);
test.each(["", "3", "ok", "👍 paid", "👍".repeat(9), "\u200d", "‮👍", "#"])("%j is none", (sign) =>
  expect(isEmoji(sign)).toBe(false),
);

describe("words", () => {
  const voice = (sender: string) => ({ id: sender[0]!, name: sender, mine: sender === "me" });
  const id = (n: number) => new Uint8Array(16).fill(n);
  const said = (
    sender: string,
    n: number,
    text: string,
    replyTo: Uint8Array<ArrayBuffer> | null = null,
  ): Utterance => {
    const content = { text, language: "", replyTo, attachments: [] };
    return { sender, at: n, body: { kind: "text", time: n, logical: id(n), content } };
  };
  const reaction = (sender: string, n: number, on: boolean): Utterance => {
    const content = { target: id(n), emoji: "👍", on };
    return { sender, at: 9, body: { kind: "reaction", time: 9, logical: random(16), content } };
  };

  test("one person on two devices is one voice: the last choice counts", () => {
    const list = [
      said("me", 1, "a"),
      reaction("x1", 1, true),
      reaction("x2", 1, true),
      reaction("y1", 1, true),
    ];
    expect(new Words(list, voice).of("me", id(1))?.reactions).toEqual([
      { emoji: "👍", mine: false, names: ["x2", "y1"] },
    ]);
    const off = [...list, reaction("x1", 1, false)];
    expect(new Words(off, voice).of("me", id(1))?.reactions[0]?.names).toEqual(["y1"]);
  });

  test("are changed and taken back from another device of who wrote them, and by nobody else", () => {
    const edit = (sender: string, text: string): Utterance => {
      const content = { target: id(1), text };
      return { sender, at: 9, body: { kind: "edit", time: 9, logical: random(16), content } };
    };
    const remove = (sender: string): Utterance => {
      const content = { target: id(1) };
      return { sender, at: 9, body: { kind: "remove", time: 9, logical: random(16), content } };
    };
    const list = [
      said("x1", 1, "first"),
      edit("x2", "from elsewhere"),
      edit("y1", "by another"),
      remove("y1"),
    ];
    const words = new Words(list, voice);
    expect(words.of("x1", id(1))?.text).toBe("from elsewhere");
    expect(words.removed("x1", id(1))).toBe(false);
    expect(new Words([...list, remove("x2")], voice).removed("x1", id(1))).toBe(true);
  });

  test("an answer names the newest earlier message, never a later one", () => {
    const list = [
      said("a", 1, "early"),
      said("me", 2, "answer", id(1)),
      said("b", 1, "late, under the same name"),
    ];
    expect(new Words(list, voice).of("me", id(2))?.replyTo).toMatchObject({ author: "a", text: "early" });
    const alone = new Words([said("me", 2, "answer", id(1))], voice).of("me", id(2));
    expect(alone?.replyTo).toMatchObject({ author: "", text: null });
  });
});
