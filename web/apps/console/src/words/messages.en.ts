/**
 * Every sentence of the console, in English. Short, second person, no blame: who can read, what we cannot do,
 * what happens next. Another language is another object of this shape.
 */
import { areasEn } from "./areas.en.ts";
import { entryEn } from "./entry.en.ts";
import { workEn } from "./work.en.ts";

export const en = { ...entryEn, ...workEn, ...areasEn };
export type Words = typeof en;
