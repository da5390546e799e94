/** Programs: their tokens, and whom an identity provider expects. For owners and admins. */
import { useEffect, useState } from "react";
import type { ProgramToken } from "../../contract.ts";
import { useNow, useUi } from "../../ui.ts";
import { Overlay } from "../overlays.tsx";
import { PageHead, Section } from "../page.tsx";
import { Badge, FailureNote, Icon, Skeleton } from "../parts.tsx";
import { useRun } from "../run.ts";
import { useShell } from "../shell.ts";
import { Expected } from "./expected.tsx";
import { NewToken } from "./new-token.tsx";
import { Providers } from "./providers.tsx";

export function Programs() {
  const { words } = useUi();
  return (
    <>
      <PageHead title={words.programs} text={words.programsText} />
      <Providers />
      <Tokens />
      <Expected />
    </>
  );
}

type Open = { readonly kind: "new" } | { readonly kind: "revoke"; readonly token: ProgramToken };

function Tokens() {
  const { desk, words } = useUi();
  const runner = useRun();
  const [tokens, setTokens] = useState<readonly ProgramToken[] | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const load = async () => {
    const got = await runner.run(() => desk.admin.tokens());
    if (got) setTokens(got.value);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once, when the page opens
  useEffect(() => void load(), [desk]);
  const close = () => {
    setOpen(null);
    void load();
  };
  return (
    <Section
      title={words.tokensTitle}
      text={words.tokensText}
      end={
        <button type="button" className="btn btn-sm" onClick={() => setOpen({ kind: "new" })}>
          <Icon name="plus" />
          {words.tokenNew}
        </button>
      }
    >
      {tokens === null && runner.failure === null && <Skeleton rows={2} label={words.loading} />}
      {tokens?.length === 0 && <p className="hint">{words.tokensNone}</p>}
      {tokens !== null && tokens.length > 0 && (
        <ul className="card lines">
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setOpen({ kind: "revoke", token })} />
          ))}
        </ul>
      )}
      <FailureNote failure={runner.failure} />
      {open?.kind === "new" && <NewToken onClose={close} />}
      {open?.kind === "revoke" && <Revoke token={open.token} onClose={close} />}
    </Section>
  );
}

function TokenRow({ token, onRevoke }: { token: ProgramToken; onRevoke: () => void }) {
  const { words, formats } = useUi();
  const now = useNow();
  const over = token.expires <= now;
  const used =
    token.lastUsed === null
      ? words.tokenUnused
      : words.tokenUsed(formats.ago(token.lastUsed, now), token.lastNetwork);
  return (
    <li>
      <Icon name="key" />
      <span className="grow">
        <b dir="auto">{token.name}</b>
        <span className="quiet"> · {token.scopes.map((each) => words.tokenScopes[each]).join(", ")}</span>
        <span className="quiet below">
          {over ? "" : `${words.tokenEnds(formats.date(token.expires))} · `}
          {used}
        </span>
        {token.networks.length === 0 ? (
          <span className="warned below">{words.tokenAnywhere}</span>
        ) : (
          <span className="quiet below">{words.tokenFrom(token.networks.join(", "))}</span>
        )}
      </span>
      {over && (
        <Badge tone="warn" icon="clock">
          {words.tokenEnded}
        </Badge>
      )}
      <button
        type="button"
        className="btn btn-sm"
        aria-label={words.tokenRevokeOf(token.name)}
        onClick={onRevoke}
      >
        {words.tokenRevoke}
      </button>
    </li>
  );
}

/** Asks first: nothing brings a token back. */
function Revoke({ token, onClose }: { token: ProgramToken; onClose: () => void }) {
  const { desk, words } = useUi();
  const { change } = useShell();
  const runner = useRun();
  const go = async () => {
    if (!(await runner.run(() => desk.admin.revokeToken(token.id)))) return;
    change({ told: { text: words.tokenRevoked, failure: null, undo: null } });
    onClose();
  };
  return (
    <Overlay title={words.tokenRevokeAsk(token.name)} onClose={onClose} grave>
      <p>{words.tokenRevokeText}</p>
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <button type="button" className="btn" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="btn btn-danger"
          aria-busy={runner.busy}
          disabled={runner.busy}
          onClick={() => void go()}
        >
          {words.tokenRevoke}
        </button>
      </div>
    </Overlay>
  );
}
