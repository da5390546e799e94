/** Every sentence of the console, in French. A sentence that is missing does not compile. */
import type { Words } from "../messages.en.ts";
import { areasFr } from "./areas.ts";
import { entryFr } from "./entry.ts";
import { keepingFr } from "./keeping.ts";
import { languageFr } from "./language.ts";
import { talkFr } from "./talk.ts";
import { workFr } from "./work.ts";

export const fr: Words = { ...entryFr, ...workFr, ...talkFr, ...areasFr, ...keepingFr, ...languageFr };
