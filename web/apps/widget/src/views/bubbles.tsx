/** The thread itself, and what the assistant says in it. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { AssistantItem, Source } from "../contract.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./icons.tsx";
import { Sign } from "./parts.tsx";

/** A log that stays at its end, unless one has scrolled up to read. */
export function Thread({
  label,
  mark,
  quiet = false,
  onEnd,
  children,
}: {
  label: string;
  mark: unknown;
  /** Somebody else says what is new in it. */
  quiet?: boolean;
  /** Hears whether the end is in sight. */
  onEnd?: (inSight: boolean) => void;
  children: ComponentChildren;
}) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const stay = () => {
    const el = box.current;
    if (el !== null && atEnd.current) el.scrollTop = el.scrollHeight;
  };
  useLayoutEffect(stay, [mark]);
  // A keyboard that opens, a composer that grows or a notice must not hide the newest line.
  useLayoutEffect(() => {
    const sizes = new ResizeObserver(stay);
    if (box.current !== null) sizes.observe(box.current);
    return () => sizes.disconnect();
  }, []);
  return (
    <section
      class="th-box"
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      role="log"
      aria-live={quiet ? "off" : undefined}
      aria-label={label}
      onScroll={(event) => {
        atEnd.current = nearEnd(event.currentTarget);
        onEnd?.(atEnd.current);
      }}
    >
      <div class="th">{children}</div>
    </section>
  );
}

function nearEnd(el: HTMLElement): boolean {
  return el.scrollHeight - el.scrollTop - el.clientHeight < 48;
}

interface AssistantLineProps {
  item: AssistantItem;
  /** Absent in a passed-on transcript, which holds no choices: there nothing can be pressed but the source. */
  choices?: (item: AssistantItem & { kind: "choices" }) => ComponentChildren;
}

export function AssistantLine({ item, choices }: AssistantLineProps) {
  const { words, formats } = useUi();
  const said = { greeting: words.assistantHello2, person: words.askedPerson } as const;
  if (item.kind === "asked") return <Own text={item.text} />;
  return (
    <>
      <AssistantBubble meta={words.automatic(formats.time(item.at))}>
        {item.kind === "answer" && <Answer source={item.source} />}
        {item.kind === "choices" && <p>{words.choicesLead}</p>}
        {item.kind === "unknown" && <p>{item.said === undefined ? words.unknown : said[item.said]}</p>}
      </AssistantBubble>
      {item.kind === "choices" && choices?.(item)}
    </>
  );
}

/** What the customer wrote before there was a conversation. */
export function Own({ text, children }: { text: string; children?: ComponentChildren }) {
  return (
    <article class="m me" aria-label={useUi().words.you}>
      <p class="bb" dir="auto">
        {text}
      </p>
      {children}
    </article>
  );
}

export function AssistantBubble({ meta, children }: { meta?: string; children: ComponentChildren }) {
  return (
    <article class="m" aria-label={useUi().words.assistant}>
      <Sign icon="bot" accent />
      <div>
        <div class="bb">{children}</div>
        {meta !== undefined && <p class="meta">{meta}</p>}
      </div>
    </article>
  );
}

function Answer({ source }: { source: Source }) {
  const ui = useUi();
  return (
    <>
      <p>{ui.words.answerLead}</p>
      <blockquote class="q">
        <p dir="auto">{ui.words.quoted(source.passage)}</p>
        <button type="button" class="cite" onClick={() => ui.go({ name: "article", id: source.id })}>
          <Icon name="book" size={14} />
          <span dir="auto">
            {source.title}
            {source.updated !== null && ` · ${ui.formats.day(source.updated, ui.now())}`}
          </span>
        </button>
      </blockquote>
    </>
  );
}
