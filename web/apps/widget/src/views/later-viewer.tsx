/** A file that was opened: looked at in a closed-off frame, or saved. A chunk of its own. */
import { isDangerous } from "@sealdesk/files/name";
import { saveFile } from "@sealdesk/ui/gather";
import { mountPreview } from "@sealdesk/ui/preview";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Attachment, PreviewKind } from "../contract.ts";
import { numbers } from "../model/numbers.ts";
import { useUi } from "../ui.ts";
import { iconOf } from "./files.tsx";
import { Icon } from "./icons.tsx";
import { Rich } from "./rich.tsx";
import { save } from "./shapes.ts";
import { useTalk } from "./talk.ts";
import { useWords } from "./words.ts";

/** Fetched at once to be looked at; a larger one is asked for. Bytes. */
const shownAtOnce = 25_000_000;

type Fetching =
  | { readonly at: "idle" | "asked" | "saved" }
  | { readonly at: "moving"; readonly done: number }
  | { readonly at: "failed"; readonly text: string };

interface ViewerProps {
  file: Attachment;
  close: () => void;
}

export function Viewer({ file, close }: ViewerProps) {
  const words = useWords().files;
  const { language } = useUi();
  return (
    <div class="vw">
      <p class="vw-h">
        <Icon name={iconOf(file)} size={20} />
        <span class="grow">{numbers(language).size(file.size)}</span>
      </p>
      {file.preview === null ? (
        <p class="quiet">{words.only}</p>
      ) : (
        <Looking file={file} kind={file.preview} close={close} />
      )}
      <Saving file={file} />
    </div>
  );
}

interface LookingProps extends ViewerProps {
  kind: PreviewKind;
}

/** The frame has an origin of its own: what is in the file cannot reach this window, and nothing can go out. */
function Looking({ file, kind, close }: LookingProps) {
  const words = useWords().files;
  const [wanted, setWanted] = useState(file.size <= shownAtOnce);
  const [trouble, setTrouble] = useState("");
  const box = useRef<HTMLDivElement>(null);
  useLook(wanted ? box : null, { file, kind, close }, setTrouble);
  if (!wanted) {
    return (
      <>
        <button type="button" class="btn" onClick={() => setWanted(true)}>
          {words.look}
        </button>
        <p class="quiet">{words.lookHint}</p>
      </>
    );
  }
  return (
    <>
      <div class="vw-at" ref={box} />
      <p role="status" class="bad">
        {trouble}
      </p>
    </>
  );
}

/** Gives the frame the pieces as they are opened. */
function useLook(
  box: { readonly current: HTMLElement | null } | null,
  { file, kind, close }: LookingProps,
  tell: (trouble: string) => void,
): void {
  const {
    desk,
    language,
    words: { told },
  } = useUi();
  const words = useWords().files.preview;
  const wanted = box !== null;
  useEffect(() => {
    if (!box?.current) return;
    const end = new AbortController();
    const { name } = file;
    const preview = mountPreview(box.current, { kind, name, words, language, escape: close });
    const into = {
      signal: end.signal,
      write: (piece: Uint8Array<ArrayBuffer>) => preview.piece(piece.slice()),
    };
    void desk.openFile(file.id, into).then((opened) => {
      if (end.signal.aborted) return;
      if (opened.ok) preview.end();
      else tell(`${told(opened.failure.message)} ${told(opened.failure.next)}`);
    });
    return () => {
      end.abort();
      preview.dispose();
    };
  }, [wanted, file.id]);
}

function Saving({ file }: { file: Attachment }) {
  const words = useWords();
  const { language } = useUi();
  const [state, setState] = useState<Fetching>({ at: "idle" });
  const { fetch, stop } = useFetch(file, setState);
  const press = () => {
    if (state.at === "idle" && isDangerous(file.name, file.media)) setState({ at: "asked" });
    else void fetch();
  };
  if (state.at === "asked") {
    return (
      <section class="danger" aria-label={words.files.dangerTitle}>
        <p>
          <Icon name="alert" />
          <span>
            <Rich text={words.files.danger(file.name)} />
          </span>
        </p>
        <div class="pair">
          <button type="button" class="btn" onClick={() => setState({ at: "idle" })}>
            {words.files.saveNot}
          </button>
          <button type="button" class="btn danger" onClick={() => void fetch()}>
            {words.files.saveAnyway}
          </button>
        </div>
      </section>
    );
  }
  const moving = state.at === "moving";
  return (
    <>
      <p role="status" class={state.at === "failed" ? "bad" : "quiet"}>
        {moving && words.files.saving(numbers(language).percent(state.done))}
        {state.at === "saved" && words.files.saved}
        {state.at === "failed" && state.text}
      </p>
      {moving && <progress aria-label={file.name} max={1} value={state.done} />}
      <button type="button" class={moving ? "btn" : "btn primary"} onClick={moving ? stop : press}>
        {!moving && <Icon name={save} />}
        {moving ? words.files.stop : words.files.save}
      </button>
    </>
  );
}

/** Fetches and opens the whole file, then hands it to the browser's own downloads. */
function useFetch(file: Attachment, tell: (state: Fetching) => void) {
  const { shelf } = useTalk();
  const { told } = useUi().words;
  const end = useRef<AbortController | null>(null);
  useEffect(() => () => end.current?.abort(), []);
  return {
    stop: () => end.current?.abort(),
    async fetch() {
      const own = new AbortController();
      end.current = own;
      tell({ at: "moving", done: 0 });
      const progress = (done: number) => !own.signal.aborted && tell({ at: "moving", done });
      const taken = await shelf.take(file.id, { signal: own.signal, progress });
      if (own.signal.aborted) return tell({ at: "idle" });
      if (!taken.ok) {
        const { message, next } = taken.failure;
        return tell({ at: "failed", text: `${told(message)} ${told(next)}` });
      }
      saveFile(taken.value, file.name);
      tell({ at: "saved" });
    },
  };
}
