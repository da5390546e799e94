/** Where one is, as the part of the address after the hash: a reload and the Back button lead to the same place. */
import type { ConversationId, LedgerQuery, ViewId } from "../contract.ts";
import { readQuery, writeQuery } from "./ledger-query.ts";

export const areas = [
  "work",
  "people",
  "articles",
  "inboxes",
  "keeping",
  "ledger",
  "sign-in",
  "programs",
  "customers",
  "mail",
  "security",
] as const;
export type Area = (typeof areas)[number];

export interface Place {
  readonly area: Area;
  readonly view: ViewId;
  readonly conversation: ConversationId | null;
  /** What is searched, in the record of acts. */
  readonly acts?: LedgerQuery;
}

const views = ["mine", "unassigned", "open", "closed"] as const;
const id = /^[0-9a-f]{16,64}$/;

/** Ids and words only: nothing of what was said. */
export function addressOf({ area, view, conversation, acts = {} }: Place): string {
  if (area === "ledger" && writeQuery(acts) !== "") return `#/ledger/${writeQuery(acts)}`;
  if (area !== "work") return `#/${area}`;
  const list = typeof view === "string" ? view : `inbox/${view.inbox}`;
  return conversation === null ? `#/${list}` : `#/${list}/${conversation}`;
}

/** Null for anything this desk has not written itself, secrets of set-up and invitations among them. */
export function placeAt(hash: string): Place | null {
  const [mark, first = "", ...rest] = hash.split("/");
  if (mark !== "#") return null;
  const area = areas.find((each) => each === first && each !== "work");
  if (area === "ledger" && rest.length === 1 && rest[0] !== "") {
    const acts = readQuery(rest[0] ?? "");
    return acts === null ? null : { area, view: "open", conversation: null, acts };
  }
  if (area !== undefined) return rest.length === 0 ? { area, view: "open", conversation: null } : null;
  const [inbox, ...after] = rest;
  const named = views.find((each) => each === first);
  const view: ViewId | undefined = first === "inbox" && inbox !== undefined ? { inbox } : named;
  const [conversation = null, ...more] = named === undefined ? after : rest;
  const known = [named === undefined ? inbox : undefined, conversation].every(
    (each) => each == null || id.test(each),
  );
  return view === undefined || more.length > 0 || !known ? null : { area: "work", view, conversation };
}
