/** The one place where the encrypted client enters, as a chunk of its own; stories put another desk here. */
import type { Desk } from "./contract.ts";
import { placeAt } from "./model/place.ts";
import { readReturned } from "./model/returned.ts";

/** The secret part of the address is read once and leaves the address bar before anything is fetched. */
export async function openHere(): Promise<Desk> {
  readReturned();
  const fragment = placeAt(location.hash) === null ? location.hash.slice(1) : "";
  if (fragment !== "") history.replaceState(null, "", location.pathname + location.search);
  const { openDesk } = await import("@sealdesk/client");
  // The page's own attribute follows whatever language is chosen later.
  return openDesk({ baseUrl: "", fragment, language: () => document.documentElement.lang });
}
