// Looks for a marked phrase in files, however it is written down there.
//
// Promise: a phrase that somebody sends through the desk is found in a data
// folder, a backup or a log if it lies there plain, in UTF-16, in base64 at any
// alignment, in hexadecimal, or as part of a URL or a JSON string.
//
// Limits: it does not look into compressed or encrypted content, and a phrase
// that a database splits across pages is missed: use a short one.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const MIN_BYTES = 8;

/**
 * Every form in which the phrase is searched.
 * @param {string} phrase at least 8 bytes, so that no form is found by accident
 * @returns {{form: string, bytes: Buffer}[]}
 */
export function formsOf(phrase) {
  const utf8 = Buffer.from(phrase, "utf8");
  if (utf8.length < MIN_BYTES) throw new Error(`a marked phrase has at least ${MIN_BYTES} bytes`);
  const le = Buffer.from(phrase, "utf16le");
  const percent = [...utf8].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const texts = {
    hex: utf8.toString("hex"),
    "hex, capitals": utf8.toString("hex").toUpperCase(),
    URL: encodeURIComponent(phrase),
    "URL, plus for space": encodeURIComponent(phrase).replaceAll("%20", "+"),
    "URL, every byte": percent,
    "URL, every byte, capitals": percent.toUpperCase(),
    "JSON, escaped": JSON.stringify(phrase)
      .slice(1, -1)
      .replace(/[^ -~]/g, escapeUnit),
  };
  return [
    { form: "plain", bytes: utf8 },
    { form: "UTF-16LE", bytes: le },
    { form: "UTF-16BE", bytes: Buffer.from(le).swap16() },
    ...[0, 1, 2].flatMap((shift) => base64At(utf8, shift)),
    ...Object.entries(texts).map(([form, text]) => ({ form, bytes: Buffer.from(text, "latin1") })),
  ];
}

const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** The base64 characters that depend on the phrase alone when it starts `shift` bytes into a group of three. */
function base64At(utf8, shift) {
  const padded = Buffer.concat([Buffer.alloc(shift), utf8]);
  const first = Math.ceil((shift * 8) / 6);
  const end = Math.floor((padded.length * 8) / 6);
  return ["base64", "base64url"].map((alphabet) => ({
    form: `${alphabet}, alignment ${shift}`,
    bytes: Buffer.from(padded.toString(alphabet).slice(first, end), "latin1"),
  }));
}

/**
 * Searches one piece of content.
 * @param {Buffer} content
 * @param {{form: string, bytes: Buffer}[]} forms from formsOf
 * @returns {{form: string, offset: number}[]} the first place of each form that is there
 */
export function findInBytes(content, forms) {
  return forms
    .map(({ form, bytes }) => ({ form, offset: content.indexOf(bytes) }))
    .filter(({ offset }) => offset >= 0);
}

/**
 * Searches files and folders.
 * @param {string[]} paths files, or folders with everything in them
 * @param {string} phrase
 * @returns {{found: {file: string, form: string, offset: number}[], files: number}} files: how many were read
 */
export function findPhrase(paths, phrase) {
  const forms = formsOf(phrase);
  const files = paths.flatMap(filesIn);
  const found = files.flatMap((file) =>
    findInBytes(readFileSync(file), forms).map((hit) => ({ file, ...hit })),
  );
  return { found, files: files.length };
}

/** Throws if the phrase is anywhere, or if there was nothing to search. */
export function demandAbsence(paths, phrase) {
  const { found, files } = findPhrase(paths, phrase);
  if (files === 0) throw new Error("no file to search: absence would prove nothing");
  if (found.length === 0) return;
  const places = found.map(({ file, form, offset }) => `${file} at ${offset}, ${form}`);
  throw new Error(`the phrase can be read:\n${places.join("\n")}`);
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
