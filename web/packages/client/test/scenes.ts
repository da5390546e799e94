/** What several tests play: an owner who sets the desk up, an authenticator, waiting for a state. */

import { createHmac } from "node:crypto";
import { openDeskOn } from "../src/desk/open.ts";
import type { Desk, InboxSettings, Outcome, ReadyState } from "../src/desk.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { openVisitorDeskOn } from "../src/visitor-desk.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import type { RunningServer } from "./server.ts";

export const settings: InboxSettings = {
  greeting: "Ask us anything.",
  colour: "#14595a",
  expectedReplyMinutes: 5,
  timezone: "Europe/London",
  hours: [{ day: 1, from: "09:00", to: "17:30" }],
  retentionDays: 365,
};

export function good<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.kind}: ${outcome.failure.message}`);
  return outcome.value;
}

/** Longer than any step takes, also on a busy machine. Milliseconds. */
const VAIN = 30_000;

/** Waits for the state that a step leads to; says what was waited for, and when, if it never comes. */
export async function until<T>(
  desk: { subscribe(listener: () => void): () => void },
  what: () => T | undefined | false | null,
): Promise<T> {
  const late = new Error(`waited in vain until ${what}`);
  for (;;) {
    const found = what();
    if (found) return found;
    await new Promise<void>((resolve, reject) => {
      const stop = desk.subscribe(() => {
        clearTimeout(limit);
        stop();
        resolve();
      });
      const limit = setTimeout(() => reject(late), VAIN);
    });
  }
}

export const ready = (desk: Desk): ReadyState | undefined =>
  desk.state.phase === "ready" ? desk.state : undefined;

/** RFC 6238 for the step that an authenticator app would show. */
export function totp(base32: string, step = Math.floor(Date.now() / 30_000)): string {
  const bits = [...base32.replaceAll(" ", "")]
    .map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

export interface SetUp {
  readonly desk: Desk;
  readonly code: string;
  readonly secret: string;
  readonly authenticator: string;
}

/** The rest of everybody's sheet, and what they know: who came last with an address counts. */
const known = new Map<string, { readonly password: string; readonly accountSecret: string }>();
const note = (email: string, password: string, desk: Desk): void => {
  const state = desk.state;
  const kit = state.phase === "setup" || state.phase === "join" ? state.kit : null;
  known.set(email, { password, accountSecret: kit?.accountSecret.join("-") ?? "" });
};

/** Somebody comes in with the sheet, and the password that they know. */
export const withKit = (
  desk: Desk,
  email: string,
  code: string,
): ReturnType<Desk["signin"]["withRecoveryCode"]> =>
  desk.signin.withRecoveryCode(email, code, { kind: "password", ...known.get(email)! });

/** The owner's first two minutes, up to the checked kit's code; `setUpDesk` goes all the way. */
export async function founding(server: RunningServer, stores = new MemoryStores()): Promise<SetUp> {
  const platform = new NodePlatform(server.origin, stores);
  const desk = await openDeskOn({ baseUrl: server.origin, fragment: `setup=${server.token}` }, platform);
  await until(desk, () => desk.state.phase === "setup" && desk.state.step === "organisation");
  good(await desk.setup.setOrganisation("Harbour Credit Union", "#14595a"));
  good(await desk.setup.setOwner("Mateo Alvarez", "mateo@harbour.test"));
  good(await desk.setup.prepareAuthenticator());
  const authenticator = desk.state.phase === "setup" ? (desk.state.authenticator?.secret ?? "") : "";
  const password = {
    kind: "password",
    password: "a long enough password",
    code: totp(authenticator),
  } as const;
  good(await desk.setup.setCredential(password));
  note("mateo@harbour.test", password.password, desk);
  const kit = desk.state.phase === "setup" ? desk.state.kit : null;
  return {
    desk,
    code: kit?.recoveryCode.join("-") ?? "",
    secret: kit?.accountSecret.join("-") ?? "",
    authenticator,
  };
}

export async function finish(setUp: SetUp): Promise<void> {
  const { desk, code } = setUp;
  good(await desk.setup.confirmKit(code.slice(-4)));
  good(await desk.setup.createInbox("Payments", "Payments team", settings));
  good(await desk.setup.finish());
  good(await desk.setup.finish());
  await until(desk, () => ready(desk));
}

export async function setUpDesk(server: RunningServer): Promise<SetUp> {
  const setUp = await founding(server);
  await finish(setUp);
  return setUp;
}

/** What a website's page says of an inbox, the first if it is not named: whose it is, and which. */
export function embedded(owner: Desk, called?: string): { readonly pin: string; readonly inbox: string } {
  const { embedLine, id } = ready(owner)!.inboxes.find(({ name }) => name === (called ?? name))!;
  return { pin: /data-pin="([0-9a-f]{64})"/.exec(embedLine)![1]!, inbox: id };
}

/** A customer of that inbox, once it is on show. */
export async function openCustomer(
  owner: Desk,
  browser: NodePlatform,
  { called, language = "en" }: { readonly called?: string; readonly language?: string } = {},
): Promise<VisitorDesk> {
  const options = { ...embedded(owner, called), baseUrl: browser.origin, language };
  const customer = await openVisitorDeskOn(browser, options);
  await until(customer, () => customer.state.phase === "ready");
  return customer;
}

export const fragmentOf = (link: string): string => new URL(link).hash.slice(1);

/** Somebody takes an invitation, with a password and a checked kit. */
export async function joinAs(
  server: Pick<RunningServer, "origin">,
  name: string,
  email: string,
  link: string,
  machine = new NodePlatform(server.origin),
): Promise<Desk> {
  const desk = await openDeskOn({ baseUrl: server.origin, fragment: fragmentOf(link) }, machine);
  await until(desk, () => desk.state.phase === "join");
  good(await desk.join.setPerson(name, email));
  good(await desk.join.prepareAuthenticator());
  const secret = desk.state.phase === "join" ? (desk.state.authenticator?.secret ?? "") : "";
  good(
    await desk.join.setCredential({
      kind: "password",
      password: "another long password",
      code: totp(secret),
    }),
  );
  note(email, "another long password", desk);
  const code = desk.state.phase === "join" ? (desk.state.kit?.recoveryCode.at(-1) ?? "") : "";
  good(await desk.join.confirmKit(code));
  await until(desk, () => ready(desk));
  return desk;
}
