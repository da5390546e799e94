/** The small pieces every screen is made of. */
import { directed, type IconName, initials, shapes, tone } from "@sealdesk/ui";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { DeskFailure } from "../contract.ts";
import { useWords } from "../ui.ts";
import { keyed } from "./keyed.ts";

export function Icon({ name, size = 16 }: { name: IconName; size?: 12 | 14 | 16 | 20 | 24 }) {
  return (
    <svg className={`i i-${size}${directed.has(name) ? " flip" : ""}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}

export function Avatar({ name, size = 28, on }: { name: string; size?: 18 | 20 | 28 | 40; on?: boolean }) {
  return (
    <span className={`av av-${tone(name)} av-${size}${on ? " on" : ""}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export function Kbd({ keys }: { keys: readonly string[] }) {
  return (
    <span className="keys" aria-hidden="true">
      {keys.map((key) => (
        <kbd className="kbd" key={key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}

export type BadgeTone = "plain" | "ok" | "warn" | "bad" | "accent";

export function Badge({
  tone: look = "plain",
  icon,
  children,
}: {
  tone?: BadgeTone;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <span className={`badge badge-${look}${icon ? "" : " badge-bare"}`}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}

export function IconButton(props: {
  icon: IconName;
  label: string;
  /** Heard and shown after the label. */
  hint?: string;
  onPress: () => void;
  pressed?: boolean;
  className?: string;
}) {
  return (
    <button
      type="button"
      className={`ib ${props.className ?? ""}`}
      aria-label={props.label}
      title={props.hint === undefined ? props.label : `${props.label}: ${props.hint}`}
      aria-description={props.hint}
      aria-pressed={props.pressed}
      onClick={props.onPress}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** What happened, what it means, what to do; what was typed stays where it is. */
export function FailureNote({ failure, children }: { failure: DeskFailure | null; children?: ReactNode }) {
  const words = useWords();
  const note = useRef<HTMLDivElement>(null);
  // A long dialog may end above it: said where nobody looks, it is not said.
  useEffect(() => {
    if (failure !== null) note.current?.scrollIntoView({ block: "nearest" });
  }, [failure]);
  if (failure === null) return null;
  // Their own doing, or a finger that was not known: no alarm.
  const calm = failure.kind === "cancelled";
  return (
    <div className={calm ? "failure calm" : "failure"} role={calm ? "status" : "alert"} ref={note}>
      <Icon name={calm ? "info" : "alert"} />
      <div>
        <b>{words.told(failure.message)}</b> {words.told(failure.next)}
        {children}
      </div>
    </div>
  );
}

export function Empty(props: { icon: IconName; title: string; text: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <span className="empty-i">
        <Icon name={props.icon} size={24} />
      </span>
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}

/** True once 150 ms have gone by: a skeleton that only flashes is worse than none. */
export function useLate(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return late;
}

export function Skeleton({ rows, label }: { rows: number; label: string }) {
  const late = useLate();
  return (
    <div className="sks" role="status">
      <span className="vh">{label}</span>
      {late &&
        Array.from({ length: rows }, (_, at) => at).map((at) => (
          <span className={`sk sk-${at % 3}`} key={at} aria-hidden="true">
            <i />
            <i />
          </span>
        ))}
    </div>
  );
}

export function CopyButton({ text, label, primary }: { text: string; label?: string; primary?: boolean }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <button type="button" className={`btn ${primary ? "btn-primary" : ""}`} onClick={copy}>
      <Icon name={copied ? "check" : "copy"} />
      <span aria-live="polite">{copied ? words.copied : (label ?? words.copy)}</span>
    </button>
  );
}

/** Four characters at a time, for people to compare. */
export function Seal({ groups, label }: { groups: readonly string[]; label: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: something to read, not fields of a form
    <div className="seal mono" role="group" aria-label={label} dir="ltr">
      {keyed(groups, (group) => group).map(({ key, value }) => (
        <span key={key}>{value}</span>
      ))}
    </div>
  );
}
