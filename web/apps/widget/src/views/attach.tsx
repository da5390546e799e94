/** Files that came in: what fits is taken, and what does not is named. Limits are said before; the client checks again. */
import { render } from "preact";
import type { ConversationState, ReadyState } from "../contract.ts";
import type { AllMessages } from "../model/messages.ts";
import { numbers } from "../model/numbers.ts";
import { type Ui, useReady, useUi } from "../ui.ts";
import { Icon } from "./icons.tsx";
import { clip, Picker } from "./incoming.tsx";
import { camera } from "./shapes.ts";
import { allWords, useWords } from "./words.ts";

/** Into the next message of the conversation that is open, else into the first one of a new conversation. */
export function take(ui: Ui, files: readonly File[]): void {
  const state = ui.state.value;
  if (state.phase !== "ready" || state.begun !== null) return;
  if (files.length === 0) hang(ui, state);
  else choose(ui, state, files);
}

function choose(ui: Ui, state: ReadyState, files: readonly File[]): void {
  letGo();
  const open = goToWrite(ui, state);
  const { limits } = state;
  const room = limits.files - (open ?? state).staged.length;
  const fits = files.filter((file) => file.size > 0 && file.size <= limits.fileBytes);
  const taken = fits.slice(0, Math.max(0, room));
  const refused = files.filter((file) => !taken.includes(file));
  const done = taken.length === 0 ? Promise.resolve() : ui.run(ui.desk.attach(taken, open ? "open" : "new"));
  if (refused.length > 0) void done.then(() => tellRefused(ui, refused, limits));
}

/** Goes to where the file will be seen; the conversation it goes with, if there is one. */
function goToWrite(ui: Ui, { conversation }: ReadyState): ConversationState | null {
  const name = ui.trail.value.at(-1)?.name;
  const open = name !== "write" && conversation?.destroyed === null ? conversation : null;
  if (open !== null && name !== "conversation") ui.back();
  if (open === null && name !== "write" && name !== "assistant") ui.go({ name: "write" });
  return open;
}

/** Said anew in the language that is spoken then. */
function tellRefused(ui: Ui, refused: readonly File[], limits: ReadyState["limits"]): void {
  ui.trouble.value = (first) => {
    const words = allWords(first).files;
    if (limits.fileBytes === 0) return words.notTaken;
    const size = numbers(ui.language).size(limits.fileBytes);
    const said = refused.map(({ name, size: bytes }) => {
      if (bytes > limits.fileBytes) return words.tooLarge(name, size);
      return bytes === 0 ? words.empty(name) : words.tooMany(limits.files);
    });
    return [...new Set(said)].join(" ");
  };
}

const coarse = () => matchMedia("(pointer: coarse)").matches;

export function AttachButtons() {
  const { language } = useUi();
  const words = useWords();
  const { limits } = useReady();
  if (limits.fileBytes === 0) return null;
  const hint = words.files.limit(limits.files, numbers(language).size(limits.fileBytes));
  const { photo } = words.files;
  return (
    <>
      <Picker label={words.attach} hint={`${words.attach}. ${hint}`} />
      {coarse() && (
        <Picker
          icon={camera}
          label={photo}
          hint={`${photo}. ${hint}`}
          field={{ accept: "image/*", capture: "environment" }}
        />
      )}
    </>
  );
}

/** The browser says so again and again while they hang there. */
const hangsMs = 300;
let zone: { readonly box: Element; rest: number } | null = null;

/** Says over the whole window where files may be let go, until they have gone one way or the other. */
function hang(ui: Ui, { limits }: ReadyState): void {
  if (limits.fileBytes === 0) return;
  if (zone === null) {
    zone = { box: document.createElement("div"), rest: 0 };
    document.body.append(zone.box);
    render(<DropZone words={allWords(ui.words).files} />, zone.box);
  }
  clearTimeout(zone.rest);
  zone.rest = window.setTimeout(letGo, hangsMs);
}

function letGo(): void {
  clearTimeout(zone?.rest);
  zone?.box.remove();
  zone = null;
}

function DropZone({ words }: { words: AllMessages["files"] }) {
  return (
    <div class="drop">
      <Icon name={clip} size={24} />
      <b>{words.drop}</b>
      <p>{words.dropHint}</p>
    </div>
  );
}
