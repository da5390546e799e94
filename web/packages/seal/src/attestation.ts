/**
 * Section 15: who a customer is, and what vouches for it. Promise: an identity counts only for the device, the desk and
 * the time that the server attested. Limit: a server that lies can attest what it never checked; a screen says who vouches.
 */
import { type Bytes, equal, type Id } from "./bytes.ts";
import * as c from "./codec.ts";
import { idOf } from "./core.ts";
import { demand, refuse } from "./error.ts";
import { readSigned } from "./signed.ts";

/** How a customer showed who they are: a code by email, or a token that the organisation's website signed. */
export const level = { email: 1, token: 2 } as const;
const passkey = 3;
const longest = 86_400;
const slack = 600;

const attestation = c.object({
  org: c.id,
  serverKey: c.id,
  device: c.id,
  level: c.uint,
  commitment: c.id,
  challenge: c.id,
  /** Unix seconds. */
  issued: c.uint,
  /** Unix seconds. */
  expires: c.uint,
});
export type Attestation = c.Of<typeof attestation>;

const committed = c.record({
  salt: c.id,
  level: c.uint,
  source: c.text,
  identifier: c.text,
  email: c.text,
  name: c.text,
});

/** The content of an `identity` body: `source` is empty for the email level, else the token's issuer. */
export interface Identity {
  readonly attestation: Bytes;
  readonly salt: Id;
  readonly source: string;
  readonly identifier: string;
  readonly email: string;
  readonly name: string;
}

/** Of whom an identity must be: the message's sender, and the time of its receipt (Unix seconds). */
export interface IdentityClaim {
  readonly org: Id;
  readonly device: Id;
  readonly received: number;
  /** The certified key of a `server-key` statement, past ones included. */
  readonly keyOf: (serverKey: Id) => Bytes | undefined;
}

const size = (text: string): number => new TextEncoder().encode(text).length;

/** Gives the attestation if it vouches for just this identity on just this device at that time. */
export async function checkIdentity(who: Identity, claim: IdentityClaim): Promise<Attestation> {
  const { value } = await readSigned("attestation", attestation, claim.org, who.attestation, (v) => {
    const key = claim.keyOf(v.serverKey);
    demand(key !== undefined, "attestation under an unknown server key");
    return key;
  });
  if (value.level === passkey) refuse("passkeys of customers", "reserved");
  demand(value.level === level.email || value.level === level.token, "an unknown level", "malformed");
  const lasting = value.expires - value.issued;
  demand(lasting > 0 && lasting <= longest, "an attestation for no time, or too long", "malformed");
  const { identifier, source, email, name } = who;
  const fits = identifier !== "" && Math.max(size(identifier), size(source), size(email)) <= 255;
  demand(fits && size(name) <= 320, "an identity of nobody, or too long", "malformed");
  const commitment = await idOf("identity", c.encodeAs(committed, { ...who, level: value.level }));
  demand(equal(value.device, claim.device), "attested for another device");
  demand(equal(value.commitment, commitment), "somebody else was attested");
  const { received } = claim;
  demand(received + slack >= value.issued && received <= value.expires + slack, "it did not hold then");
  return value;
}
