/** The assistant on this device, before anybody has been written to; and the question before that changes. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { AssistantItem } from "../contract.ts";
import { hasTranscript } from "../model/transcript.ts";
import { useOpened, useReady, useUi } from "../ui.ts";
import { AssistantBubble, AssistantLine, Thread } from "./bubbles.tsx";
import { Composer } from "./composer.tsx";
import { withLater } from "./incoming.tsx";
import { Later, loadLater } from "./lazy.tsx";
import { Header, LockLine, Notices, Sign, Trouble } from "./parts.tsx";

export function AssistantView() {
  const ui = useUi();
  const { words, desk } = ui;
  const { assistant, begun, staged } = useReady();
  useOpened();
  useEffect(() => {
    if (begun !== null) ui.instead({ name: "write" });
  }, [ui, begun]);
  const [asking, setAsking] = useState(false);
  const talked = hasTranscript(assistant.items);
  // What answers is fetched while the question is written.
  useEffect(() => void desk.search(""), [desk]);
  useEffect(() => {
    // Handing over has to work without a network, too.
    if (talked) loadLater().catch(() => undefined);
  }, [talked]);
  const files = useRef(staged.length);
  useEffect(() => {
    // A file is for a person: here nobody could look at it.
    if (staged.length > files.current) person();
    files.current = staged.length;
  }, [staged.length]);
  const person = () => (talked ? withLater(ui, () => setAsking(true)) : ui.instead({ name: "write" }));
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
          <Later part show={(later) => <later.Consent onNo={() => setAsking(false)} />} />
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
