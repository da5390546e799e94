/**
 * How a file comes in: chosen, dropped or pasted, on any screen. What is done with it is fetched only then. Promise: the
 * browser never leaves the chat to show a file that was let go over it.
 */
import { useRef } from "preact/hooks";
import { type Ui, useReady, useUi } from "../ui.ts";
import { Icon, type IconShape } from "./icons.tsx";
import { Later, loadLater } from "./lazy.tsx";

export const clip =
  "M15.5 9.25l-5.6 5.6a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.25 3.25l-6 6a1.15 1.15 0 0 1-1.63-1.63L12 6.4";

/** None: some only hang over the window yet. */
function take(ui: Ui, list: FileList | null): void {
  // The list itself is emptied as soon as this is over.
  const files = [...(list ?? [])];
  withLater(ui, (later) => later.take(ui, files));
}

export function withLater(ui: Ui, act: (later: Awaited<ReturnType<typeof loadLater>>) => void): void {
  loadLater().then(act, () => {
    ui.trouble.value = (words) => words.loadFailed;
  });
}

/** Dropped or pasted anywhere. */
export function listenForFiles(ui: Ui): void {
  const come = (event: DragEvent | ClipboardEvent) => {
    const data = "dataTransfer" in event ? event.dataTransfer : event.clipboardData;
    // What is copied from a text program comes as text and as a picture of it: the text is meant.
    if (!data?.types.includes("Files") || data.types.includes("text/plain")) return;
    event.preventDefault();
    take(ui, data.files);
  };
  for (const way of ["dragover", "drop", "paste"] as const) addEventListener(way, come);
}

interface PickerProps {
  icon?: IconShape;
  label: string;
  hint?: string;
  field?: { readonly accept: string; readonly capture: "environment" };
}

/** The browser's own file field does the choosing; a button with a name stands in front of it. */
export function Picker({ icon = clip, label, hint = label, field }: PickerProps) {
  const ui = useUi();
  const box = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="ib" aria-label={label} title={hint} onClick={() => box.current?.click()}>
        <Icon name={icon} size={20} />
      </button>
      <input
        ref={box}
        type="file"
        hidden
        multiple
        {...field}
        onChange={({ currentTarget: chosen }) => {
          take(ui, chosen.files);
          // The same file can be chosen again after it was taken away.
          chosen.value = "";
        }}
      />
    </>
  );
}

/** Before there is a conversation. */
export function FirstFiles() {
  const { words } = useUi();
  return useReady().limits.fileBytes > 0 ? <Picker label={words.attach} /> : null;
}

export function FirstStaged() {
  const { staged } = useReady();
  return staged.length > 0 ? <Later part show={(later) => <later.Staged files={staged} />} /> : null;
}
