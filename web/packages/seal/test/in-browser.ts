/** What the product's browser tests call in a page: every vector, and the exchange with Go. */
import { makeSample, openSample } from "./sample.ts";
import { readVectors, runCase } from "./vector-run.ts";

/** Runs one file; gives how many cases ran and what went wrong. */
async function runVectors(
  text: string,
): Promise<{ readonly ran: number; readonly wrong: readonly string[] }> {
  const file = readVectors(text);
  const wrong: string[] = [];
  for (const c of file.cases) {
    await runCase(file, c).catch((cause: unknown) => wrong.push(`${c.op}: ${c.name}: ${String(cause)}`));
  }
  return { ran: file.cases.length, wrong };
}

Object.assign(globalThis, { protocol: { makeSample, openSample, runVectors } });
