/** Where one is in a thread: at its end, or further up to read; what is read is what was in sight. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ConversationState } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";

/** In pixels: nearer to the end than this counts as at the end. */
const near = 80;

const atEnd = (el: HTMLElement) => el.scrollHeight - el.scrollTop - el.clientHeight < near;

interface Follow {
  readonly box: RefObject<HTMLDivElement | null>;
  /** Something new stands below what is in sight. */
  readonly behind: boolean;
  /** Whether the end is in sight at this moment. */
  readonly inSight: () => boolean;
  readonly toEnd: () => void;
}

/** Stays at the newest message, unless one has scrolled up to read; what one writes oneself is always shown. */
export function useFollow({ id, items }: ConversationState): Follow {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef({ conversation: "", newest: "", atEnd: true });
  const [behind, setBehind] = useState(false);
  const last = items.at(-1);
  useEffect(() => {
    const el = box.current;
    if (el === null) return;
    const look = () => {
      before.current.atEnd = atEnd(el);
      if (before.current.atEnd) setBehind(false);
    };
    // The composer grows with what is typed and takes the height from here.
    const sizes = new ResizeObserver(() => {
      if (before.current.atEnd) el.scrollTop = el.scrollHeight;
    });
    sizes.observe(el);
    el.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      el.removeEventListener("scroll", look);
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new item is what moves the end
  useLayoutEffect(() => {
    const el = box.current;
    if (el === null) return;
    const { conversation, newest, atEnd: stood } = before.current;
    const fresh = last?.id !== newest;
    const mine = fresh && last?.kind === "message" && last.mine;
    const follows = conversation !== id || stood || mine;
    if (follows) el.scrollTop = el.scrollHeight;
    setBehind((was) => !follows && (was || fresh));
    before.current = { conversation: id, newest: last?.id ?? "", atEnd: atEnd(el) };
  }, [id, last?.id, items.length]);
  const toEnd = () => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    box.current?.focus({ preventScroll: true });
  };
  const inSight = useRef(() => before.current.atEnd).current;
  return { box, behind, inSight, toEnd };
}

/** Read means: the newest message of the customer was in sight of a visible page, and there was a way to say so. */
export function useMarkRead(conversation: ConversationState, behind: boolean, inSight: () => boolean): void {
  const { desk } = useUi();
  const { status } = useReady().connection;
  const newest = conversation.items.findLast((item) => item.kind === "message" && item.from === "customer");
  const id = newest?.id;
  useEffect(() => {
    if (id === undefined || behind || status !== "online") return;
    const mark = () => {
      if (document.visibilityState === "visible" && inSight()) void desk.work.markRead();
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [desk, id, behind, inSight, status]);
}
