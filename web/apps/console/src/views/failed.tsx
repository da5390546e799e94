/** A full page for what must not be clicked away: the desk cannot be opened, or its history contradicts itself. */
import type { FailedState } from "../contract.ts";
import { useUi } from "../ui.ts";
import { EntryFrame, StepHead } from "./entry.tsx";
import { Icon, Seal } from "./parts.tsx";

export function Failed({ state }: { state: FailedState }) {
  const { desk, words, formats } = useUi();
  const { fork, failure } = state;
  if (fork === null) {
    return (
      <EntryFrame>
        <StepHead
          title={words.failedTitle}
          text={`${words.told(failure.message)} ${words.told(failure.next)}`}
        />
        <a className="btn btn-primary btn-lg" href="./">
          {words.tryAgain}
        </a>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame>
      <div role="alert">
        <span className="ico ico-bad">
          <Icon name="alert" size={24} />
        </span>
        <StepHead title={words.forkTitle} text={words.forkText} />
      </div>
      <section className="seal-box">
        <h2>{words.forkOurs}</h2>
        <Seal groups={fork.ours} label={words.forkOurs} />
        <h2>{words.forkTheirs}</h2>
        <Seal groups={fork.theirs} label={words.forkTheirs} />
        <p className="quiet">{words.forkAt(`${formats.date(fork.at)}, ${formats.time(fork.at)}`)}</p>
      </section>
      <p className="lead">
        <b>{words.forkNext}</b>
      </p>
      <button type="button" className="btn btn-lg" onClick={() => void desk.goOn()}>
        {words.forkGoOn}
      </button>
    </EntryFrame>
  );
}
