/** The ways a file comes in: chosen, photographed, dropped, pasted. Limits are said before, and checked here first. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationState } from "../contract.ts";
import { numbers } from "../model/numbers.ts";
import { useReady, useUi } from "../ui.ts";
import { Icon, type IconShape } from "./icons.tsx";
import { camera, clip } from "./shapes.ts";
import { useWords } from "./words.ts";

/** Takes what fits and says what does not; the client checks again. */
export function useAttach(conversation: ConversationState): (files: readonly File[]) => void {
  const ui = useUi();
  const words = useWords().files;
  const { limits } = useReady();
  const room = limits.files - conversation.staged.length;
  const { size } = numbers(ui.language);
  return (files) => {
    if (files.length === 0) return;
    const fits = files
      .filter((file) => file.size > 0 && file.size <= limits.fileBytes)
      .slice(0, Math.max(0, room));
    const said = files.flatMap((file) => {
      if (limits.fileBytes === 0) return [words.notTaken];
      if (file.size > limits.fileBytes) return [words.tooLarge(file.name, size(limits.fileBytes))];
      return file.size === 0 ? [words.empty(file.name)] : [];
    });
    if (files.length - said.length > room) said.push(words.tooMany(limits.files));
    const message = [...new Set(said)].join(" ");
    const done = fits.length === 0 ? Promise.resolve(null) : ui.run(ui.desk.attach(fits));
    void done.then(() => {
      if (message !== "") ui.trouble.value = { kind: "too-long", message, next: "" };
    });
  };
}

const coarse = () => matchMedia("(pointer: coarse)").matches;

export function AttachButtons({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { language } = useUi();
  const words = useWords().files;
  const { limits } = useReady();
  if (limits.fileBytes === 0) return null;
  const hint = words.limit(limits.files, numbers(language).size(limits.fileBytes));
  return (
    <>
      <Picker icon={clip} label={words.attach} hint={hint} multiple onFiles={onFiles} />
      {coarse() && <Picker icon={camera} label={words.photo} hint={hint} capture onFiles={onFiles} />}
    </>
  );
}

interface PickerProps {
  icon: IconShape;
  label: string;
  hint: string;
  multiple?: boolean;
  capture?: boolean;
  onFiles: (files: readonly File[]) => void;
}

/** The browser's own file field does the choosing; a button with a name stands in front of it. */
function Picker({ icon, label, hint, multiple = false, capture = false, onFiles }: PickerProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="ib"
        aria-label={label}
        title={`${label}. ${hint}`}
        onClick={() => field.current?.click()}
      >
        <Icon name={icon} size={20} />
      </button>
      <input
        ref={field}
        type="file"
        hidden
        multiple={multiple}
        {...(capture && { accept: "image/*", capture: "environment" as const })}
        onChange={(event) => {
          const { currentTarget: chosen } = event;
          onFiles([...(chosen.files ?? [])]);
          // The same file can be chosen again after it was taken away.
          chosen.value = "";
        }}
      />
    </>
  );
}

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** Files dropped anywhere on the window, and pasted ones; true while some hang over it. */
export function useDropping(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useRef(onFiles);
  take.current = onFiles;
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    const on = <K extends "dragenter" | "dragover" | "dragleave" | "drop">(
      name: K,
      act: (event: DragEvent) => void,
    ) =>
      addEventListener(
        name,
        (event) => {
          if (!carriesFiles(event)) return;
          // Without this the browser would leave the chat and show the file.
          event.preventDefault();
          act(event);
        },
        { signal },
      );
    on("dragenter", () => setOver(true));
    on("dragover", () => setOver(true));
    on("dragleave", (event) => event.relatedTarget === null && setOver(false));
    on("drop", (event) => {
      setOver(false);
      take.current([...(event.dataTransfer?.files ?? [])]);
    });
    addEventListener(
      "paste",
      (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        take.current(files);
      },
      { signal },
    );
    return () => end.abort();
  }, []);
  return over;
}

export function DropZone() {
  const words = useWords().files;
  return (
    <div class="drop">
      <Icon name={clip} size={24} />
      <b>{words.drop}</b>
      <p>{words.dropHint}</p>
    </div>
  );
}
