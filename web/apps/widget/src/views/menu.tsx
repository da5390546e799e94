/** You and this device: an optional name, read marks, the seal, and the way out. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useReady, useUi } from "../ui.ts";
import { Code } from "./code.tsx";
import { IconButton, Trouble } from "./parts.tsx";
import { useWords } from "./words.ts";

export function Menu() {
  const ui = useUi();
  const words = useWords();
  const { menu } = ui;
  const { organisation } = useReady();
  const title = useRef<HTMLHeadingElement>(null);
  const sheet = useRef<HTMLDialogElement>(null);
  const [forgetting, setForgetting] = useState(false);
  useEffect(() => {
    sheet.current?.showModal();
  }, []);
  useEffect(() => title.current?.focus(), [forgetting]);
  const close = () => {
    menu.value = false;
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the sheet closes it; with keys, Escape does
    <dialog
      class="sheet"
      ref={sheet}
      aria-labelledby="menu-title"
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div class="sheet-in">
        <div class="sheet-h">
          <h2 id="menu-title" tabIndex={-1} ref={title}>
            {forgetting ? words.forgetTitle : words.menuTitle}
          </h2>
          <IconButton icon="close" label={words.done} onClick={() => sheet.current?.close()} />
        </div>
        <Trouble />
        {forgetting ? (
          <Forget onKeep={() => setForgetting(false)} onGone={close} />
        ) : (
          <>
            <Name />
            <ReadMarks />
            <section>
              <h3>{words.sealTitle(organisation.name)}</h3>
              <Code groups={organisation.seal} label={words.codeLabel} />
            </section>
            <button type="button" class="btn danger" onClick={() => setForgetting(true)}>
              {words.forget}
            </button>
          </>
        )}
      </div>
    </dialog>
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

function Forget({ onKeep, onGone }: { onKeep: () => void; onGone: () => void }) {
  const ui = useUi();
  const words = useWords();
  const { desk } = ui;
  const forget = async () => {
    const outcome = await ui.run(desk.forgetDevice());
    if (!outcome.ok) return;
    ui.trail.value = [{ name: "home" }];
    onGone();
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
