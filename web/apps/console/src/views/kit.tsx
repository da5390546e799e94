/** The recovery kit: a sheet that stays paper in the dark, and the proof that somebody can read it. */
import { useState } from "react";
import type { Outcome, RecoveryKit } from "../contract.ts";
import { kitFileName, kitText } from "../model/kit.ts";
import { useUi } from "../ui.ts";
import { keyed } from "./keyed.ts";
import { Badge, FailureNote, Icon } from "./parts.tsx";
import type { Runner } from "./run.ts";

const rings = [30, 44, 58, 72, 86, 100];

export function KitSheet({ kit }: { kit: RecoveryKit }) {
  const { words, formats } = useUi();
  const [shown, setShown] = useState(false);
  return (
    <figure className="kit-w">
      <figcaption>
        {words.kitPreview}
        <button
          type="button"
          className="btn btn-sm btn-quiet"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon name="eye" size={14} />
          {shown ? words.hideCode : words.showCode}
        </button>
      </figcaption>
      <div className="kit" data-theme="light" data-print="">
        <svg className="rp" viewBox="0 0 220 220" aria-hidden="true">
          {rings.map((r) => (
            <circle key={r} cx="110" cy="110" r={r} />
          ))}
        </svg>
        <header>
          <span className="logo">
            <Icon name="seal" />
          </span>
          <span>
            <b dir="auto">{kit.organisation}</b>
            <span>{kit.address.replace(/^https?:\/\//, "")}</span>
          </span>
        </header>
        <h2>{words.kitTitle}</h2>
        <p className="in">{words.kitFor(kit.owner)}</p>
        <Codes title={words.kitCode} groups={kit.recoveryCode} shown={shown} />
        <Codes title={words.kitSecret} groups={kit.accountSecret} shown={shown} small />
        <dl>
          <div>
            <dt>{words.kitOwner}</dt>
            <dd dir="auto">{kit.owner}</dd>
          </div>
          <div>
            <dt>{words.kitMade}</dt>
            <dd>{formats.date(kit.made)}</dd>
          </div>
          <div>
            <dt>{words.kitSeal}</dt>
            <dd className="mono">{kit.seal.join(" ")}</dd>
          </div>
        </dl>
        <ol>
          {words.kitSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <footer>
          <span className="sg">{words.keptWhere}</span>
          <span>{words.oneOfOne}</span>
        </footer>
      </div>
    </figure>
  );
}

function Codes(props: { title: string; groups: readonly string[]; shown: boolean; small?: boolean }) {
  const { words } = useUi();
  const { groups, shown } = props;
  const label = shown ? groups.join(" ") : words.hiddenCode(groups.length);
  return (
    <div className={`cd${props.small ? " cd-small" : ""}`}>
      <p>{props.title}</p>
      <div className="gr" role="img" aria-label={label} dir="ltr">
        {keyed(groups, (group) => group).map(({ key, value }, at) => (
          <span key={key} className={shown || at === 0 ? "" : "h"}>
            {value}
          </span>
        ))}
      </div>
    </div>
  );
}

interface KitCheckProps {
  readonly kit: RecoveryKit;
  readonly checked: boolean;
  readonly confirm: (lastFour: string) => Promise<Outcome<void>>;
  /** Of the caller, who outlives a step that shows that something is saved. */
  readonly runner: Runner;
}

export function KitCheck({ kit, checked, confirm, runner }: KitCheckProps) {
  const { words, print } = useUi();
  return (
    <section className="card box">
      <span className="ico">
        <Icon name="file" size={20} />
      </span>
      <div>
        <h2>
          {words.kitDrawer}
          {checked && (
            <Badge tone="ok" icon="check">
              {words.kitChecked}
            </Badge>
          )}
        </h2>
        <p>{words.kitDrawerText}</p>
        <div className="row-b2">
          <button type="button" className="btn btn-primary" onClick={print}>
            <Icon name="printer" />
            {words.print}
          </button>
          <SaveKit kit={kit} />
        </div>
        {!checked && <LastFour confirm={confirm} runner={runner} />}
      </div>
    </section>
  );
}

function SaveKit({ kit }: { kit: RecoveryKit }) {
  const { words, formats } = useUi();
  const save = () => {
    const url = URL.createObjectURL(
      new Blob([kitText(kit, formats.date(kit.made), words)], { type: "text/plain" }),
    );
    const link = Object.assign(document.createElement("a"), { href: url, download: kitFileName(kit.owner) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1_000);
  };
  return (
    <button type="button" className="btn" onClick={save}>
      <Icon name="download" />
      {words.saveFile}
    </button>
  );
}

function LastFour({ confirm, runner }: Pick<KitCheckProps, "confirm" | "runner">) {
  const { words } = useUi();
  const [text, setText] = useState("");
  return (
    <form
      className="cfm"
      onSubmit={(event) => {
        event.preventDefault();
        void runner.run(() => confirm(text));
      }}
    >
      <label htmlFor="last-four">{words.lastFour}</label>
      <div className="in">
        <input
          id="last-four"
          className="f mono"
          value={text}
          maxLength={6}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" className="btn" aria-busy={runner.busy}>
          {words.check}
        </button>
      </div>
      <FailureNote failure={runner.failure} />
    </form>
  );
}

export function BothLost() {
  const { words } = useUi();
  return (
    <details className="more">
      <summary>
        <Icon name="chev-r" size={14} />
        {words.bothLost}
      </summary>
      <p>{words.bothLostText}</p>
    </details>
  );
}
