/**
 * What a team wants to know: before it answers, or once more in the conversation. An address that a code comes back
 * from, or a sign-in on the website.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AskedItem, IdentityAnswer, Outcome } from "../contract.ts";
import styles from "../styles/asked.css?inline";
import { useReady, useUi } from "../ui.ts";
import { askedWords } from "../words/asked.ts";
import { deviceWords } from "../words/devices.ts";
import { Line } from "./lines.tsx";

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

const againAfter = 30_000;

const useAsked = () => askedWords(useUi().language);

export function Asked() {
  const { asks, organisation } = useReady();
  const words = useAsked();
  const section = useRef<HTMLElement>(null);
  // The composer was here: the keyboard stays at this place.
  useEffect(() => section.current?.focus(), []);
  if (asks === null) return null;
  return (
    <section class="asked" ref={section} tabIndex={-1} aria-labelledby="asked">
      <h2 id="asked">{asks === "email" ? words.emailTitle : words.siteTitle}</h2>
      {asks === "email" ? <First team={organisation.team} /> : <Website team={organisation.team} />}
    </section>
  );
}

function First({ team }: { team: string }) {
  const { desk } = useUi();
  const words = useAsked();
  return (
    <Email check={(email, code) => desk.showing((s) => s.checkCode(email, code))} below={<Elsewhere />}>
      <p>{words.emailText(team)}</p>
    </Email>
  );
}

/** Somebody of the team asks in the conversation. Whoever would not may still do, while the question stands. */
export function Question({ item }: { item: AskedItem }) {
  const { now } = useUi();
  const words = useAsked();
  if (item.state === "shown") {
    return (
      <Line icon="info">
        <p>{words.shown}</p>
      </Line>
    );
  }
  const over = item.until < now();
  return (
    <section class="asked question" aria-labelledby={`asked-${item.id}`}>
      <h2 id={`asked-${item.id}`}>{words.question(item.author.name)}</h2>
      {item.reason !== "" && <blockquote dir="auto">{item.reason}</blockquote>}
      {over ? <p>{words.over}</p> : <Answer item={item} />}
    </section>
  );
}

function Answer({ item }: { item: AskedItem }) {
  const ui = useUi();
  const words = useAsked();
  const [going, setGoing] = useState(false);
  const [busy, setBusy] = useState(false);
  const answer = (how: IdentityAnswer) => ui.desk.showing((s) => s.answer(item.id, how));
  const say = async (how: IdentityAnswer) => {
    if (busy) return;
    setBusy(true);
    await ui.run(answer(how));
    setBusy(false);
  };
  if (item.level === "passkey") return <p>{words.cannot}</p>;
  if (going) {
    return (
      <Email check={(email, code) => answer({ by: "email", email, code })} at={item.id}>
        <p>{words.questionEmail}</p>
      </Email>
    );
  }
  const email = item.level === "email";
  return (
    <>
      <p>{item.state === "declined" ? words.declined : words.questionWhy}</p>
      {!email && <p>{words.questionSite}</p>}
      <button
        type="button"
        class="btn primary"
        aria-disabled={busy}
        onClick={() => (email ? setGoing(true) : void say({ by: "website" }))}
      >
        {email ? words.confirmEmail : words.confirmSite}
      </button>
      {item.state === "open" && (
        <button type="button" class="btn quiet" onClick={() => void say({ by: "nobody" })}>
          {words.notNow}
        </button>
      )}
    </>
  );
}

/** The page around knows who is signed in on it, and is asked again. */
function Website({ team }: { team: string }) {
  const ui = useUi();
  const words = useAsked();
  return (
    <>
      <p>{words.siteText(team)}</p>
      <button type="button" class="btn primary" onClick={() => void ui.run(ui.desk.tryAgain())}>
        {words.siteDone}
      </button>
    </>
  );
}

interface EmailProps {
  check: (email: string, code: string) => Promise<Outcome<void>>;
  children: ComponentChildren;
  below?: ComponentChildren;
  /** In a conversation: whoever pressed a button for it goes on typing here. */
  at?: string;
}

function Email({ check: show, children, below, at = "" }: EmailProps) {
  const ui = useUi();
  const words = useAsked();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (at !== "") field.current?.focus();
  }, []);
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(0);
  const [busy, setBusy] = useState(false);
  const run = async <T,>(command: ReturnType<typeof ui.run<T>>) => {
    setBusy(true);
    const { ok } = await command;
    setBusy(false);
    return ok;
  };
  const send = async () => {
    if (!busy && (await run(ui.run(ui.desk.showing((s) => s.sendCode(email.trim())))))) setSent(sent + 1);
  };
  const check = async (code: string) => {
    if (!busy) await run(ui.run(show(email.trim(), code)));
  };
  if (sent > 0) {
    return <Code {...{ at, email, sent, busy }} onCheck={check} onAgain={send} onOther={() => setSent(0)} />;
  }
  return (
    <form
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {children}
      <label for={`asked-email${at}`}>{words.email}</label>
      <input
        id={`asked-email${at}`}
        ref={field}
        type="email"
        required
        dir="ltr"
        maxLength={254}
        autocomplete="email"
        value={email}
        onInput={(event) => setEmail(event.currentTarget.value)}
      />
      <button type="submit" class="btn primary">
        {words.send}
      </button>
      {below}
    </form>
  );
}

/** Who checks emails could let themselves in by one: what another device has comes from that one alone. */
function Elsewhere() {
  const { recent } = useReady();
  const { language } = useUi();
  if (recent.length > 0) return null;
  return <p class="elsewhere">{askedWords(language).elsewhere(deviceWords(language).begin)}</p>;
}

interface CodeProps {
  at: string;
  email: string;
  sent: number;
  busy: boolean;
  onCheck: (code: string) => Promise<void>;
  onAgain: () => Promise<void>;
  onOther: () => void;
}

function Code({ at, email, sent, busy, onCheck, onAgain, onOther }: CodeProps) {
  const words = useAsked();
  const [code, setCode] = useState("");
  const [waited, setWaited] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setWaited(false);
    setCode("");
    field.current?.focus();
    const timer = setTimeout(() => setWaited(true), againAfter);
    return () => clearTimeout(timer);
  }, [sent]);
  return (
    <form
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        void onCheck(code);
      }}
    >
      <p role="status">
        {words.sent} <b dir="ltr">{email.trim()}</b>. {words.lasts}
      </p>
      <label for={`asked-code${at}`}>{words.code}</label>
      <input
        id={`asked-code${at}`}
        class="digits"
        required
        dir="ltr"
        maxLength={20}
        inputMode="numeric"
        autocomplete="one-time-code"
        ref={field}
        value={code}
        onInput={(event) => setCode(event.currentTarget.value)}
      />
      <button type="submit" class="btn primary">
        {words.check}
      </button>
      <div class="pair">
        <button type="button" class="btn" disabled={!waited} onClick={() => void onAgain()}>
          {waited ? words.again : words.againSoon}
        </button>
        <button type="button" class="btn quiet" onClick={onOther}>
          {words.other}
        </button>
      </div>
    </form>
  );
}
