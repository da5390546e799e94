/** How good a password is, in words, while somebody chooses it: told politely, once they pause. */
import { aboutPerson, judge, type Refusal } from "@sealdesk/passwords";
import type { Step } from "@sealdesk/passwords/strength";
import { useEffect, useState } from "react";
import { useUi } from "../../ui.ts";

/** Milliseconds after the last keystroke, so that nobody is told of half a password. */
const PAUSE = 400;
const STEPS = [1, 2, 3, 4] as const;

type Verdict = { readonly refusal: Refusal } | { readonly step: Step } | "unchecked";

async function verdictOn(password: string, texts: readonly string[]): Promise<Verdict> {
  const about = aboutPerson(...texts);
  const refusal = await judge({ password, about });
  if (refusal !== null) return { refusal };
  const { strengthOf } = await import("@sealdesk/passwords/strength");
  return { step: strengthOf(password, about) };
}

function useVerdict(password: string, about: readonly string[]): Verdict | null {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const texts = about.join("\n");
  useEffect(() => {
    let newest = true;
    const show = (found: Verdict | null) => newest && setVerdict(found);
    const look = () => void verdictOn(password, texts.split("\n")).then(show, () => show("unchecked"));
    if (password === "") show(null);
    const timer = password === "" ? undefined : setTimeout(look, PAUSE);
    return () => {
      newest = false;
      clearTimeout(timer);
    };
  }, [password, texts]);
  return verdict;
}

export function PasswordStrength(props: { password: string; about: readonly string[] }) {
  const { newPassword } = useUi().words;
  const verdict = useVerdict(props.password, props.about);
  const step = verdict === null || verdict === "unchecked" ? 0 : "step" in verdict ? verdict.step : 1;
  return (
    <div className="strength" data-step={step}>
      <div className="strength-bar" aria-hidden="true">
        {STEPS.map((each) => (
          <span key={each} data-on={each <= step} />
        ))}
      </div>
      {/* There from the start, so that screen readers hear what comes into it. */}
      <p className="hint" role="status" aria-label={newPassword.label}>
        {verdict !== null && <Said verdict={verdict} />}
      </p>
    </div>
  );
}

function Said({ verdict }: { verdict: Verdict }) {
  const { newPassword } = useUi().words;
  if (verdict === "unchecked") return newPassword.unchecked;
  if ("refusal" in verdict) return newPassword.refusals[verdict.refusal];
  return (
    <>
      <b>{newPassword.steps[verdict.step]}.</b> {newPassword.advice[verdict.step]}
    </>
  );
}
