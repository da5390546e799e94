/** The frame of every screen before the desk is open, and its forms. */
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../ui.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { Badge, FailureNote, Icon } from "./parts.tsx";
import type { Runner } from "./run.ts";
import { Updated } from "./updated.tsx";

export function EntryFrame(props: {
  steps?: readonly string[];
  at?: number;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const words = useWords();
  const { steps, at = 0 } = props;
  return (
    <div className="entry">
      <header className="top">
        <span className="brand-mark">
          <Icon name="seal" size={24} />
        </span>
        <b>{words.product}</b>
        <span className="r">
          {steps && at === 0 && <span>{words.twoMinutes}</span>}
          <LanguageSwitch />
        </span>
      </header>
      <Updated />
      <main className={`wrap${steps ? "" : " wrap-one"}${props.aside ? "" : " wrap-bare"}`}>
        {steps && <Progress steps={steps} at={at} />}
        <div className="step">{props.children}</div>
        {props.aside && <div className="beside">{props.aside}</div>}
      </main>
    </div>
  );
}

function Progress({ steps, at }: { steps: readonly string[]; at: number }) {
  const words = useWords();
  return (
    <nav className="prog" aria-label={words.progress}>
      <ol>
        {steps.map((step, index) => (
          <li key={step} className={index < at ? "dn" : ""} aria-current={index === at ? "step" : undefined}>
            <span className="n">{index < at ? <Icon name="check" size={14} /> : index + 1}</span>
            <span className="prog-t">{step}</span>
          </li>
        ))}
      </ol>
      <p className="prog-at" aria-hidden="true">
        {words.stepAt(Math.min(at, steps.length - 1) + 1, steps.length)}
      </p>
    </nav>
  );
}

/** The heading takes the focus when its step appears, so that a screen reader says where one is. */
export function StepHead({ title, text }: { title: string; text: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <>
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      <p className="lead">{text}</p>
    </>
  );
}

export function EntryForm(props: {
  runner: Runner;
  submit: string;
  ready?: boolean;
  onSubmit: () => void;
  onBack?: (() => void) | undefined;
  /** Where `onBack` leads, if not back. */
  back?: string;
  children: ReactNode;
}) {
  const words = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!props.runner.busy) props.onSubmit();
  };
  return (
    <form onSubmit={submit} className="form">
      {props.children}
      <FailureNote failure={props.runner.failure} />
      <div className="ft">
        {props.onBack && (
          <button type="button" className="btn btn-quiet btn-lg" onClick={props.onBack}>
            {props.back ?? words.back}
          </button>
        )}
        <button
          type="submit"
          className="btn btn-primary btn-lg end"
          disabled={props.ready === false}
          aria-busy={props.runner.busy}
        >
          {props.submit}
        </button>
      </div>
    </form>
  );
}

export function Box(props: {
  icon: Parameters<typeof Icon>[0]["name"];
  title: string;
  text: string;
  works?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <section className="card box">
      <span className="ico">
        <Icon name={props.icon} size={20} />
      </span>
      <div>
        <h2>
          {props.title}
          {props.works && (
            <Badge tone="ok" icon="check">
              {props.works}
            </Badge>
          )}
        </h2>
        <p>{props.text}</p>
        {props.children}
      </div>
    </section>
  );
}

/** Something that takes a few seconds and must not be interrupted. */
export function Making({ title, text }: { title: string; text: string }) {
  return (
    <div className="making" role="status">
      <svg className="rings" viewBox="0 0 120 120" aria-hidden="true">
        <circle cx="60" cy="60" r="18" />
        <circle cx="60" cy="60" r="34" />
        <circle cx="60" cy="60" r="50" />
      </svg>
      <h1>{title}</h1>
      <p className="lead">{text}</p>
    </div>
  );
}
