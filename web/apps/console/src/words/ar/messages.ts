/** Every sentence of the console, in Arabic. A sentence that is missing does not compile. */
import type { Words } from "../messages.en.ts";
import { areasAr } from "./areas.ts";
import { entryAr } from "./entry.ts";
import { keepingAr } from "./keeping.ts";
import { languageAr } from "./language.ts";
import { talkAr } from "./talk.ts";
import { workAr } from "./work.ts";

export const ar: Words = { ...entryAr, ...workAr, ...talkAr, ...areasAr, ...keepingAr, ...languageAr };
