/** A sheet from below: the rest waits meanwhile. The browser keeps the focus in it and gives it back. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { IconButton } from "./parts.tsx";
import { useWords } from "./words.ts";

interface SheetProps {
  title: string;
  onClose: () => void;
  /** Fills the window: for what wants room. */
  tall?: boolean;
  children: (close: () => void) => ComponentChildren;
}

export function Sheet({ title, onClose, tall = false, children }: SheetProps) {
  const words = useWords();
  const sheet = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => sheet.current?.showModal(), []);
  useEffect(() => heading.current?.focus(), [title]);
  const close = () => sheet.current?.close();
  return (
    <dialog
      class={tall ? "sheet tall" : "sheet"}
      ref={sheet}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && close()}
      onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
    >
      <div class="sheet-in">
        <div class="sheet-h">
          <h2 tabIndex={-1} ref={heading}>
            {title}
          </h2>
          <IconButton icon="close" label={words.done} onClick={close} />
        </div>
        {children(close)}
      </div>
    </dialog>
  );
}
