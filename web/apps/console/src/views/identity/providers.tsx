/** Single sign-on: which identity providers say who somebody of the organisation is. Owners choose, admins look. */
import { type FormEvent, useState } from "react";
import type { ProviderSettings } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { SelectField, TextField } from "../fields.tsx";
import { Overlay } from "../overlays.tsx";
import { Section } from "../page.tsx";
import { CopyButton, FailureNote, Icon, Skeleton } from "../parts.tsx";
import { useRun } from "../run.ts";
import { returnAddress, SAMLFields } from "./saml-provider.tsx";
import { useSettings } from "./use-settings.ts";

const fresh: ProviderSettings = {
  id: "",
  name: "",
  kind: "oidc",
  issuer: "",
  clientID: "",
  secret: "",
  secretExpires: "",
  metadata: "",
  several: [],
  domains: [],
};

/** From a name: what stands in addresses. */
const shortName = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+|-+$/g, "")
    .slice(0, 32);

export function Providers() {
  const { words } = useUi();
  const { chosen, runner, mayChange, keep } = useSettings("sso");
  const [editing, setEditing] = useState<ProviderSettings | null>(null);
  if (chosen === null) {
    return (
      <Section title={words.sso.title} text={words.sso.text}>
        {runner.failure === null ? (
          <Skeleton rows={2} label={words.loading} />
        ) : (
          <FailureNote failure={runner.failure} />
        )}
      </Section>
    );
  }
  const { providers, only } = chosen.value;
  const put = async (provider: ProviderSettings) => {
    const others = providers.filter(({ id }) => id !== provider.id);
    if (await keep({ only, providers: [...others, provider] }, words.sso.saved(provider.name))) {
      setEditing(null);
    }
  };
  const remove = (provider: ProviderSettings) => {
    const left = providers.filter(({ id }) => id !== provider.id);
    return keep({ only: only && left.length > 0, providers: left }, words.sso.removed(provider.name));
  };
  return (
    <Section
      title={words.sso.title}
      text={words.sso.text}
      end={
        mayChange && (
          <button type="button" className="btn btn-sm" onClick={() => setEditing(fresh)}>
            <Icon name="plus" />
            {words.sso.add}
          </button>
        )
      }
    >
      {providers.length === 0 && <p className="hint">{words.sso.none}</p>}
      {providers.length > 0 && (
        <ul className="card lines">
          {providers.map((provider) => (
            <Line
              key={provider.id}
              provider={provider}
              mayChange={mayChange}
              onEdit={() => setEditing(provider)}
              onRemove={() => void remove(provider)}
            />
          ))}
        </ul>
      )}
      {providers.length > 0 && (
        <div className="under">
          <label className="check">
            <input
              type="checkbox"
              checked={only}
              disabled={!mayChange}
              onChange={(event) =>
                void keep({ providers, only: event.currentTarget.checked }, words.sso.onlySaved)
              }
            />
            <span>
              {words.sso.only}
              <span className="hint below">{words.sso.onlyText}</span>
            </span>
          </label>
        </div>
      )}
      {!mayChange && <p className="hint">{words.ownersChoose}</p>}
      {editing === null && <FailureNote failure={runner.failure} />}
      {editing !== null && (
        <Overlay
          title={editing.id === "" ? words.sso.add : words.sso.change(editing.name)}
          onClose={() => setEditing(null)}
        >
          <Form
            before={editing}
            taken={providers.map(({ id }) => id)}
            busy={runner.busy}
            onSave={(provider) => void put(provider)}
            onClose={() => setEditing(null)}
          />
          <FailureNote failure={runner.failure} />
        </Overlay>
      )}
    </Section>
  );
}

interface LineProps {
  readonly provider: ProviderSettings;
  readonly mayChange: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function Line({ provider, mayChange, onEdit, onRemove }: LineProps) {
  const { desk, words } = useUi();
  const runner = useRun();
  const [works, setWorks] = useState(false);
  const test = async () => {
    setWorks(false);
    if (await runner.run(() => desk.signin.askProvider(provider.id))) {
      setWorks(true);
      await desk.signin.forgetProvided();
    }
  };
  return (
    <li>
      <Icon name="link" />
      <span className="grow">
        <b dir="auto">{provider.name}</b>
        <span className="quiet below" dir="ltr">
          {provider.issuer}
        </span>
        <code className="below" dir="ltr">
          {returnAddress(provider.id)}
        </code>
        <span className="quiet below" role="status">
          {works && words.sso.works}
        </span>
        <FailureNote failure={runner.failure} />
      </span>
      <CopyButton text={returnAddress(provider.id)} />
      {mayChange && (
        <>
          {provider.kind === "oidc" && (
            <button type="button" className="btn btn-sm" aria-busy={runner.busy} onClick={() => void test()}>
              {words.sso.test}
            </button>
          )}
          <button
            type="button"
            className="btn btn-sm"
            aria-label={words.sso.change(provider.name)}
            onClick={onEdit}
          >
            {words.sso.edit}
          </button>
          <button
            type="button"
            className="btn btn-sm"
            aria-label={words.sso.removeOf(provider.name)}
            onClick={onRemove}
          >
            {words.sso.remove}
          </button>
        </>
      )}
    </li>
  );
}

const plain = { autoComplete: "off", dir: "ltr", spellCheck: false } as const;

interface FormProps {
  readonly before: ProviderSettings;
  readonly taken: readonly string[];
  readonly busy: boolean;
  readonly onSave: (provider: ProviderSettings) => void;
  readonly onClose: () => void;
}

const list = (text: string): readonly string[] => text.split(/[\s,]+/).filter((each) => each !== "");

function Form({ before, taken, busy, onSave, onClose }: FormProps) {
  const { words } = useUi();
  const [draft, setDraft] = useState(before);
  const [several, setSeveral] = useState(before.several.join(" "));
  const [domains, setDomains] = useState(before.domains.join(" "));
  const change = (part: Partial<ProviderSettings>) => setDraft({ ...draft, ...part });
  const id = before.id !== "" ? before.id : freeName(shortName(draft.name), taken);
  const saml = draft.kind === "saml";
  const kept = typeof draft.secret !== "string" && draft.secret.set;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Of SAML, the metadata says who the provider is.
    const named = saml ? { ...draft, issuer: "", clientID: "", secret: "", secretExpires: "" } : draft;
    onSave({ ...named, id, several: list(several), domains: list(domains.toLowerCase()) });
  };
  return (
    <form className="gap" onSubmit={submit}>
      <TextField
        label={words.sso.name}
        hint={words.sso.nameHint}
        value={draft.name}
        onText={(name) => change({ name })}
        required
        maxLength={60}
      />
      <SelectField
        label={words.saml.kind}
        hint={words.saml.kindHint}
        value={draft.kind}
        onText={(kind) => change({ kind: kind === "saml" ? "saml" : "oidc" })}
      >
        <option value="oidc">{words.saml.openid}</option>
        <option value="saml">{words.saml.saml2}</option>
      </SelectField>
      {saml ? (
        <SAMLFields id={id} metadata={draft.metadata} onMetadata={(metadata) => change({ metadata })} />
      ) : (
        <OpenIDFields id={id} draft={draft} kept={kept} change={change} />
      )}
      <TextField
        {...plain}
        label={words.sso.several}
        hint={saml ? words.saml.severalHint : words.sso.severalHint}
        placeholder={saml ? "https://refeds.org/profile/mfa" : "mfa"}
        value={several}
        onText={setSeveral}
      />
      <TextField
        {...plain}
        label={words.sso.domains}
        hint={words.sso.domainsHint}
        placeholder="example.org"
        value={domains}
        onText={setDomains}
      />
      <div className="acts">
        <button type="button" className="btn" onClick={onClose}>
          {words.cancel}
        </button>
        <button type="submit" className="btn btn-primary" aria-busy={busy}>
          {words.save}
        </button>
      </div>
    </form>
  );
}

interface FieldsProps {
  readonly id: string;
  readonly draft: ProviderSettings;
  readonly kept: boolean;
  readonly change: (part: Partial<ProviderSettings>) => void;
}

function OpenIDFields({ id, draft, kept, change }: FieldsProps) {
  const { words } = useUi();
  return (
    <>
      <TextField
        {...plain}
        label={words.sso.issuer}
        hint={words.sso.issuerHint}
        placeholder="https://id.example.org/realms/staff"
        value={draft.issuer}
        onText={(issuer) => change({ issuer: issuer.trim() })}
        required
      />
      {id !== "" && (
        <div>
          <p className="quiet">{words.sso.returnTo}</p>
          <code className="below" dir="ltr">
            {returnAddress(id)}
          </code>
          <CopyButton text={returnAddress(id)} />
        </div>
      )}
      <TextField
        {...plain}
        label={words.sso.client}
        value={draft.clientID}
        onText={(clientID) => change({ clientID: clientID.trim() })}
        required
      />
      <TextField
        {...plain}
        type="password"
        label={words.sso.secret}
        hint={kept ? words.sso.secretKept : words.sso.secretHint}
        value={typeof draft.secret === "string" ? draft.secret : ""}
        onText={(secret) => change({ secret })}
      />
      <TextField
        {...plain}
        type="date"
        label={words.sso.expires}
        hint={words.sso.expiresHint}
        value={draft.secretExpires}
        onText={(secretExpires) => change({ secretExpires })}
      />
    </>
  );
}

function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let n = 2; ; n++) {
    const next = `${name.slice(0, 28)}-${n}`;
    if (!taken.includes(next)) return next;
  }
}
