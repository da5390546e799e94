// The server can read nothing: everything that people write is looked for in
// everything that the server keeps, prints, holds in memory and passes on.
//
// Promise: real browsers and the built program as a process of its own, with
// every field written once (people/everything.mjs). No phrase is in a file of
// its data folder, during the run or after it, in what it printed at its most
// talkative, in its metrics, in its memory, or in what crossed its boundary.
// Nor is any of the keys that the browsers sealed with, opened with or derived
// from.
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
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createAuthority, demandNothing, launchBrowser, look, root } from "./harness/index.mjs";
import { perform } from "./people/searched.mjs";

const LONG = process.env.SEALDESK_LONG === "1";
const SEED = process.env.SEALDESK_SEED ?? randomBytes(8).toString("hex");
/** As many as people/words.mjs has, with the secrets that are made on the way. */
const FIELDS = 30;
const KEYS = 50;
/** Kinds of requests that a talkative log tells of in the play. */
const ROUTES = 20;
/** Of a thread, of a team, of a vault: what stands in a box that was not sealed. */
const OPEN_KEYS = 3;
const SMALLEST_PROCESS = 30 << 20;

const stage = {};

before(async () => {
  console.log(`# SEALDESK_SEED=${SEED}`);
  stage.authority = createAuthority();
  stage.browser = await launchBrowser({ home: stage.authority.home });
  const how = { browser: stage.browser, authority: stage.authority, long: LONG };
  stage.careless = perform({ ...how, careless: true, seed: `${SEED} careless` });
  // Who looks more often does one after the other: a search holds up both.
  if (LONG) await Promise.allSettled([stage.careless]);
  stage.honest = perform({ ...how, careless: false, seed: SEED });
  await Promise.allSettled([stage.careless, stage.honest]);
});

after(async () => {
  await stage.browser?.close();
  stage.authority?.remove();
});

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

const megabytes = (reports) =>
  `${Math.round(reports.reduce((sum, { bytes, inside }) => sum + bytes + inside, 0) / 1e6)} MB`;

/** What was searched, for people to judge. */
const figures = (evidence) => [
  `${evidence.phrases.length} fields and ${evidence.keys.length} keys`,
  `${evidence.moments.length} moments: memory ${megabytes(evidence.moments.map(({ memory }) => memory))}, files ${megabytes(evidence.moments.map(({ files }) => files))}`,
  `files after it: ${megabytes([evidence.after])}; wire: ${megabytes([evidence.wire])}; ${evidence.output.length} bytes of output`,
];

test("with browsers that seal nothing, every field is found in files, in memory and on the wire", async () => {
  const evidence = await stage.careless;
  assert.ok(evidence.phrases.length >= FIELDS, `only ${evidence.phrases.length} fields`);
  for (const [place, reports] of Object.entries(everyPlace(evidence)))
    assert.deepEqual(unfound(evidence.phrases, reports), [], `not found: ${place}`);
});

test("that holds for the log of the database, for the files of customers, and for both ways of the wire", async () => {
  const { moments, after, wire } = await stage.careless;
  const during = moments.flatMap(({ files }) => files.found);
  const inPlace = (found, pattern) =>
    new Set(found.filter(({ place }) => pattern.test(place)).map(({ phrase }) => phrase));
  assert.ok(inPlace(during, /data\.db-wal$/).has("first message"));
  assert.ok(inPlace(after.found, /data\.db$/).has("first message"));
  assert.ok(inPlace(after.found, /\/files\//).has("content of a text"));
  for (const way of [/ request$|messages to the server/, / answer 200$|messages from the server/])
    for (const field of ["first message", "reply", "note", "draft of staff"])
      assert.ok(inPlace(wire.found, way).has(field), `${field}: ${way}`);
});

test("with honest browsers, no field is found in any of them", async (t) => {
  const evidence = await stage.honest;
  for (const line of figures(evidence)) t.diagnostic(line);
  assert.ok(evidence.phrases.length >= FIELDS, `only ${evidence.phrases.length} fields`);
  for (const [place, reports] of Object.entries(everyPlace(evidence)))
    for (const report of reports) demandNothing(report, place);
  for (const { name, memory } of evidence.moments)
    assert.ok(memory.bytes > SMALLEST_PROCESS, `${name}: ${memory.bytes} bytes of memory are no server`);
});

test("no key that a browser used is with the server, and those in open boxes would be found", async () => {
  const { keys, ...careless } = await stage.careless;
  for (const [place, reports] of Object.entries(everyPlace(careless))) {
    const found = keys.length - unfound(keys, reports).length;
    assert.ok(found >= OPEN_KEYS, `${found} keys found: ${place}`);
  }
  const honest = await stage.honest;
  assert.ok(honest.keys.length >= KEYS, `only ${honest.keys.length} keys were used`);
  // All keys were looked for with the fields, above; this says which.
  for (const [place, reports] of Object.entries(everyPlace(honest)))
    assert.equal(unfound(honest.keys, reports).length, honest.keys.length, place);
});

test("what the server printed at its most talkative holds no field, and would be searched", async () => {
  const { phrases, output, origin } = await stage.honest;
  const printed = (bytes) => look({ phrases, pieces: [{ where: "output", bytes }] });
  demandNothing(printed(output), "output");
  assert.ok(output.includes(`"msg":"ready","origin":"${origin}"`), "it printed nothing about itself");
  const routes = new Set(String(output).match(/"msg":"request","method":"[A-Z]+","route":"[^"]+"/g));
  assert.ok(routes.size >= ROUTES, `it told of ${routes.size} routes only`);
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
  const planted = phrases.map(({ name, text, bytes }) => ({
    where: name,
    bytes: Buffer.concat([metrics, Buffer.from('sealdesk_planted{label="'), bytes ?? Buffer.from(text)]),
  }));
  const found = look({ phrases, pieces: planted }).found.filter(({ phrase, place }) => phrase === place);
  assert.deepEqual(unfound(phrases, [{ found }]), []);
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
