/**
 * Unsent text: saved after a short rest, and at once when one leaves. A draft that comes from elsewhere (a
 * message taken back) fills an empty box; it never overwrites, and the echo of our own saving is not one.
 */
export interface Draft {
  later(text: string): void;
  now(text: string): void;
  /** Saves what still waits, if anything. */
  flush(): void;
  /** Whether a draft from the desk belongs into a box that shows `text`. */
  takes(incoming: string, text: string): boolean;
}

/** `rest` runs its argument after a pause and returns the way to stop it. */
export function createDraft(
  start: string,
  save: (text: string) => void,
  rest: (run: () => void) => () => void,
): Draft {
  let pending: string | null = null;
  let known = start;
  let stop = () => {};
  const flush = () => {
    stop();
    if (pending === null) return;
    known = pending;
    pending = null;
    save(known);
  };
  const later = (text: string) => {
    stop();
    pending = text;
    stop = rest(flush);
  };
  return {
    flush,
    later,
    now(text) {
      pending = text;
      flush();
    },
    takes(incoming, text) {
      if (incoming === known) return false;
      known = incoming;
      return text === "" && pending === null;
    },
  };
}
