// The server can read nothing: everything that people write is looked for in
// everything that the server keeps, prints, holds in memory and passes on.
//
// Promise: real browsers and the built program as a process of its own, with
// every field written once (people/everything.mjs). No phrase is in a file of
// its data folder, during the run or after it, in what it printed at its most
// talkative, in its metrics, in its memory, or in what crossed its boundary.
//
// That the search would notice is shown first, by the same play with browsers
// that seal nothing: there every phrase must be found in the files, in the
// memory and on the wire.
//
// Limits: memory is looked at in moments, not all the time. What the search
// cannot see stands in tools/leaks/main.go.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  addAuthenticator,
  createAuthority,
  demandNothing,
  HOSTS,
  launchBrowser,
  look,
  makeCareless,
  root,
  startDesk,
  startRecorder,
  startSite,
  watchPage,
} from "./harness/index.mjs";
import { playEverything } from "./people/everything.mjs";
import { reactionBytes, wordsFrom } from "./people/words.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const LAPTOP = { viewport: { width: 1280, height: 800 } };
const LONG = process.env.SEALDESK_LONG === "1";
const SEED = process.env.SEALDESK_SEED ?? randomBytes(8).toString("hex");

/** As many as people/words.mjs has, with the secrets that are made on the way. */
const FIELDS = 27;
const SMALLEST_PROCESS = 30 << 20;

const stage = { folders: [] };

before(async () => {
  console.log(`# SEALDESK_SEED=${SEED}`);
  stage.authority = createAuthority();
  stage.browser = await launchBrowser({ home: stage.authority.home });
  stage.careless = perform({ careless: true, seed: `${SEED} careless` });
  stage.honest = perform({ careless: false, seed: SEED });
  await Promise.allSettled([stage.careless, stage.honest]);
});

after(async () => {
  await stage.browser?.close();
  stage.authority?.remove();
  for (const folder of stage.folders) rmSync(folder, { recursive: true, force: true });
});

const folder = (name) => {
  const path = mkdtempSync(join(tmpdir(), `sealdesk-${name}-`));
  stage.folders.push(path);
  return path;
};

const onTheirPage = (title, embedLine) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<body style="font:16px system-ui;margin:24px"><h1>Harbour</h1><p>Berths, moorings and tides.</p>${embedLine}</body></html>`;

/** The fields as phrases to look for. */
const phrasesOf = (texts) => Object.entries(texts).map(([name, text]) => ({ name, text }));

/** A desk with a recorder in front, and a site. */
async function scene() {
  const { authority } = stage;
  const pages = {};
  const recorder = await startRecorder({ authority });
  stage.folders.push(recorder.folder);
  const data = folder("data");
  const desk = await startDesk({ authority, data, front: recorder.port, verbose: true });
  recorder.towards(desk.port);
  const site = await startSite({ authority, host: HOSTS.site, pages });
  return {
    recorder,
    desk,
    site: {
      origin: site.origin,
      publish: (path, title, embedLine) => {
        pages[path] = onTheirPage(title, embedLine);
      },
    },
    stop: async () => {
      await desk.stop();
      await recorder.stop();
      await site.stop();
    },
  };
}

/**
 * Plays everything once, and gathers what the server left behind.
 * @param {{careless: boolean, seed: string}} how
 */
async function perform({ careless, seed }) {
  const { recorder, desk, site, stop } = await scene();
  const words = wordsFrom(seed);
  const known = [
    ...phrasesOf(words.sealed),
    ...phrasesOf(words.kept),
    { name: "reaction", bytes: reactionBytes() },
  ];
  const evidence = { moments: [], contexts: [], watched: [], desk };
  const open = async ({ passkeys = false, phone = false } = {}) => {
    const context = await stage.browser.newContext(phone ? PHONE : LAPTOP);
    evidence.contexts.push(context);
    if (careless) await makeCareless(context);
    const page = await context.newPage();
    if (passkeys) await addAuthenticator(page);
    evidence.watched.push(watchPage(page));
    return page;
  };
  const secret = {};
  const moment = (name) => {
    const phrases = [...known, ...phrasesOf(secret)];
    evidence.moments.push({
      name,
      memory: look({ phrases, pid: desk.pid }),
      files: look({ phrases, paths: [desk.data] }),
    });
  };
  /** Who is careless tells the world what should have stayed in the browser. */
  const told = (secrets) => {
    Object.assign(secret, secrets);
    return careless ? Object.values({ ...words.kept, ...secrets }).join("\n\n") : "";
  };
  try {
    await playEverything({ open, desk, site, words, moment, told });
    evidence.metrics = Buffer.from(await (await fetch(desk.metrics)).text());
    for (const context of evidence.contexts) await context.close();
  } finally {
    await stop();
  }
  evidence.phrases = [...known, ...phrasesOf(secret)];
  evidence.output = Buffer.from(desk.output());
  evidence.after = look({ phrases: evidence.phrases, paths: [desk.data], everywhere: LONG });
  evidence.wire = look({ phrases: evidence.phrases, wires: [recorder.folder], everywhere: LONG });
  return evidence;
}

/** The fields that none of these reports has found. */
const unfound = (phrases, reports) => {
  const found = new Set(reports.flatMap((report) => report.found.map(({ phrase }) => phrase)));
  return phrases.map(({ name }) => name).filter((name) => !found.has(name));
};

const everyPlace = ({ moments, ...evidence }) => ({
  "files during the run": moments.map(({ files }) => files),
  "files after it": [evidence.after],
  memory: moments.map(({ memory }) => memory),
  wire: [evidence.wire],
});

test("with browsers that seal nothing, every field is found in files, in memory and on the wire", async () => {
  const evidence = await stage.careless;
  assert.ok(evidence.phrases.length >= FIELDS, `only ${evidence.phrases.length} fields`);
  for (const [place, reports] of Object.entries(everyPlace(evidence)))
    assert.deepEqual(unfound(evidence.phrases, reports), [], `not found: ${place}`);
});

test("with honest browsers, no field is found in any of them", async () => {
  const evidence = await stage.honest;
  assert.ok(evidence.phrases.length >= FIELDS, `only ${evidence.phrases.length} fields`);
  for (const [place, reports] of Object.entries(everyPlace(evidence)))
    for (const report of reports) demandNothing(report, place);
  for (const { name, memory } of evidence.moments)
    assert.ok(memory.bytes > SMALLEST_PROCESS, `${name}: ${memory.bytes} bytes of memory are no server`);
});

test("what the server printed at its most talkative holds no field, and would be searched", async () => {
  const { phrases, output } = await stage.honest;
  const printed = (bytes) => look({ phrases, pieces: [{ where: "output", bytes }] });
  demandNothing(printed(output), "output");
  const { origin } = (await stage.honest).desk;
  assert.ok(output.includes(`"msg":"ready","origin":"${origin}"`), "it printed nothing about itself");
  // The program repeats an order that it does not know.
  const order = phrases.map(({ text, bytes }) => text ?? bytes.toString("hex")).join(" ");
  const { stderr } = spawnSync(join(root, "bin/sealdesk"), [order]);
  assert.deepEqual(unfound(phrases, [printed(stderr)]), [], String(stderr));
});

test("the metrics hold no field, and would be searched", async () => {
  const { phrases, metrics } = await stage.honest;
  const told = (bytes, wanted = phrases) => look({ phrases: wanted, pieces: [{ where: "metrics", bytes }] });
  demandNothing(told(metrics), "metrics");
  assert.equal(told(metrics, [{ name: "own", text: "sealdesk_requests_total" }]).found.length, 1);
  for (const { name, text, bytes } of phrases) {
    const planted = Buffer.concat([
      metrics,
      Buffer.from(`sealdesk_planted{label="`),
      bytes ?? Buffer.from(text),
    ]);
    assert.deepEqual(
      told(planted).found.map(({ phrase }) => phrase),
      [name],
    );
  }
});

test("the program carries nothing that writes brotli, which the search would not follow everywhere", () => {
  const modules = execFileSync("go", ["version", "-m", join(root, "bin/sealdesk")], { encoding: "utf8" });
  assert.match(modules, /\tdep\tmodernc\.org\/sqlite/);
  assert.doesNotMatch(modules, /brotli/);
});

test("no page complained", async () => {
  for (const evidence of [await stage.careless, await stage.honest])
    for (const watched of evidence.watched) watched.demandSilence();
});
