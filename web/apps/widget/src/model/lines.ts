/** What a saved conversation says, line by line: the same words as on the screen, and nothing that is not there. */
import type { TranscriptLine } from "@sealdesk/client/transcript";
import type { AssistantItem, ConversationItem, ReaderChange, Said } from "../contract.ts";
import type { AllMessages } from "./messages.ts";

type Line = TranscriptLine;

/** Emphasis is only for the screen; `transcript` takes its signs out. */
export function transcriptLines(
  items: readonly ConversationItem[],
  words: AllMessages,
  passedOn: boolean,
): readonly Line[] {
  return items.flatMap((item): readonly Line[] => {
    switch (item.kind) {
      case "mine":
        return [message(item.at, words.you, item, words)];
      case "theirs":
        return [message(item.at, item.author.name, item, words)];
      case "context":
        return [note(item.at, words.contextLabel), ...item.items.map((inner) => assistantLine(inner, words))];
      default:
        return [note(item.at, event(item, words, passedOn))];
    }
  });
}

const note = (at: number, text: string): Line => ({ at, author: null, text, files: [], remarks: [] });

function message(at: number, author: string, said: Said, words: AllMessages): Line {
  const { replyTo } = said;
  const remarks = [
    ...(replyTo === null ? [] : [words.actions.quoteOf(replyTo.mine ? words.you : replyTo.author)]),
    ...(said.before.length > 0 ? [words.edited] : []),
  ];
  return { at, author, text: said.text, files: said.attachments.map(({ name }) => name), remarks };
}

function assistantLine(item: AssistantItem, words: AllMessages): Line {
  const line = { at: item.at, author: words.assistant, files: [], remarks: [] };
  switch (item.kind) {
    case "asked":
      return { ...line, author: words.you, text: item.text };
    case "answer":
      return { ...line, text: `${words.quoted(item.source.passage)} ${item.source.title}` };
    case "choices":
      return { ...line, text: [words.choicesLead, ...item.choices.map(({ title }) => title)].join("\n") };
    case "unknown":
      return { ...line, text: words.unknown };
  }
}

type Event = Exclude<ConversationItem, { kind: "mine" | "theirs" | "context" }>;

function event(item: Event, words: AllMessages, passedOn: boolean): string {
  switch (item.kind) {
    case "removed":
      return item.author === null ? words.actions.removedMine : words.actions.removedTheirs(item.author.name);
    case "rating": {
      const said = words.ending.ratedLine(words.ending.scores[item.score - 1] ?? "");
      return item.comment === "" ? said : `${said}\n${item.comment}`;
    }
    case "readers":
      return readersLine(item.change, words, passedOn);
    case "answering":
      return words.answering(item.person.name);
    case "state":
      return item.state === "closed" ? words.closedLine : words.reopenedLine;
    case "asked":
      return [words.askedLine(item.author.name), item.reason].join("\n").trim();
    case "missing":
      return words.missing(item.count);
  }
}

function readersLine(change: ReaderChange, { readerChange: words }: AllMessages, passedOn: boolean): string {
  switch (change.kind) {
    case "team-added": {
      const first = passedOn ? words.teamPassed(change.team) : words.teamAdded(change.team);
      return `${first} ${words.teamReads(change.person?.name ?? null, change.others)}`;
    }
    case "joined":
      return words.joined(change.person.name, change.team);
    case "left":
      return words.left(change.person.name);
    case "device-added":
      return words.deviceAdded;
    case "device-removed":
      return words.deviceRemoved;
  }
}
