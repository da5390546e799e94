/** All sentences, for the later screens: those of the first ones and their own, in one object. */

import type { Messages } from "../model/messages.en.ts";
import { type LaterMessages, laterEn } from "../model/messages.later.en.ts";
import { useUi } from "../ui.ts";

export function useWords(): Messages & LaterMessages {
  return { ...laterEn, ...useUi().words };
}
