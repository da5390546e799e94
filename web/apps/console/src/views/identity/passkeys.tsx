/** What a passkey is called: by its owner, after the device that has it. */
import { type FormEvent, useState } from "react";
import { useUi } from "../../ui.ts";
import { TextField } from "../fields.tsx";
import { Overlay } from "../overlays.tsx";
import { FailureNote } from "../parts.tsx";
import { useRun } from "../run.ts";

export function RenamePasskey({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const [text, setText] = useState(name);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await runner.run(() => desk.self.renamePasskey(id, text))) onClose();
  };
  return (
    <Overlay title={words.passkeys.rename(name)} onClose={onClose}>
      <form className="gap" onSubmit={(event) => void submit(event)}>
        <TextField label={words.passkeyName} value={text} onText={setText} required maxLength={80} />
        <FailureNote failure={runner.failure} />
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            {words.cancel}
          </button>
          <button
            type="submit"
            className="btn btn-primary"
            aria-busy={runner.busy}
            disabled={text.trim() === ""}
          >
            {words.save}
          </button>
        </div>
      </form>
    </Overlay>
  );
}
