/** What floats: a sheet at the side, a dialog in the middle. Focus goes in, Escape goes out, focus comes back. */
import type { ReactNode } from "react";
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
          <div className="float-b">{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
