/** Pages on which the chat goes no further: what happened, what it means, what to do. */
import type { ComponentChildren } from "preact";
import type { Stop } from "../contract.ts";
import { useUi } from "../ui.ts";
import { Code } from "./code.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { CloseButton, Trouble } from "./parts.tsx";
import { Rich } from "./rich.tsx";
import { useWords } from "./words.ts";

interface PageProps {
  icon: IconName;
  title: string;
  text: string;
  next: string;
  details?: ComponentChildren;
  actions?: ComponentChildren;
}

export function StopView({ stop }: { stop: Stop }) {
  switch (stop.kind) {
    case "pin-changed":
      return <PinChanged stop={stop} />;
    case "clock":
    case "old-proof":
      return <TimeStop stop={stop} />;
    default:
      return <PlainStop stop={stop} />;
  }
}

export function StopPage({ icon, title, text, next, details, actions }: PageProps) {
  return (
    <div class="page">
      <header class="hd bare">
        <CloseButton />
      </header>
      <main class="stop">
        <div class="alert" role="alert">
          <span class="badge">
            <Icon name={icon} size={24} />
          </span>
          <h1 tabIndex={-1} data-focus>
            {title}
          </h1>
          <p>
            <Rich text={text} />
          </p>
          {details}
          <p class="next">{next}</p>
        </div>
        {actions}
      </main>
    </div>
  );
}

function PinChanged({ stop }: { stop: Stop & { kind: "pin-changed" } }) {
  const ui = useUi();
  const words = useWords();
  const { formats, desk } = ui;
  const said = words.stop.pinChanged;
  return (
    <StopPage
      icon="alert"
      title={said.title}
      text={said.text(formats.date(stop.since))}
      next={said.next}
      details={
        <div class="card two">
          <h2>{said.remembered}</h2>
          <Code groups={stop.remembered} label={said.remembered} />
          <h2>{said.offered}</h2>
          <Code groups={stop.offered} label={said.offered} />
        </div>
      }
      actions={
        <>
          <Trouble />
          <details>
            <summary>{words.stop.again}</summary>
            <p>{words.forgetText}</p>
            <button type="button" class="btn danger" onClick={() => void ui.run(desk.forgetDevice())}>
              {words.forget}
            </button>
          </details>
        </>
      }
    />
  );
}

function TimeStop({ stop }: { stop: Stop & { kind: "clock" | "old-proof" } }) {
  const ui = useUi();
  const words = useWords();
  const { formats, desk } = ui;
  const exact = (at: number) => `${formats.date(at)}, ${formats.time(at)}`;
  if (stop.kind === "clock") {
    const said = words.stop.clock;
    const text = said.text(exact(stop.deviceTime), exact(stop.provenTime));
    return <StopPage icon="clock" title={said.title} text={text} next={said.next} actions={<TryAgain />} />;
  }
  const said = words.stop.oldProof;
  return (
    <StopPage
      icon="clock"
      title={said.title}
      text={said.text(formats.date(stop.provenTime))}
      next={said.next}
      actions={
        <TryAgain>
          <button type="button" class="btn" onClick={() => void ui.run(desk.acceptOldProof())}>
            {said.goOn}
          </button>
        </TryAgain>
      }
    />
  );
}

function PlainStop({ stop }: { stop: Stop & { kind: "unverified" | "bad-embed" | "unsupported" } }) {
  const words = useWords();
  const said = words.stop;
  if (stop.kind === "unverified") {
    const { unverified, conversation } = said;
    const { title, text, next } =
      stop.what === "conversation" ? conversation : { ...unverified, text: unverified.text[stop.what] };
    return <StopPage icon="alert" title={title} text={text} next={next} actions={<TryAgain />} />;
  }
  if (stop.kind === "unsupported") {
    const { title, text, next } = said.unsupported;
    return <StopPage icon="alert" title={title} text={text[stop.missing]} next={next} />;
  }
  return <StopPage icon="info" {...words.badEmbed} />;
}

function TryAgain({ children }: { children?: ComponentChildren }) {
  const words = useWords();
  const ui = useUi();
  return (
    <>
      <Trouble />
      <div class="pair">
        <button type="button" class="btn primary" onClick={() => void ui.run(ui.desk.tryAgain())}>
          {words.tryAgain}
        </button>
        {children}
      </div>
    </>
  );
}
