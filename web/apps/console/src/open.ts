/** The one place where the encrypted client enters; stories put another desk here. */
import { openDesk } from "@sealdesk/client";
import type { Desk } from "./contract.ts";

/** The secret part of the address is read once and leaves the address bar before anything is fetched. */
export function openHere(): Promise<Desk> {
  const fragment = location.hash.slice(1);
  if (fragment !== "") history.replaceState(null, "", location.pathname + location.search);
  return openDesk({ baseUrl: "", fragment });
}
