/** The question before what was asked on this device is passed on, with the files that go along. */
import { useEffect, useRef, useState } from "preact/hooks";
import { lastQuestion } from "../model/transcript.ts";
import { useReady, useUi } from "../ui.ts";
import { Chunk, loadAsked } from "./chunk.tsx";
import { FirstFiles, FirstStaged } from "./incoming.tsx";
import { Rich } from "./rich.tsx";
import { useWords } from "./words.ts";

/** Nothing has reached the server before one of the first two buttons is pressed. */
export function Consent({ onNo }: { onNo: () => void }) {
  const ui = useUi();
  const { formats, now, desk } = ui;
  const words = useWords();
  const { asks, assistant, organisation, hours } = useReady();
  const [busy, setBusy] = useState(false);
  const card = useRef<HTMLElement>(null);
  useEffect(() => card.current?.focus(), []);
  const pass = async () => {
    if (busy) return;
    setBusy(true);
    await ui.run(desk.handOver());
    setBusy(false);
  };
  /** Nothing is made before the customer sends something; the last question is offered as a start. */
  const without = async () => {
    if (assistant.draft === "") await desk.saveDraft("assistant", lastQuestion(assistant.items));
    ui.instead({ name: "write" });
  };
  const back = hours.opensAt === null ? null : formats.moment(hours.opensAt, now());
  return (
    <section
      class="consent"
      ref={card}
      tabIndex={-1}
      aria-label={words.fetchPerson}
      aria-busy={busy}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onNo();
      }}
    >
      <p class="lead">
        <Rich text={words.consent(organisation.team)} />
      </p>
      <p>{words.consentSub}</p>
      {!hours.open && <p>{words.consentClosed(back)}</p>}
      <FirstStaged />
      {asks === null ? (
        <button type="button" class="btn primary" onClick={() => void pass()}>
          {words.consentYes}
        </button>
      ) : (
        <Chunk load={loadAsked} show={(later) => <later.Asked />} />
      )}
      <div class="pair">
        <FirstFiles />
        <button type="button" class="btn" onClick={() => void without()}>
          {words.consentWithout}
        </button>
        <button type="button" class="btn quiet" onClick={onNo}>
          {words.consentNo}
        </button>
      </div>
    </section>
  );
}
