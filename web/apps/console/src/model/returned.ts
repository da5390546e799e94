/** What an identity provider's page sent this browser back with: a word in the address, read once. */
const words = [
  "done",
  "browser",
  "late",
  "other-provider",
  "refused",
  "unreachable",
  "token",
  "clock",
  "nonce",
] as const;
export type Returned = (typeof words)[number];

let word: Returned | null = null;

/** Takes it out of the address bar: a reload must not say it again. */
export function readReturned(): void {
  const found = new URLSearchParams(location.search).get("sso");
  if (found === null) return;
  word = words.find((each) => each === found) ?? null;
  history.replaceState(null, "", location.pathname + location.hash);
}

export const returned = (): Returned | null => word;
