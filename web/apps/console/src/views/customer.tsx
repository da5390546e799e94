/** What is known about the customer, where it comes from, and until when it can be read. */

import type { ConversationState } from "../contract.ts";
import { named } from "../model/name.ts";
import { useReady, useUi } from "../ui.ts";
import { levelIcon, levelWords, Proofs } from "./identity/customer-proofs.tsx";
import { useMayHold } from "./may.ts";
import { Avatar, Icon, IconButton } from "./parts.tsx";
import { useShell } from "./shell.ts";
import { Stars } from "./thread.tsx";

export function Customer() {
  const { words, formats } = useUi();
  const { conversation } = useReady();
  const { change } = useShell();
  if (conversation === null) return null;
  const { customer } = conversation;
  const name = named(words, customer.name);
  if (conversation.locked) {
    return (
      <aside className="cu" aria-label={words.customer}>
        <About conversation={conversation} />
      </aside>
    );
  }
  const identity = levelWords(words, customer.identity);
  return (
    <aside className="cu" aria-label={words.customer}>
      <div className="cu-h">
        <Avatar name={name} size={40} />
        <div>
          <h2 dir="auto">{name}</h2>
          <p>{words.firstSeen(formats.date(customer.firstSeen))}</p>
        </div>
        <IconButton
          icon="close"
          label={words.hideCustomer}
          className="only-no-panel"
          onPress={() => change({ customer: false })}
        />
      </div>
      <div className={`idb idb-${customer.identity}`}>
        <Icon name={levelIcon(customer.identity)} />
        <div>
          <b>{identity.title}</b>
          {identity.text}
          {conversation.mayReply && (
            <button
              type="button"
              className="btn btn-sm"
              onClick={() => change({ asked: { kind: "identity" } })}
            >
              {words.ask.act}
            </button>
          )}
        </div>
      </div>
      <Proofs proofs={customer.proofs} />
      <Told conversation={conversation} />
      <Rated conversation={conversation} />
      <About conversation={conversation} />
      <Past conversation={conversation} />
      <Keeping conversation={conversation} />
    </aside>
  );
}

function Field({ name, value }: { name: string; value: string }) {
  return (
    <div className="fl">
      <dt>{name}</dt>
      <dd dir="auto" title={value}>
        {value}
      </dd>
    </div>
  );
}

function Told({ conversation }: { conversation: ConversationState }) {
  const { words } = useUi();
  const { fields } = conversation.customer;
  // Whoever embeds the window may send fields that no catalogue names.
  const names: Readonly<Record<string, string>> = words.fieldNames;
  return (
    <section>
      <h3>{words.contact}</h3>
      {fields.length === 0 ? (
        <p className="quiet">{words.contactNone}</p>
      ) : (
        <dl>
          {fields.map(({ name, value }) => (
            <Field key={name} name={names[name] ?? name} value={value} />
          ))}
        </dl>
      )}
    </section>
  );
}

function About({ conversation }: { conversation: ConversationState }) {
  const { words } = useUi();
  return (
    <section>
      <h3>{words.about}</h3>
      <dl>
        <Field name={words.fieldInbox} value={conversation.inbox} />
        <Field name={words.fieldTeam} value={conversation.team} />
        <Field name={words.fieldAssignee} value={conversation.assignee?.name ?? words.nobody} />
      </dl>
    </section>
  );
}

/** The newest one counts: a customer may change their mind. */
function Rated({ conversation }: { conversation: ConversationState }) {
  const { words } = useUi();
  const rating = conversation.items.findLast((item) => item.kind === "rating");
  if (rating?.kind !== "rating") return null;
  return (
    <section>
      <h3>{words.rating}</h3>
      <p className="rated-p">
        <Stars score={rating.score} />
        {words.rated(rating.score)}
      </p>
      {rating.comment !== "" && <blockquote dir="auto">{rating.comment}</blockquote>}
    </section>
  );
}

/** Until when it can be read, and the one way to keep it longer. */
function Keeping({ conversation }: { conversation: ConversationState }) {
  const { desk, words, formats } = useUi();
  const { act } = useShell();
  const may = useMayHold(conversation);
  const { customer, held, id, destroyed } = conversation;
  const told = (on: boolean) => (on ? words.didHold : words.didEndHold);
  const hold = (on: boolean) => void act(desk.work.hold(id, on), told(on), () => desk.work.hold(id, !on));
  const time =
    customer.readableUntil === null
      ? words.keptFor(customer.retentionDays)
      : words.keptUntil(formats.date(customer.readableUntil));
  if (destroyed !== null) return null;
  return (
    <section className="keeping">
      {may && (
        <label className="switch">
          <input
            type="checkbox"
            role="switch"
            checked={held}
            aria-checked={held}
            aria-describedby="hold-more"
            onChange={(event) => hold(event.currentTarget.checked)}
          />
          <span>{words.hold}</span>
        </label>
      )}
      {may && (
        <p className="quiet" id="hold-more">
          {words.holdText}
        </p>
      )}
      <p className="keep-p">
        <Icon name={held ? "pause" : "clock"} size={14} />
        {held ? words.heldLine : time}
      </p>
    </section>
  );
}

function Past({ conversation }: { conversation: ConversationState }) {
  const { desk, words, formats, now } = useUi();
  const { act } = useShell();
  const { past } = conversation.customer;
  return (
    <section>
      <h3>{words.past}</h3>
      {past.length === 0 && <p className="quiet">{words.pastNone}</p>}
      <ul className="past">
        {past.map((each) => (
          <li key={each.id}>
            <button type="button" onClick={() => void act(desk.work.select(each.id))}>
              <Icon name="done" size={14} />
              <span dir="auto">{named(words, each.title)}</span>
              <time>{formats.brief(each.at, now())}</time>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
