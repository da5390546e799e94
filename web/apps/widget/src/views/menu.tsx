/** You and this device: an optional name, read marks, the seal, and the way out. */
import { useState } from "preact/hooks";
import { keepChoice, leaveNoTaste } from "../model/taste.ts";
import { speech } from "../speech.ts";
import { useReady, useUi } from "../ui.ts";
import { Chunk, loadDevices, loadTranscript } from "./chunk.tsx";
import { Code } from "./code.tsx";
import { Trouble } from "./parts.tsx";
import { Sheet } from "./sheet.tsx";
import { useWords } from "./words.ts";

export function Menu() {
  const ui = useUi();
  const words = useWords();
  const { organisation, conversation } = useReady();
  const [forgetting, setForgetting] = useState(false);
  // Who comes by a link from another device wants nothing else of it.
  const [linked] = useState(() => location.hash.includes("&link="));
  return (
    <Sheet
      title={forgetting ? words.forgetTitle : words.menuTitle}
      onClose={() => {
        ui.menu.value = false;
      }}
    >
      {() => (
        <>
          <Trouble />
          {linked ? (
            <Chunk load={loadDevices} show={(later) => <later.Devices />} />
          ) : forgetting ? (
            <Forget onKeep={() => setForgetting(false)} />
          ) : (
            <>
              <Name />
              <ReadMarks />
              <Language />
              <Chunk load={loadDevices} show={(later) => <later.Devices />} />
              {conversation !== null && conversation.destroyed === null && (
                <Chunk
                  load={loadTranscript}
                  show={(later) => <later.Transcript conversation={conversation} />}
                />
              )}
              <section>
                <h3>{words.sealTitle(organisation.name)}</h3>
                <Code groups={organisation.seal} label={words.codeLabel} />
              </section>
              <button type="button" class="btn danger" onClick={() => setForgetting(true)}>
                {words.forget}
              </button>
            </>
          )}
        </>
      )}
    </Sheet>
  );
}

/** Each language by its own name: who needs it can read that. */
const tongues = { en: "English", de: "Deutsch", es: "Español", fr: "Français", ar: "العربية" } as const;

function Language() {
  const ui = useUi();
  const words = useWords();
  const now = ui.language.split("-")[0];
  const choose = async (language: string) => {
    keepChoice(language);
    ui.speak(await speech(language));
  };
  return (
    <label class="choice">
      <span>{words.language}</span>
      <select value={now} onChange={(event) => void choose(event.currentTarget.value)}>
        {Object.entries(tongues).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Name() {
  const ui = useUi();
  const words = useWords();
  const { desk } = ui;
  const { customer } = useReady();
  const [name, setName] = useState(customer.name ?? "");
  const changed = name.trim() !== (customer.name ?? "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void ui.run(desk.setName(name.trim() || null));
      }}
    >
      <label for="your-name">{words.nameLabel}</label>
      <div class="pair">
        <input
          id="your-name"
          value={name}
          maxLength={80}
          dir="auto"
          autocomplete="name"
          aria-describedby="your-name-hint"
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="btn" disabled={!changed}>
          {words.save}
        </button>
      </div>
      <p class="quiet" id="your-name-hint">
        {words.nameHint}
      </p>
    </form>
  );
}

function ReadMarks() {
  const ui = useUi();
  const words = useWords();
  const { desk } = ui;
  const { settings } = useReady();
  return (
    <label class="switch">
      <span>
        {words.readMarks}
        <small>{words.readMarksHint}</small>
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={settings.readMarks}
        aria-checked={settings.readMarks}
        onChange={(event) => void ui.run(desk.setReadMarks(event.currentTarget.checked))}
      />
    </label>
  );
}

function Forget({ onKeep }: { onKeep: () => void }) {
  const ui = useUi();
  const words = useWords();
  const { desk } = ui;
  const forget = async () => {
    const outcome = await ui.run(desk.forgetDevice());
    if (!outcome.ok) return;
    leaveNoTaste();
    ui.trail.value = [{ name: "home" }];
    // The sheet of before is gone: while the device is forgotten, the window is drawn anew.
    ui.menu.value = false;
  };
  return (
    <>
      <p>{words.forgetText}</p>
      <div class="pair">
        <button type="button" class="btn" onClick={onKeep}>
          {words.forgetKeep}
        </button>
        <button type="button" class="btn danger" onClick={() => void forget()}>
          {words.forget}
        </button>
      </div>
    </>
  );
}
