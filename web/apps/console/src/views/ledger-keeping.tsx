/** How long the record of acts is kept, part by part, and what is held of it. For owners and admins. */
import { type FormEvent, useEffect, useState } from "react";
import type {
  HoldReason,
  RecordHold,
  RecordKeeping,
  RecordPart,
  RecordRule,
  RecordTrial,
} from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { SelectField, TextField } from "./fields.tsx";
import { offered } from "./inbox-fields.tsx";
import { Overlay } from "./overlays.tsx";
import { Section } from "./page.tsx";
import { FailureNote, Icon, Skeleton } from "./parts.tsx";
import { type Runner, useRun } from "./run.ts";
import { useShell } from "./shell.ts";

type Kept = (keeping: RecordKeeping) => void;

export function LedgerKeeping() {
  const { desk, words } = useUi();
  const runner = useRun();
  const [keeping, setKeeping] = useState<RecordKeeping | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once, when the area opens
  useEffect(() => {
    let here = true;
    void runner.run(() => desk.admin.recordKeeping()).then((got) => here && got && setKeeping(got.value));
    return () => {
      here = false;
    };
  }, [desk]);
  return (
    <>
      <Section title={words.recordKeeping} text={words.recordKeepingText}>
        <FailureNote failure={runner.failure} />
        {keeping === null && runner.failure === null && <Skeleton rows={6} label={words.loading} />}
        {keeping && <Rules keeping={keeping} onKept={setKeeping} />}
      </Section>
      {keeping && <Holds holds={keeping.holds} onKept={setKeeping} />}
    </>
  );
}

function Rules({ keeping, onKept }: { keeping: RecordKeeping; onKept: Kept }) {
  const { words } = useUi();
  return (
    <>
      {keeping.holds.some(({ about }) => about === null) && (
        <p className="limits">
          <Icon name="lock" />
          {words.recordWholeHeld}
        </p>
      )}
      <ul className="card lines">
        {keeping.rules.map((rule) => (
          <RuleLine key={rule.part} rule={rule} keeping={keeping} onKept={onKept} />
        ))}
      </ul>
      <p className="hint">{words.recordTold}</p>
    </>
  );
}

interface RuleProps {
  readonly rule: RecordRule;
  readonly keeping: RecordKeeping;
  readonly onKept: Kept;
}

function RuleLine({ rule, keeping, onKept }: RuleProps) {
  const { words } = useUi();
  const [open, setOpen] = useState(false);
  const { name, text } = words.recordParts[rule.part];
  return (
    <li className="kept">
      <span className="grow">
        <b>{name}</b>
        <span className="quiet below">{text}</span>
        {rule.next && <Following rule={rule} next={rule.next} onKept={onKept} />}
      </span>
      <span>{rule.days === 0 ? words.recordKeptForEver : words.recordKept(words.days(rule.days))}</span>
      <button
        type="button"
        className="btn btn-sm"
        aria-label={words.recordChange(name)}
        onClick={() => setOpen(true)}
      >
        {words.recordChangeShort}
      </button>
      {open && <ChangeRule rule={rule} keeping={keeping} onKept={onKept} onClose={() => setOpen(false)} />}
    </li>
  );
}

/** What takes effect later can be stopped until then. */
function Following(props: { rule: RecordRule; next: NonNullable<RecordRule["next"]>; onKept: Kept }) {
  const { desk, words, formats } = useUi();
  const runner = useRun();
  const { part, days } = props.rule;
  const stop = async () => {
    const kept = await runner.run(() => desk.admin.keepRecord(part, days));
    if (kept) props.onKept(kept.value);
  };
  return (
    <span className="below ask">
      <span className="warned">
        <Icon name="clock" />
        {words.recordNext(words.days(props.next.days), formats.date(props.next.from))}
      </span>
      <button type="button" className="btn btn-sm" aria-busy={runner.busy} onClick={() => void stop()}>
        {words.recordNextStop}
      </button>
      <FailureNote failure={runner.failure} />
    </span>
  );
}

const other = "other";

/** Nobody shortens without having seen what it would erase. */
function ChangeRule({ rule, keeping, onKept, onClose }: RuleProps & { onClose: () => void }) {
  const { desk, words } = useUi();
  const { change } = useShell();
  const runner = useRun();
  const [days, setDays] = useState(rule.days);
  const trial = useTrial(rule.part);
  const { name } = words.recordParts[rule.part];
  const shorter = days > 0 && (rule.days === 0 || days < rule.days);
  const seen = !shorter || trial.found?.days === days;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!seen) return void trial.look(days);
    const kept = await runner.run(() => desk.admin.keepRecord(rule.part, days));
    if (!kept) return;
    onKept(kept.value);
    change({ told: { text: words.recordSaved(name), failure: null, undo: null } });
    onClose();
  };
  return (
    <Overlay title={name} onClose={onClose} grave={shorter}>
      <form className="gap" onSubmit={(event) => void save(event)}>
        <RecordDays days={days} keeping={keeping} onDays={setDays} />
        {days !== rule.days && <p className="hint">{shorter ? words.recordShorter : words.recordLonger}</p>}
        <div role="status">{shorter && seen && trial.found && <Found trial={trial.found} />}</div>
        <FailureNote failure={trial.runner.failure ?? runner.failure} />
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            {words.cancel}
          </button>
          <button
            type="submit"
            className={`btn ${seen ? "btn-primary" : ""}`}
            disabled={days === rule.days && rule.next === null}
            aria-busy={runner.busy || trial.runner.busy}
          >
            {seen ? words.save : words.recordTry}
          </button>
        </div>
      </form>
    </Overlay>
  );
}

interface DaysProps {
  readonly days: number;
  readonly keeping: RecordKeeping;
  readonly onDays: (days: number) => void;
}

function RecordDays({ days, keeping, onDays }: DaysProps) {
  const { words } = useUi();
  const [free, setFree] = useState(false);
  const forEver = { days: 0, label: words.recordForEver };
  const choices = offered(
    [forEver, ...words.retentions.filter((each) => each.days >= keeping.fewest)],
    { days, label: words.days(days) },
    (a, b) => a.days === b.days,
  );
  const choose = (text: string) => {
    setFree(text === other);
    if (text !== other) onDays(Number(text));
  };
  const type = (text: string) => {
    const typed = Number(text);
    if (Number.isInteger(typed) && typed >= keeping.fewest && typed <= keeping.most) onDays(typed);
  };
  return (
    <>
      <SelectField label={words.recordKeepFor} value={free ? other : `${days}`} onText={choose}>
        {choices.map((each) => (
          <option key={each.days} value={each.days}>
            {each.label}
          </option>
        ))}
        <option value={other}>{words.keepOther}</option>
      </SelectField>
      {free && <FreeDays keeping={keeping} days={days} onText={type} />}
    </>
  );
}

function FreeDays(props: { keeping: RecordKeeping; days: number; onText: (text: string) => void }) {
  const { words } = useUi();
  const [text, setText] = useState(props.days === 0 ? "" : `${props.days}`);
  return (
    <TextField
      label={words.keepDays}
      type="number"
      required
      min={props.keeping.fewest}
      max={props.keeping.most}
      value={text}
      onText={(typed) => {
        setText(typed);
        props.onText(typed);
      }}
    />
  );
}

interface Trying {
  readonly runner: Runner;
  readonly found: RecordTrial | null;
  readonly look: (days: number) => Promise<void>;
}

function useTrial(part: RecordPart): Trying {
  const { desk } = useUi();
  const runner = useRun();
  const [found, setFound] = useState<RecordTrial | null>(null);
  const look = async (days: number) => {
    const tried = await runner.run(() => desk.admin.tryRecord(part, days));
    setFound(tried?.value ?? null);
  };
  return { runner, found, look };
}

function Found({ trial }: { trial: RecordTrial }) {
  const { words, formats } = useUi();
  const date = trial.oldest === null ? "" : formats.date(trial.oldest);
  const said = trial.more ? words.recordTrialMore : words.recordTrial;
  return (
    <div className="trial">
      <p className={trial.events > 0 ? "warned" : ""}>
        {trial.events > 0 && <Icon name="alert" />}
        {trial.events === 0 ? words.recordTrialNone : said(trial.events, date)}
      </p>
      {trial.held > 0 && <p>{words.recordTrialHeld(trial.held)}</p>}
    </div>
  );
}

function Holds({ holds, onKept }: { holds: readonly RecordHold[]; onKept: Kept }) {
  const { words } = useUi();
  const [open, setOpen] = useState(false);
  return (
    <Section title={words.recordHolds} text={words.recordHoldsText}>
      {holds.length === 0 && <p className="hint">{words.recordHoldsNone}</p>}
      {holds.length > 0 && (
        <ul className="card lines">
          {holds.map((hold) => (
            <HoldLine key={hold.about} hold={hold} onKept={onKept} />
          ))}
        </ul>
      )}
      <div className="under">
        <button type="button" className="btn" onClick={() => setOpen(true)}>
          <Icon name="lock" />
          {words.recordHoldBegin}
        </button>
      </div>
      {open && <BeginHold onKept={onKept} onClose={() => setOpen(false)} />}
    </Section>
  );
}

/** Letters and digits of an id stay in their order within a sentence of any direction (UAX #9, 2.4). */
const isolated = (id: string) => `\u2068${id}\u2069`;

function HoldLine({ hold, onKept }: { hold: RecordHold; onKept: Kept }) {
  const { words, formats } = useUi();
  const { people } = useReady();
  const [asking, setAsking] = useState(false);
  const { about } = hold;
  const who = people.find(({ id }) => id === about)?.name ?? about?.slice(0, 12) ?? "";
  const what = about === null ? words.recordHoldAll : words.recordHoldAbout(isolated(who));
  return (
    <li>
      <Icon name="lock" />
      <span className="grow">
        <b title={about ?? undefined}>{what}</b>
        <span className="quiet below">
          {words.recordHoldSince(words.recordHoldReasons[hold.reason], formats.date(hold.begun))}
        </span>
      </span>
      <button
        type="button"
        className="btn btn-sm"
        aria-label={words.recordReleaseOf(what)}
        onClick={() => setAsking(true)}
      >
        {words.recordRelease}
      </button>
      {asking && <Release about={about} what={what} onKept={onKept} onClose={() => setAsking(false)} />}
    </li>
  );
}

interface ReleaseProps {
  readonly about: string | null;
  readonly what: string;
  readonly onKept: Kept;
  readonly onClose: () => void;
}

function Release({ about, what, onKept, onClose }: ReleaseProps) {
  const { desk, words } = useUi();
  const runner = useRun();
  const release = async () => {
    const kept = await runner.run(() => desk.admin.releaseRecord(about));
    if (kept) onKept(kept.value);
  };
  return (
    <Overlay title={words.recordReleaseAsk} onClose={onClose} grave>
      <p>
        <b>{what}</b>
      </p>
      <p>{words.recordReleaseText}</p>
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <button type="button" className="btn" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="btn btn-danger"
          aria-busy={runner.busy}
          onClick={() => void release()}
        >
          {words.recordRelease}
        </button>
      </div>
    </Overlay>
  );
}

const whole = "";
const ids = /^[0-9a-f]{64}$/;

function BeginHold({ onKept, onClose }: { onKept: Kept; onClose: () => void }) {
  const { desk, words } = useUi();
  const { people } = useReady();
  const runner = useRun();
  const [what, setWhat] = useState(whole);
  const [id, setId] = useState("");
  const [reason, setReason] = useState<HoldReason>("litigation");
  const typed = id.trim().toLowerCase();
  const about = what === other ? typed : what;
  const ready = what !== other || ids.test(typed);
  const hold = async (event: FormEvent) => {
    event.preventDefault();
    const kept = await runner.run(() => desk.admin.holdRecord(about === whole ? null : about, reason));
    if (!kept) return;
    onKept(kept.value);
    onClose();
  };
  return (
    <Overlay title={words.recordHoldBegin} onClose={onClose}>
      <form className="gap" onSubmit={(event) => void hold(event)}>
        <SelectField label={words.recordHoldWhat} value={what} onText={setWhat}>
          <option value={whole}>{words.recordHoldAll}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {words.recordHoldAbout(person.name)}
            </option>
          ))}
          <option value={other}>{words.recordHoldOther}</option>
        </SelectField>
        {what === other && (
          <TextField
            label={words.recordHoldId}
            hint={words.recordHoldIdHint}
            value={id}
            onText={setId}
            mono
            required
            maxLength={80}
            dir="ltr"
          />
        )}
        <SelectField
          label={words.recordHoldWhy}
          value={reason}
          onText={(text) => setReason(text as HoldReason)}
        >
          {Object.entries(words.recordHoldReasons).map(([word, said]) => (
            <option key={word} value={word}>
              {said}
            </option>
          ))}
        </SelectField>
        <FailureNote failure={runner.failure} />
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="btn btn-primary" disabled={!ready} aria-busy={runner.busy}>
            {words.recordHoldBegin}
          </button>
        </div>
      </form>
    </Overlay>
  );
}
