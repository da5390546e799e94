/** A file looked at before it is saved, in a frame that can reach neither the network nor this page. */
import { mountPreview, type Preview, type PreviewOptions } from "@sealdesk/ui/preview";
import { useEffect, useRef, useState } from "react";
import type { Attachment, ConversationId } from "../contract.ts";
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
  const box = useRef<HTMLDivElement>(null);
  usePreview({ box, file, conversation, runner, setDone, onClose });
  return (
    <Overlay title={file.name} onClose={onClose} look="viewer">
      <div className="view-b" ref={box} hidden={runner.failure !== null} />
      <FailureNote failure={runner.failure} />
      <div className="acts">
        {runner.busy ? (
          <FileProgress done={done} label={words.fileOpening} />
        ) : (
          <span className="quiet grow">
            {formats.size(file.size)} · {words.viewIsolated}
          </span>
        )}
        <button
          type="button"
          className="btn"
          onClick={() => change({ asked: { kind: "save", file, conversation } })}
        >
          <Icon name="download" />
          {words.fileSave(file.name)}
        </button>
      </div>
    </Overlay>
  );
}

interface Opening extends ViewerProps {
  readonly box: React.RefObject<HTMLDivElement | null>;
  readonly runner: Runner;
  readonly setDone: (done: number) => void;
}

/** Piece by piece from the desk to the frame; leaving stops both. */
function usePreview({ box, file, conversation, runner, setDone, onClose }: Opening): void {
  const { desk, words, language } = useUi();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one file, opened once
  useEffect(() => {
    if (box.current === null || file.preview === null) return;
    const stop = new AbortController();
    const options: PreviewOptions = {
      kind: file.preview,
      name: file.name,
      words: words.previewFrame,
      language: language.shown,
      theme: document.documentElement.dataset.theme === "dark" ? "dark" : "light",
      escape: onClose,
    };
    const preview: Preview = mountPreview(box.current, options);
    const sink = {
      write: (piece: Uint8Array<ArrayBuffer>) => preview.piece(piece.slice()),
      progress: setDone,
    };
    void runner
      .run(() => desk.work.openFile(conversation, file.id, { ...sink, signal: stop.signal }))
      .then((opened) => opened !== null && !stop.signal.aborted && preview.end());
    return () => {
      stop.abort();
      preview.dispose();
    };
  }, [file.id]);
}
