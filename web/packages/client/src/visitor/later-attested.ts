/**
 * Shows that an address is the customer's. Promise: a code that was sent there has to come back from this device; what
 * the server attests goes sealed to the team with each conversation that begins while it holds, and lies here under the
 * local key. Limit: the server sees the address, which it has to write to.
 */
import { hex, type Id, idFromHex } from "@sealdesk/seal";
import { fromBase64 } from "../base64.ts";
import type { AttestedWire } from "../wire.ts";
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

export async function sendCode(v: Visit, email: string): Promise<void> {
  const device = await v.demandDevice();
  await device.in(v.http, v.platform, () => v.http.post<void>("/visitor/codes", { email }));
}

export async function checkCode(v: Visit, email: string, code: string): Promise<void> {
  const device = await v.demandDevice();
  const { challenge } = await v.http.post<{ readonly challenge: string }>("/visitor/challenges");
  const salt = hex(v.platform.random(32) as Id);
  const wire = await device.in(v.http, v.platform, () =>
    v.http.post<AttestedWire>("/visitor/codes/check", { email, code, challenge, salt }),
  );
  await v.store.write([await v.secrets.change(ATTESTED, new TextEncoder().encode(JSON.stringify(wire)))]);
  v.attested = wire;
}
