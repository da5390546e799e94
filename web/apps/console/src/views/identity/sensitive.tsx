/** Teams whose conversations ask once more who is there before they are shown. */
import { useReady, useUi } from "../../ui.ts";
import { Section } from "../page.tsx";
import { Empty, FailureNote, Skeleton } from "../parts.tsx";
import { useShell } from "../shell.ts";
import { useSettings } from "./use-settings.ts";

export function SensitiveTeams() {
  const { words } = useUi();
  const { teams } = useReady();
  const { chosen, runner, mayChange, keep } = useSettings("sensitive");
  const named = chosen?.value.teams ?? [];
  const toggle = (id: string, on: boolean) =>
    void keep({ teams: on ? [...named, id] : named.filter((each) => each !== id) }, words.sensitive.saved);
  return (
    <Section title={words.sensitive.title} text={words.sensitive.text}>
      {chosen === null && runner.failure === null && <Skeleton rows={2} label={words.loading} />}
      {chosen && (
        <div className="card pad form">
          {teams.length === 0 && <p className="quiet">{words.sensitive.none}</p>}
          {teams.map((team) => (
            <label className="switch" key={team.id}>
              <input
                type="checkbox"
                role="switch"
                checked={named.includes(team.id)}
                aria-checked={named.includes(team.id)}
                aria-description={words.sensitive.switch}
                disabled={!mayChange || runner.busy}
                onChange={(event) => toggle(team.id, event.currentTarget.checked)}
              />
              <span dir="auto">{team.name}</span>
            </label>
          ))}
          {!mayChange && <p className="hint">{words.ownersChoose}</p>}
        </div>
      )}
      <FailureNote failure={runner.failure} />
    </Section>
  );
}

/** In the place of what was said, until who is there confirms. */
export function Locked({ conversation }: { conversation: string }) {
  const { desk, words } = useUi();
  const { act } = useShell();
  return (
    <Empty icon="lock" title={words.sensitive.lockedTitle} text={words.sensitive.lockedText}>
      <button
        type="button"
        className="btn btn-primary"
        onClick={() => void act(desk.work.select(conversation))}
      >
        {words.sensitive.open}
      </button>
    </Empty>
  );
}
