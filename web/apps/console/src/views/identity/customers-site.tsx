/** The website that vouches: its name, its public keys, and what its server has to run. */
import { type FormEvent, useEffect, useState } from "react";
import type { SiteKey, SiteKeyLook } from "../../contract.ts";
import { siteLanguages, siteToken } from "../../model/site-token.ts";
import { useUi } from "../../ui.ts";
import { SelectField, TextField } from "../fields.tsx";
import { Overlay } from "../overlays.tsx";
import { Section } from "../page.tsx";
import { CopyButton, FailureNote, Icon } from "../parts.tsx";
import type { CustomersPart } from "./customers.tsx";
import { NewSiteKey } from "./customers-key.tsx";
import { SaveActs } from "./save-acts.tsx";

export const MOST_KEYS = 8;

export function CustomerSite({ value, mayChange, busy, failure, onSave }: CustomersPart) {
  const { desk, words } = useUi();
  const t = words.customers;
  const [open, setOpen] = useState<"add" | SiteKey | null>(null);
  const add = async (key: SiteKey, issuer: string) => {
    if (await onSave({ issuer, keys: [...value.keys, key] }, t.keySaved(key.id))) setOpen(null);
  };
  const remove = async (gone: SiteKey) => {
    const keys = value.keys.filter(({ id }) => id !== gone.id);
    if (await onSave({ keys }, t.keyRemoved(gone.id))) setOpen(null);
  };
  return (
    <>
      <Section
        title={t.siteTitle}
        text={t.siteText}
        end={
          mayChange &&
          value.keys.length < MOST_KEYS && (
            <button type="button" className="btn btn-sm" onClick={() => setOpen("add")}>
              <Icon name="plus" />
              {t.addKey}
            </button>
          )
        }
      >
        {value.keys.length === 0 ? (
          <p className="hint">{t.noKeys}</p>
        ) : (
          <ul className="card lines" aria-label={t.keys}>
            {value.keys.map((key) => (
              <KeyLine key={key.id} value={key} mayChange={mayChange} onRemove={() => setOpen(key)} />
            ))}
          </ul>
        )}
        {value.keys.length === 1 && mayChange && <p className="hint">{t.rotation}</p>}
        {value.issuer !== "" && (
          <Issuer key={value.issuer} value={value.issuer} mayChange={mayChange} busy={busy} onSave={onSave} />
        )}
        {open === null && <FailureNote failure={failure} />}
        {open === "add" && (
          <Overlay title={t.addKey} onClose={() => setOpen(null)}>
            <NewSiteKey
              issuer={value.issuer}
              taken={value.keys.map(({ id }) => id)}
              busy={busy}
              look={desk.admin.siteKey}
              onAdd={(key, issuer) => void add(key, issuer)}
              onClose={() => setOpen(null)}
            />
            <FailureNote failure={failure} />
          </Overlay>
        )}
        {open !== null && open !== "add" && (
          <Overlay title={t.removeTitle(open.id)} onClose={() => setOpen(null)} grave>
            <p>{value.keys.length === 1 ? t.removeLast : t.removeText}</p>
            <FailureNote failure={failure} />
            <div className="acts">
              <button type="button" className="btn" onClick={() => setOpen(null)}>
                {words.cancel}
              </button>
              <button
                type="button"
                className="btn btn-danger"
                aria-busy={busy}
                onClick={() => void remove(open)}
              >
                {words.remove}
              </button>
            </div>
          </Overlay>
        )}
      </Section>
      {value.keys.length > 0 && <Snippet issuer={value.issuer} name={value.keys.at(-1)?.id ?? ""} />}
    </>
  );
}

function KeyLine(props: { value: SiteKey; mayChange: boolean; onRemove: () => void }) {
  const { desk, words } = useUi();
  const { id, key } = props.value;
  const [look, setLook] = useState<SiteKeyLook | null>(null);
  useEffect(() => {
    let here = true;
    void desk.admin.siteKey(key).then((got) => here && setLook(got));
    return () => {
      here = false;
    };
  }, [desk, key]);
  return (
    <li>
      <Icon name="key" />
      <span className="grow">
        <b dir="auto">{id}</b>
        <span className="quiet below">{look !== null && words.customers.kind(look)}</span>
      </span>
      {props.mayChange && (
        <button
          type="button"
          className="btn btn-sm"
          aria-label={words.customers.removeOf(id)}
          onClick={props.onRemove}
        >
          {words.remove}
        </button>
      )}
    </li>
  );
}

interface IssuerProps extends Pick<CustomersPart, "mayChange" | "busy" | "onSave"> {
  readonly value: string;
}

function Issuer({ value, mayChange, busy, onSave }: IssuerProps) {
  const { desk, words } = useUi();
  const t = words.customers;
  const [issuer, setIssuer] = useState(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (issuer !== value && issuer !== "" && !busy) void onSave({ issuer }, t.issuerSaved);
  };
  return (
    <form className="card pad gap" onSubmit={submit}>
      <TextField
        label={t.issuer}
        hint={t.issuerHint}
        value={issuer}
        disabled={!mayChange}
        dir="ltr"
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        onText={(text) => setIssuer(text.trim())}
      />
      <div>
        <p className="quiet">{t.audience}</p>
        <code className="below" dir="ltr">
          {desk.admin.audience}
        </code>
        <CopyButton text={desk.admin.audience} />
      </div>
      {mayChange && (
        <SaveActs changed={issuer !== value && issuer !== ""} busy={busy} onCancel={() => setIssuer(value)} />
      )}
    </form>
  );
}

const names = { node: "Node.js", go: "Go", php: "PHP" } as const;

/** With this desk's own values in it. */
function Snippet({ issuer, name }: { issuer: string; name: string }) {
  const { desk, words } = useUi();
  const t = words.customers;
  const [language, setLanguage] = useState<(typeof siteLanguages)[number]>("node");
  const text = siteToken(language, { issuer, audience: desk.admin.audience, key: name });
  return (
    <Section title={t.snippetTitle} text={t.snippetText}>
      <div className="card pad gap">
        <SelectField
          label={t.snippetLanguage}
          value={language}
          onText={(chosen) => setLanguage(siteLanguages.find((each) => each === chosen) ?? "node")}
        >
          {siteLanguages.map((each) => (
            <option key={each} value={each}>
              {names[each]}
            </option>
          ))}
        </SelectField>
        <div className="code-line">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard (WCAG 2.1.1) */}
          {/* biome-ignore lint/a11y/useSemanticElements: something to copy, not fields of a form */}
          <pre className="mono" tabIndex={0} role="group" aria-label={t.snippetTitle} dir="ltr">
            {text}
          </pre>
          <CopyButton text={text} />
        </div>
      </div>
    </Section>
  );
}
