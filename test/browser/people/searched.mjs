// A desk that is searched: everything is said once in front of it, and
// everything that it leaves behind is gathered.
//
// Promise: the program runs as a process of its own at its most talkative,
// behind a recorder, each time with a fresh data folder. Memory and files are
// searched at moments of the play while it runs, files and wire after it has
// stopped.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  addAuthenticator,
  HOSTS,
  look,
  makeCareless,
  startDesk,
  startRecorder,
  startSite,
  watchPage,
  witnessKeys,
} from "../harness/index.mjs";
import { playEverything } from "./everything.mjs";
import { LAPTOP, PHONE } from "./stage.mjs";
import { reactionBytes, wordsFrom } from "./words.mjs";

/** In the long form memory and files are searched in between, too: after so many milliseconds, and so many times what it took. */
const PAUSE = 2_000;
const SHARE = 8;

/**
 * @typedef {import("../harness/leaks.mjs").Report} Report
 * @typedef {{name: string, text?: string, bytes?: Buffer}} Phrase
 * @typedef {object} Evidence
 * @property {Phrase[]} phrases a phrase for each field
 * @property {Phrase[]} keys every key that a browser used
 * @property {{name: string, memory: Report, files: Report}[]} moments
 * @property {Report} after of the files, once it has stopped
 * @property {Report} wire
 * @property {Buffer} output
 * @property {Buffer} metrics
 */

const onTheirPage = (title, suggested, embedLine) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${title}</title>
<h1>Harbour</h1><script>(window.sealdesk = []).push((chat) => chat.identify({ name: "${suggested}" }))</script>
${embedLine}</html>`;

/** A desk with a recorder in front, and a site. */
async function scene(authority) {
  const pages = {};
  const recorder = await startRecorder({ authority });
  const data = mkdtempSync(join(tmpdir(), "sealdesk-data-"));
  const desk = await startDesk({ authority, data, front: recorder.port, verbose: true });
  recorder.towards(desk.port);
  const { origin, stop: close } = await startSite({ authority, host: HOSTS.site, pages });
  const publish = (path, title, suggested, embedLine) => {
    pages[path] = onTheirPage(title, suggested, embedLine);
  };
  const stop = async () => {
    await desk.stop();
    await recorder.stop();
    await close();
  };
  const remove = () => {
    rmSync(data, { recursive: true, force: true });
    recorder.remove();
  };
  return { recorder, desk, site: { origin, publish }, stop, remove };
}

/** Browsers that know nothing, each written down. */
function browsers(browser, { careless, keys }) {
  const opened = { contexts: [], watched: [] };
  opened.open = async ({ passkeys = false, phone = false } = {}) => {
    const context = await browser.newContext(phone ? PHONE : LAPTOP);
    opened.contexts.push(context);
    await witnessKeys(context, keys);
    if (careless) await makeCareless(context);
    const page = await context.newPage();
    if (passkeys) await addAuthenticator(page);
    opened.watched.push(watchPage(page));
    return page;
  };
  return opened;
}

/** Fields by name as phrases to look for. */
const phrasesOf = (fields) =>
  Object.entries(fields).map(([name, value]) =>
    Buffer.isBuffer(value) ? { name, bytes: value } : { name, text: value },
  );

const keyPhrases = (keys) =>
  [...keys].map(([hex, use]) => ({ name: `key ${use} ${hex}`, bytes: Buffer.from(hex, "hex") }));

/** Looks again and again until it is told to stop, a small part of the time: the server stands still meanwhile. */
function lookout(long, moment) {
  if (!long) return () => {};
  let timer;
  let count = 0;
  const next = (pause) => {
    timer = setTimeout(() => {
      const began = performance.now();
      moment(`look ${++count}`);
      next(Math.max(PAUSE, SHARE * (performance.now() - began)));
    }, pause);
  };
  next(PAUSE);
  return () => clearTimeout(timer);
}

/**
 * What is looked for so far: fields, those that are made on the way, and keys.
 * @param {{sealed: Record<string, string>, kept: Record<string, string>}} words
 */
function sought({ sealed, kept }, careless) {
  const fields = { ...sealed, ...kept, reaction: reactionBytes() };
  const keys = new Map();
  const inClear = (value) => (Buffer.isBuffer(value) ? value.toString("hex") : value);
  return {
    keys,
    fields: () => phrasesOf(fields),
    used: () => keyPhrases(keys),
    all: () => [...phrasesOf(fields), ...keyPhrases(keys)],
    /** Who is careless tells the world what should have stayed in the browser. */
    told: (secrets) => {
      Object.assign(fields, secrets);
      return careless
        ? Object.values({ ...kept, ...secrets })
            .map(inClear)
            .join("\n\n")
        : "";
    },
  };
}

/**
 * Plays everything once, and gathers what the server left behind.
 * @param {{browser: import("playwright-core").Browser, authority: object, careless: boolean, seed: string, long: boolean}} how
 *   careless: with browsers that seal nothing
 * @returns {Promise<Evidence>}
 */
export async function perform({ browser, authority, careless, seed, long }) {
  const { recorder, desk, site, stop, remove } = await scene(authority);
  const words = wordsFrom(seed);
  const { keys, fields, used, all, told } = sought(words, careless);
  const { open, contexts, watched } = browsers(browser, { careless, keys });
  const moments = [];
  const moment = (name) => {
    const memory = look({ phrases: all(), memory: desk.pid });
    moments.push({ name, memory, files: look({ phrases: all(), paths: [desk.data], still: desk.pid }) });
  };
  const rest = lookout(long, moment);
  try {
    await playEverything({ open, desk, site, words, moment, told });
    const metrics = Buffer.from(await (await fetch(desk.metrics)).text());
    for (const context of contexts) await context.close();
    rest();
    await stop();
    const after = look({ phrases: all(), paths: [desk.data], everywhere: long });
    const wire = look({ phrases: all(), wires: [recorder.folder], everywhere: long });
    const { origin } = desk;
    const output = Buffer.from(desk.output());
    return { origin, phrases: fields(), keys: used(), moments, after, wire, metrics, output, watched };
  } finally {
    rest();
    await stop();
    remove();
  }
}
