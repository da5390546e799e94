/** Lines of a conversation with people: what was said, how far it got, and who can read it from now on. */
import type { ComponentChildren } from "preact";
import type { MineItem, Person, ReaderChange } from "../contract.ts";
import { firstName } from "../model/format.ts";
import type { LaterMessages } from "../model/messages.later.en.ts";
import { useUi } from "../ui.ts";
import { check } from "./check.ts";
import { Icon, type IconShape } from "./icons.tsx";
import { Face, Rich } from "./parts.tsx";
import { useWords } from "./words.ts";

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

const swap = "M4 7.5h11M12 4.5l3 3-3 3M16 12.5H5M8 15.5l-3-3 3-3";

const markIcons: Record<MineItem["mark"], IconShape> = {
  waiting: "clock",
  sending: "clock",
  sent: check,
  delivered: check,
  read: "M2 10.5l3.25 3.25 6.5-7.5M9.75 13.5l.5.25 7.25-7.5",
  failed: "alert",
};

function Mark({ item }: { item: MineItem }) {
  const words = useWords();
  const { formats } = useUi();
  return (
    <p class="meta">
      <Icon name={markIcons[item.mark]} size={14} />
      {words.marks[item.mark](formats.time(item.markAt ?? item.at))}
    </p>
  );
}

function Failed({ item }: { item: MineItem }) {
  const ui = useUi();
  const words = useWords();
  const { desk } = ui;
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
  const words = useWords();
  const { formats } = useUi();
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
  const words = useWords();
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

export function Line({ icon, children }: { icon: IconShape; children: ComponentChildren }) {
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
  const all = useWords();
  const words = all.readerChange;
  if (change.kind !== "team-added") {
    return (
      <Line icon={swap}>
        <p>
          <Rich text={changeSentence(change, words)} />
        </p>
      </Line>
    );
  }
  const name = change.person === null ? null : firstName(change.person.name);
  return (
    <Line icon={swap}>
      <p>
        <Rich text={passedOn ? words.teamPassed(change.team) : words.teamAdded(change.team)} />
      </p>
      <p>
        {words.teamReads(name, change.others)}{" "}
        <button type="button" class="link" onClick={() => ui.go({ name: "readers" })}>
          {all.lockMore}
        </button>
      </p>
    </Line>
  );
}

type ChangeWords = LaterMessages["readerChange"];

function changeSentence(change: Exclude<ReaderChange, { kind: "team-added" }>, words: ChangeWords): string {
  switch (change.kind) {
    case "joined":
      return words.joined(change.person.name, change.team);
    case "left":
      return words.left(change.person.name);
    case "device-added":
      return words.deviceAdded;
  }
}
