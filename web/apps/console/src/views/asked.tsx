/** What was asked for and stands before everything else: a file, an address that leads away, a removal. */
import type { ConversationState, MessageItem } from "../contract.ts";
import { useUi } from "../ui.ts";
import { AskIdentity } from "./identity/ask-identity.tsx";
import { Overlay } from "./overlays.tsx";
import { FailureNote } from "./parts.tsx";
import { useRun } from "./run.ts";
import { LeaveDialog } from "./said.tsx";
import { SaveDialog } from "./save-file.tsx";
import { useShell } from "./shell.ts";
import { TranscriptDialog } from "./transcript.tsx";
import { Viewer } from "./viewer.tsx";

export function AskedFor({ conversation }: { conversation: ConversationState }) {
  const { asked, change } = useShell();
  const close = () => change({ asked: null });
  switch (asked?.kind) {
    case "leave":
      return <LeaveDialog link={asked.link} by={asked.by} onClose={close} />;
    case "remove":
      return <RemoveDialog item={asked.item} conversation={conversation.id} onClose={close} />;
    case "identity":
      return <AskIdentity conversation={conversation} onClose={close} />;
    case "transcript":
      return <TranscriptDialog conversation={conversation} onClose={close} />;
    case "save":
      return <SaveDialog file={asked.file} conversation={asked.conversation} onClose={close} />;
    case "view":
      return <Viewer file={asked.file} conversation={asked.conversation} onClose={close} />;
    default:
      return null;
  }
}

/** Asks first: its files are deleted for good. */
function RemoveDialog(props: { item: MessageItem; conversation: string; onClose: () => void }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const go = async () => {
    if (await runner.run(() => desk.work.remove(props.conversation, props.item.id))) props.onClose();
  };
  return (
    <Overlay title={words.removeAsk} onClose={props.onClose} grave>
      <p>{words.removeSaidText}</p>
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <button type="button" className="btn" onClick={props.onClose}>
          {words.cancel}
        </button>
        <button type="button" className="btn btn-danger" aria-busy={runner.busy} onClick={() => void go()}>
          {words.removeYes}
        </button>
      </div>
    </Overlay>
  );
}
