/**
 * A customer goes on on another device, on the real server: phone and laptop, the team that sees it, an intruder who
 * has the link too, and a server that shows keys of its own.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Desk } from "../src/desk.ts";
import type { HttpRequest, HttpResponse } from "../src/platform.ts";
import type { OpenLink, Outcome, VisitorDesk } from "../src/visitor.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, openCustomer, ready, setUpDesk, until } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";
import { shortly } from "./shortly.ts";

let server: RunningServer;
let owner: Desk;
let phone: VisitorDesk;
let laptop: VisitorDesk;
const opened: VisitorDesk[] = [];
const laptopStores = new MemoryStores();

const arrive = async (stores = new MemoryStores()): Promise<VisitorDesk> => {
  const desk = await openCustomer(owner, new NodePlatform(server.origin, stores));
  opened.push(desk);
  return desk;
};
function value<T>(o: Outcome<T>): T {
  if (!o.ok) throw new Error(`${o.failure.kind}: ${o.failure.message}`);
  return o.value;
}
const talk = (desk: VisitorDesk) => (desk.state.phase === "ready" ? desk.state.conversation : null);
const recent = (desk: VisitorDesk) => (desk.state.phase === "ready" ? desk.state.recent : []);
const texts = (desk: VisitorDesk) =>
  talk(desk)?.items.flatMap((i) => (i.kind === "mine" || i.kind === "theirs" ? [i.text] : [])) ?? [];
const hears = (desk: VisitorDesk, text: string) => until(desk, () => texts(desk).includes(text));

beforeAll(async () => {
  server = await startServer();
  owner = (await setUpDesk(server)).desk;
  phone = await arrive();
  value(await phone.startConversation("My card is lost."));
  await until(owner, () => ready(owner)!.list.rows[0]?.preview?.text === "My card is lost.");
  const row = ready(owner)!.list.rows[0]!;
  good(await owner.work.select(row.id));
  good(await owner.work.claim(row.id));
  good(await owner.work.reply(row.id, "It is blocked."));
  await hears(phone, "It is blocked.");
  laptop = await arrive(laptopStores);
}, 60_000);
afterAll(async () => {
  for (const each of [owner, ...opened]) each?.dispose();
  await server.stop();
});

/** What lies between a browser and the server, in the hands of whoever runs the server. */
class Line extends NodePlatform {
  readonly answers: string[] = [];
  shows: (wire: object) => object = (wire) => wire;

  override async http(request: HttpRequest): Promise<HttpResponse> {
    if (!request.path.includes("/visitor/links")) return super.http(request);
    if (request.path.endsWith("/answer")) {
      this.answers.push((JSON.parse(String(request.body)) as { readonly answer: string }).answer);
    }
    const answer = await super.http(request);
    const text = await answer.text();
    const shown = text === "" ? text : JSON.stringify(this.shows(JSON.parse(text) as object));
    return { ...answer, text: async () => shown };
  }
}
const onLine = async (line: Line): Promise<VisitorDesk> => {
  const desk = await openCustomer(owner, line);
  opened.push(desk);
  return desk;
};

/** Up to where the phone has said yes. */
async function handOver(to: VisitorDesk): Promise<void> {
  const { secret } = await begin();
  value(await to.linking((l) => l.answer(secret)));
  value(await phone.linking((l) => l.answered()));
  value(await phone.linking((l) => l.confirm()));
}

/** One bit of a base64 text turned: at a place, or from the end. */
function turned(text: string, at: number): string {
  const bytes = Buffer.from(text, "base64");
  const place = at < 0 ? bytes.length + at : (at * 3) >> 2;
  bytes[place]! ^= 1;
  return bytes.toString("base64");
}

const begin = async (): Promise<OpenLink> => value(await phone.linking((l) => l.begin()));

it("reads everything at once after a person compared the codes", async () => {
  const link = await begin();
  expect(value(await phone.linking((l) => l.answered()))).toBeNull();
  const code = value(
    await laptop.linking((l) => l.answer(`https://desk.example/widget/#pin=x&link=${link.secret}`)),
  );
  expect(code.join("")).toHaveLength(20);
  expect(value(await laptop.linking((l) => l.arrived()))).toBe(false);
  expect(recent(laptop)).toEqual([]);
  expect(value(await phone.linking((l) => l.answered()))).toEqual(code);

  value(await phone.linking((l) => l.confirm()));
  expect(value(await laptop.linking((l) => l.arrived()))).toBe(true);
  expect(recent(laptop)).toMatchObject([{ unread: 0 }]);
  value(await laptop.openConversation(recent(laptop)[0]!.id));
  expect(texts(laptop)).toEqual(["My card is lost.", "It is blocked."]);
  expect(talk(laptop)!.items.filter((i) => i.kind === "mine")).toHaveLength(1);
  for (const each of [laptop, phone]) {
    await until(each, () =>
      talk(each)!.items.some((i) => i.kind === "readers" && i.change.kind === "device-added"),
    );
  }
});

it("goes on from both, and the team sees one customer and the change", async () => {
  value(await phone.markRead());
  value(await laptop.send("From the laptop."));
  value(await phone.send("From the phone."));
  for (const each of [laptop, phone]) {
    await hears(each, "From the laptop.");
    await hears(each, "From the phone.");
    expect(recent(each)[0]!.unread).toBe(0);
  }
  const { id } = ready(owner)!.list.rows[0]!;
  good(await owner.work.select(id));
  const items = () => ready(owner)!.conversation?.items ?? [];
  await until(owner, () => items().some((i) => i.kind === "readers" && i.change === "device-added"));
  const theirs = () => items().filter((i) => i.kind === "message" && i.from === "customer");
  await until(owner, () => theirs().length === 3);
});

it("is still there after the new device was closed", async () => {
  laptop.dispose();
  laptop = await arrive(laptopStores);
  value(await laptop.openConversation(recent(laptop)[0]!.id));
  await hears(laptop, "My card is lost.");
});

it("can be used once: the second who has the link gets nothing, and the codes tell who was first", async () => {
  const { secret } = await begin();
  const [thief, tablet] = [await arrive(), await arrive()];
  const first = value(await thief.linking((l) => l.answer(secret)));
  expect(await tablet.linking((l) => l.answer(secret))).toMatchObject({
    ok: false,
    failure: { kind: "not-found" },
  });
  expect(value(await phone.linking((l) => l.answered()))).toEqual(first);
  // No code on the tablet is that one: the person says no.
  value(await phone.linking((l) => l.end()));
  expect(await thief.linking((l) => l.arrived())).toMatchObject({
    ok: false,
    failure: { kind: "not-found" },
  });
  expect(recent(thief)).toEqual([]);
});

it.each(["", "no link", "x".repeat(44), `#link=${"A".repeat(42)}`, `#link=${"A".repeat(43)}`])(
  "refuses %j as a link",
  async (text) => {
    const stranger = await arrive();
    expect(await stranger.linking((l) => l.answer(text))).toMatchObject({
      ok: false,
      failure: { kind: "not-found" },
    });
  },
);

it("refuses a device that a server put in the place of the other", async () => {
  const [line, elsewhere] = [new Line(server.origin), new Line(server.origin)];
  const [old, intruder, honest] = [await onLine(line), await onLine(elsewhere), await arrive()];
  const link = value(await old.linking((l) => l.begin()));
  // A device that answered another link, of the server's own making.
  const other = value(await honest.linking((l) => l.begin()));
  value(await intruder.linking((l) => l.answer(other.secret)));
  const swapped = elsewhere.answers[0];
  expect(swapped).toBeTypeOf("string");
  line.shows = (wire) => ({ ...wire, answer: swapped });
  expect(await old.linking((l) => l.answered())).toMatchObject({
    ok: false,
    failure: { kind: "unverified" },
  });
  expect(await old.linking((l) => l.confirm())).toMatchObject({ ok: false });
  // And the new device takes no keys in the place of the old one's.
  line.shows = (wire) => ({ ...wire, offer: swapped });
  const fresh = value(await honest.linking((l) => l.begin()));
  expect(await old.linking((l) => l.answer(fresh.secret))).toMatchObject({
    ok: false,
    failure: { kind: "unverified" },
  });
  expect(link.secret).not.toBe(fresh.secret);
});

it("gives nothing that comes later to a device that was removed", async () => {
  const [other] = value(await phone.linking((l) => l.others()));
  expect(other).toMatchObject({ conversations: 1 });
  value(await phone.linking((l) => l.remove(other!.id)));
  expect(value(await phone.linking((l) => l.others()))).toEqual([]);
  value(await phone.send("Only for you."));
  await until(phone, () =>
    talk(phone)!.items.some(
      (i) => i.kind === "mine" && i.text === "Only for you." && i.mark !== "sending" && i.mark !== "waiting",
    ),
  );
  expect(
    talk(phone)!.items.filter((i) => i.kind === "readers" && i.change.kind === "device-removed"),
  ).toHaveLength(1);
  await laptop.send("Am I still here?");
  await shortly(() => {
    const mine = talk(laptop)!.items.find((i) => i.kind === "mine" && i.text === "Am I still here?");
    expect(mine).toMatchObject({ mark: "failed" });
  });
  expect(texts(laptop)).not.toContain("Only for you.");
  expect(texts(phone)).not.toContain("Am I still here?");
});

it("takes no history that a server changed, or kept from another link, and loses nothing by it", async () => {
  const [first, line] = [new Line(server.origin), new Line(server.origin)];
  const [before, fresh] = [await onLine(first), await onLine(line)];
  let kept: string | null = null;
  first.shows = (wire) => {
    kept = (wire as { readonly history: string | null }).history ?? kept;
    return wire;
  };
  await handOver(before);
  expect(value(await before.linking((l) => l.arrived()))).toBe(true);
  expect(kept).toBeTypeOf("string");

  await handOver(fresh);
  const changed = (wire: object, history: (own: string) => unknown) => {
    const own = (wire as { readonly history: string | null }).history;
    return own === null ? wire : { ...wire, history: history(own) };
  };
  const lies: readonly ((own: string) => unknown)[] = [
    () => kept,
    (own) => turned(own, -1),
    (own) => turned(own, own.length >> 1),
    (own) => own.slice(0, (own.length >> 3) << 2),
  ];
  for (const lie of lies) {
    line.shows = (wire) => changed(wire, lie);
    expect(await fresh.linking((l) => l.arrived())).toMatchObject({
      ok: false,
      failure: { kind: "unverified" },
    });
    expect(recent(fresh)).toEqual([]);
  }
  line.shows = (wire) => wire;
  expect(value(await fresh.linking((l) => l.arrived()))).toBe(true);
  expect(recent(fresh)).toHaveLength(1);
});
