/** A file looked at before it is saved, in a frame that can reach neither the network nor this page. */
import { useEffect, useState } from "react";
import type { Attachment, ConversationId } from "../contract.ts";
import { openWhole } from "../model/pieces.ts";
import { useUi } from "../ui.ts";
import { Overlay } from "./overlays.tsx";
import { FailureNote, Icon } from "./parts.tsx";
import { type Runner, useRun } from "./run.ts";
import { FileProgress } from "./save-file.tsx";
import { useShell } from "./shell.ts";

interface ViewerProps {
  readonly file: Attachment;
  readonly conversation: ConversationId;
  readonly onClose: () => void;
}

export function Viewer({ file, conversation, onClose }: ViewerProps) {
  const { words, formats } = useUi();
  const { change } = useShell();
  const runner = useRun();
  const [done, setDone] = useState(0);
  const url = usePicture({ file, conversation, runner, setDone });
  return (
    <Overlay title={file.name} onClose={onClose} look="viewer">
      <div className="view-b">
        {url !== null && <img src={url} alt={words.image(file.name)} />}
        {runner.busy && <FileProgress done={done} label={words.fileOpening} />}
        <FailureNote failure={runner.failure} />
      </div>
      <div className="acts">
        <span className="quiet grow">
          {formats.size(file.size)} · {words.viewIsolated}
        </span>
        <button
          type="button"
          className="btn"
          onClick={() => change({ asked: { kind: "save", file, conversation } })}
        >
          <Icon name="download" />
          {words.saveYes}
        </button>
      </div>
    </Overlay>
  );
}

function usePicture(
  props: Omit<ViewerProps, "onClose"> & { runner: Runner; setDone: (done: number) => void },
) {
  const { desk } = useUi();
  const [url, setUrl] = useState<string | null>(null);
  const { file, conversation } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one file, opened once
  useEffect(() => {
    const stop = new AbortController();
    let made: string | null = null;
    const open = () =>
      openWhole((sink) => desk.work.openFile(conversation, file.id, sink), stop.signal, props.setDone);
    void props.runner.run(open).then((blob) => {
      if (blob === null || stop.signal.aborted) return;
      made = URL.createObjectURL(blob.value);
      setUrl(made);
    });
    return () => {
      stop.abort();
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [file.id]);
  return url;
}
