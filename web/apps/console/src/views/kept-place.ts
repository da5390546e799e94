/** Where the focus goes when what had it is gone: not to the top of the page, where the next Tab would begin. */
import { useEffect, useRef } from "react";
import type { ConversationId } from "../contract.ts";

/**
 * A menu gives the focus back to where it came from; opened by a key, that was the page itself. A conversation that is
 * closed takes its buttons along. Either way one goes on in the conversation that is open now.
 */
export function keepPlace(): void {
  for (const id of ["conversation", "main"]) {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    // Without a pane for it, on a phone, the first one cannot take it.
    document.getElementById(id)?.focus();
  }
}

/** After one conversation has taken the place of another. */
export function useKeptPlace(shown: ConversationId | null): void {
  const before = useRef(shown);
  useEffect(() => {
    const left = before.current !== null && before.current !== shown;
    before.current = shown;
    if (left) keepPlace();
  }, [shown]);
}
