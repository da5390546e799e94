/** Lines of a thread: what was said, by whom, and how far it got. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { AssistantItem, MineItem, Person, ReaderChange, Source } from "../contract.ts";
import { firstName } from "../model/format.ts";
import { useUi } from "../ui.ts";
import { Icon, type IconName } from "./icons.tsx";
import { Face, Rich, Sign } from "./parts.tsx";

/** A log that stays at its end, unless one has scrolled up to read. */
export function Thread({
  label,
  mark,
  children,
}: {
  label: string;
  mark: unknown;
  children: ComponentChildren;
}) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const el = box.current;
    if (el !== null && atEnd.current) el.scrollTop = el.scrollHeight;
  }, [mark]);
  return (
    <section
      class="th-box"
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      role="log"
      aria-label={label}
      onScroll={(event) => (atEnd.current = nearEnd(event.currentTarget))}
    >
      <div class="th">{children}</div>
    </section>
  );
}

function nearEnd(el: HTMLElement): boolean {
  return el.scrollHeight - el.scrollTop - el.clientHeight < 48;
}

export function Mine({ item, last }: { item: MineItem; last: boolean }) {
  return (
    <div class={`m me ${item.mark}`}>
      <p class="bb" dir="auto">
        {item.text}
      </p>
      {last && (item.mark === "failed" ? <Failed item={item} /> : <Mark item={item} />)}
    </div>
  );
}

const markIcons: Record<MineItem["mark"], IconName> = {
  waiting: "clock",
  sending: "clock",
  sent: "check",
  delivered: "check",
  read: "checks",
  failed: "alert",
};

function Mark({ item }: { item: MineItem }) {
  const { words, formats } = useUi();
  return (
    <p class="meta">
      <Icon name={markIcons[item.mark]} size={14} />
      {words.marks[item.mark](formats.time(item.markAt ?? item.at))}
    </p>
  );
}

function Failed({ item }: { item: MineItem }) {
  const ui = useUi();
  const { words, desk } = ui;
  return (
    <div class="fail">
      <p class="fail-text">
        <Icon name="alert" size={14} />
        <span>
          <b>{words.marks.failed()}.</b> {item.failure?.message} {item.failure?.next}
        </span>
      </p>
      <div class="chips">
        <button type="button" class="chip" onClick={() => void ui.run(desk.retry(item.id))}>
          {words.tryAgain}
        </button>
        <button type="button" class="chip" onClick={() => void ui.run(desk.takeBack(item.id))}>
          {words.takeBack}
        </button>
      </div>
    </div>
  );
}

interface TheirsProps {
  author: Person;
  text: string;
  at: number;
  last: boolean;
  edited: boolean;
}

export function Theirs({ author, text, at, last, edited }: TheirsProps) {
  const { words, formats } = useUi();
  const time = edited ? `${formats.time(at)} · ${words.edited}` : formats.time(at);
  return (
    <div class={last ? "m" : "m run"}>
      {last && <Face person={author} />}
      <div>
        <p class="bb" dir="auto">
          {text}
        </p>
        {last ? (
          <p class="meta">{words.meta(firstName(author.name), time)}</p>
        ) : (
          <span class="vh">{author.name}</span>
        )}
      </div>
    </div>
  );
}

export function Typing({ person }: { person: Person }) {
  const { words } = useUi();
  return (
    <div class="m">
      <Face person={person} />
      <p class="bb dots">
        <span class="vh">{words.typing(firstName(person.name))}</span>
        <i />
        <i />
        <i />
      </p>
    </div>
  );
}

export function Line({ icon, children }: { icon: IconName; children: ComponentChildren }) {
  return (
    <div class="ln">
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

/** A change of readers is a plain line, never a passing notice. */
export function ReaderLine({ change, passedOn }: { change: ReaderChange; passedOn: boolean }) {
  const ui = useUi();
  const words = ui.words.readerChange;
  if (change.kind !== "team-added") {
    return (
      <Line icon="swap">
        <p>
          <Rich text={changeSentence(change, words)} />
        </p>
      </Line>
    );
  }
  const name = change.person === null ? null : firstName(change.person.name);
  return (
    <Line icon="swap">
      <p>
        <Rich text={passedOn ? words.teamPassed(change.team) : words.teamAdded(change.team)} />
      </p>
      <p>
        {words.teamReads(name, change.others)}{" "}
        <button type="button" class="link" onClick={() => ui.go({ name: "readers" })}>
          {ui.words.lockMore}
        </button>
      </p>
    </Line>
  );
}

type ChangeWords = ReturnType<typeof useUi>["words"]["readerChange"];

function changeSentence(change: Exclude<ReaderChange, { kind: "team-added" }>, words: ChangeWords): string {
  switch (change.kind) {
    case "joined":
      return words.joined(change.person.name, change.team);
    case "left":
      return words.left(change.person.name);
    case "device-added":
      return words.deviceAdded(change.label);
    case "device-removed":
      return words.deviceRemoved(change.label);
  }
}

interface AssistantLineProps {
  item: AssistantItem;
  /** Absent in a passed-on transcript: there it is a record, and nothing can be pressed but the source. */
  choices?: ((item: AssistantItem & { kind: "choices" }) => ComponentChildren) | undefined;
}

export function AssistantLine({ item, choices }: AssistantLineProps) {
  const { words, formats } = useUi();
  if (item.kind === "asked") {
    return (
      <div class="m me">
        <p class="bb" dir="auto">
          {item.text}
        </p>
      </div>
    );
  }
  return (
    <>
      <AssistantBubble meta={words.automatic(formats.time(item.at))}>
        {item.kind === "answer" && <Answer source={item.source} />}
        {item.kind === "choices" && <p>{words.choicesLead}</p>}
        {item.kind === "unknown" && <p>{words.unknown}</p>}
        {item.kind === "choices" && choices === undefined && (
          <ul class="told">
            {item.choices.map((article) => (
              <li key={article.id} dir="auto">
                {article.title}
              </li>
            ))}
          </ul>
        )}
      </AssistantBubble>
      {item.kind === "choices" && choices?.(item)}
    </>
  );
}

export function AssistantBubble({ meta, children }: { meta?: string; children: ComponentChildren }) {
  return (
    <div class="m">
      <Sign icon="bot" accent />
      <div>
        <div class="bb">{children}</div>
        {meta !== undefined && <p class="meta">{meta}</p>}
      </div>
    </div>
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
            {source.title} · {ui.formats.day(source.updated, ui.now())}
          </span>
        </button>
      </blockquote>
    </>
  );
}
