/**
 * A value that tells when it changes. The window is small and drawn as a whole, so one listener set for all
 * cells is enough; a signal library would cost a fifth of the download budget.
 */
export interface Cell<T> {
  value: T;
}

export interface Cells {
  cell<T>(start: T): Cell<T>;
  /** Called after every change of any cell. Returns the way out. */
  subscribe(listener: () => void): () => void;
}

export function createCells(): Cells {
  const listeners = new Set<() => void>();
  return {
    cell<T>(start: T): Cell<T> {
      let held = start;
      return {
        get value() {
          return held;
        },
        set value(next) {
          if (Object.is(next, held)) return;
          held = next;
          for (const listener of [...listeners]) listener();
        },
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
