/** What the product's browser tests call in a page: every vector, the exchange with Go, and which ML-KEM is used. */
import { mlKem } from "../src/ml-kem.ts";
import { scriptKem } from "../src/ml-kem-script.ts";
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

/** True if this browser's own ML-KEM is used. */
const isNative = async (): Promise<boolean> => (await mlKem()) !== scriptKem;

Object.assign(globalThis, { protocol: { isNative, makeSample, openSample, runVectors } });
