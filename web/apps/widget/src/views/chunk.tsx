/** A part that is fetched when it is first wanted. Nothing stands in for it, and a failure can be tried again. */
import { useEffect, useState } from "preact/hooks";
import { useUi } from "../ui.ts";

interface ChunkProps<T> {
  load: () => Promise<T>;
  show: (loaded: T) => preact.ComponentChildren;
}

export function Chunk<T>({ load, show }: ChunkProps<T>) {
  const { words } = useUi();
  const [loaded, setLoaded] = useState<{ readonly value: T } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (failed || loaded !== null) return;
    load().then(
      (value) => setLoaded({ value }),
      () => setFailed(true),
    );
  }, [failed, loaded]);
  if (loaded !== null) return <>{show(loaded.value)}</>;
  if (!failed) return <div class="chunk" aria-busy="true" />;
  return (
    <p role="alert">
      {words.loadFailed}{" "}
      <button type="button" class="link" onClick={() => setFailed(false)}>
        {words.tryAgain}
      </button>
    </p>
  );
}

export const loadAsked = () => import("./later-asked.tsx");
export const loadEmojiPicker = () => import("./later-emoji.tsx");
export const loadViewer = () => import("./later-viewer.tsx");
export const loadProof = () => import("./later-prove.tsx");
export const loadDevices = () => import("./later-devices.tsx");
export const loadTranscript = () => import("./later-transcript.tsx");
