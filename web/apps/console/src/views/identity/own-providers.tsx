/** With which identity providers my account is connected, and what one has just proven here. */
import { useEffect, useState } from "react";
import type { OwnProviders as Own } from "../../contract.ts";
import { returned } from "../../model/returned.ts";
import { useNow, useUi } from "../../ui.ts";
import { Section } from "../page.tsx";
import { FailureNote, Icon } from "../parts.tsx";
import { useRun } from "../run.ts";
import { useShell } from "../shell.ts";
import { useAskProvider } from "./provider-signin.tsx";

function useOwn() {
  const { desk } = useUi();
  const runner = useRun();
  const [own, setOwn] = useState<Own | null>(null);
  const load = async () => {
    const got = await runner.run(() => desk.self.providers());
    if (got) setOwn(got.value);
  };
  return { own, load, runner };
}

export function OwnProviders() {
  const { desk, words, formats } = useUi();
  const { act } = useShell();
  const now = useNow();
  const { own, load, runner } = useOwn();
  const ask = useAskProvider(desk.self.askProvider);
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once, when the page opens
  useEffect(() => void load(), [desk]);
  if (own === null || (own.all.length === 0 && own.connected.length === 0)) {
    return <FailureNote failure={runner.failure} />;
  }
  const part = async (id: string, name: string) => {
    if (await act(desk.self.disconnectProvider(id), words.sso.didPart(name))) await load();
  };
  const free = own.all.filter(({ id }) => !own.connected.some(({ provider }) => provider?.id === id));
  return (
    <Section title={words.sso.mine} text={words.sso.mineText}>
      {own.connected.length > 0 && (
        <ul className="card lines">
          {own.connected.map(({ provider, email, used }) => (
            <li key={provider?.id ?? email}>
              <Icon name="link" />
              <span className="grow">
                <b dir="auto">{provider?.name ?? words.sso.gone}</b>
                {email !== "" && <span className="quiet"> · {email}</span>}
                <span className="quiet below">{words.lastUsed(formats.ago(used, now))}</span>
              </span>
              {provider !== null && (
                <button
                  type="button"
                  className="btn btn-sm"
                  aria-label={words.sso.partFrom(provider.name)}
                  onClick={() => void part(provider.id, provider.name)}
                >
                  {words.sso.part}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="under">
        {free.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            className="btn"
            aria-busy={ask.runner.busy}
            onClick={() => void ask.go(id)}
          >
            <Icon name="link" />
            {words.sso.connectWith(name)}
          </button>
        ))}
      </div>
      <FailureNote failure={ask.runner.failure ?? runner.failure} />
    </Section>
  );
}

/** Back from the provider's page, signed in here: one press connects the two. */
export function ConnectStrip() {
  const { desk, words } = useUi();
  const { act } = useShell();
  const { own, load } = useOwn();
  const [over, setOver] = useState(false);
  const word = returned();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, for whoever came back
  useEffect(() => {
    if (word === "done") void load();
  }, [desk]);
  if (word !== null && word !== "done" && !over) {
    return (
      <div className="strip strip-warn" role="alert">
        <Icon name="alert" />
        <p>{words.sso.failed[word]}</p>
        <button type="button" className="btn btn-sm" onClick={() => setOver(true)}>
          {words.dismiss}
        </button>
      </div>
    );
  }
  const provided = own?.provided ?? null;
  if (over || provided === null || provided.connected) return null;
  const { provider, email, name } = provided;
  const connect = async () => {
    if (await act(desk.self.connectProvider(), words.sso.didConnect(provider.name))) setOver(true);
  };
  const leave = async () => {
    setOver(true);
    await act(desk.self.forgetProvided());
  };
  return (
    <div className="strip strip-info" role="alert">
      <Icon name="link" />
      <p>{words.sso.connectAsk(provider.name, email || name)}</p>
      <button type="button" className="btn btn-sm btn-primary" onClick={() => void connect()}>
        {words.sso.connect}
      </button>
      <button type="button" className="btn btn-sm" onClick={() => void leave()}>
        {words.sso.notNow}
      </button>
    </div>
  );
}
