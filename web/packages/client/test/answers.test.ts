/**
 * A customer's device gets answers of wrong types and shapes, one at a time, wherever in its work.
 *
 * Promise: nothing is thrown at the screen, nothing is shown that nobody said, and nothing is lost: once the answers
 * are right again, everything is there. Limit: bytes inside of protocol objects are the other fuzz tests' subject.
 */
import { fuzz, nat, patience, spoiling, tuple } from "@sealdesk/fuzz";
import { hex, readVisitorDevice } from "@sealdesk/seal";
import { expect, test } from "vitest";
import type { HttpRequest, HttpResponse } from "../src/platform.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { openVisitorDeskOn } from "../src/visitor-desk.ts";
import { FakeAgent } from "./fake-agent.ts";
import { FakeOrganisation } from "./fake-organisation.ts";
import { FakeServer } from "./fake-server.ts";
import { MemoryPlatform, type Server } from "./memory-platform.ts";
import { shortly } from "./shortly.ts";

/** More than a visit asks for: beyond the last one nothing is spoilt, which is the control. */
const ANSWERS = 20;
const VISITS = 50;
const SOON = { timeout: 30_000, interval: 2 };
const SAID = ["Where is my parcel?", "It is on its way", "And since?"];

class Spoiler implements Server {
  #asked = 0;
  told = false;

  constructor(
    readonly server: FakeServer,
    readonly which: number,
    readonly spoil: (tree: unknown) => unknown,
  ) {}

  async answer(request: HttpRequest): Promise<HttpResponse> {
    const honest = await this.server.answer(request);
    if (this.#asked++ !== this.which) return honest;
    const text = await honest.text();
    if (text === "") return honest;
    this.told = true;
    return { ...honest, text: async () => JSON.stringify(this.spoil(JSON.parse(text))) ?? "" };
  }

  connect: Server["connect"] = (...of) => this.server.connect(...of);
}

const texts = (desk: VisitorDesk): readonly string[] =>
  desk.state.phase !== "ready"
    ? []
    : (desk.state.conversation?.items ?? []).flatMap((item) =>
        item.kind === "mine" || item.kind === "theirs" ? [item.text] : [],
      );

async function stage() {
  const org = await FakeOrganisation.found([]);
  const server = new FakeServer(org);
  const machine = new MemoryPlatform(server);
  const options = { pin: hex(org.org), inbox: hex(org.inbox), baseUrl: "https://desk.test", language: "en" };
  const open = (on: MemoryPlatform) => openVisitorDeskOn(on, options);
  const desk = await open(machine);
  const begun = await desk.startConversation(SAID[0]!);
  if (!begun.ok) throw new Error(begun.failure.message);
  const kept = machine.stores.get(`visitor-${hex(org.org)}`)?.get("visitor-device") as { wire: never };
  const device = await readVisitorDevice(org.org, kept.wire);
  const fresh = [...machine.stores].map(([scope, values]) => [scope, new Map(values)] as const);
  const agent = new FakeAgent(org, server, org.ada, () => device.value.signing);
  await agent.says(SAID[1]!);
  await desk.openConversation(begun.value);
  await shortly(() => expect(texts(desk)).toEqual(SAID.slice(0, 2)), SOON);
  await desk.send(SAID[2]!);
  await shortly(async () => expect(await agent.read()).toHaveLength(SAID.length), SOON);
  desk.dispose();
  return { server, fresh, open, conversation: begun.value };
}

test("whatever is wrong with an answer, nothing is shown that nobody said, and nothing is lost", {
  timeout: patience,
}, async () => {
  const { server, fresh, open, conversation } = await stage();
  const spoilt = { told: 0, read: 0 };
  await fuzz(
    tuple(nat(ANSWERS), spoiling),
    async ([which, spoil]) => {
      const liar = new Spoiler(server, which, spoil);
      const phone = new MemoryPlatform(liar);
      for (const [scope, values] of fresh) phone.stores.set(scope, new Map(values));
      const desk = await open(phone);
      await desk.openConversation(conversation);
      await shortly(() => expect(liar.told || texts(desk).length === SAID.length).toBe(true), SOON);
      spoilt[liar.told ? "told" : "read"]++;
      expect(SAID).toEqual(expect.arrayContaining([...texts(desk)]));
      desk.dispose();

      phone.server = server;
      const again = await open(phone);
      await again.openConversation(conversation);
      await shortly(() => expect(texts(again)).toEqual(SAID), SOON);
      again.dispose();
    },
    VISITS,
  );
  expect(spoilt.told).toBeGreaterThan(5);
  expect(spoilt.read).toBeGreaterThan(5);
});
