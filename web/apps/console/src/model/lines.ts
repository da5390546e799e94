/** What a saved conversation says, line by line: the same words as on the screen, and notes only if they are asked for. */
import type { TranscriptLine } from "@sealdesk/client/transcript";
import type { ContextItem, MessageItem, ThreadItem } from "../contract.ts";
import type { Words } from "../words/messages.en.ts";
import { askedWords } from "./asked.ts";
import { named } from "./name.ts";
import { beyondQuotes } from "./thread.ts";

type Line = TranscriptLine;

export interface LinesFor {
  /** The customer, as they are called on the screen. */
  readonly who: string;
  /** With what the customer never sees, each line marked as such. */
  readonly notes: boolean;
}

/** Of the team alone: notes, that one was removed, and who was given the conversation. */
function isInside(item: ThreadItem): boolean {
  if (item.kind === "message" || item.kind === "removed") return item.note;
  return item.kind === "state" && item.state === "assigned";
}

export function transcriptLines(
  items: readonly ThreadItem[],
  words: Words,
  { who, notes }: LinesFor,
): readonly Line[] {
  return items
    .filter((item) => notes || !isInside(item))
    .flatMap((item) => {
      const remarks = isInside(item) ? [words.staffOnly] : [];
      return linesOf(item, words, who).map((line) => ({ ...line, remarks: [...remarks, ...line.remarks] }));
    });
}

function linesOf(item: ThreadItem, words: Words, who: string): readonly Line[] {
  if (item.kind === "message") return [message(item, words)];
  if (item.kind !== "context") return [event(item.at, eventWords(item, words, who))];
  return [event(item.at, words.shownThere), ...item.turns.map((turn) => turnLine(turn, words, who))];
}

const event = (at: number, text: string): Line => ({ at, author: null, text, files: [], remarks: [] });

function message(item: MessageItem, words: Words): Line {
  const { at, author, attachments, before, replyTo, text } = item;
  const remarks = [
    ...(replyTo === null ? [] : [words.answers(named(words, replyTo.author))]),
    ...(before.length > 0 ? [words.edited] : []),
  ];
  return { at, author: named(words, author), text, files: attachments.map(({ name }) => name), remarks };
}

function turnLine(turn: ContextItem["turns"][number], words: Words, who: string): Line {
  const quoted = turn.sources.map(({ title, quote }) => `“${quote}” (${title})`);
  const text = [beyondQuotes(turn), ...quoted].filter((part) => part !== "").join("\n");
  return { ...event(turn.at, text), author: turn.who === "assistant" ? words.assistant : who };
}

type Event = Exclude<ThreadItem, { kind: "message" | "context" }>;

function eventWords(item: Event, words: Words, who: string): string {
  switch (item.kind) {
    case "removed":
      return words.removedBy(named(words, item.author));
    case "rating": {
      const rated = words.ratedBy(who, item.score);
      return item.comment === "" ? rated : `${rated}\n${item.comment}`;
    }
    case "readers":
      return words.readersChange[item.change](item.team, named(words, item.by));
    case "state":
      return words.stateChange[item.state](named(words, item.by), item.about);
    case "asked":
      return [askedWords(item, words, 0), item.reason].join("\n").trim();
    case "missing":
      return words.missing(item.count);
  }
}
