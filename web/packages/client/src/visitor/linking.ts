/**
 * A customer goes on on another device (protocol §16). Promise: keys go only to a device that proved to know the link
 * and whose code a person compared; a server that shows keys of its own is refused. Limit: conversations of another
 * part of the site, and those begun later, are not carried along.
 */
import {
  type Bytes,
  equal,
  type Hex,
  hex,
  type Id,
  idFromHex,
  inGroups,
  readVisitorDevice,
  type Secret,
  type Signed,
  type VisitorDevice,
  visitorsOf,
} from "@sealdesk/seal";
import {
  asLink,
  demandLinkProof,
  type LinkHistory,
  type LinkRole,
  linkCode,
  linkName,
  linkProof,
  makeDeviceLink,
  openDeviceLink,
} from "@sealdesk/seal/link";
import { fromBase64, toBase64 } from "../base64.ts";
import type { Linking, OpenLink, OtherDevice, SealGroups } from "../visitor.ts";
import type { ThreadWire } from "../wire.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import type { Device } from "./device.ts";
import { VisitorError } from "./failure.ts";
import type { KeptThread, Visit } from "./visit.ts";

const lasting = 10 * 60_000;

interface LinkWire {
  readonly offer: string | null;
  readonly answer: string | null;
  readonly history: string | null;
}

/** A link as one of its devices holds it. */
interface Held {
  readonly role: LinkRole;
  readonly secret: Secret;
  readonly name: Id;
  /** The device on the other side, once it proved that it knows the link. */
  other: Signed<VisitorDevice> | null;
}

const toUrl = (b: Bytes): string => toBase64(b).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

function fromUrl(text: string): Secret {
  const said = /[#&]link=([\w-]+)/.exec(text)?.[1] ?? text.trim();
  if (!/^[\w-]{43}$/.test(said)) {
    throw new VisitorError("not-found", "This is no link from another device.", "Copy the whole link.");
  }
  return asLink(fromBase64(`${said.replaceAll("-", "+").replaceAll("_", "/")}=`));
}

export class Linked implements Linking {
  #held: Held | null = null;

  constructor(private readonly visit: Visit) {}

  private async in<T>(work: () => Promise<T>): Promise<T> {
    const device = await this.visit.demandDevice();
    return device.in(this.visit.http, this.visit.platform, work);
  }

  private path(held: Held): string {
    return `/visitor/links/${hex(held.name)}`;
  }

  // ---- the device that has the conversations ----------------------------------------------------

  async begin(): Promise<OpenLink> {
    const { http, platform } = this.visit;
    const held = await this.hold("old", asLink(platform.random(32)));
    const body = { link: hex(held.name), offer: await this.introduced(held) };
    await this.in(() => http.post<void>("/visitor/links", body));
    this.#held = held;
    return { secret: toUrl(held.secret), ends: platform.now() + lasting };
  }

  async answered(): Promise<SealGroups | null> {
    const held = this.demandHeld("old");
    const { answer } = await this.in(() => this.visit.http.get<LinkWire>(this.path(held)));
    if (answer === null) return null;
    held.other = await this.met(held, "new", answer);
    return this.code(held, held.other);
  }

  async confirm(): Promise<void> {
    const held = this.demandHeld("old");
    const { http, platform } = this.visit;
    const device = await this.visit.demandDevice();
    const { other } = held;
    if (other === null) throw over();
    const threads: LinkHistory["threads"][number][] = [];
    for (const c of await this.carried()) {
      c.visitors.set(hex(other.id), other);
      await this.own.courier.changeDevices(c, (now) => [
        ...now.filter((id) => !equal(id, other.id)),
        other.id,
      ]);
      threads.push({ thread: c.thread.id, keys: await keysOf(c) });
    }
    const time = Math.floor(platform.now() / 1000);
    const fields = { org: device.org, link: held.name, from: device.id, to: other.id, time };
    const made = await makeDeviceLink(device.signer, other.value.sealing, fields, { threads });
    await this.in(() => http.put<void>(`${this.path(held)}/history`, { history: toBase64(made) }));
    this.#held = null;
  }

  // ---- the new device ---------------------------------------------------------------------------

  async answer(secret: string): Promise<SealGroups> {
    const held = await this.hold("new", fromUrl(secret));
    const body = { answer: await this.introduced(held) };
    const { offer } = await this.in(() => this.visit.http.post<LinkWire>(`${this.path(held)}/answer`, body));
    if (offer === null) throw over();
    held.other = await this.met(held, "old", offer);
    this.#held = held;
    return this.code(held, held.other);
  }

  async arrived(): Promise<boolean> {
    const held = this.demandHeld("new");
    const device = await this.visit.demandDevice();
    const { history } = await this.in(() => this.visit.http.get<LinkWire>(this.path(held)));
    if (history === null || held.other === null) return false;
    const at = { org: device.org, link: held.name, from: held.other.id, to: device.id };
    const told = await openDeviceLink(device.seed, held.other.value.signing, at, fromBase64(history));
    for (const { thread, keys } of told.threads) await this.take(thread, keys);
    this.#held = null;
    await this.in(() => this.visit.http.delete(this.path(held))).catch(() => undefined);
    const own = await this.visit.talk();
    await own.adoptStored();
    own.background.start();
    await own.background.catchUp();
    return true;
  }

  /** Everything is verified once more when it is read: the thread, its order, each key against its commitment. */
  private async take(id: Id, keys: LinkHistory["threads"][number]["keys"]): Promise<void> {
    const { http, secrets, store } = this.visit;
    const name = hex(id);
    const t = await this.in(() => http.get<ThreadWire>(`/threads/${name}`));
    const kept: KeptThread = {
      wire: fromBase64(t.thread),
      creation: null,
      devices: t.visitorDevices.map(fromBase64),
    };
    const sealed = keys.map(({ generation, key }) => secrets.change(`key/${hex(generation)}`, key));
    await store.write([
      ...(await Promise.all(sealed)),
      [`read/${name}`, t.conversation.lastSequence],
      [`thread/${name}`, kept],
    ]);
  }

  // ---- both -------------------------------------------------------------------------------------

  async end(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    if (held !== null) await this.in(() => this.visit.http.delete(this.path(held)));
  }

  private async hold(role: LinkRole, secret: Secret): Promise<Held> {
    const { org } = await this.visit.demandDevice();
    return { role, secret, name: await linkName(secret, org), other: null };
  }

  private demandHeld(role: LinkRole): Held {
    if (this.#held?.role !== role) throw over();
    return this.#held;
  }

  /** This device's statement, with the proof that it knows the link. */
  private async introduced({ role, secret }: Held): Promise<string> {
    const device = await this.visit.demandDevice();
    const proof = await linkProof(secret, device.org, role, device.id);
    return toBase64(new Uint8Array([...proof, ...device.signed.wire]));
  }

  private async met({ secret }: Held, role: LinkRole, shown: string): Promise<Signed<VisitorDevice>> {
    const { org } = await this.visit.demandDevice();
    const bytes = fromBase64(shown);
    const other = await readVisitorDevice(org, bytes.slice(32));
    await demandLinkProof(bytes.slice(0, 32), secret, org, role, other.id);
    return other;
  }

  private async code({ role }: Held, other: Signed<VisitorDevice>): Promise<SealGroups> {
    const { id, org } = await this.visit.demandDevice();
    const [from, to] = role === "old" ? [id, other.id] : [other.id, id];
    return inGroups(await linkCode(org, from, to));
  }

  // ---- devices ----------------------------------------------------------------------------------

  async others(): Promise<readonly OtherDevice[]> {
    const me = await this.me();
    const found = new Map<Hex, OtherDevice>();
    for (const c of this.visit.conversations?.all ?? []) {
      for (const id of readersOf(c).map(hex)) {
        const known = c.visitors.get(id);
        if (id === me || known === undefined) continue;
        const conversations = (found.get(id)?.conversations ?? 0) + 1;
        found.set(id, { id, since: known.value.time * 1000, conversations });
      }
    }
    return [...found.values()].sort((a, b) => a.since - b.since);
  }

  async remove(device: string): Promise<void> {
    const gone = idFromHex(device);
    for (const c of await this.carried()) {
      if (!readersOf(c).some((id) => equal(id, gone))) continue;
      await this.own.courier.changeDevices(c, (now) => now.filter((id) => !equal(id, gone)));
    }
  }

  private get own(): Conversations {
    if (this.visit.conversations === null) throw over();
    return this.visit.conversations;
  }

  private async me(): Promise<Hex> {
    return hex((await this.visit.demandDevice()).id);
  }

  /** Those that this page may write to: under its own team's key, and with their keys still there. */
  private async carried(): Promise<readonly Conversation[]> {
    const own = await this.visit.talk();
    await own.background.catchUp();
    const { inbox } = this.visit.organisation.proof;
    const me: Device = await this.visit.demandDevice();
    return own.all.filter(
      (c) =>
        c.destroyed === null &&
        c.log.current !== null &&
        equal(c.thread.value.subject, inbox.id) &&
        readersOf(c).some((id) => equal(id, me.id)),
    );
  }
}

const readersOf = (c: Conversation): readonly Id[] =>
  c.log.current === null ? [] : visitorsOf(c.log.current.value);

async function keysOf(c: Conversation): Promise<LinkHistory["threads"][number]["keys"]> {
  const keys: { generation: Id; key: Bytes }[] = [];
  for (const e of c.log.entries) {
    if (e.kind === "generation") keys.push({ generation: e.statement.id, key: await c.key(e.statement) });
  }
  return keys;
}

const over = () =>
  new VisitorError(
    "not-found",
    "This link is over, or was used already.",
    "Make a new one on the device that has your conversations.",
  );
