/** Showing who one is (protocol §15). Types only. */
import type { ItemId } from "./basics.ts";

/** By an address whose code came back, by the website's word, or not at all. */
export type IdentityAnswer =
  | { readonly by: "email"; readonly email: string; readonly code: string }
  | { readonly by: "website" }
  | { readonly by: "nobody" };

export interface Showing {
  /** Sends a code to an address; it has to come back from this device within ten minutes. */
  sendCode(email: string): Promise<void>;
  /** Shows that the address is one's own. The team sees it with what is begun in the next hours. */
  checkCode(email: string, code: string): Promise<void>;
  /** Answers a question of the open conversation, anew: what was shown before is no answer. */
  answer(item: ItemId, how: IdentityAnswer): Promise<void>;
}
