/** Runs one command at a time and keeps its failure for the form that asked; what was typed stays. */
import { useState } from "react";
import type { DeskFailure, Outcome } from "../contract.ts";

export interface Runner {
  readonly busy: boolean;
  readonly failure: DeskFailure | null;
  /** Resolves to the value, or to null when it failed. */
  run<T>(command: () => Promise<Outcome<T>>): Promise<{ readonly value: T } | null>;
}

export function useRun(): Runner {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  return {
    busy,
    failure,
    run: async (command) => {
      setBusy(true);
      setFailure(null);
      const outcome = await command();
      setBusy(false);
      if (outcome.ok) return { value: outcome.value };
      setFailure(outcome.failure);
      return null;
    },
  };
}
