/** Asking the customer of a conversation who they are, once more, and what came of it. */
import { useEffect, useId, useState } from "react";
import type { AskedItem, ConversationState, DeskFailure } from "../../contract.ts";
import { askedWords } from "../../model/asked.ts";
import { named } from "../../model/name.ts";
import { useNow, useUi } from "../../ui.ts";
import { Overlay } from "../overlays.tsx";
import { FailureNote, Icon, Skeleton } from "../parts.tsx";
import { useRun } from "../run.ts";
import { useShell } from "../shell.ts";

/** Of one question: it stays where it was asked, and changes with the answer. */
export function Asked({ item }: { item: AskedItem }) {
  const { words, formats } = useUi();
  const now = useNow();
  const shown = item.answer !== null && item.answer !== "declined";
  const waits = item.answer === null && item.until > now;
  return (
    <p className="evt">
      <Icon name={shown ? "check" : waits ? "clock" : "close"} />
      <span dir="auto">
        {askedWords(item, words, now)}
        {item.reason !== "" && <q>{item.reason}</q>}
      </span>
      <time>{formats.time(item.at)}</time>
    </p>
  );
}

type Level = "email" | "website";

export function AskIdentity({
  conversation,
  onClose,
}: {
  conversation: ConversationState;
  onClose: () => void;
}) {
  const { desk, words } = useUi();
  const { act } = useShell();
  const runner = useRun();
  const [levels, setLevels] = useState<readonly Level[] | null>(null);
  const [level, setLevel] = useState<Level | null>(null);
  const [reason, setReason] = useState("");
  const [unknown, setUnknown] = useState<DeskFailure | null>(null);
  const field = useId();
  const who = named(words, conversation.who);
  useEffect(() => {
    let current = true;
    void desk.work.identityLevels(conversation.id).then((found) => {
      if (!current) return;
      if (!found.ok) return setUnknown(found.failure);
      setLevels(found.value);
      setLevel(found.value[0] ?? null);
    });
    return () => {
      current = false;
    };
  }, [desk, conversation.id]);
  const ask = async () => {
    if (level === null) return;
    const asked = () => desk.work.askIdentity(conversation.id, level, reason);
    if (!(await runner.run(asked))) return;
    onClose();
    void act(Promise.resolve({ ok: true, value: undefined }), words.ask.sent(who));
  };
  return (
    <Overlay title={words.ask.title(who)} onClose={onClose}>
      {levels === null && unknown === null && <Skeleton rows={3} label={words.loading} />}
      {levels?.length === 0 && <p>{words.ask.none}</p>}
      {level !== null && (
        <form
          className="gap"
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
        >
          <p className="quiet">{words.ask.text}</p>
          <fieldset className="choices">
            <legend>{words.ask.how}</legend>
            {levels?.map((each) => (
              <label key={each} className="check">
                <input type="radio" name="level" checked={each === level} onChange={() => setLevel(each)} />
                <span>{words.ask[each]}</span>
              </label>
            ))}
          </fieldset>
          <div className="field">
            <label htmlFor={field}>{words.ask.reason}</label>
            <textarea
              id={field}
              className="f"
              rows={3}
              maxLength={300}
              dir="auto"
              placeholder={words.ask.reasonHint}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </div>
          <div className="acts">
            <button type="button" className="btn" onClick={onClose}>
              {words.cancel}
            </button>
            <button type="submit" className="btn btn-primary" aria-busy={runner.busy}>
              {words.ask.send}
            </button>
          </div>
        </form>
      )}
      <FailureNote failure={unknown ?? runner.failure} />
    </Overlay>
  );
}
