/** Saving what somebody sent: said plainly what it means, louder where a file can run as a program. */
import { gather, saveFile } from "@sealdesk/ui/gather";
import { useEffect, useRef, useState } from "react";
import type { Attachment, ConversationId } from "../contract.ts";
import { useUi } from "../ui.ts";
import { Overlay } from "./overlays.tsx";
import { FailureNote, Icon } from "./parts.tsx";
import { useRun } from "./run.ts";
import { useShell } from "./shell.ts";

interface SaveProps {
  readonly file: Attachment;
  readonly conversation: ConversationId;
  readonly onClose: () => void;
}

/** Null until the rules about kinds of files have been loaded. */
function useDangerous({ name, media }: Attachment): boolean | null {
  const [dangerous, setDangerous] = useState<boolean | null>(null);
  useEffect(() => {
    let here = true;
    import("@sealdesk/files").then(
      ({ isDangerous }) => here && setDangerous(isDangerous(name, media)),
      // Who cannot tell must warn.
      () => here && setDangerous(true),
    );
    return () => {
      here = false;
    };
  }, [name, media]);
  return dangerous;
}

export function SaveDialog({ file, conversation, onClose }: SaveProps) {
  const { desk, words } = useUi();
  const { change } = useShell();
  const dangerous = useDangerous(file);
  const runner = useRun();
  const [done, setDone] = useState(0);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const save = async () => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    const opened = await runner.run(() =>
      gather((into) => desk.work.openFile(conversation, file.id, into), signal, setDone),
    );
    if (opened === null || signal.aborted) return;
    saveFile(opened.value, file.name);
    onClose();
    change({ told: { text: words.didSave(file.name), failure: null, undo: null } });
  };
  return (
    <Overlay title={words.saveTitle(file.name)} onClose={onClose} grave={dangerous === true}>
      {dangerous === true && (
        <p className="warned">
          <Icon name="alert" />
          {words.saveDanger}
        </p>
      )}
      <p>{words.saveText}</p>
      {runner.busy && <FileProgress done={done} label={words.fileOpening} />}
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <button type="button" className="btn" onClick={onClose}>
          {runner.busy ? words.fileCancel : words.cancel}
        </button>
        <button
          type="button"
          className={`btn ${dangerous === true ? "btn-danger" : "btn-primary"}`}
          disabled={dangerous === null || runner.busy}
          onClick={() => void save()}
        >
          {words.saveYes}
        </button>
      </div>
    </Overlay>
  );
}

export function FileProgress({ done, label }: { done: number; label: string }) {
  const { words, formats } = useUi();
  return (
    <div className="bar-l">
      <span className="quiet">{label}</span>
      <progress className="bar" max={1} value={done} aria-label={label} />
      <span className="quiet">{words.fileDone(formats.share(done))}</span>
    </div>
  );
}
