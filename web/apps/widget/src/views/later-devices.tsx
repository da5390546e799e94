/** Going on on another device: the old one shows a link, both show a code, a person compares. A chunk of its own. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import qrcode from "qrcode-generator";
import type { Linking, OtherDevice, VisitorFailure } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { type DeviceWords, deviceWords } from "../words/devices.ts";
import { Code } from "./code.tsx";
import { Icon } from "./icons.tsx";
import { useWords } from "./words.ts";

type Stage =
  | { readonly at: "idle" | "offered" | "asked" | "adding" | "added" | "stopped" | "come" }
  | { readonly at: "shown"; readonly link: string }
  | { readonly at: "compare" | "waiting"; readonly code: readonly string[] };

const lookEvery = 2_000;
const inLink = /&link=([\w-]+)/;

/** What another device put into this page's address; it is worth nothing after it was used. */
export const linkHere = (): string | null => inLink.exec(location.hash)?.[1] ?? null;

/** This very chat, alone in a tab, with the secret in the fragment: no server is told. */
function linkTo(secret: string): string {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const own of ["host", "at"]) said.delete(own);
  said.set("link", secret);
  return `${location.origin}${location.pathname}#${said}`;
}

function forgetLink(): void {
  const said = new URLSearchParams(location.hash.slice(1));
  said.delete("link");
  history.replaceState(null, "", `#${said}`);
}

export function Devices() {
  const ui = useUi();
  const { recent } = useReady();
  const words = deviceWords(ui.language);
  const [stage, setStage] = useState<Stage>({ at: linkHere() === null ? "idle" : "offered" });
  const [failure, setFailure] = useState<VisitorFailure | null>(null);
  const box = useRef<HTMLElement>(null);
  const step = useStep(setFailure);
  useEnding(stage);
  useLook(stage, setStage, setFailure);
  useEffect(() => {
    if (stage.at !== "idle") box.current?.scrollIntoView({ block: "nearest" });
  }, [stage]);
  const answer = async (secret: string) => {
    const code = await step((own) => own.answer(secret));
    forgetLink();
    if (code !== null) setStage({ at: "waiting", code });
    else setStage({ at: "asked" });
  };
  const acts: Acts = {
    begin: async () => {
      const link = await step((own) => own.begin());
      if (link !== null) setStage({ at: "shown", link: linkTo(link.secret) });
    },
    answer,
    same: async () => {
      setStage({ at: "adding" });
      const done = await step(async (own) => {
        await own.confirm();
        return true;
      });
      setStage({ at: done === null ? "stopped" : "added" });
    },
    stop: async () => {
      await step((own) => own.end());
      setStage({ at: "stopped" });
    },
    go: (at) => {
      setFailure(null);
      setStage({ at });
    },
  };
  return (
    <section class="devices" ref={box} aria-labelledby="devices">
      <h3 id="devices">{words.title}</h3>
      <Told failure={failure} />
      <div role="status">{said(stage, words)}</div>
      <Step stage={stage} words={words} acts={acts} old={recent.length > 0} />
      {stage.at === "idle" && recent.length > 0 && <Others words={words} step={step} />}
    </section>
  );
}

interface Acts {
  begin(): void;
  answer(secret: string): void;
  same(): void;
  stop(): void;
  go(at: "idle" | "asked"): void;
}

interface StepProps {
  readonly stage: Stage;
  readonly words: DeviceWords;
  readonly acts: Acts;
  readonly old: boolean;
}

function said(stage: Stage, words: DeviceWords): ComponentChildren {
  const sentence: Partial<Record<Stage["at"], string>> = words.said;
  const text = sentence[stage.at];
  return text === undefined ? null : <p>{text}</p>;
}

function Step({ stage, words, acts, old }: StepProps) {
  switch (stage.at) {
    case "idle":
      return (
        <div class="pair">
          {old && <Act onClick={acts.begin}>{words.begin}</Act>}
          <Act onClick={() => acts.go("asked")}>{words.have}</Act>
        </div>
      );
    case "offered":
      return <Act onClick={() => acts.answer(linkHere() ?? "")}>{words.here}</Act>;
    case "asked":
      return <Paste words={words} onLink={acts.answer} onBack={() => acts.go("idle")} />;
    case "shown":
      return <Shown link={stage.link} words={words} onStop={acts.stop} />;
    case "compare":
      return (
        <>
          <Code groups={stage.code} label={words.code} />
          <div class="pair">
            <Act onClick={acts.same}>{words.same}</Act>
            <Act onClick={acts.stop}>{words.other}</Act>
          </div>
        </>
      );
    case "waiting":
      return (
        <>
          <Code groups={stage.code} label={words.code} />
          <Act onClick={acts.stop}>{words.cancel}</Act>
        </>
      );
    case "stopped":
      return <Act onClick={() => acts.go("idle")}>{words.again}</Act>;
    default:
      return null;
  }
}

const Act = ({ onClick, children }: { onClick: () => void; children: ComponentChildren }) => (
  <button type="button" class="btn" onClick={onClick}>
    {children}
  </button>
);

function Told({ failure }: { failure: VisitorFailure | null }) {
  const words = useWords();
  return (
    <div role="alert">
      {failure !== null && (
        <p class="notice bad">
          <Icon name="alert" />
          <span>{[failure.message, failure.next].map(words.told).join(" ")}</span>
        </p>
      )}
    </div>
  );
}

function Shown({ link, words, onStop }: { link: string; words: DeviceWords; onStop: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <>
      <Picture text={link} label={words.picture} />
      <label for="device-link">{words.link}</label>
      <input
        id="device-link"
        readOnly
        dir="ltr"
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div class="pair">
        <Act onClick={() => void copy()}>{copied ? words.copied : words.copy}</Act>
        <Act onClick={onStop}>{words.cancel}</Act>
      </div>
    </>
  );
}

/** Drawn as one path; always dark on light, since cameras want it so. */
function Picture({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const cells = Array.from({ length: size * size }, (_, at) => [Math.floor(at / size), at % size] as const);
  const path = cells
    .filter(([row, column]) => code.isDark(row, column))
    .map(([row, column]) => `M${column} ${row}h1v1h-1z`)
    .join("");
  return (
    <svg class="qr" viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}

interface PasteProps {
  readonly words: DeviceWords;
  readonly onLink: (link: string) => void;
  readonly onBack: () => void;
}

function Paste({ words, onLink, onBack }: PasteProps) {
  const [link, setLink] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onLink(link);
      }}
    >
      <label for="device-paste">{words.paste}</label>
      <div class="pair">
        <input
          id="device-paste"
          dir="ltr"
          value={link}
          maxLength={2048}
          autocomplete="off"
          onInput={(event) => setLink(event.currentTarget.value)}
        />
        <button type="submit" class="btn" disabled={link.trim() === ""}>
          {words.go}
        </button>
        <Act onClick={onBack}>{words.cancel}</Act>
      </div>
    </form>
  );
}

type Run = <T>(work: (own: Linking) => Promise<T>) => Promise<T | null>;

function Others({ words, step }: { words: DeviceWords; step: Run }) {
  const { formats } = useUi();
  const [others, setOthers] = useState<readonly OtherDevice[]>([]);
  const [sure, setSure] = useState<string | null>(null);
  const look = async () => setOthers((await step((own) => own.others())) ?? []);
  useEffect(() => void look(), []);
  const remove = async (id: string) => {
    await step((own) => own.remove(id));
    setSure(null);
    await look();
  };
  if (others.length === 0) return null;
  return (
    <>
      <h3>{words.others}</h3>
      <ul class="plain">
        {others.map(({ id, since }) => (
          <li key={id}>
            <span>{words.since(formats.date(since))}</span>
            {sure === id ? (
              <>
                <p>{words.sure}</p>
                <div class="pair">
                  <Act onClick={() => setSure(null)}>{words.keep}</Act>
                  <button type="button" class="btn danger" onClick={() => void remove(id)}>
                    {words.remove}
                  </button>
                </div>
              </>
            ) : (
              <Act onClick={() => setSure(id)}>{words.remove}</Act>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

// ---- what happens meanwhile ------------------------------------------------------------------------

/** Runs a step; null after a failure, which is shown. */
function useStep(setFailure: (failure: VisitorFailure | null) => void): Run {
  const { desk } = useUi();
  return async (work) => {
    setFailure(null);
    const done = await desk.linking(work);
    if (done.ok) return done.value;
    setFailure(done.failure);
    return null;
  };
}

/** Whoever closes the window in the middle of it has not said yes. */
function useEnding(stage: Stage): void {
  const { desk } = useUi();
  const now = useRef(stage);
  now.current = stage;
  useEffect(
    () => () => {
      if (["shown", "compare", "waiting"].includes(now.current.at)) void desk.linking((own) => own.end());
    },
    [desk],
  );
}

/** While one waits for the other device. Without a connection it goes on waiting. */
function useLook(
  stage: Stage,
  setStage: (stage: Stage) => void,
  setFailure: (failure: VisitorFailure) => void,
): void {
  const { desk } = useUi();
  useEffect(() => {
    if (stage.at !== "shown" && stage.at !== "waiting") return;
    let over = false;
    const look = async (): Promise<Stage | null> => {
      const done = await desk.linking(async (own): Promise<Stage | null> => {
        if (stage.at === "waiting") return (await own.arrived()) ? { at: "come" } : null;
        const code = await own.answered();
        return code === null ? null : { at: "compare", code };
      });
      if (done.ok) return done.value;
      if (done.failure.kind === "offline") return null;
      if (!over) setFailure(done.failure);
      return { at: "stopped" };
    };
    const run = async () => {
      const next = await look();
      if (over) return;
      if (next === null) rest = window.setTimeout(() => void run(), lookEvery);
      else setStage(next);
    };
    let rest = window.setTimeout(() => void run(), lookEvery);
    return () => {
      over = true;
      window.clearTimeout(rest);
    };
  }, [stage, desk]);
}
