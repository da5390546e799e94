/** Files in a message: pictures as small ones, the rest as rows. Nothing is fetched before it comes into sight. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Attachment, PreviewKind } from "../contract.ts";
import { numbers } from "../model/numbers.ts";
import { useUi } from "../ui.ts";
import { Icon, type IconShape } from "./icons.tsx";
import { clip, picture, sound } from "./shapes.ts";
import { useTalk } from "./talk.ts";
import { useWords } from "./words.ts";

/** Larger ones are fetched only when somebody asks: a telephone's data may be dear. */
const largestThumb = 6_000_000;

export const kindIcons: Readonly<Record<PreviewKind, IconShape>> = {
  image: picture,
  pdf: "file",
  text: "file",
  audio: sound,
  video: "M4 5.5h8.5V14H4zM12.5 8.75l4-2.25v7l-4-2.25",
};

export const iconOf = (file: { readonly preview: PreviewKind | null }): IconShape =>
  file.preview === null ? clip : kindIcons[file.preview];

export function Files({ files }: { files: readonly Attachment[] }) {
  if (files.length === 0) return null;
  const small = (file: Attachment) => file.preview === "image" && file.size <= largestThumb;
  return (
    <div class="files">
      {files.map((file) =>
        small(file) ? <Thumb key={file.id} file={file} /> : <Row key={file.id} file={file} />,
      )}
    </div>
  );
}

function Row({ file }: { file: Attachment }) {
  const words = useWords();
  const { language } = useUi();
  const talk = useTalk();
  const size = numbers(language).size(file.size);
  return (
    <button
      type="button"
      class="bb fl"
      title={words.files.open(file.name, size)}
      onClick={() => talk.open({ kind: "file", file })}
    >
      <span class="fl-i">
        <Icon name={iconOf(file)} size={20} />
      </span>
      <span class="grow">
        <b dir="auto">{file.name}</b>
        <small>{size}</small>
      </span>
    </button>
  );
}

function Thumb({ file }: { file: Attachment }) {
  const words = useWords();
  const talk = useTalk();
  const box = useRef<HTMLButtonElement>(null);
  const [address, failed] = usePicture(file, box);
  if (failed) return <Row file={file} />;
  return (
    <button
      type="button"
      class="thumb"
      ref={box}
      aria-busy={address === null}
      aria-label={words.files.picture(file.name)}
      onClick={() => talk.open({ kind: "file", file })}
    >
      {address !== null && <img src={address} alt="" decoding="async" />}
    </button>
  );
}

/** Address of the opened picture once it has been in sight, and whether it turned out to be none. */
function usePicture(
  file: Attachment,
  box: { readonly current: HTMLElement | null },
): readonly [string | null, boolean] {
  const { shelf } = useTalk();
  const [address, setAddress] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (box.current === null) return;
    let here = true;
    const sight = new IntersectionObserver(async ([seen]) => {
      if (!seen?.isIntersecting) return;
      sight.disconnect();
      const found = await shelf.picture(file);
      if (!here) return;
      setAddress(found);
      setFailed(found === null);
    });
    sight.observe(box.current);
    return () => {
      here = false;
      sight.disconnect();
    };
  }, [file.id, shelf]);
  return [address, failed];
}
