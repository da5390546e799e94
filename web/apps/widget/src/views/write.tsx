/** The page on which a first message is written. */
import { useReady, useUi } from "../ui.ts";
import { Composer } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { Header, LockLine, Notices, Sign, Trouble } from "./parts.tsx";

/** Straight to the team. Creating the conversation is the press on Send, and the lock line says who will read. */
export function WriteView() {
  const ui = useUi();
  const { words, desk } = ui;
  const { organisation, assistant, hours } = useReady();
  const send = async (text: string) => {
    const outcome = await ui.run(desk.startConversation(text));
    if (outcome.ok) ui.instead({ name: "conversation" });
    return outcome.ok;
  };
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
        <div class="blank">
          <Icon name="chat" size={24} />
          <h2>{words.writeFirst}</h2>
          <p>{hours.open ? words.writeFirstSub : words.closedNote}</p>
        </div>
        <Trouble />
        <Composer
          placeholder={words.writeTo(words.teamName(organisation.team))}
          draft={assistant.draft}
          onDraft={(text) => void desk.saveDraft("assistant", text)}
          onSend={send}
        />
      </main>
    </div>
  );
}
