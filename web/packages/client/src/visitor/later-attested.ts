/**
 * Shows that an address is the customer's, and answers who asks. Promise: a code that was sent there has to come back
 * from this device; what the server attests goes sealed to the team with each conversation that begins while it holds,
 * and lies here under the local key. Whoever asks in a conversation gets what was attested after they asked. Limit: the server sees the address, which it has to write to.
 */
import { type Bytes, hex, type Id, idFromHex } from "@sealdesk/seal";
import { askedSalt } from "@sealdesk/seal/stepup";
import { fromBase64 } from "../base64.ts";
import type { IdentityAnswer, ItemId, Showing } from "../visitor.ts";
import type { AttestedWire } from "../wire.ts";
import { VisitorError } from "./failure.ts";
import { identityOf } from "./identified.ts";
import { ATTESTED, type Visit } from "./visit.ts";
import type { Identity } from "./whose.ts";

export function readAttested(wire: AttestedWire): Identity {
  const { source, identifier, email, name } = wire;
  return {
    attestation: fromBase64(wire.attestation),
    salt: idFromHex(wire.salt),
    source,
    identifier,
    email,
    name,
  };
}

/** Shows who one is: to begin, or because somebody asked in the open conversation. */
export class ShowingWho implements Showing {
  constructor(private readonly v: Visit) {}

  async sendCode(email: string): Promise<void> {
    const { v } = this;
    const device = await v.demandDevice();
    await device.in(v.http, v.platform, () => v.http.post<void>("/visitor/codes", { email }));
  }

  async checkCode(email: string, code: string): Promise<void> {
    await this.#check(email, code, this.v.platform.random(32) as Id);
  }

  async answer(item: ItemId, how: IdentityAnswer): Promise<void> {
    const { v } = this;
    const own = await v.talk();
    const c = own.find(own.open);
    const asked = c.log.entries.find((e) => e.kind === "message" && hex(e.body.logical) === item);
    if (asked?.kind !== "message" || asked.body.kind !== "identity-ask")
      throw new VisitorError("not-found", "This question is no longer there.", "Nothing to do.");
    const { challenge, until } = asked.body.content;
    const say = (seed: Bytes | null) => {
      const content = { target: asked.body.logical, seed };
      return own.saying.say(c, { kind: "identity-answer", ...v.stamp, content });
    };
    if (how.by === "nobody") return void (await say(null));
    if (until * 1000 < v.platform.now())
      throw new VisitorError("refused", "This question is over.", "Write to the team, and it asks again.");
    const seed = v.platform.random(32);
    const salt = await askedSalt(challenge, seed);
    const content =
      how.by === "email"
        ? readAttested(await this.#check(how.email, how.code, salt))
        : await this.#onWebsite(salt);
    await own.saying.say(c, { kind: "identity", ...v.stamp, content });
    await say(seed);
  }

  async #onWebsite(salt: Id): Promise<Identity> {
    const { v } = this;
    const device = await v.demandDevice();
    const who = await identityOf(v.wish, device, v.http, v.platform, salt);
    if (who !== null && who !== "other") return who;
    const next = "Sign in there as who you were when you began, then try again.";
    throw new VisitorError("refused", "You are not signed in on this website.", next);
  }

  async #check(email: string, code: string, salt: Id): Promise<AttestedWire> {
    const { v } = this;
    const device = await v.demandDevice();
    const { challenge } = await v.http.post<{ readonly challenge: string }>("/visitor/challenges");
    const body = { email, code, challenge, salt: hex(salt) };
    const wire = await device.in(v.http, v.platform, () =>
      v.http.post<AttestedWire>("/visitor/codes/check", body),
    );
    await v.store.write([await v.secrets.change(ATTESTED, new TextEncoder().encode(JSON.stringify(wire)))]);
    v.attested = wire;
    return wire;
  }
}
