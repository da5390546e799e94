/** Saves the proof of who could read, made on this device. A chunk of its own. */
import { saveFile, textFile } from "@sealdesk/ui/gather";
import { useEffect, useRef, useState } from "preact/hooks";
import { useReady, useUi } from "../ui.ts";
import { Icon } from "./icons.tsx";
import { save } from "./shapes.ts";
import { useWords } from "./words.ts";

type Stage = { readonly at: "idle" | "making" | "saved" } | { readonly at: "failed"; readonly told: string };

export function ProofCard() {
  const { desk, now } = useUi();
  const words = useWords();
  const { organisation } = useReady();
  const [stage, setStage] = useState<Stage>({ at: "idle" });
  const name = `${organisation.name} readers ${new Date(now()).toISOString().slice(0, 10)}.jsonl`;
  const make = async () => {
    setStage({ at: "making" });
    const made = await desk.proveReaders();
    if (made.ok) {
      saveFile(textFile(made.value), name);
      setStage({ at: "saved" });
      return;
    }
    const { kind, message, next } = made.failure;
    const told = kind === "offline" ? words.proof.offline : `${words.told(message)} ${words.told(next)}`;
    setStage({ at: "failed", told });
  };
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (stage.at !== "idle") card.current?.lastElementChild?.scrollIntoView({ block: "nearest" });
  }, [stage]);
  const busy = stage.at === "making";
  return (
    <section class="card prove" ref={card} aria-labelledby="prove">
      <h3 id="prove">{words.proof.title}</h3>
      <p>{words.proof.text}</p>
      <p class="quiet">{words.proof.how}</p>
      <button type="button" class="btn" aria-disabled={busy} onClick={() => !busy && void make()}>
        <Icon name={save} />
        {busy ? words.proof.making : words.proof.make}
      </button>
      <p role="status" class="quiet">
        {stage.at === "saved" && words.proof.saved(name)}
      </p>
      <div role="alert">
        {stage.at === "failed" && (
          <p class="notice bad">
            <Icon name="alert" />
            <span>{stage.told}</span>
          </p>
        )}
      </div>
    </section>
  );
}
