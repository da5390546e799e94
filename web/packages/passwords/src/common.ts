/** The list of common passwords and words, as a filter; some 200 KB that are loaded when a password is chosen. */

import { type Filter, readFilter } from "./filter.ts";
import { formsOf } from "./forms.ts";

let loading: Promise<Filter> | null = null;

async function load(): Promise<Filter> {
  const { common } = await import("./common.gen.ts");
  return readFilter(Uint8Array.from(atob(common), (c) => c.charCodeAt(0)));
}

export async function isCommon(password: string): Promise<boolean> {
  loading ??= load().catch((cause: unknown) => {
    loading = null; // without a connection; the next try asks again
    throw cause;
  });
  const filter = await loading;
  for (const form of formsOf(password)) if (await filter.has(form)) return true;
  return false;
}
