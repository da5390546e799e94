/** Somebody signed in from a browser that was new. The person says whether it was them; until then it stands here. */
import type { NewBrowser } from "../../contract.ts";
import { browserName } from "../../model/browser.ts";
import { useNow, useReady, useUi } from "../../ui.ts";
import { Icon } from "../parts.tsx";
import { useShell } from "../shell.ts";
import { OperatorStrip } from "./operator.tsx";

export function NewBrowsers() {
  const { newBrowsers } = useReady();
  return (
    <div className="strips" role="alert">
      {newBrowsers.slice(0, 3).map((each) => (
        <Either key={each.id} browser={each} />
      ))}
    </div>
  );
}

function Either({ browser }: { browser: NewBrowser }) {
  const { me } = useReady();
  return browser.account === me.id ? (
    <NewBrowserStrip browser={browser} />
  ) : (
    <OperatorStrip browser={browser} />
  );
}

function NewBrowserStrip({ browser }: { browser: NewBrowser }) {
  const { desk, words, formats } = useUi();
  const { act, change } = useShell();
  const now = useNow();
  const name = browserName(browser.label);
  const said = browser.moved ? words.sessionMoved : { title: words.newBrowser, text: words.newBrowserText };
  const disown = async () => {
    if (await act(desk.self.disownBrowser(browser.id), words.didDisown)) change({ area: "security" });
  };
  return (
    <div className="strip strip-bad">
      <Icon name="device" />
      <p>
        <b>{said.title(name)}</b> {said.text(formats.ago(browser.at, now), browser.network)}
      </p>
      <button
        type="button"
        className="btn btn-sm"
        onClick={() => void act(desk.self.knowBrowser(browser.id))}
      >
        {words.newBrowserMine}
      </button>
      <button type="button" className="btn btn-sm btn-danger" onClick={() => void disown()}>
        {words.newBrowserNot}
      </button>
    </div>
  );
}
