/** Waits for what happens by itself a moment later; long, because machines that test are busy. */
import { vi } from "vitest";

interface Patience {
  /** Milliseconds. */
  readonly timeout?: number;
  readonly interval?: number;
}

export const shortly = <T>(
  check: () => T | Promise<T>,
  patience: Patience = { timeout: 15_000, interval: 10 },
): Promise<T> => vi.waitFor(check, patience);
