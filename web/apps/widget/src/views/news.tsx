/**
 * Says to those who listen what has just come: the thread itself is too much to be read out at every change. What comes
 * at once is said at once, how many and the newest: a voice that is interrupted would tell the last one only.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationItem, ItemId } from "../contract.ts";
import { type Theirs, unheard } from "../model/news.ts";
import { gist } from "./talk.ts";
import { useWords } from "./words.ts";

/** So long after the newest one that those before it are over. */
const restMs = 400;

interface NewsProps {
  items: readonly ConversationItem[];
  loading: boolean;
}

export function News({ items, loading }: NewsProps) {
  const words = useWords();
  const [news, setNews] = useState<readonly Theirs[]>([]);
  const heard = useRef(new Set<ItemId>(items.map(({ id }) => id)));
  useEffect(() => {
    const fresh = unheard(items, heard.current);
    if (fresh.length === 0) return;
    const tell = () => {
      for (const { id } of fresh) heard.current.add(id);
      if (!loading) setNews(fresh);
    };
    // What is being fetched is history, and no news.
    if (loading) return tell();
    const rest = setTimeout(tell, restMs);
    return () => clearTimeout(rest);
  }, [items, loading]);
  const last = news.at(-1);
  // What was taken back meanwhile is not kept for the voice either.
  const newest = last && items.find(({ id, kind }) => kind === last.kind && id === last.id) && last;
  return (
    <p class="vh" role="status">
      {/* By its key, so that the same words said twice are heard twice. */}
      {newest !== undefined && (
        <span key={newest.id}>
          {news.length > 1 && `${words.unread(news.length)}. `}
          {words.actions.newMessage(
            newest.author.name,
            newest.kind === "asked" ? newest.reason : gist(newest),
          )}
        </span>
      )}
    </p>
  );
}
