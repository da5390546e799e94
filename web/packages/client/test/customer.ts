/** A customer with a conversation, in one or more tabs of one browser, before a server by hand. */
import { type Bytes, hex, readVisitorDevice } from "@sealdesk/seal";
import type { ConversationItem, ConversationState, VisitorDesk } from "../src/visitor.ts";
import { openVisitorDeskOn } from "../src/visitor-desk.ts";
import { FakeAgent } from "./fake-agent.ts";
import { FakeOrganisation } from "./fake-organisation.ts";
import { FakeServer } from "./fake-server.ts";
import { MemoryPlatform } from "./memory-platform.ts";
import { shortly } from "./shortly.ts";

export type Mine = ConversationItem & { readonly kind: "mine" };

export class Customer {
  readonly tabs: VisitorDesk[] = [];

  private constructor(
    readonly org: FakeOrganisation,
    readonly server: FakeServer,
    readonly machine: MemoryPlatform,
  ) {}

  static async begin(words = "My parcel is broken."): Promise<Customer> {
    const out = await Customer.arrive();
    await ok(out.tab.startConversation(words));
    return out;
  }

  /** With the chat open, and nothing said yet. */
  static async arrive(): Promise<Customer> {
    const org = await FakeOrganisation.found([]);
    const server = new FakeServer(org);
    const out = new Customer(org, server, new MemoryPlatform(server));
    await out.open();
    return out;
  }

  /** One more tab, or the same after a reload. */
  async open(): Promise<VisitorDesk> {
    const at = { pin: hex(this.org.org), inbox: hex(this.org.inbox), baseUrl: "https://desk.test" };
    const tab = await openVisitorDeskOn(this.machine, { ...at, language: "en" });
    const conversation = [...this.server.threads.keys()][0];
    if (conversation !== undefined) await tab.openConversation(conversation);
    this.tabs.push(tab);
    return tab;
  }

  get tab(): VisitorDesk {
    return this.tabs.at(-1)!;
  }
  async reload(): Promise<void> {
    this.tab.dispose();
    await this.open();
  }

  async agent(): Promise<FakeAgent> {
    const kept = this.machine.stores.get(`visitor-${hex(this.org.org)}`)?.get("visitor-device") as {
      wire: Bytes;
    };
    const { value } = await readVisitorDevice(this.org.org, kept.wire);
    return new FakeAgent(this.org, this.server, this.org.ada, () => value.signing);
  }

  get stored(): ReadonlyMap<string, unknown> {
    return this.machine.stores.get(`visitor-${hex(this.org.org)}`)!;
  }

  end(): void {
    for (const tab of this.tabs) tab.dispose();
  }
}

export function talk(tab: VisitorDesk): ConversationState {
  if (tab.state.phase !== "ready" || tab.state.conversation === null) throw new Error(tab.state.phase);
  return tab.state.conversation;
}

export const mine = (tab: VisitorDesk): readonly Mine[] =>
  talk(tab).items.filter((i): i is Mine => i.kind === "mine");

export async function ok<T>(
  work: Promise<{ ok: true; value: T } | { ok: false; failure: unknown }>,
): Promise<T> {
  const done = await work;
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  return done.value;
}

/** Waits until it is so; timers ring meanwhile, as they would. */
export const soon = (machine: MemoryPlatform, check: () => void | Promise<void>): Promise<void> =>
  shortly(
    async () => {
      machine.ring();
      await check();
    },
    { interval: 10, timeout: 10_000 },
  );
