/** Every sentence of the console, in Spanish. A sentence that is missing does not compile. */
import type { Words } from "../messages.en.ts";
import { areasEs } from "./areas.ts";
import { entryEs } from "./entry.ts";
import { keepingEs } from "./keeping.ts";
import { languageEs } from "./language.ts";
import { talkEs } from "./talk.ts";
import { workEs } from "./work.ts";

export const es: Words = { ...entryEs, ...workEs, ...talkEs, ...areasEs, ...keepingEs, ...languageEs };
