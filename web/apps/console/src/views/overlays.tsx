/** What floats: a sheet at the side, a dialog in the middle. Focus goes in, Escape goes out, focus comes back. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useWords } from "../ui.ts";
import { IconButton } from "./parts.tsx";

interface OverlayProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly look?: "dialog" | "sheet" | "palette" | "viewer";
  /** Deleting keys: a press beside it does not close it. */
  readonly grave?: boolean;
}

export function Overlay({ title, onClose, children, look = "dialog", grave = false }: OverlayProps) {
  const words = useWords();
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!grave}
      className={`scrim scrim-${look}`}
    >
      <Modal className={`float float-${look}`}>
        <Dialog className="dialog" aria-label={title} role={grave ? "alertdialog" : "dialog"}>
          {look !== "palette" && (
            <header className="float-h">
              <Heading slot="title" dir="auto">
                {title}
              </Heading>
              <IconButton icon="close" label={words.closeSheet} onPress={onClose} />
            </header>
          )}
          <Body label={title} holds={look !== "palette"}>
            {children}
          </Body>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What is taller than the screen is reached with the arrow keys, too (WCAG 2.1.1). */
function Body({ label, holds, children }: { label: string; holds: boolean; children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  const [taller, setTaller] = useState(false);
  useEffect(() => {
    const { current } = body;
    if (current === null || !holds) return;
    // Who is on it stays there when there is room again: elsewhere, Escape would reach no dialog.
    const measure = () =>
      setTaller(current.scrollHeight > current.clientHeight || document.activeElement === current);
    const sizes = new ResizeObserver(measure);
    const parts = new MutationObserver(measure);
    sizes.observe(current);
    parts.observe(current, { childList: true, subtree: true, characterData: true });
    return () => {
      sizes.disconnect();
      parts.disconnect();
    };
  }, [holds]);
  const reached = taller ? { tabIndex: 0, role: "group", "aria-label": label } : {};
  return (
    <div className="float-b" ref={body} {...reached}>
      {children}
    </div>
  );
}
