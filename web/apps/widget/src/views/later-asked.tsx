/** What a team wants to know before it answers: an address that a code comes back from, or a sign-in on the website. */
import { useEffect, useRef, useState } from "preact/hooks";
import styles from "../styles/asked.css?inline";
import { useReady, useUi } from "../ui.ts";
import { askedWords } from "../words/asked.ts";
import { deviceWords } from "../words/devices.ts";

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
      {asks === "email" ? <Email team={organisation.team} /> : <Website team={organisation.team} />}
    </section>
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

function Email({ team }: { team: string }) {
  const ui = useUi();
  const words = useAsked();
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
    if (!busy && (await run(ui.run(ui.desk.sendCode(email.trim()))))) setSent(sent + 1);
  };
  const check = async (code: string) => {
    if (!busy) await run(ui.run(ui.desk.checkCode(email.trim(), code)));
  };
  if (sent > 0) {
    return <Code {...{ email, sent, busy }} onCheck={check} onAgain={send} onOther={() => setSent(0)} />;
  }
  return (
    <form
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p>{words.emailText(team)}</p>
      <label for="asked-email">{words.email}</label>
      <input
        id="asked-email"
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
      <Elsewhere />
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
  email: string;
  sent: number;
  busy: boolean;
  onCheck: (code: string) => Promise<void>;
  onAgain: () => Promise<void>;
  onOther: () => void;
}

function Code({ email, sent, busy, onCheck, onAgain, onOther }: CodeProps) {
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
      <label for="asked-code">{words.code}</label>
      <input
        id="asked-code"
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
