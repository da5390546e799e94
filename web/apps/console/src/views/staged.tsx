/** Files on their way into the next message: what is done with each, what was taken out, and the way back. */
import type { StagedFile } from "../contract.ts";
import { useUi } from "../ui.ts";
import { fileIcon } from "./files.tsx";
import { Icon, IconButton } from "./parts.tsx";
import { useShell } from "./shell.ts";

export function Staged({ files }: { files: readonly StagedFile[] }) {
  const { words } = useUi();
  if (files.length === 0) return null;
  return (
    <ul className="staged" aria-label={words.stagedFiles}>
      {files.map((file) => (
        <StagedLine key={file.id} file={file} />
      ))}
    </ul>
  );
}

const busy = (file: StagedFile) => file.phase === "preparing" || file.phase === "uploading";

function StagedLine({ file }: { file: StagedFile }) {
  const { desk, words, formats } = useUi();
  const { act } = useShell();
  return (
    <li className={`file file-${file.phase}`}>
      <Icon name={file.phase === "failed" ? "alert" : file.phase === "ready" ? "check" : fileIcon(file)} />
      <span className="file-n">
        <bdi>{file.name}</bdi>
        <span className="quiet">
          {formats.size(file.size)} · <PhaseWords file={file} />
        </span>
        <Traces file={file} />
        {busy(file) && (
          <progress className="bar" max={1} value={file.progress} aria-label={words.filePhase[file.phase]} />
        )}
      </span>
      {file.phase === "failed" && (
        <IconButton
          icon="undo"
          label={words.fileRetry(file.name)}
          onPress={() => void act(desk.work.retryFile(file.id))}
        />
      )}
      <IconButton
        icon="close"
        label={words.fileRemove(file.name)}
        onPress={() => void act(desk.work.detach(file.id))}
      />
    </li>
  );
}

function PhaseWords({ file }: { file: StagedFile }) {
  const { words, formats } = useUi();
  if (file.failure !== null) {
    return (
      <span role="alert">
        {words.told(file.failure.message)} {words.told(file.failure.next)}
      </span>
    );
  }
  const share = busy(file) && file.progress > 0 ? ` ${formats.share(file.progress)}` : "";
  return (
    <>
      {words.filePhase[file.phase]}
      {share}
    </>
  );
}

/** Said for each file, so that nobody believes more was taken out than was. */
function Traces({ file }: { file: StagedFile }) {
  const { words, formats } = useUi();
  if (file.uncleaned) return <span className="quiet warn-t">{words.fileUncleaned}</span>;
  if (file.removed.length === 0) return null;
  return (
    <span className="quiet">
      {words.fileTakenOut(formats.list(file.removed.map((each) => words.fileTraces[each])))}
    </span>
  );
}
