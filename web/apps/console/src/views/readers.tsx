/** The side sheet behind the lock line: every person who can read this conversation, since when and why. */

import type { Reader } from "../contract.ts";
import { named } from "../model/name.ts";
import { useReady, useUi } from "../ui.ts";
import { Overlay } from "./overlays.tsx";
import { Avatar, Badge, Icon, Seal } from "./parts.tsx";
import { useShell } from "./shell.ts";

export function Readers() {
  const { words, formats } = useUi();
  const { conversation, organisation } = useReady();
  const { change } = useShell();
  if (conversation === null) return null;
  const { customer } = conversation;
  return (
    <Overlay look="sheet" title={words.whoCanRead} onClose={() => change({ floating: null })}>
      <p className="muted">{words.readersIntro}</p>
      <ul className="readers">
        {conversation.readers.map((reader) => (
          <ReaderLine key={`${reader.kind}-${reader.name}`} reader={reader} />
        ))}
      </ul>
      <section className="seal-box">
        <h3>{words.sealTitle(organisation.name)}</h3>
        <Seal groups={organisation.seal} label={words.sealTitle(organisation.name)} />
        <p className="quiet">{words.sealText}</p>
      </section>
      <p className="keep">
        <Icon name="clock" size={14} />
        {customer.readableUntil === null
          ? words.keptFor(customer.retentionDays)
          : words.keptUntil(formats.date(customer.readableUntil))}
      </p>
    </Overlay>
  );
}

function ReaderLine({ reader }: { reader: Reader }) {
  const { words, formats } = useUi();
  const since = reader.since === null ? words.fromTheStart : words.readerSince(formats.date(reader.since));
  const name = named(words, reader.name);
  return (
    <li className="reader">
      <Avatar name={name} />
      <div className="grow">
        <b dir="auto">{name}</b>
        <p className="quiet">
          {words.readerWhy[reader.why]}, {since}
        </p>
      </div>
      <Badge tone={reader.kind === "customer" ? "accent" : "plain"}>
        {reader.role === "customer" ? words.customer : words.roles[reader.role]}
      </Badge>
    </li>
  );
}
