/** People around a lying server: Mateo and Ben answer by the honest way, whom a play names comes by way of the liar. */

import { expect } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import type { Alarm, Desk, ConversationState as DeskConversation } from "../src/desk.ts";
import type { ConversationItem, Stop, VisitorDesk } from "../src/visitor.ts";
import { openVisitorDeskOn } from "../src/visitor-desk.ts";
import { Liar, type LieOptions } from "./liar.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { embedded, good, joinAs, ready, setUpDesk, until, withKit } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";
import { shortly } from "./shortly.ts";

/** The long form of a proof: SEALDESK_LONG=1. */
export const long = process.env.SEALDESK_LONG === "1";
const ARRIVED: ReadonlySet<string> = new Set(["sent", "delivered", "read"]);

/** A customer in a browser, and where it goes. */
export class Visitor {
  desk!: VisitorDesk;

  constructor(
    readonly stage: LiarStage,
    readonly origin: string,
    readonly platform: NodePlatform,
  ) {}

  async open(): Promise<this> {
    const { pin, inbox } = this.stage;
    this.desk = await openVisitorDeskOn(this.platform, { pin, inbox, baseUrl: this.origin, language: "en" });
    this.stage.leaving.push(() => this.desk.dispose());
    return this;
  }

  /** The same browser after a reload. */
  async reload(): Promise<void> {
    const name = this.conversation;
    this.desk.dispose();
    await this.open();
    if (this.desk.state.phase === "ready") await this.desk.openConversation(name);
  }

  async begins(text: string): Promise<string> {
    const begun = await this.desk.startConversation(text);
    if (!begun.ok) throw new Error(begun.failure.message);
    this.conversation = begun.value;
    await shortly(() => expect(this.marks()).toEqual(["sent"]));
    return begun.value;
  }
  conversation = "";

  get stop(): Stop | null {
    return this.desk.state.phase === "stopped" ? this.desk.state.stop : null;
  }
  get items(): readonly ConversationItem[] {
    return this.desk.state.phase === "ready" ? (this.desk.state.conversation?.items ?? []) : [];
  }
  get said(): readonly string[] {
    return this.items.flatMap((i) => (i.kind === "mine" || i.kind === "theirs" ? [i.text] : []));
  }
  /** Waits until exactly this is to be read. */
  hears(words: readonly string[]): Promise<void> {
    return shortly(() => expect(this.said).toEqual(words));
  }
  stops(stop: Stop): Promise<void> {
    return shortly(() => expect(this.stop).toEqual(stop));
  }
  marks(): readonly string[] {
    return this.items.flatMap((i) => (i.kind === "mine" ? [i.mark] : []));
  }
  async says(text: string): Promise<void> {
    const done = await this.desk.send(text);
    if (!done.ok) throw new Error(done.failure.message);
  }
}

/** A member of staff at a desk. */
export class Agent {
  constructor(readonly desk: Desk) {}

  get open(): DeskConversation | null {
    return ready(this.desk)?.conversation ?? null;
  }
  get said(): readonly string[] {
    return this.open?.items.flatMap((i) => (i.kind === "message" ? [i.text] : [])) ?? [];
  }
  hears(words: readonly string[]): Promise<void> {
    return shortly(() => expect(this.said).toEqual(words));
  }
  get alarms(): readonly Alarm["kind"][] {
    return ready(this.desk)?.alarms.map((a) => a.kind) ?? [];
  }
  /** Opens a conversation, and waits until it is there. */
  async opens(conversation: string): Promise<void> {
    await until(this.desk, () => ready(this.desk)?.list.rows.some((r) => r.id === conversation));
    good(await this.desk.work.select(conversation));
    await until(this.desk, () => this.open?.id === conversation && !this.open.loading);
  }
  /** Says something, and waits until the server has it. */
  async says(conversation: string, text: string): Promise<void> {
    good(await this.desk.work.reply(conversation, text));
    await until(this.desk, () =>
      this.open?.items.some((i) => i.kind === "message" && i.text === text && ARRIVED.has(i.mark ?? "")),
    );
  }
}

export class LiarStage {
  readonly leaving: (() => void)[] = [];
  private constructor(
    readonly server: RunningServer,
    readonly liar: Liar,
    readonly mateo: Agent,
    /** Mateo's newest recovery code, and his account secret. */
    public kit: string,
    readonly accountSecret: string,
    readonly pin: string,
    readonly inbox: string,
  ) {}

  static async begin(): Promise<LiarStage> {
    const server = await startServer();
    const { desk, code, secret } = await setUpDesk(server);
    const { pin, inbox } = embedded(desk);
    return new LiarStage(server, await Liar.before(server), new Agent(desk), code, secret, pin, inbox);
  }

  visitor(origin: string = this.liar.origin, pace = 0.02): Promise<Visitor> {
    return new Visitor(this, origin, new NodePlatform(origin, new MemoryStores(), pace)).open();
  }

  /** Mateo's second browser. */
  async agent(
    by: string | NodePlatform = this.liar.origin,
    platform = by instanceof NodePlatform ? by : new NodePlatform(by, new MemoryStores(), 0.02),
  ): Promise<Agent> {
    const desk = await openDeskOn({ baseUrl: platform.origin, fragment: "" }, platform);
    this.leaving.push(() => desk.dispose());
    await until(desk, () => desk.state.phase === "signin");
    good(await withKit(desk, "mateo@harbour.test", this.kit));
    await until(desk, () => ready(desk));
    return new Agent(desk);
  }

  /** Ben comes and goes, for which the team's key is changed. */
  async newKey(): Promise<void> {
    const { desk } = this.mateo;
    const team = () => ready(desk)!.teams[0]!;
    const before = team().keyNumber;
    const link = good(await desk.admin.invite("agent", [team().id]));
    const ben = await joinAs(this.server, "Ben Ito", "ben@harbour.test", link);
    await until(desk, () => team().members.length === 2);
    ben.dispose();
    const { id } = ready(desk)!.people.find((p) => p.name === "Ben Ito")!;
    good(await desk.admin.removePerson(id));
    await until(desk, () => team().keyNumber > before && team().members.length === 1 && !team().stale);
  }

  /** Mateo, by the honest way, with a conversation open: what the server really has. */
  async agentOf(conversation: string): Promise<Agent> {
    await this.mateo.opens(conversation);
    good(await this.mateo.desk.work.select(conversation));
    return this.mateo;
  }

  /** Ends the browsers of one play, and goes back to the truth. */
  async leave(): Promise<void> {
    for (const leave of this.leaving.splice(0)) leave();
    await this.liar.clear();
  }

  async end(): Promise<void> {
    await this.leave();
    this.mateo.desk.dispose();
    await this.liar.stop();
    await this.server.stop();
  }
}

export type { LieOptions };
