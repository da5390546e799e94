// What is said in a conversation in which everything is said once: a marked
// phrase for each kind of thing that the server must not read.
//
// Promise: every phrase is made from a seed and a field's name, long and
// strange enough that no file or memory holds it by chance. The same seed makes
// the same phrases.

import { createHash } from "node:crypto";

/** The fields that are written sealed, with the words around the mark. */
const SEALED = {
  "first message": "My anchor chain snapped near",
  message: "I wait beside",
  "message, changed": "No, I wait below",
  "message with a link": "They sent me https://harbour.example/",
  reply: "We tow you to",
  "reply, before it was changed": "We tow you past",
  "reply, changed": "We tow you round",
  note: "Bosun says dues are owed to",
  "draft of staff": "I have asked about",
  "file name": "list-of-",
  "content of a text": "Berth twelve:",
  "content of a PDF": "Invoice for",
  "file of a note": "Only for us:",
  "comment of a rating": "They knew by heart",
  "name that the site suggests": "Amara",
  "name that the customer gives": "Thandeka",
  "address of the page": "/berths/",
  "title of the page": "Berths at",
  "transcript that was passed on": "Which forms do I need for",
};

/** The fields that stay in a browser. */
const KEPT = {
  "draft of the customer": "Perhaps I should say",
  "search in the chat": "tide of",
  "question that was kept back": "Where do I moor at",
  "search of staff": "who said",
  "author inside of a picture": "Painted by",
  password: "horse staple",
};

/** What is one word: a slug, a name of a file. */
const JOINED = /[-/]$/;

const LETTERS = "abcdefghijkmnopqrstuvwxyz";

/** Fourteen letters from seed and name. */
function mark(seed, name) {
  const hash = createHash("sha256").update(`${seed} ${name}`).digest();
  return [...hash.subarray(0, 14)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}

const written = (seed, fields) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, lead]) => [
      name,
      `${lead}${JOINED.test(lead) ? "" : " "}${mark(seed, name)}`,
    ]),
  );

/**
 * @param {string} seed
 * @returns {{sealed: Record<string, string>, kept: Record<string, string>}} by the names of the fields
 */
export const wordsFrom = (seed) => ({ sealed: written(seed, SEALED), kept: written(seed, KEPT) });

/** The emoji of the picker with the most bytes, and the word that finds it. */
export const REACTION = { emoji: "\u{1f573}\ufe0f", search: "hole" };

/**
 * How a reaction stands in a body (protocol §7): its length, itself, and that
 * it is on. The emoji alone is in every copy of the picker, which the server serves.
 */
export const reactionBytes = () => {
  const emoji = Buffer.from(REACTION.emoji);
  return Buffer.concat([Buffer.from([0x60 + emoji.length]), emoji, Buffer.from([0xf5])]);
};

/** The bytes that a code of the recovery kit stands for (protocol §9). */
export function crockfordBytes(code) {
  const digits = [...code.replaceAll(/[\s-]/g, "")].map((letter) =>
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(letter).toString(2).padStart(5, "0"),
  );
  return Buffer.from(
    digits
      .join("")
      .match(/.{8}/g)
      .map((byte) => Number.parseInt(byte, 2)),
  );
}
