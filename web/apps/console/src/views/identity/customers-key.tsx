/** A key that is pasted: what it is, is said before it is kept. A private one goes nowhere. */
import { type FormEvent, useEffect, useId, useState } from "react";
import type { SiteKey, SiteKeyLook } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { TextField } from "../fields.tsx";
import { Badge } from "../parts.tsx";

interface NewKeyProps {
  /** Empty: it is asked for, too. */
  readonly issuer: string;
  readonly taken: readonly string[];
  readonly busy: boolean;
  readonly look: (text: string) => Promise<SiteKeyLook>;
  readonly onAdd: (key: SiteKey, issuer: string) => void;
  readonly onClose: () => void;
}

const command = "openssl genpkey -algorithm ed25519 -out sealdesk.pem\nopenssl pkey -in sealdesk.pem -pubout";

export function NewSiteKey({ issuer, taken, busy, look, onAdd, onClose }: NewKeyProps) {
  const { words } = useUi();
  const t = words.customers;
  const [site, setSite] = useState(issuer);
  const [id, setId] = useState("");
  const [key, setKey] = useState("");
  const seen = useLook(key, look);
  const used = taken.includes(id);
  const taking = seen?.kind === "Ed25519" || seen?.kind === "P-256" || seen?.kind === "RSA";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (taking && !used && !busy) onAdd({ id, key: key.trim() }, site);
  };
  const plain = {
    dir: "ltr",
    autoComplete: "off",
    spellCheck: false,
    required: true,
    maxLength: 255,
  } as const;
  return (
    <form className="gap" onSubmit={submit}>
      {issuer === "" && (
        <TextField
          {...plain}
          label={t.issuer}
          hint={t.issuerHint}
          placeholder="https://www.example.org"
          value={site}
          onText={(text) => setSite(text.trim())}
        />
      )}
      <TextField
        {...plain}
        label={t.keyName}
        hint={used ? t.keyNameUsed : t.keyNameHint}
        placeholder="2026"
        value={id}
        onText={(text) => setId(text.trim())}
      />
      <KeyField value={key} onText={setKey} seen={seen} />
      <details>
        <summary>{t.makeKey}</summary>
        <pre className="mono" dir="ltr">
          {command}
        </pre>
        <p className="hint">{t.makeKeyText}</p>
      </details>
      <div className="acts">
        <button type="button" className="btn" onClick={onClose}>
          {words.cancel}
        </button>
        <button type="submit" className="btn btn-primary" disabled={!taking || used} aria-busy={busy}>
          {t.addKey}
        </button>
      </div>
    </form>
  );
}

/** Null: nothing was pasted, or it is still looked at. */
function useLook(text: string, look: NewKeyProps["look"]): SiteKeyLook | null {
  const [seen, setSeen] = useState<SiteKeyLook | null>(null);
  useEffect(() => {
    let here = true;
    setSeen(null);
    if (text.trim() !== "") void look(text).then((got) => here && setSeen(got));
    return () => {
      here = false;
    };
  }, [text, look]);
  return seen;
}

function KeyField(props: { value: string; onText: (text: string) => void; seen: SiteKeyLook | null }) {
  const { words } = useUi();
  const id = useId();
  const { seen } = props;
  const good = seen !== null && seen.kind !== "private" && seen.kind !== "unknown";
  return (
    <div className="field">
      <label htmlFor={id}>{words.customers.key}</label>
      <textarea
        id={id}
        className="f mono"
        rows={6}
        dir="ltr"
        spellCheck={false}
        autoComplete="off"
        required
        placeholder="-----BEGIN PUBLIC KEY-----"
        value={props.value}
        aria-describedby={`${id}-h`}
        onChange={(event) => props.onText(event.currentTarget.value)}
      />
      <p className="hint" id={`${id}-h`} role="status">
        {seen === null ? (
          words.customers.keyHint
        ) : (
          <Badge tone={good ? "ok" : "bad"} icon={good ? "check" : "alert"}>
            {words.customers.kind(seen)}
          </Badge>
        )}
      </p>
    </div>
  );
}
