/** What is searched in the record of acts, as a part of the address: ids and words, nothing of what was said. */
import type { LedgerQuery } from "../contract.ts";

const id = /^[0-9a-f]{64}$/;
const forms = {
  kind: /^[a-z]{1,32}(\.[a-z]{1,32})?$/,
  actor: /^(account|visitor):[0-9a-f]{64}$/,
  about: id,
  object: id,
  device: id,
  // An IPv4 address, or the /64 of an IPv6 one.
  network: /^[0-9a-f.:/]{1,64}$/,
} as const;
const times = ["since", "until"] as const;
const time = /^[1-9]\d{0,14}$/;

export function writeQuery(query: LedgerQuery): string {
  const out = new URLSearchParams();
  for (const name of [...(Object.keys(forms) as (keyof typeof forms)[]), ...times]) {
    const value = query[name];
    if (value !== undefined) out.set(name, String(value));
  }
  if (query.refused) out.set("refused", "1");
  return String(out);
}

/** Null for anything that this desk does not write. */
export function readQuery(text: string): LedgerQuery | null {
  if (text.length > 1_000) return null;
  const out: { -readonly [K in keyof LedgerQuery]: LedgerQuery[K] } = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (Object.hasOwn(forms, name)) {
      const key = name as keyof typeof forms;
      if (!forms[key].test(value)) return null;
      out[key] = value;
    } else if (name === "since" || name === "until") {
      if (!time.test(value)) return null;
      out[name] = Number(value);
    } else if (name === "refused" && value === "1") out.refused = true;
    else return null;
  }
  return out;
}

export const isEverything = (query: LedgerQuery): boolean => writeQuery(query) === "";

export const without = (query: LedgerQuery, ...names: readonly (keyof LedgerQuery)[]): LedgerQuery =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name as keyof LedgerQuery)));
