/** One conversation: what to do with it, who can read it, what was said, and where to write. */

import type { ConversationState, Instant } from "../contract.ts";
import { named } from "../model/name.ts";
import { waitOf } from "../model/rows.ts";
import { useNow, useReady, useUi } from "../ui.ts";
import { AskedFor } from "./asked.tsx";
import { Composer } from "./composer.tsx";
import { useAttach } from "./composer-tools.tsx";
import { useDrop } from "./drop.ts";
import { Locked } from "./identity/sensitive.tsx";
import { keepPlace, useKeptPlace } from "./kept-place.ts";
import { NothingOpen, useLeftTeam } from "./left-team.tsx";
import { isAdmin } from "./may.ts";
import { type Choice, ChoiceMenu } from "./menu.tsx";
import { Avatar, Badge, Empty, FailureNote, Icon, IconButton, Kbd, Skeleton } from "./parts.tsx";
import { useShell } from "./shell.ts";
import { TalkContext, useTalkState } from "./talk.ts";
import { Thread } from "./thread.tsx";
import { mayBeSaved } from "./transcript.tsx";
import { useConversationActions } from "./work-actions.ts";

export function Conversation() {
  const { words } = useUi();
  const { conversation } = useReady();
  useKeptPlace(conversation?.id ?? null);
  const left = useLeftTeam();
  if (conversation === null) {
    return (
      <section className="cv" aria-label={words.messages} id="conversation" tabIndex={-1}>
        <NothingOpen left={left} />
      </section>
    );
  }
  return <Open key={conversation.id} conversation={conversation} />;
}

function Open({ conversation }: { conversation: ConversationState }) {
  const { words } = useUi();
  const talk = useTalkState(conversation);
  const { mode } = conversation.draft;
  const attach = useAttach(conversation, mode);
  const [over, dropping] = useDrop(conversation.mayReply && conversation.destroyed === null, attach);
  return (
    <TalkContext value={talk}>
      <section
        className="cv"
        aria-label={words.conversationWith(named(words, conversation.who))}
        id="conversation"
        tabIndex={-1}
        {...dropping}
      >
        <Head conversation={conversation} />
        {conversation.destroyed === null && !conversation.locked && <LockLine conversation={conversation} />}
        <Body conversation={conversation} />
        {over && (
          <p className={`drop drop-${mode}`}>
            <Icon name="clip" size={24} />
            {mode === "note" ? words.dropNote : words.dropHere(named(words, conversation.who))}
          </p>
        )}
        <AskedFor conversation={conversation} />
      </section>
    </TalkContext>
  );
}

function Body({ conversation }: { conversation: ConversationState }) {
  if (conversation.destroyed !== null) return <Destroyed at={conversation.destroyed} />;
  if (conversation.locked) return <Locked conversation={conversation.id} />;
  return <Live conversation={conversation} />;
}

function Live({ conversation }: { conversation: ConversationState }) {
  const { words } = useUi();
  return (
    <>
      {conversation.held && (
        <p className="held">
          <Icon name="pause" size={14} />
          {words.heldLine}
        </p>
      )}
      {conversation.loading && conversation.items.length === 0 ? (
        <Skeleton rows={5} label={words.loading} />
      ) : (
        <Thread conversation={conversation} />
      )}
      <Presence conversation={conversation} />
      {conversation.refusal && <FailureNote failure={conversation.refusal} />}
      <OtherDraft conversation={conversation} />
      <Composer conversation={conversation} />
    </>
  );
}

/** Its keys are gone: that is said in place of what cannot be shown, and is no fault. */
function Destroyed({ at }: { at: Instant }) {
  const { words, formats } = useUi();
  const { change } = useShell();
  const mayLook = isAdmin(useReady().me);
  return (
    <Empty icon="key" title={words.destroyedTitle} text={words.destroyedText(formats.date(at))}>
      {mayLook && (
        <button type="button" className="btn" onClick={() => change({ area: "keeping" })}>
          {words.destroyedProof}
        </button>
      )}
    </Empty>
  );
}

/** What the same person wrote elsewhere is offered, never mixed in unasked. */
function OtherDraft({ conversation }: { conversation: ConversationState }) {
  const { desk, words, formats } = useUi();
  const { act } = useShell();
  const now = useNow();
  const { otherDraft } = conversation;
  if (otherDraft === null) return null;
  const text = [otherDraft.reply, otherDraft.note].filter((each) => each !== "").join(" · ");
  return (
    <div className="other" role="status">
      <Icon name="device" />
      <p>
        <b>{words.otherDraft(formats.ago(otherDraft.at, now))}</b>
        <span dir="auto">{text}</span>
      </p>
      <button
        type="button"
        className="btn btn-sm"
        onClick={() => void act(desk.work.takeOtherDraft(conversation.id))}
      >
        {words.otherDraftUse}
      </button>
    </div>
  );
}

function Head({ conversation }: { conversation: ConversationState }) {
  const { desk, words } = useUi();
  const { act, change, customer } = useShell();
  const now = useNow();
  const { claim, toggleClosed } = useConversationActions();
  const wait = conversation.state === "open" ? waitOf(conversation.waitingSince, now) : null;
  const title = named(words, conversation.title);
  return (
    <header className="cv-h">
      <IconButton
        icon="back"
        label={words.backToList}
        className="only-phone"
        onPress={() => void act(desk.work.select(null))}
      />
      <h1 dir="auto" title={title}>
        {title}
      </h1>
      {conversation.state === "closed" && <Badge icon="done">{words.closedState}</Badge>}
      {conversation.held && (
        <Badge icon="pause" tone="warn">
          {words.held}
        </Badge>
      )}
      {wait && (
        <Badge icon="clock" tone={wait.level === "late" ? "bad" : wait.level === "soon" ? "warn" : "plain"}>
          <span className="not-tight">{words.waiting}</span> {words.waits(wait.minutes)}
        </Badge>
      )}
      <span className="sp" />
      {conversation.assignee === null && conversation.state === "open" && (
        <button type="button" className="btn btn-sm btn-quiet" onClick={claim}>
          {words.claim}
          <Kbd keys={["C"]} />
        </button>
      )}
      <Assign conversation={conversation} />
      <IconButton
        icon="info"
        label={words.customerInfo}
        className="only-no-panel"
        pressed={customer}
        onPress={() => change({ customer: !customer })}
      />
      {conversation.destroyed === null && (
        <button type="button" className="btn btn-sm" onClick={toggleClosed}>
          <Icon name={conversation.state === "open" ? "done" : "undo"} size={14} />
          {conversation.state === "open" ? words.close : words.reopen}
          {conversation.state === "open" && <Kbd keys={["E"]} />}
        </button>
      )}
      {mayBeSaved(conversation) && (
        <ChoiceMenu
          label={words.moreToDo}
          choices={[
            ...(conversation.mayReply
              ? [
                  {
                    id: "ask",
                    label: words.ask.act,
                    mark: <Icon name="user" />,
                    onPress: () => change({ asked: { kind: "identity" } }),
                  },
                ]
              : []),
            {
              id: "save",
              label: words.saveTalk,
              mark: <Icon name="download" />,
              onPress: () => change({ asked: { kind: "transcript" } }),
            },
          ]}
        >
          <Icon name="more" />
        </ChoiceMenu>
      )}
    </header>
  );
}

function Assign({ conversation }: { conversation: ConversationState }) {
  const { words } = useUi();
  const ready = useReady();
  const { assigning, change } = useShell();
  const { assign } = useConversationActions();
  const team = ready.people.filter(
    (person) => person.teams.includes(conversation.team) && !person.waitingForKey,
  );
  const choices: readonly Choice[] = [
    {
      id: "nobody",
      label: words.nobody,
      mark: <Icon name="inbox" />,
      onPress: () => assign(null),
    },
    ...team.map((person) => ({
      id: person.id,
      label: person.id === ready.me.id ? words.me(person.name) : person.name,
      mark: <Avatar name={person.name} size={20} on={person.online} />,
      onPress: () => assign(person),
    })),
  ];
  const label = conversation.assignee ? words.assignedTo(conversation.assignee.name) : words.assign;
  return (
    <ChoiceMenu
      label={label}
      spoken
      className="btn btn-sm btn-quiet"
      choices={choices}
      selected={conversation.assignee?.id ?? "nobody"}
      open={assigning}
      onOpen={(open) => {
        change({ assigning: open });
        if (!open) requestAnimationFrame(() => requestAnimationFrame(keepPlace));
      }}
    >
      {conversation.assignee ? (
        <Avatar name={conversation.assignee.name} size={18} />
      ) : (
        <Icon name="user" size={14} />
      )}
      <span className="vh">{label}</span>
      <span className="not-tight" aria-hidden="true">
        {conversation.assignee ? conversation.assignee.name : words.assign}
      </span>
    </ChoiceMenu>
  );
}

function LockLine({ conversation }: { conversation: ConversationState }) {
  const { words } = useUi();
  const { change } = useShell();
  const staff = conversation.readers.filter((reader) => reader.kind === "staff");
  const shown = staff.slice(0, 3);
  return (
    <button type="button" className="lockl" onClick={() => change({ floating: "readers" })}>
      <Icon name="lock" size={14} />
      <span className="lockl-t">{words.lockLine(named(words, conversation.who), conversation.team)}</span>
      <span className="r">
        <span className="not-phone">{words.readersCount(conversation.readers.length)}</span>
        <span className="stack not-phone">
          {shown.map((reader) => (
            <Avatar key={named(words, reader.name)} name={named(words, reader.name)} size={20} />
          ))}
          {staff.length > shown.length && (
            <span className="av av-20" aria-hidden="true">
              +{staff.length - shown.length}
            </span>
          )}
        </span>
        <Icon name="chev-r" size={14} />
      </span>
    </button>
  );
}

function Presence({ conversation }: { conversation: ConversationState }) {
  const { words } = useUi();
  const { viewing } = conversation;
  const typing = conversation.typing.map((name) => named(words, name));
  const name = typing[0] ?? viewing[0]?.name;
  return (
    <p className="ty" role="status">
      {name !== undefined && (
        <>
          <Avatar name={name} size={18} />
          {typing.length > 0 ? words.typing(typing) : words.viewing(viewing.map((person) => person.name))}
        </>
      )}
    </p>
  );
}
