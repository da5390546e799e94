/** Saves the open conversation as a file, written on this device. A chunk of its own. */
import { transcriptHtml, transcriptText } from "@sealdesk/client/transcript";
import { saveFile, textFile } from "@sealdesk/ui/gather";
import type { ConversationState } from "../contract.ts";
import { direction } from "../model/format.ts";
import { transcriptLines } from "../model/lines.ts";
import { useReady, useUi } from "../ui.ts";
import { Icon } from "./icons.tsx";
import { save } from "./shapes.ts";
import { useWords } from "./words.ts";

export function Transcript({ conversation }: { conversation: ConversationState }) {
  const ui = useUi();
  const words = useWords();
  const { organisation } = useReady();
  const { formats, language, now } = ui;
  const team = words.teamName(conversation.team);
  const when = (at: number) => `${formats.date(at)}, ${formats.time(at)}`;
  const write = (ending: "html" | "txt") => {
    const lines = transcriptLines(conversation.items, words, conversation.passedOn);
    const make = ending === "html" ? transcriptHtml : transcriptText;
    const text = make(lines, {
      title: words.transcript.heading(organisation.name),
      about: [team, words.transcript.saved(when(now()))],
      language,
      direction: direction(language),
      time: when,
      file: words.transcript.file,
    });
    saveFile(textFile(text), `${organisation.name} ${new Date(now()).toISOString().slice(0, 10)}.${ending}`);
  };
  return (
    <section>
      <h3>{words.transcript.title}</h3>
      <div class="pair">
        <button type="button" class="btn" onClick={() => write("html")}>
          <Icon name={save} />
          {words.transcript.page}
        </button>
        <button type="button" class="btn" onClick={() => write("txt")}>
          <Icon name={save} />
          {words.transcript.text}
        </button>
      </div>
      <p class="quiet">{words.transcript.hint}</p>
    </section>
  );
}
