/** Which words stand in the field when the desk has others: those typed here win while somebody types. */
import type { ConversationState } from "../contract.ts";

export type Draft = ConversationState["draft"];
export type Mode = Draft["mode"];

/** In ms: what the desk shows so soon after a key may only be older, not other. */
export const settles = 3_000;

/**
 * Within the pause after a key only what was added to the words here is adopted: a message that was taken back. Later
 * everything is: the same person went on in another browser, and this one had nothing that the other did not know.
 */
export function adopted(typed: Draft, given: Draft, sinceKey: number): Draft {
  const other = (mode: Mode) => given[mode] !== typed[mode];
  const changed = (["reply", "note"] as const).filter(other);
  const taken = sinceKey > settles ? changed : changed.filter((mode) => given[mode].startsWith(typed[mode]));
  const [first] = taken;
  if (first === undefined) return typed;
  const words = Object.fromEntries(taken.map((mode) => [mode, given[mode]]));
  // The field that was emptied elsewhere is not the one to go on in.
  return { ...typed, mode: given[first] === "" ? typed.mode : first, ...words };
}
