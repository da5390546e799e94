/**
 * Section 6: visitor devices and their sessions. Promise: a device's id stands for its keys, and a session proves
 * that its signing key answered this challenge. Limit: nobody certifies a visitor's device; it speaks for itself.
 */
import { type Bytes, equal, type Id } from "./bytes.ts";
import * as c from "./codec.ts";
import { demand } from "./error.ts";
import type { Signer } from "./sign.ts";
import { makeSigned, readSigned, type Signed } from "./signed.ts";

const visitorDevice = c.object({
  org: c.id,
  signing: c.sized(32),
  sealing: c.sealingKey,
  time: c.uint,
  salt: c.b16,
});
export type VisitorDevice = c.Of<typeof visitorDevice>;

export const makeVisitorDevice = (signer: Signer, fields: VisitorDevice): Promise<Signed<VisitorDevice>> =>
  makeSigned(signer, "visitor-device", visitorDevice, fields);
export const readVisitorDevice = (org: Id, wire: Bytes): Promise<Signed<VisitorDevice>> =>
  readSigned("visitor-device", visitorDevice, org, wire, (v) => v.signing);

const session = c.object({ org: c.id, device: c.id, challenge: c.sized(32), time: c.uint });
export type Session = c.Of<typeof session>;
/** Answers the server's challenge; proves possession of the visitor device's signing key. */
export const makeSession = (signer: Signer, fields: Session): Promise<Signed<Session>> =>
  makeSigned(signer, "session", session, fields);
/** `asked`: the device and the challenge that a server gave out. */
export async function readSession(
  asked: Omit<Session, "time">,
  wire: Bytes,
  key: Bytes,
): Promise<Signed<Session>> {
  const out = await readSigned("session", session, asked.org, wire, key);
  const { device, challenge } = out.value;
  demand(equal(device, asked.device) && equal(challenge, asked.challenge), "answers another challenge");
  return out;
}
