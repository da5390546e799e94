/** What the product's browser tests call in a page: every vector, the exchange with Go, and which ML-KEM is used. */
import { systemRandom } from "../src/bytes.ts";
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

/** Whether sealing to a key with a coefficient above q is refused: at the beginning, in the middle, at the end. */
async function refusesBentKeys(): Promise<readonly boolean[]> {
  const kem = await mlKem();
  const good = await kem.publicKeyOf(new Uint8Array(64));
  await kem.encapsulate(good, systemRandom);
  const tries = [0, 576, 1149].map((at) => {
    const bent = good.slice();
    bent.fill(0xff, at, at + 3);
    return kem.encapsulate(bent, systemRandom).then(
      () => false,
      () => true,
    );
  });
  return Promise.all(tries);
}

Object.assign(globalThis, { protocol: { isNative, refusesBentKeys, makeSample, openSample, runVectors } });
