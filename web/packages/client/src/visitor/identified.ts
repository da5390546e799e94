/**
 * Who is signed in on the page around. Promise: a token is asked for this device and this question, and shown to the
 * server once; what the server attests goes sealed to the team, with a conversation that begins. Each person of a
 * browser has a store of their own, and sees nothing of another's. Limit: who is there is the page's word, as its
 * server signs it; whoever uses the browser's own tools sees all of its stores.
 */
import { hex, type Id } from "@sealdesk/seal";
import { fromBase64 } from "../base64.ts";
import { Http, Refused } from "../http.ts";
import { LocalSecrets } from "../local-secrets.ts";
import type { Platform, Store } from "../platform.ts";
import type { VisitorOptions } from "../visitor.ts";
import { Device } from "./device.ts";
import { firstOf, type Identity, indexOf, type Known, PEOPLE, type Whose } from "./whose.ts";

export type Around = Pick<VisitorOptions, "signed" | "token">;

interface ProofWire {
  readonly attestation: string;
  readonly source: string;
  readonly identifier: string;
  readonly email: string;
  readonly name: string;
}

/** Null: nobody is signed in. `other`: on this device somebody else was before. */
export async function identityOf(
  around: Around,
  device: Device,
  http: Http,
  platform: Platform,
  salt = platform.random(32) as Id,
): Promise<Identity | "other" | null> {
  if (around.token === undefined) return null;
  const { challenge } = await http.post<{ readonly challenge: string }>("/visitor/challenges");
  const ask = { nonce: challenge, device: hex(device.id), audience: hex(device.org) };
  const token = await around.token(ask);
  if (token === null) return null;
  try {
    const proof = await device.in(http, platform, () =>
      http.post<ProofWire>("/visitor/proofs", { token, salt: hex(salt) }),
    );
    const { source, identifier, email, name } = proof;
    return { attestation: fromBase64(proof.attestation), salt, source, identifier, email, name };
  } catch (cause) {
    if (cause instanceof Refused && cause.reason === "other_customer") return "other";
    // Not believed, or not asked here: then the team decides whether it answers somebody unknown.
    if (cause instanceof Refused && cause.kind !== "unauthenticated") return null;
    throw cause;
  }
}

/** As many people as one browser keeps apart; the one who was longest away makes room. */
const most = 8;

/** Which store of this browser is whose. */
export class People {
  private constructor(
    readonly platform: Platform,
    readonly index: Store,
    readonly pin: string,
    private known: Known,
  ) {}

  static async of(platform: Platform, pin: string): Promise<People> {
    const index = await platform.store(indexOf(pin));
    const first = firstOf(pin);
    const known = (await index.get<Known>(PEOPLE)) ?? {
      all: [{ scope: first, known: false }],
      current: first,
    };
    return new People(platform, index, pin, known);
  }

  get current(): string {
    return this.known.current;
  }
  /** The one who is looked at first, and then everybody else who was known here. */
  get candidates(): readonly string[] {
    const others = this.known.all.filter((p) => p.known && p.scope !== this.current);
    return [this.current, ...others.map((p) => p.scope)];
  }
  isKnown(scope: string): boolean {
    return this.known.all.some((p) => p.scope === scope && p.known);
  }

  async choose(scope: string, known: boolean): Promise<void> {
    const all = [{ scope, known }, ...this.known.all.filter((p) => p.scope !== scope)];
    for (const gone of all.slice(most)) await (await this.platform.store(gone.scope)).destroy();
    await this.#keep({ all: all.slice(0, most), current: scope });
  }

  /** Somebody of whom nothing is known yet. */
  async stranger(): Promise<string> {
    const free = this.known.all.find((p) => !p.known)?.scope;
    const scope = free ?? `visitor-${this.pin}-${hex(this.platform.random(8))}`;
    await this.choose(scope, false);
    return scope;
  }

  async forget(): Promise<void> {
    for (const { scope } of this.known.all) await (await this.platform.store(scope)).destroy();
    await this.index.destroy();
  }

  async #keep(next: Known): Promise<void> {
    await this.index.write([[PEOPLE, next]]);
    this.known = next;
  }
}

/** Nobody sees what somebody else of this browser wrote: who signs out, or in as another, begins anew. */
export async function whoseStore(
  people: People,
  around: Around,
  signed: boolean,
  org: Id,
  platform: Platform,
): Promise<Whose> {
  const anew = async (): Promise<Whose> => {
    const scope = people.isKnown(people.current) ? await people.stranger() : people.current;
    return { scope, identity: null };
  };
  if (!signed) return anew();
  for (const scope of people.candidates) {
    const store = await platform.store(scope);
    const device = await Device.find(org, store, await LocalSecrets.open(store, platform));
    if (device === null) continue;
    const identity = await identityOf(around, device, new Http(platform), platform);
    if (identity === null) return anew();
    if (identity === "other") continue;
    await people.choose(scope, true);
    return { scope, identity };
  }
  const store = await platform.store(people.current);
  const used = (await Device.find(org, store, await LocalSecrets.open(store, platform))) !== null;
  return used || people.isKnown(people.current)
    ? { scope: await people.stranger(), identity: null }
    : { scope: people.current, identity: null };
}
