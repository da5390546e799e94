/**
 * What Argon2id may cost, by what it costs here: RFC 9106 §4 leaves it to whoever knows the machine. A fast one
 * gets more. Limit: a password that was chosen on a fast machine takes longer on the person's phone, four times
 * what a middling machine would choose at most.
 */

export interface Cost {
  /** KiB. */
  readonly memory: number;
  readonly iterations: number;
}

/** The floor of protocol §9, with which the machine is measured. */
export const SMALLEST_COST: Cost = { memory: 19_456, iterations: 2 };
/** Well below the protocol's ceiling: phones must bear it. */
export const LARGEST_COST: Cost = { memory: 131_072, iterations: 4 };

/** About a second on a middling machine. */
const UNMEASURED: Cost = { memory: 32_768, iterations: 3 };

const TARGET = 750;
const STEP = 1024;
const work = ({ memory, iterations }: Cost): number => memory * iterations;

/** `took` is what the smallest cost took here, in milliseconds. */
export function costFor(took: number): Cost {
  if (!(took > 0)) return UNMEASURED; // a clock that stands still, or jumped
  const wanted = (work(SMALLEST_COST) * TARGET) / took;
  const within = (n: number, low: number, high: number) => Math.min(high, Math.max(low, Math.floor(n)));
  const iterations = within(wanted / LARGEST_COST.memory, SMALLEST_COST.iterations, LARGEST_COST.iterations);
  const memory = Math.floor(wanted / iterations / STEP) * STEP;
  return { memory: within(memory, SMALLEST_COST.memory, LARGEST_COST.memory), iterations };
}
