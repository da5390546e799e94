/** The assistant on this device, before anybody has been written to; and the question before that changes. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { AssistantItem } from "../contract.ts";
import { hasTranscript, lastQuestion } from "../model/transcript.ts";
import { useOpened, useReady, useUi } from "../ui.ts";
import { AssistantBubble, AssistantLine, Thread } from "./bubbles.tsx";
import { Composer } from "./composer.tsx";
import { Header, LockLine, Notices, Rich, Sign, Trouble } from "./parts.tsx";

export function AssistantView() {
  const ui = useUi();
  const { words, desk } = ui;
  const { assistant, begun } = useReady();
  useOpened();
  useEffect(() => {
    if (begun !== null) ui.instead({ name: "write" });
  }, [ui, begun]);
  const [asking, setAsking] = useState(false);
  const person = () => (hasTranscript(assistant.items) ? setAsking(true) : ui.instead({ name: "write" }));
  return (
    <div class="page fixed">
      <Header
        title={words.assistant}
        sub={words.assistantWhere}
        face={<Sign icon="bot" size={40} accent />}
        menu
      />
      <main class="chat">
        <LockLine text={words.assistantLock} />
        <Notices />
        <Thread label={words.assistant} mark={`${assistant.items.length}${asking}`}>
          <Hello />
          {assistant.items.map((item) => (
            <AssistantLine key={item.id} item={item} choices={(open) => <Choices item={open} />} />
          ))}
          {!asking && <PersonChip items={assistant.items} onPress={person} />}
        </Thread>
        <Trouble />
        {asking ? (
          <Consent onNo={() => setAsking(false)} />
        ) : (
          <Composer
            placeholder={words.assistantAsk}
            draft={assistant.draft}
            onDraft={(text) => void desk.saveDraft("assistant", text)}
            onSend={async (text) => (await ui.run(desk.ask(text))).ok}
          />
        )}
      </main>
    </div>
  );
}

function Hello() {
  const { words } = useUi();
  const { organisation, articles, assistant } = useReady();
  const ui = useUi();
  return (
    <>
      <AssistantBubble>
        <p>{words.assistantHello(organisation.name)}</p>
        <p>{words.assistantHello2}</p>
      </AssistantBubble>
      {assistant.items.length === 0 && (
        <div class="chips under">
          {articles.slice(0, 3).map((article) => (
            <button
              type="button"
              class="chip"
              key={article.id}
              onClick={() => void ui.run(ui.desk.ask(article.title))}
            >
              <span dir="auto">{article.title}</span>
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function Choices({ item }: { item: AssistantItem & { kind: "choices" } }) {
  const ui = useUi();
  return (
    <div class="chips under">
      {item.choices.slice(0, 3).map((article) => (
        <button
          type="button"
          class="chip"
          key={article.id}
          onClick={() => void ui.run(ui.desk.choose(item.id, article.id))}
        >
          <span dir="auto">{article.title}</span>
        </button>
      ))}
    </div>
  );
}

function PersonChip({ items, onPress }: { items: readonly AssistantItem[]; onPress: () => void }) {
  const { words } = useUi();
  const last = items.at(-1);
  const offered = last?.kind === "unknown" && last.said !== "greeting";
  return (
    <div class="chips under">
      <button type="button" class={offered ? "chip strong" : "chip"} onClick={onPress}>
        {offered ? words.fetchYes : words.fetchPerson}
      </button>
    </div>
  );
}

/** Nothing has reached the server before one of the first two buttons is pressed. */
function Consent({ onNo }: { onNo: () => void }) {
  const ui = useUi();
  const { words, formats, now, desk } = ui;
  const { assistant, organisation, hours } = useReady();
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
      <button type="button" class="btn primary" onClick={() => void pass()}>
        {words.consentYes}
      </button>
      <div class="pair">
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
