/** The page on which a first message is written. */
import type { Begun } from "../contract.ts";
import { useOpened, useReady, useUi } from "../ui.ts";
import { Own, Thread } from "./bubbles.tsx";
import { Chunk, loadAsked } from "./chunk.tsx";
import { Composer, carriesFiles } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { FirstFiles, FirstStaged } from "./incoming.tsx";
import { Header, LockLine, Notices, Sign, Trouble } from "./parts.tsx";

/** Straight to the team. Creating the conversation is the press on Send, and the lock line says who will read. */
export function WriteView() {
  const ui = useUi();
  const { words, desk } = ui;
  const { organisation, asks, assistant, begun, hours, staged } = useReady();
  useOpened();
  return (
    <div class="page fixed">
      <Header
        title={words.teamName(organisation.team)}
        sub={organisation.name}
        face={<Sign icon="users" size={40} />}
        menu
      />
      <main class="chat">
        <LockLine text={words.lockNew(organisation.team)} />
        <Notices />
        {begun === null ? (
          <div class="blank">
            <Icon name="chat" size={24} />
            <h2>{words.writeFirst}</h2>
            {asks === null && <p>{hours.open ? words.writeFirstSub : words.closedNote}</p>}
          </div>
        ) : (
          <BegunView begun={begun} />
        )}
        <Trouble />
        <FirstStaged />
        {begun === null && asks !== null && <Chunk load={loadAsked} show={(later) => <later.Asked />} />}
        {begun === null && asks === null && (
          <Composer
            placeholder={words.writeTo(words.teamName(organisation.team))}
            draft={assistant.draft}
            onDraft={(text) => void desk.saveDraft("assistant", text)}
            carries={carriesFiles(staged)}
            before={<FirstFiles />}
            onSend={async (text) => (await ui.run(desk.startConversation(text))).ok}
          />
        )}
      </main>
    </div>
  );
}

function BegunView({ begun }: { begun: Begun }) {
  const { words } = useUi();
  const { connection } = useReady();
  return (
    <Thread label={words.chat} mark={begun.at}>
      <Own text={begun.text ?? words.passedOn}>
        <p class="meta">
          <Icon name="clock" size={14} />
          {connection === "online" ? words.sending : words.waits}
        </p>
      </Own>
    </Thread>
  );
}
