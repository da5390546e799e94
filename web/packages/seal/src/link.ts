/**
 * Section 16: a customer goes on on another device. Promise: the two devices know each other's keys by a secret that
 * no server sees, and what is handed over opens on that one device. Limit: who was shown the link in time can answer
 * it first; the code that people compare is what tells.
 */

import { sealBox } from "./box.ts";
import { openBox } from "./box-open.ts";
import { asId, asSecret, type Bytes, concat, equal, equalSecret, type Id, type Secret } from "./bytes.ts";
import * as c from "./codec.ts";
import { idOf, kdf32 } from "./core.ts";
import { toCrockford } from "./crockford.ts";
import { demand } from "./error.ts";
import type { Signer } from "./sign.ts";
import { makeSigned, readSigned } from "./signed.ts";

/** The old device has the conversations, the new one is to have them. */
export type LinkRole = "old" | "new";

/** Where the two meet on the server. It tells nothing of the secret. */
export const linkName = async (link: Secret, org: Id): Promise<Id> =>
  asId(await kdf32(link, org, ["link-name"]));

export const linkProof = (link: Secret, org: Id, role: LinkRole, device: Id): Promise<Bytes> =>
  kdf32(link, org, ["link-proof", role, device]);

/** Refuses a device of somebody who does not know the link: a server that shows keys of its own. */
export async function demandLinkProof(proof: Bytes, ...of: Parameters<typeof linkProof>): Promise<void> {
  const known = proof.length === 32 && equalSecret(proof, await linkProof(...of));
  demand(known, "this device does not know the link");
}

/** What a person compares on the two screens: 100 bits. */
export async function linkCode(org: Id, from: Id, to: Id): Promise<string> {
  return toCrockford(await idOf("link-code", concat(org, from, to))).slice(0, 20);
}

const deviceLink = c.object({ org: c.id, link: c.id, from: c.id, to: c.id, time: c.uint, box: c.bytes });
export type DeviceLink = c.Of<typeof deviceLink>;
/** Which link it is, and between which devices. */
export type LinkPlace = Omit<DeviceLink, "time" | "box">;

const linkedKey = c.record({ generation: c.id, key: c.sized(32) });
const linkedThread = c.record({ thread: c.id, keys: c.list(linkedKey) });
const history = c.record({ threads: c.list(linkedThread) });
export type LinkHistory = c.Of<typeof history>;

const boxLimit = 256 * 1024;
const placeOf = (l: LinkPlace) => ({
  org: l.org,
  purpose: "visitor-history" as const,
  object: l.link,
  generation: 1,
  recipient: l.to,
  author: l.from,
});

/** Seals keys to the new device, signed by the old one. */
export async function makeDeviceLink(
  signer: Signer,
  sealing: Bytes,
  fields: Omit<DeviceLink, "box">,
  told: LinkHistory,
): Promise<Bytes> {
  const box = await sealBox(sealing, placeOf(fields), c.encodeAs(history, told));
  demand(box.length <= boxLimit, "more conversations than a link carries", "misuse");
  return (await makeSigned(signer, "device-link", deviceLink, { ...fields, box })).wire;
}

/** `at`: what the new device knows from the link. */
export async function openDeviceLink(
  seed: Secret,
  fromKey: Bytes,
  at: LinkPlace,
  wire: Bytes,
): Promise<LinkHistory> {
  const { value } = await readSigned("device-link", deviceLink, at.org, wire, fromKey);
  const same = equal(value.link, at.link) && equal(value.from, at.from) && equal(value.to, at.to);
  demand(same, "made for another link or device");
  demand(value.box.length <= boxLimit, "longer than a link carries", "malformed");
  return c.decodeAs(history, await openBox(seed, placeOf(at), value.box), boxLimit);
}

export const asLink = (bytes: Bytes): Secret => {
  demand(bytes.length === 32, "a link has 32 bytes", "malformed");
  return asSecret(bytes);
};
