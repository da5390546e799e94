/**
 * What has come below while one reads further up: how many, and the way down. Promise: nothing that one is reading
 * moves, and what stands below counts as read only once its end is in sight.
 */
import { useRef } from "preact/hooks";
import type { ConversationItem, ItemId } from "../contract.ts";
import { unheard } from "../model/news.ts";
import { Icon } from "./icons.tsx";
import { useWords } from "./words.ts";

const down = "M10 4v11.5M5 10.75l5 5 5-5";

interface BelowProps {
  items: readonly ConversationItem[];
  /** All of it is in sight, or is history that is being fetched. */
  known: boolean;
}

export function Below({ items, known }: BelowProps) {
  const words = useWords();
  const before = useRef(new Set<ItemId>());
  if (known) before.current = new Set(items.map(({ id }) => id));
  const { length } = unheard(items, before.current);
  return length === 0 ? null : (
    <div class="below">
      <button type="button" onClick={({ currentTarget }) => goDown(currentTarget)}>
        <Icon name={down} />
        {words.unread(length)}
      </button>
    </div>
  );
}

/** The focus goes along: the button is gone once the end is in sight. */
function goDown(from: HTMLElement): void {
  const log = from.closest(".chat")?.querySelector<HTMLElement>("[role=log]");
  log?.focus({ preventScroll: true });
  log?.scrollTo(0, log.scrollHeight);
}
