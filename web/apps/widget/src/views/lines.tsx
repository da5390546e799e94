/** Lines between the messages: who is writing, and who can read it from now on. */
import type { ComponentChildren } from "preact";
import type { Person, ReaderChange } from "../contract.ts";
import { firstName } from "../model/format.ts";
import type { LaterMessages } from "../model/messages.later.en.ts";
import { useUi } from "../ui.ts";
import { Icon, type IconShape } from "./icons.tsx";
import { Face } from "./parts.tsx";
import { Rich } from "./rich.tsx";
import { useWords } from "./words.ts";

const swap = "M4 7.5h11M12 4.5l3 3-3 3M16 12.5H5M8 15.5l-3-3 3-3";

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
    case "device-removed":
      return words.deviceRemoved;
  }
}
