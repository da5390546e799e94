/** The last steps of set-up: the line for the website, and the first colleague. */
import { useUi } from "../ui.ts";
import { EntryForm, StepHead } from "./entry.tsx";
import { CopyButton } from "./parts.tsx";
import { useRun } from "./run.ts";

export function Embed({ line }: { line: string }) {
  const { desk, words } = useUi();
  const runner = useRun();
  return (
    <>
      <StepHead title={words.embedTitle} text={words.embedText} />
      <EntryForm
        runner={runner}
        submit={words.nextInvite}
        onSubmit={() => void runner.run(() => desk.setup.finish())}
      >
        <EmbedLine line={line} label={words.embedLine} />
        <p className="muted">{words.embedTest}</p>
      </EntryForm>
    </>
  );
}

export function EmbedLine({ line, label }: { line: string; label: string }) {
  return (
    <div className="code-line">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard (WCAG 2.1.1) */}
      {/* biome-ignore lint/a11y/useSemanticElements: something to copy, not fields of a form */}
      <pre className="mono" tabIndex={0} role="group" aria-label={label} dir="ltr">
        {line}
      </pre>
      <CopyButton text={line} />
    </div>
  );
}

/** Going on opens the desk; the invitation is then made where it will be found again. */
export function Invite({ onInvite }: { onInvite: () => void }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const open = (inviting: boolean) => {
    if (inviting) onInvite();
    void runner.run(() => desk.setup.finish());
  };
  return (
    <>
      <StepHead title={words.inviteTitle} text={words.inviteText} />
      <EntryForm
        runner={runner}
        submit={words.inviteMake}
        back={words.openDesk}
        onBack={() => open(false)}
        onSubmit={() => open(true)}
      >
        <p className="muted">{words.inviteLater}</p>
      </EntryForm>
    </>
  );
}
