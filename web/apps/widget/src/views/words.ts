/** All sentences, for the later screens: those of the first ones and their own, in one object. */

import type { Messages } from "../model/messages.en.ts";
import { laterEn } from "../model/messages.later.en.ts";
import { talkEn } from "../model/messages.talk.en.ts";
import type { AllMessages } from "../model/messages.ts";
import { useUi } from "../ui.ts";

const joined = new WeakMap<Messages, AllMessages>();

export const useWords = (): AllMessages => allWords(useUi().words);

/** Another language brings all its sentences at once; the English ones come in two parts. */
export function allWords(first: Messages): AllMessages {
  const known = joined.get(first);
  if (known !== undefined) return known;
  const all = { ...laterEn, ...talkEn, ...first };
  joined.set(first, all);
  return all;
}
