/** Files of a message: pictures as thumbnails, everything else as a line. Each is opened on this device only. */
import type { IconName } from "@sealdesk/ui";
import { gather } from "@sealdesk/ui/gather";
import { useEffect, useRef, useState } from "react";
import type { Attachment, MessageItem } from "../contract.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./parts.tsx";
import { useShell } from "./shell.ts";
import { useTalk } from "./talk.ts";

/** Bytes: a larger picture is opened when somebody asks for it. */
const largestThumb = 12_000_000;

export function Files({ item }: { item: MessageItem }) {
  const { words } = useUi();
  if (item.attachments.length === 0) return null;
  return (
    <ul className="files" aria-label={words.files}>
      {item.attachments.map((file) => (
        <li key={file.id}>
          {file.preview === "image" && file.size <= largestThumb && <Thumb file={file} />}
          <FileLine file={file} />
        </li>
      ))}
    </ul>
  );
}

export const fileIcon = ({ preview }: Pick<Attachment, "preview">): IconName =>
  preview === "image" ? "image" : preview === "audio" || preview === "video" ? "play" : "file";

interface FileProps {
  readonly file: Attachment;
}

function FileLine({ file }: FileProps) {
  const { words, formats } = useUi();
  const { change } = useShell();
  const { conversation } = useTalk();
  const ask = (kind: "view" | "save") => change({ asked: { kind, file, conversation: conversation.id } });
  return (
    <div className="file">
      <Icon name={fileIcon(file)} />
      <span className="file-n">
        <bdi>{file.name}</bdi>
        <span className="quiet">{formats.size(file.size)}</span>
      </span>
      {file.preview !== null && (
        <button
          type="button"
          className="ib"
          aria-label={words.fileOpen(file.name)}
          title={words.fileOpen(file.name)}
          onClick={() => ask("view")}
        >
          <Icon name="eye" />
        </button>
      )}
      <button
        type="button"
        className="ib"
        aria-label={words.fileSave(file.name)}
        title={words.fileSave(file.name)}
        onClick={() => ask("save")}
      >
        <Icon name="download" />
      </button>
    </div>
  );
}

/** Opened when it comes into sight, forgotten when it leaves the page. */
function Thumb({ file }: FileProps) {
  const { words } = useUi();
  const { change } = useShell();
  const { conversation } = useTalk();
  const box = useRef<HTMLButtonElement>(null);
  const url = usePicture(box, file);
  if (url === "none") return null;
  return (
    <button
      type="button"
      ref={box}
      className="thumb"
      aria-label={words.fileOpen(file.name)}
      onClick={() => change({ asked: { kind: "view", file, conversation: conversation.id } })}
    >
      {url !== null && <img src={url} alt="" decoding="async" />}
    </button>
  );
}

/** Null while it is being opened; `none` where it cannot be, and the line below says what one can do. */
function usePicture(box: React.RefObject<HTMLElement | null>, file: Attachment): string | "none" | null {
  const { desk } = useUi();
  const { conversation } = useTalk();
  const [url, setUrl] = useState<string | "none" | null>(null);
  const { id } = conversation;
  useEffect(() => {
    const el = box.current;
    if (el === null) return;
    const stop = new AbortController();
    let made: string | null = null;
    let release = () => {};
    const open = async () => {
      const opened = await gather((into) => desk.work.openFile(id, file.id, into), stop.signal);
      // A large one lies unsealed on the disk until it is released.
      if (opened.ok) release = opened.value.release;
      if (stop.signal.aborted) return release();
      made = opened.ok ? URL.createObjectURL(opened.value.blob) : null;
      setUrl(made ?? "none");
    };
    const sight = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting !== true) return;
      sight.disconnect();
      void open();
    });
    sight.observe(el);
    return () => {
      sight.disconnect();
      stop.abort();
      if (made !== null) URL.revokeObjectURL(made);
      release();
    };
  }, [box, desk, id, file.id]);
  return url;
}
