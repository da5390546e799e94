/** Files dragged over a part of the page: whether some are over it, and what to do when they are let go. */
import { type DragEvent, useRef, useState } from "react";

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

export function useDrop(enabled: boolean, take: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  // Going from one element inside to the next leaves one and enters the other: only the sum says whether one is inside.
  const depth = useRef(0);
  const end = () => {
    depth.current = 0;
    setOver(false);
  };
  const handlers = {
    onDragEnter: (event: DragEvent) => {
      if (!enabled || !hasFiles(event)) return;
      depth.current += 1;
      setOver(true);
    },
    onDragOver: (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    },
    onDragLeave: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth.current -= 1;
      if (depth.current <= 0) end();
    },
    // A file that is let go beside its aim must not open itself in place of the desk.
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      end();
      if (enabled) take([...event.dataTransfer.files]);
    },
  };
  return [over, handlers] as const;
}
