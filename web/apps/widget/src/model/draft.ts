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
  let seen = start;
  /** Saved by us, and not yet seen coming back from the desk. */
  let echoes: readonly string[] = [];
  let stop = () => {};
  const flush = () => {
    stop();
    if (pending === null) return;
    const text = pending;
    pending = null;
    echoes = [...echoes, text];
    save(text);
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
      if (incoming === seen) return false;
      seen = incoming;
      const own = echoes.lastIndexOf(incoming);
      if (own >= 0) echoes = echoes.slice(own + 1);
      return own < 0 && text === "" && pending === null;
    },
  };
}
