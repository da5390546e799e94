/** In by the organisation's identity provider: its buttons, and what it has proven to this browser. */
import { useState } from "react";
import type { IdentityProvider, ProvidedIdentity } from "../../contract.ts";
import { returned } from "../../model/returned.ts";
import { useUi } from "../../ui.ts";
import { EntryForm } from "../entry.tsx";
import { TextField } from "../fields.tsx";
import { FailureNote, Icon } from "../parts.tsx";
import { type Runner, useRun } from "../run.ts";

export function useAskProvider(
  ask: (id: string) => ReturnType<ReturnType<typeof useUi>["desk"]["signin"]["askProvider"]>,
) {
  const runner = useRun();
  const go = async (id: string) => {
    const asked = await runner.run(() => ask(id));
    if (asked) location.assign(asked.value);
  };
  return { runner, go };
}

export function ProviderButtons({ providers }: { providers: readonly IdentityProvider[] }) {
  const { desk, words } = useUi();
  const { runner, go } = useAskProvider(desk.signin.askProvider);
  const failed = returned();
  if (providers.length === 0) return null;
  return (
    <div className="gap">
      {failed !== null && failed !== "done" && (
        <p className="strip strip-warn rounded" role="alert">
          <Icon name="alert" />
          {words.sso.failed[failed]}
        </p>
      )}
      {providers.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="btn btn-lg wide"
          aria-busy={runner.busy}
          onClick={() => void go(id)}
        >
          <Icon name="link" />
          {words.sso.continueWith(name)}
        </button>
      ))}
      <FailureNote failure={runner.failure} />
      <p className="or quiet">{words.sso.or}</p>
    </div>
  );
}

/** Signed out here; the provider's page offers the same for there. */
export function StillThere({ left }: { left: { readonly name: string; readonly url: string } }) {
  const { words } = useUi();
  return (
    <p className="strip strip-info rounded still-there" role="status">
      <Icon name="out" />
      <span className="grow">{words.sso.stillThere(left.name)}</span>
      <a className="btn btn-sm" href={left.url} rel="noreferrer">
        {words.sso.leaveThere(left.name)}
      </a>
    </p>
  );
}

export function Provided({ provided }: { provided: ProvidedIdentity }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const { provider, name, email, connected, enough, expected } = provided;
  return (
    <section className="card pad gap provided" aria-label={words.sso.proven(provider.name)}>
      <h2>{words.sso.proven(provider.name)}</h2>
      <p dir="auto">
        <b>{name || email || words.sso.somebody}</b>
        {name !== "" && email !== "" && <span className="quiet"> · {email}</span>}
      </p>
      {!connected && <p>{expected ? words.sso.expected : words.sso.unconnected}</p>}
      {connected && !enough && <OneMore runner={runner} />}
      {connected && enough && (
        <button
          type="button"
          className="btn btn-primary btn-lg wide"
          aria-busy={runner.busy}
          onClick={() => void runner.run(() => desk.signin.withProvider(""))}
        >
          {words.sso.goOn}
        </button>
      )}
      {connected && enough && <FailureNote failure={runner.failure} />}
      <button
        type="button"
        className="btn btn-quiet"
        onClick={() => void runner.run(() => desk.signin.forgetProvided())}
      >
        {words.sso.notMe}
      </button>
    </section>
  );
}

function OneMore({ runner }: { runner: Runner }) {
  const { desk, words } = useUi();
  const [code, setCode] = useState("");
  return (
    <>
      <p>{words.sso.oneMore}</p>
      <EntryForm
        runner={runner}
        submit={words.sso.withCode}
        onSubmit={() => void runner.run(() => desk.signin.withProvider(code.replace(/\s/g, "")))}
      >
        <TextField
          label={words.codeLong}
          value={code}
          onText={setCode}
          mono
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          required
        />
      </EntryForm>
    </>
  );
}
