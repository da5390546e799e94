// Looks for marked phrases in what a server leaves behind, with tools/leaks:
// in files, recorded connections, and the memory of its process.
//
// Promise: what is found is told by field, place and form; absence is only
// told of what was searched, and what could not be searched fails.
//
// Limits: those of the tool, which stand in tools/leaks/main.go.

import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { root } from "./packages.mjs";

const TOOL = join(root, "bin/tools/leaks");
const LARGEST_REPORT = 64 << 20;
const build = { done: false };

/** @typedef {{phrase: string, place: string, form: string, offset: number, times: number}} Hit */
/** @typedef {{found: Hit[], searched: number, bytes: number, inside: number, missed: string[]}} Report */

/**
 * Searches, and waits until it is done.
 * @param {{phrases: {name: string, text?: string, bytes?: Buffer}[], paths?: string[], wires?: string[], pieces?: {where: string, bytes: Buffer}[], memory?: number, still?: number, everywhere?: boolean}} wish
 *   paths: files and folders; wires: folders of startRecorder; memory: a child of this process, whose memory is searched;
 *   still: a process that writes into the paths; both stand still meanwhile
 * @returns {Report}
 */
export function look({ memory, still = memory, ...wish }) {
  buildOnce();
  // Only a parent may open a process's memory everywhere; the tool is handed the open file.
  const opened = memory === undefined ? undefined : openSync(`/proc/${memory}/mem`, "r");
  if (still !== undefined) process.kill(still, "SIGSTOP");
  try {
    return run({ ...requestOf(wish), ...(memory && { maps: `/proc/${memory}/maps` }) }, opened ?? "ignore");
  } finally {
    if (still !== undefined) process.kill(still, "SIGCONT");
    if (opened !== undefined) closeSync(opened);
  }
}

const requestOf = ({ phrases, paths = [], wires = [], pieces = [], everywhere = false }) => ({
  phrases: phrases.map(({ name, text, bytes }) => ({ name, text, bytes: bytes?.toString("base64") })),
  paths,
  wires,
  pieces: pieces.map(({ where, bytes }) => ({ where, content: bytes.toString("base64") })),
  everywhere,
});

function buildOnce() {
  if (build.done) return;
  execFileSync("go", ["build", "-C", join(root, "tools"), "-o", TOOL, "./leaks"], { stdio: "pipe" });
  build.done = true;
}

function run(request, memory) {
  const { status, stdout, stderr, error } = spawnSync(TOOL, {
    input: JSON.stringify(request),
    stdio: ["pipe", "pipe", "pipe", memory],
    maxBuffer: LARGEST_REPORT,
  });
  if (error !== undefined || status !== 0) throw new Error(`the search failed: ${error ?? stderr}`);
  return JSON.parse(stdout);
}

/** One line for each hit, for people to read. */
export const hitLines = (found) =>
  found.map(
    ({ phrase, place, form, offset, times }) => `${phrase}: ${place} at ${offset}, ${form}, ${times}×`,
  );

/**
 * Throws if a phrase is anywhere, if nothing was searched, or if something could not be.
 * @param {Report} report
 * @param {string} what was searched
 */
export function demandNothing({ found, searched, bytes, missed }, what) {
  if (searched === 0 || bytes === 0)
    throw new Error(`${what}: nothing was searched, so absence proves nothing`);
  if (missed.length > 0) throw new Error(`${what}: not everything could be searched:\n${missed.join("\n")}`);
  if (found.length > 0) throw new Error(`${what}: the phrase can be read:\n${hitLines(found).join("\n")}`);
}

/** Throws if the phrase is in one of the files or folders, or if there was nothing to search. */
export function demandAbsence(paths, phrase) {
  demandNothing(look({ phrases: [{ name: "phrase", text: phrase }], paths }), paths.join(", "));
}
