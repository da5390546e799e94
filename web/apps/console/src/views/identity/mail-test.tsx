/** A test of the mail server, and in words how far it came. */
import { type FormEvent, useState } from "react";
import type { MailTrial } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { TextField } from "../fields.tsx";
import { Section } from "../page.tsx";
import { FailureNote } from "../parts.tsx";
import { useRun } from "../run.ts";

export function MailTest() {
  const { desk, words } = useUi();
  const runner = useRun();
  const [to, setTo] = useState("");
  const [trial, setTrial] = useState<MailTrial | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (runner.busy) return;
    setTrial(null);
    const got = await runner.run(() => desk.admin.tryMail(to.trim()));
    if (got) setTrial(got.value);
  };
  return (
    <Section title={words.mail.test} text={words.mail.testText}>
      <form className="card pad form" onSubmit={(event) => void submit(event)}>
        <TextField label={words.mail.testTo} value={to} type="email" required dir="ltr" onText={setTo} />
        <div className="acts">
          <button type="submit" className="btn btn-primary" aria-busy={runner.busy}>
            {words.mail.send}
          </button>
        </div>
        <p role="status">{trial && said(words.mail, trial)}</p>
        <FailureNote failure={runner.failure} />
      </form>
    </Section>
  );
}

type MailWords = ReturnType<typeof useUi>["words"]["mail"];

function said(words: MailWords, trial: MailTrial): string {
  if (trial.sent || trial.step === "") return words.sent;
  const how = trial.certificate ? words.certificate : trial.noTLS ? words.noTLS : words.steps[trial.step];
  return trial.code === 0 ? how : `${how} ${words.replied(trial.code)}`;
}
