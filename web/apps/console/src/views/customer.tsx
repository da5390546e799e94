/** What is known about the customer, where it comes from, and until when it can be read. */
import type { ConversationState } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { Avatar, Icon, IconButton } from "./parts.tsx";
import { useShell } from "./shell.ts";

export function Customer() {
  const { words, formats } = useUi();
  const { conversation } = useReady();
  const { change } = useShell();
  if (conversation === null) return null;
  const { customer } = conversation;
  const identity = words.identity[customer.identity];
  return (
    <aside className="cu" aria-label={words.customer}>
      <div className="cu-h">
        <Avatar name={customer.name} size={40} />
        <div>
          <h2 dir="auto">{customer.name}</h2>
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
        <Icon name={customer.identity === "named" ? "at" : "user"} />
        <div>
          <b>{identity.title}</b>
          {identity.text}
        </div>
      </div>
      <Told conversation={conversation} />
      <About conversation={conversation} />
      <Past conversation={conversation} />
      <p className="keep">
        <Icon name="clock" size={14} />
        {customer.readableUntil === null
          ? words.keptFor(customer.retentionDays)
          : words.keptUntil(formats.date(customer.readableUntil))}
      </p>
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
  return (
    <section>
      <h3>{words.contact}</h3>
      {fields.length === 0 ? (
        <p className="quiet">{words.contactNone}</p>
      ) : (
        <dl>
          {fields.map(({ name, value }) => (
            <Field key={name} name={words.fieldNames[name] ?? name} value={value} />
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
              <span dir="auto">{each.title}</span>
              <time>{formats.brief(each.at, now())}</time>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
