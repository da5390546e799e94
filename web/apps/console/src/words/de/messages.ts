/** Every sentence of the console, in German. A sentence that is missing does not compile. */
import type { Words } from "../messages.en.ts";
import { areasDe } from "./areas.ts";
import { entryDe } from "./entry.ts";
import { keepingDe } from "./keeping.ts";
import { languageDe } from "./language.ts";
import { talkDe } from "./talk.ts";
import { workDe } from "./work.ts";

export const de: Words = { ...entryDe, ...workDe, ...talkDe, ...areasDe, ...keepingDe, ...languageDe };
