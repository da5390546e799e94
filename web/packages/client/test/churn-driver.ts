/**
 * Plays people in browsers for a test that is written elsewhere: one JSON command a line comes in, one answer a line
 * goes out. The clients are the real ones; only the browser around them is Node.
 */
import { createInterface } from "node:readline";
import { openDeskOn } from "../src/desk/open.ts";
import type { Desk } from "../src/desk.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { openVisitorDeskOn } from "../src/visitor-desk.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, ready, totp, until } from "./scenes.ts";

type Command = Readonly<Record<string, string>>;
/** What a person sees of a conversation; `wrong` is what nobody should ever see. */
interface Shown {
  readonly texts: readonly string[];
  readonly wrong: readonly string[];
}

const origin = process.env.CHURN_ORIGIN ?? "";
/** Answers come late, each by another while, so that they meet what has changed since. Milliseconds. */
const LATE = 40;
const PATIENCE = 60_000;
/** What seconds of waiting count here. */
const PACE = 0.1;

const ON_ITS_WAY: ReadonlySet<string> = new Set(["waiting", "sending", "failed"]);

const ok = <T>(outcome: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
};

const same = (a: readonly string[], b: readonly string[]) =>
  [...a].sort().join("\n") === [...b].sort().join("\n");

/** A browser, at the end of a line that is sometimes slow. */
function aMachine(stores = new MemoryStores()): NodePlatform {
  const machine = new NodePlatform(origin, stores, PACE);
  machine.meanwhile = () => new Promise((late) => setTimeout(late, Math.random() ** 4 * LATE));
  return machine;
}

abstract class Person {
  /** Everything that was shown and must not be, ever. */
  readonly wrong = new Set<string>();
  abstract shown(conversation: string): readonly string[];
  abstract settled(): boolean;
  /** What has not gone out, for a person who looks for the reason. */
  abstract waiting(): Promise<string>;
  abstract open(conversation: string): Promise<void>;
  abstract subscribe(listener: () => void): () => void;

  /** Waits until exactly this is shown; what is shown when patience ends is the answer. */
  async shows({ conversation, want }: Command): Promise<Shown> {
    const wanted = JSON.parse(want!) as string[];
    const end = Date.now() + PATIENCE;
    await this.open(conversation!);
    while (Date.now() < end && !(this.settled() && same(this.shown(conversation!), wanted)))
      await this.#change(Math.min(200, end - Date.now()));
    return { texts: this.shown(conversation!), wrong: [...this.wrong] };
  }

  abstract machine: NodePlatform;

  /** Everything that was written here has gone out. */
  async quiet(): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (this.machine.online() && !(this.settled() && (await this.#sent()))) {
      if (Date.now() > end) throw new Error(`what was written does not go out: ${await this.waiting()}`);
      await this.#change(200);
    }
  }

  /** Changes and removals wait in the outbox, too, and no screen shows that of them. */
  async #sent(): Promise<boolean> {
    const { stores } = this.machine;
    const waiting = stores.scopes.map((scope) => stores.open(scope).list("outbox/"));
    return (await Promise.all(waiting)).every((all) => all.length === 0);
  }

  async connect(on: boolean): Promise<void> {
    this.machine.connect(on);
    await this.quiet();
  }

  #change(most: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => done(), most);
      const stop = this.subscribe(() => done());
      const done = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
    });
  }
}

const PASSWORD = "a password of some length";

class Colleague extends Person {
  machine: NodePlatform;
  desk!: Desk;
  #watching = () => {};
  #secret = "";
  #authenticator = "";
  /** When a code of the authenticator was shown last: each counts once. */
  #step = 0;
  #confirming = false;

  constructor(readonly email: string) {
    super();
    this.machine = aMachine();
  }

  /** A browser that knows nothing yet. Whoever gets the one before puts it away. */
  async #begin(fragment: string): Promise<() => void> {
    const [watching, before] = [this.#watching, this.desk];
    this.machine = aMachine();
    this.desk = await openDeskOn({ baseUrl: origin, fragment }, this.machine);
    const { desk } = this;
    this.#watching = desk.subscribe(() => this.#look(desk));
    return () => {
      watching();
      before?.dispose();
    };
  }

  #look(desk: Desk): void {
    for (const { kind } of ready(desk)?.alarms ?? [])
      if (kind.startsWith("unverified")) this.wrong.add(`alarm: ${kind}`);
    if (desk.state.phase === "failed") this.wrong.add("failed");
    if (ready(desk)?.confirm) void this.#confirm(desk);
  }

  /** A long day: what matters asks again who is there. A code counts once, so the next one may be due. */
  async #confirm(desk: Desk): Promise<void> {
    if (this.#confirming) return;
    this.#confirming = true;
    for (let tries = 0; tries < 40 && ready(desk)?.confirm; tries++) {
      const done = await desk.confirm.withPassword(PASSWORD, this.#code());
      if (!done.ok) await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
    this.#confirming = false;
  }

  #code(): string {
    this.#step = Math.floor(Date.now() / 30_000);
    return totp(this.#authenticator, this.#step);
  }

  async join({ link, name }: Command): Promise<string> {
    (await this.#begin(new URL(link!).hash.slice(1)))();
    const { desk } = this;
    await until(desk, () => desk.state.phase === "join");
    good(await desk.join.setPerson(name!, this.email));
    good(await desk.join.prepareAuthenticator());
    const at = () => (desk.state.phase === "join" ? desk.state : null);
    this.#authenticator = at()?.authenticator?.secret ?? "";
    const code = this.#code();
    good(await desk.join.setCredential({ kind: "password", password: PASSWORD, code }));
    const kit = at()?.kit?.recoveryCode ?? [];
    this.#secret = at()?.kit?.accountSecret.join("-") ?? "";
    good(await desk.join.confirmKit(kit.at(-1) ?? ""));
    await until(desk, () => ready(desk));
    return kit.join("-");
  }

  /** A new browser, by the way that is named: the sheet, the password, or a word of the browser before. */
  async recover({ code, way }: Command): Promise<void> {
    const { desk: before } = this;
    const putAway = await this.#begin("");
    const { desk } = this;
    if (way !== "browser") putAway();
    await until(desk, () => desk.state.phase === "signin");
    if (way === "browser") await this.#approve(before, desk);
    // A code that was shown already is none: then it is the sheet again.
    else if (way === "password" && this.#step !== Math.floor(Date.now() / 30_000))
      good(await desk.signin.withPassword(this.email, PASSWORD, this.#code(), this.#secret));
    else
      good(
        await desk.signin.withRecoveryCode(this.email, code!, {
          kind: "password",
          password: PASSWORD,
          accountSecret: this.#secret,
        }),
      );
    await until(desk, () => ready(desk));
    if (way === "browser") putAway();
  }

  /** Both show the same code. */
  async #approve(before: Desk, desk: Desk): Promise<void> {
    good(await desk.signin.askApproval(this.email));
    const shown = () => (desk.state.phase === "signin" ? desk.state.approval?.code.join() : undefined);
    const asked = () =>
      ready(before)?.approvals.find((a) => a.kind === "browser" && a.code.join() === shown());
    await until(before, () => asked() !== undefined);
    good(await before.self.approveBrowser(asked()!.id));
  }

  #item(text: string): string {
    const found = ready(this.desk)?.conversation?.items.find((i) => i.kind === "message" && i.text === text);
    if (found === undefined) throw new Error(`${this.email} does not see ${text}`);
    return found.id;
  }

  async open(conversation: string): Promise<void> {
    if (ready(this.desk)?.conversation?.id !== conversation) good(await this.desk.work.select(conversation));
  }
  shown(conversation: string): readonly string[] {
    const at = ready(this.desk)?.conversation;
    if (at?.id !== conversation) return ["(not open)"];
    return at.items.flatMap((i) =>
      i.kind === "message" ? [i.text] : i.kind === "missing" ? ["(missing)"] : [],
    );
  }
  settled = (): boolean => ready(this.desk)?.connection.waiting === 0;
  async waiting(): Promise<string> {
    const out: unknown[] = [this.desk.state.phase, ready(this.desk)?.connection];
    for (const { id } of ready(this.desk)?.list.rows ?? []) {
      const outcome = await this.desk.work.select(id);
      if (!outcome.ok) out.push([id, outcome.failure]);
      for (const i of ready(this.desk)?.conversation?.items ?? [])
        if (i.kind === "message" && ON_ITS_WAY.has(i.mark)) out.push([id, i.text, i.mark, i.failure]);
    }
    return JSON.stringify(out);
  }
  subscribe = (listener: () => void) => this.desk.subscribe(listener);

  async act(c: Command): Promise<unknown> {
    const { work, admin } = this.desk;
    const { conversation, text, next, team, account } = c as Record<string, string>;
    switch (c.do) {
      case "say":
        return good(await work.reply(conversation!, text!));
      case "note":
        return good(await work.note(conversation!, text!));
      case "edit":
        await this.open(conversation!);
        return good(await work.edit(conversation!, this.#item(text!), next!));
      case "remove":
        await this.open(conversation!);
        return good(await work.remove(conversation!, this.#item(text!)));
      case "claim":
        return good(await work.claim(conversation!));
      case "in":
        return good(await admin.addToTeam(account!, team!));
      case "out":
        return good(await admin.removeFromTeam(account!, team!));
      case "leave":
        return good(await admin.removePerson(account!));
      case "again":
        return good(await admin.beginAgain(account!));
      case "suspend":
        return good(await admin.suspend(account!));
      case "reinstate":
        return good(await admin.reinstate(account!));
      case "knows":
        return until(this.desk, () => ready(this.desk)?.people.some((p) => p.id === account));
      case "refused":
        return !(await work.select(conversation!)).ok || this.shown(conversation!).length === 0;
      default:
        throw new Error(`a colleague does not ${c.do}`);
    }
  }

  dispose = (): void => this.desk?.dispose();
}

class Customer extends Person {
  stores = new MemoryStores();
  machine!: NodePlatform;
  desk!: VisitorDesk;

  constructor(
    readonly pin: string,
    readonly inbox: string,
  ) {
    super();
  }

  /** A visit to the page, with what the browser kept. */
  async visit(): Promise<void> {
    this.desk?.dispose();
    await this.#begin();
  }

  async #begin(): Promise<VisitorDesk> {
    this.machine = aMachine(this.stores);
    const at = { pin: this.pin, inbox: this.inbox, baseUrl: origin, language: "en" };
    const desk = await openVisitorDeskOn(this.machine, at);
    this.desk = desk;
    desk.subscribe(() => {
      if (desk.state.phase === "stopped") this.wrong.add(`stopped: ${JSON.stringify(desk.state.stop)}`);
    });
    await until(desk, () => desk.state.phase === "ready");
    return desk;
  }

  /** Goes on on another device, by a link and a code that both show, and takes the one before out. */
  async elsewhere({ conversation, want }: Command): Promise<Shown> {
    const before = this.desk;
    await this.open(conversation!);
    this.stores = new MemoryStores();
    const desk = await this.#begin();
    const { secret } = ok(await before.linking((l) => l.begin()));
    const [theirs, mine] = [
      ok(await desk.linking((l) => l.answer(secret))),
      ok(await before.linking((l) => l.answered())),
    ];
    if (mine?.join() !== theirs.join()) this.wrong.add("two devices show two codes");
    ok(await before.linking((l) => l.confirm()));
    if (!ok(await desk.linking((l) => l.arrived()))) throw new Error("nothing was handed over");
    const shown = await this.shows({ conversation: conversation!, want: want! });
    const [other] = ok(await desk.linking((l) => l.others()));
    if (other === undefined) throw new Error("the device before is not listed");
    ok(await desk.linking((l) => l.remove(other.id)));
    before.dispose();
    return shown;
  }

  #talk() {
    return this.desk.state.phase === "ready" ? this.desk.state.conversation : null;
  }
  #item(text: string): string {
    const found = this.#talk()?.items.find((i) => i.kind === "mine" && i.text === text);
    if (found === undefined) throw new Error(`the customer does not see ${text}`);
    return found.id;
  }

  async open(conversation: string): Promise<void> {
    if (this.#talk()?.id !== conversation) ok(await this.desk.openConversation(conversation));
  }
  shown(conversation: string): readonly string[] {
    const at = this.#talk();
    if (at?.id !== conversation) return ["(not open)"];
    return at.items.flatMap((i) =>
      i.kind === "mine" || i.kind === "theirs" ? [i.text] : i.kind === "missing" ? ["(missing)"] : [],
    );
  }
  waiting = async () => JSON.stringify([this.desk.state.phase, this.#talk()?.items.slice(-3)]);
  settled = (): boolean =>
    this.#talk()?.items.every((i) => i.kind !== "mine" || !["waiting", "sending"].includes(i.mark)) ?? true;
  subscribe = (listener: () => void) => this.desk.subscribe(listener);

  async act(c: Command): Promise<unknown> {
    const { conversation, text, next } = c as Record<string, string>;
    if (c.do === "begin") return ok(await this.desk.startConversation(text!));
    await this.open(conversation!);
    switch (c.do) {
      case "say":
        return ok(await this.desk.send(text!));
      case "edit":
        return ok(await this.desk.edit(this.#item(text!), next!));
      case "remove":
        return ok(await this.desk.remove(this.#item(text!)));
      default:
        throw new Error(`a customer does not ${c.do}`);
    }
  }

  dispose = (): void => this.desk?.dispose();
}

const people = new Map<string, Colleague | Customer>();

function who<T extends Colleague | Customer>(c: Command, kind: new (...args: never[]) => T): T {
  const found = people.get(c.who!);
  if (!(found instanceof kind)) throw new Error(`nobody is called ${c.who}`);
  return found;
}

async function obey(c: Command): Promise<unknown> {
  const name = c.who!;
  switch (c.do) {
    case "join":
      people.get(name)?.dispose();
      people.set(name, new Colleague(c.email!));
      return who(c, Colleague).join(c);
    case "recover":
      return who(c, Colleague).recover(c);
    case "visit":
      if (!people.has(name)) people.set(name, new Customer(c.pin!, c.inbox!));
      return who(c, Customer).visit();
    case "elsewhere":
      return who(c, Customer).elsewhere(c);
    case "connect":
      return people.get(name)!.connect(c.on === "yes");
    case "shows":
      return people.get(name)!.shows(c);
    case "end":
      people.get(name)?.dispose();
      return people.delete(name);
    default: {
      const done = await people.get(name)!.act(c);
      await people.get(name)!.quiet();
      return done;
    }
  }
}

const lines = createInterface({ input: process.stdin });
lines.on("line", async (line) => {
  const command = JSON.parse(line) as Command;
  let answer: Record<string, unknown>;
  try {
    answer = { id: command.id, value: (await obey(command)) ?? null };
  } catch (cause) {
    answer = { id: command.id, error: cause instanceof Error ? cause.message : String(cause) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
lines.on("close", () => process.exit(0));
