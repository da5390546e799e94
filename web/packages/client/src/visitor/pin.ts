/**
 * The pin: which organisation a place speaks for. Promise: it is stored before the first network call, and a
 * later page that names another organisation is stopped. Limit: the very first page is believed.
 */
import { type Id, idFromHex, inGroups, toCrockford } from "@sealdesk/seal";
import type { Platform } from "../platform.ts";
import type { SealGroups, Stop } from "../visitor.ts";

interface Remembered {
  readonly pin: string;
  /** Unix milliseconds. */
  readonly since: number;
}

/** Twenty characters, 100 bits: the form in which people compare an organisation's id. */
export const sealOf = (org: Id): SealGroups => inGroups(toCrockford(org).slice(0, 20));

const PLACES = "places";
const place = (baseUrl: string): string => `pin/${baseUrl}`;

/** Null if the page may go on. */
export async function checkPin(
  platform: Platform,
  baseUrl: string,
  pin: Id,
  hex: string,
): Promise<Stop | null> {
  const store = await platform.store(PLACES);
  const found = await store.get<Remembered>(place(baseUrl));
  if (found === undefined) {
    await store.write([[place(baseUrl), { pin: hex, since: platform.now() } satisfies Remembered]]);
    return null;
  }
  if (found.pin === hex) return null;
  const remembered = sealOf(idFromHex(found.pin));
  return { kind: "pin-changed", remembered, offered: sealOf(pin), since: found.since };
}

export async function forgetPin(platform: Platform, baseUrl: string): Promise<void> {
  const store = await platform.store(PLACES);
  await store.write([[place(baseUrl), undefined]]);
}
