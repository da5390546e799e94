/** Files on their way into the next message: how far they are, what was taken out of them, and the way back. */
import { useEffect, useRef } from "preact/hooks";
import type { StagedFile } from "../contract.ts";
import { numbers } from "../model/numbers.ts";
import { useReady, useUi } from "../ui.ts";
import { iconOf } from "./files.tsx";
import { Icon } from "./icons.tsx";
import { again } from "./shapes.ts";
import { useWords } from "./words.ts";

export function Staged({ files }: { files: readonly StagedFile[] }) {
  const words = useWords();
  useAgain(files);
  if (files.length === 0) return null;
  return (
    <ul class="stg" aria-label={words.files.staged}>
      {files.map((file) => (
        <Row key={file.id} file={file} />
      ))}
    </ul>
  );
}

/** What failed is tried once more when the connection comes back: nobody has to watch for it. */
function useAgain(files: readonly StagedFile[]): void {
  const { desk } = useUi();
  const { connection } = useReady();
  const before = useRef(connection);
  useEffect(() => {
    const back = connection === "online" && before.current !== "online";
    before.current = connection;
    if (!back) return;
    for (const file of files) if (file.phase === "failed") void desk.retryFile(file.id);
  }, [connection, desk, files]);
}

function Row({ file }: { file: StagedFile }) {
  const ui = useUi();
  const words = useWords().files;
  const { size } = numbers(ui.language);
  const moving = file.phase === "preparing" || file.phase === "uploading";
  return (
    <li class={file.phase}>
      <Icon name={file.phase === "failed" ? "alert" : iconOf(file)} size={20} />
      <div class="grow">
        <b>
          <bdi>{file.name}</bdi>
        </b>
        <small>
          {size(file.size)} · {useStateWords(file)}
        </small>
        <Notes file={file} />
        {moving && (
          <progress aria-label={file.name} max={1} value={file.progress}>
            {file.progress}
          </progress>
        )}
      </div>
      {file.phase === "failed" && (
        <button
          type="button"
          class="ib"
          aria-label={words.again(file.name)}
          onClick={() => void ui.run(ui.desk.retryFile(file.id))}
        >
          <Icon name={again} size={20} />
        </button>
      )}
      <button
        type="button"
        class="ib"
        aria-label={words.takeAway(file.name)}
        onClick={() => void ui.run(ui.desk.detach(file.id))}
      >
        <Icon name="close" size={20} />
      </button>
    </li>
  );
}

function useStateWords(file: StagedFile): string {
  const { language } = useUi();
  const { connection } = useReady();
  const words = useWords().files;
  if (file.phase === "uploading") return words.uploading(numbers(language).percent(file.progress));
  return file.phase === "waiting" && connection === "online" ? words.queued : words[file.phase];
}

function Notes({ file }: { file: StagedFile }) {
  const { language, words: ui } = useUi();
  const words = useWords().files;
  const traces = file.removed.map((trace) => words.traces[trace]);
  return (
    <>
      {traces.length > 0 && <small class="good">{words.removed(numbers(language).list(traces))}</small>}
      {file.uncleaned && <small>{words.uncleaned}</small>}
      {file.failure !== null && (
        <small class="bad">
          {ui.told(file.failure.message)} {ui.told(file.failure.next)}
        </small>
      )}
    </>
  );
}
