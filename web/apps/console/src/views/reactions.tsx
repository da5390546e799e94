/** What others felt: one chip for each emoji, with who chose it; pressed, it is chosen too or taken back. */

import type { MessageItem, Name, Reaction } from "../contract.ts";
import { named } from "../model/name.ts";
import { choicesFor } from "../model/talk.ts";
import { useUi } from "../ui.ts";
import { useShell } from "./shell.ts";
import { useTalk } from "./talk.ts";

export function Reactions({ item }: { item: MessageItem }) {
  const { words } = useUi();
  if (item.reactions.length === 0) return null;
  return (
    <ul className="reacts" aria-label={words.reactions}>
      {item.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <Chip item={item} reaction={reaction} />
        </li>
      ))}
    </ul>
  );
}

function Chip({ item, reaction }: { item: MessageItem; reaction: Reaction<Name> }) {
  const { desk, words, formats } = useUi();
  const { act } = useShell();
  const { conversation } = useTalk();
  const { emoji, mine, names } = reaction;
  const who = words.reacted(emoji, formats.list(names.map((name) => named(words, name))));
  return (
    <button
      type="button"
      className="chip-r"
      aria-pressed={mine}
      title={who}
      disabled={!choicesFor(item, conversation).includes("react")}
      onClick={() => void act(desk.work.react(conversation.id, item.id, emoji, !mine))}
    >
      <span>{emoji}</span>
      <span>{formats.number(names.length)}</span>
      <span className="vh">
        {who}. {mine ? words.reactRemove(emoji) : words.reactAdd(emoji)}
      </span>
    </button>
  );
}
