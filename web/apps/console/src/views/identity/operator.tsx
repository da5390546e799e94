/** The glass was broken: by a code that whoever runs the server made, or an emergency account. Owners are told. */
import type { NewBrowser } from "../../contract.ts";
import { useNow, useReady, useUi } from "../../ui.ts";
import { Icon } from "../parts.tsx";
import { useShell } from "../shell.ts";

export function OperatorStrip({ browser }: { browser: NewBrowser }) {
  const { desk, words, formats } = useUi();
  const { act, change } = useShell();
  const { people } = useReady();
  const now = useNow();
  const name = people.find(({ id }) => id === browser.account)?.name ?? "";
  return (
    <div className="strip strip-bad">
      <Icon name="alert" />
      <p>
        <b dir="auto">{browser.emergency ? words.emergencyUsed(name) : words.recovery.operator(name)}</b>{" "}
        {words.recovery.operatorText(formats.ago(browser.at, now), browser.network)}
      </p>
      <button
        type="button"
        className="btn btn-sm"
        onClick={() => void act(desk.self.knowBrowser(browser.id))}
      >
        {words.recovery.operatorKnown}
      </button>
      <button type="button" className="btn btn-sm btn-danger" onClick={() => change({ area: "people" })}>
        {words.recovery.operatorPeople}
      </button>
    </div>
  );
}
