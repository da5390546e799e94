/** Saves the open conversation as a file, written on this device; what is for the team alone only if asked for. */

import { transcriptHtml, transcriptText } from "@sealdesk/client/transcript";
import { saveFile, textFile } from "@sealdesk/ui/gather";
import { useState } from "react";
import type { ConversationState } from "../contract.ts";
import { directionOf } from "../model/language.ts";
import { transcriptLines } from "../model/lines.ts";
import { named } from "../model/name.ts";
import { useReady, useUi } from "../ui.ts";
import { Overlay } from "./overlays.tsx";
import { Icon } from "./parts.tsx";
import { useShell } from "./shell.ts";

/** There is something to save, and it can be read. */
export const mayBeSaved = ({ destroyed, items }: ConversationState): boolean =>
  destroyed === null && items.length > 0;

type Ending = "html" | "txt";
interface Wish {
  readonly ending: Ending;
  readonly notes: boolean;
}

function useWrite(conversation: ConversationState): (wish: Wish) => string {
  const { words, formats, language, now } = useUi();
  const { organisation } = useReady();
  const { id, inbox, items, team } = conversation;
  const who = named(words, conversation.who);
  const when = (at: number) => `${formats.date(at)}, ${formats.time(at)}`;
  return ({ ending, notes }) => {
    const make = ending === "html" ? transcriptHtml : transcriptText;
    const text = make(transcriptLines(items, words, { who, notes }), {
      title: words.conversationWith(who),
      about: [
        [...new Set([organisation.name, team, inbox])].join(" · "),
        words.savedOn(when(now())),
        ...(notes ? [words.savedNotes] : []),
      ],
      language: language.shown,
      direction: directionOf(language.shown),
      time: when,
      file: words.savedFile,
    });
    // The customer's name stays out of the name of the file: folders are seen and synchronised more than files.
    const name = `${id.slice(0, 8)} ${new Date(now()).toISOString().slice(0, 10)}.${ending}`;
    saveFile(textFile(text), name);
    return name;
  };
}

export function TranscriptDialog(props: { conversation: ConversationState; onClose: () => void }) {
  const { words } = useUi();
  const { change } = useShell();
  const write = useWrite(props.conversation);
  const [notes, setNotes] = useState(false);
  const save = (ending: Ending) => {
    const name = write({ ending, notes });
    props.onClose();
    change({ told: { text: words.didSave(name), failure: null, undo: null } });
  };
  return (
    <Overlay title={words.saveTalkTitle} onClose={props.onClose}>
      <p>{words.saveTalkText}</p>
      <label className="check">
        <input type="checkbox" checked={notes} onChange={(event) => setNotes(event.currentTarget.checked)} />
        <span>{words.saveTalkNotes}</span>
      </label>
      <div className="acts">
        <button type="button" className="btn" onClick={() => save("txt")}>
          <Icon name="download" />
          {words.saveTalkPlain}
        </button>
        <button type="button" className="btn btn-primary" onClick={() => save("html")}>
          <Icon name="download" />
          {words.saveTalkPage}
        </button>
      </div>
    </Overlay>
  );
}
