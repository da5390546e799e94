/** Who can read this: people, reasons, and a way to check them. */
import { useState } from "preact/hooks";
import type { ConversationState, Person, Reader, SealGroups } from "../contract.ts";
import { useConversation, useReady, useUi } from "../ui.ts";
import { Chunk, loadProof } from "./chunk.tsx";
import { Code } from "./code.tsx";
import { Icon } from "./icons.tsx";
import { NameCard } from "./name-card.tsx";
import { Face, Header, Sign } from "./parts.tsx";
import { Rich } from "./rich.tsx";
import { useWords } from "./words.ts";

const server =
  "M5 3.75h10a1.5 1.5 0 0 1 1.5 1.5v2a1.5 1.5 0 0 1-1.5 1.5H5a1.5 1.5 0 0 1-1.5-1.5v-2A1.5 1.5 0 0 1 5 3.75zM5 11.25h10a1.5 1.5 0 0 1 1.5 1.5v2a1.5 1.5 0 0 1-1.5 1.5H5a1.5 1.5 0 0 1-1.5-1.5v-2a1.5 1.5 0 0 1 1.5-1.5zM6.5 6.25v.01M6.5 13.75v.01";

type Answering = Reader & { readonly kind: "person" };

export function ReadersView() {
  const words = useWords();
  const { organisation } = useReady();
  const conversation = useConversation();
  const [checked, setChecked] = useState<Answering | null>(null);
  const since = useSince();
  if (conversation === null) return null;
  const named = conversation.readers.some((reader) => reader.kind === "person");
  return (
    <div class="page">
      <Header title={words.readersTitle} />
      <main class="rd">
        <ul class="card pl">
          {conversation.readers.map((reader) => (
            <ReaderRow key={readerKey(reader)} reader={reader} more={named} onCheck={setChecked} />
          ))}
          {conversation.passedOn && (
            <li class="off">
              <Sign icon="bot" size={36} />
              <div>
                <b>{words.assistant}</b>
                <p>{words.readersAssistant}</p>
              </div>
            </li>
          )}
        </ul>
        <Promises conversation={conversation} />
        <CheckCard name={organisation.name} seal={organisation.seal} />
        {checked !== null && (
          <NameCard reader={checked} since={since(checked.since)} onClose={() => setChecked(null)} />
        )}
        {conversation.destroyed === null && <Chunk load={loadProof} show={(later) => <later.ProofCard />} />}
        <p class="promise">
          <Icon name="info" />
          <span>{words.limits}</span>
        </p>
      </main>
    </div>
  );
}

function readerKey(reader: Reader): string {
  if (reader.kind === "person") return reader.person.id;
  return reader.kind === "team" ? `team ${reader.team}` : "you";
}

interface ReaderRowProps {
  reader: Reader;
  /** Somebody of the team stands above by name. */
  more: boolean;
  onCheck: (checked: Answering) => void;
}

function ReaderRow({ reader, more, onCheck }: ReaderRowProps) {
  const words = useWords();
  const { customer } = useReady();
  if (reader.kind === "team") return <TeamRow reader={reader} more={more} />;
  if (reader.kind === "you") {
    const you: Person = { id: "you", name: customer.name ?? words.you };
    return (
      <li>
        <Face person={you} size={36} />
        <div>
          <b>{words.you}</b>
          <p>{words.readersDevices(reader.otherDevices)}</p>
        </div>
      </li>
    );
  }
  return <PersonRow reader={reader} onCheck={onCheck} />;
}

function PersonRow({ reader, onCheck }: { reader: Answering; onCheck: (checked: Answering) => void }) {
  const words = useWords();
  const since = useSince();
  const { person, team, why } = reader;
  return (
    <li>
      <Face person={person} size={36} />
      <div>
        <b>
          <bdi>{person.name}</bdi>
        </b>
        <p>{words.readersSince(team, since(reader.since))}</p>
        <p>{words.why[why]}</p>
      </div>
      <button
        type="button"
        class="btn small"
        aria-label={words.checkOf(person.name)}
        onClick={() => onCheck(reader)}
      >
        {words.check}
      </button>
    </li>
  );
}

function TeamRow({ reader, more }: { reader: Reader & { kind: "team" }; more: boolean }) {
  const words = useWords();
  const since = useSince();
  const [open, setOpen] = useState(false);
  return (
    <li class="team">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Sign icon="users" size={36} />
        <span>
          <b>{words.readersTeam(reader.team, reader.others.length, more)}</b>
          <small>{words.readersSince(words.why[reader.why], since(reader.since))}</small>
        </span>
        <Icon name="next" />
      </button>
      {open && (
        <ul>
          {reader.others.map((person) => (
            <li key={person.id}>
              <Face person={person} size={28} />
              <bdi>{person.name}</bdi>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** A time today, a date otherwise. */
function useSince(): (at: number) => string {
  const { formats, now } = useUi();
  return (at) => {
    const today = formats.day(at, now()) === formats.day(now(), now());
    return today ? formats.time(at) : formats.day(at, now());
  };
}

function Promises({ conversation }: { conversation: ConversationState }) {
  const words = useWords();
  const { formats } = useUi();
  const { readableUntil, retentionMonths } = conversation;
  return (
    <div class="card no">
      <Icon name={server} />
      <p>
        <Rich text={words.serverCannot} />
      </p>
      <Icon name="clock" />
      <p>
        <Rich
          text={
            readableUntil === null
              ? words.readableAfter(retentionMonths)
              : words.readableUntil(formats.date(readableUntil))
          }
        />
      </p>
    </div>
  );
}

/** The organisation's own code; a person's stands on their card. */
function CheckCard({ name, seal }: { name: string; seal: SealGroups }) {
  const words = useWords();
  const { organisation } = useReady();
  return (
    <section class="card code">
      <p>
        <Rich text={words.sureTitle(name)} />{" "}
        {organisation.checkPhone === null ? words.sureAsk : words.sureCall(organisation.checkPhone)}
      </p>
      <Code groups={seal} label={words.codeLabel} />
    </section>
  );
}
