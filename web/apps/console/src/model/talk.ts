/** What can be done with one thing that was said, and which one a key leads to. */
import type { ConversationState, MessageItem, ThreadItem } from "../contract.ts";

export type MessageChoice = "answer" | "react" | "copy" | "edit" | "remove";

/** Own words can be changed once they are on their way; what failed is sent again or taken back instead. */
export function choicesFor(
  item: MessageItem,
  { mayReply, destroyed }: Pick<ConversationState, "mayReply" | "destroyed">,
): readonly MessageChoice[] {
  const copy: readonly MessageChoice[] = item.text === "" ? [] : ["copy"];
  if (!mayReply || destroyed !== null || item.mark === "failed") return copy;
  const own: readonly MessageChoice[] = item.mine ? ["edit", "remove"] : [];
  return ["answer", "react", ...copy, ...own];
}

/** The newest own message of this kind that can be changed. */
export function lastOwn(items: readonly ThreadItem[], note: boolean): MessageItem | null {
  const found = items.findLast(
    (item): item is MessageItem =>
      item.kind === "message" && item.mine && item.note === note && item.mark !== "failed",
  );
  return found ?? null;
}

export type Step = "next" | "previous" | "first" | "last";

const steps: Readonly<Record<string, Step>> = {
  ArrowDown: "next",
  ArrowUp: "previous",
  Home: "first",
  End: "last",
};

export const stepFor = (key: string): Step | null =>
  Object.hasOwn(steps, key) ? (steps[key] ?? null) : null;

/** Where a step leads among `count` things; the ends hold. From nowhere (-1) one begins at the newest. */
export function stepTo(count: number, at: number, step: Step): number {
  const last = count - 1;
  if (step === "first") return Math.min(0, last);
  if (step === "last" || at < 0) return last;
  return Math.min(last, Math.max(0, at + (step === "next" ? 1 : -1)));
}
