/** A program's token is made, and shown this once. */
import { type FormEvent, useState } from "react";
import type { TokenScope } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { SelectField, TextField } from "../fields.tsx";
import { Overlay } from "../overlays.tsx";
import { CopyButton, FailureNote } from "../parts.tsx";
import { useRun } from "../run.ts";

const scopes: readonly TokenScope[] = ["scim", "ledger.read"];
const days = [7, 30, 90, 180, 365];

export function NewToken({ onClose }: { onClose: () => void }) {
  const { words } = useUi();
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Overlay title={words.tokenNew} onClose={onClose} grave={secret !== null}>
      {secret === null ? (
        <TokenForm onSecret={setSecret} onClose={onClose} />
      ) : (
        <Secret secret={secret} onClose={onClose} />
      )}
    </Overlay>
  );
}

function TokenForm({ onSecret, onClose }: { onSecret: (secret: string) => void; onClose: () => void }) {
  const { desk, words, formats } = useUi();
  const runner = useRun();
  const [name, setName] = useState("");
  const [scope, setScope] = useState<TokenScope>("scim");
  const [networks, setNetworks] = useState("");
  const [lasts, setLasts] = useState(90);
  const named = networks.split(/[\s,]+/).filter((each) => each !== "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const asked = { name, scopes: [scope], networks: named, days: lasts };
    const made = await runner.run(() => desk.admin.makeToken(asked));
    if (made) onSecret(made.value.secret);
  };
  return (
    <form className="gap" onSubmit={(event) => void submit(event)}>
      <TextField
        label={words.tokenName}
        hint={words.tokenNameHint}
        value={name}
        onText={setName}
        required
        maxLength={100}
      />
      <fieldset className="choices">
        <legend>{words.tokenFor}</legend>
        {scopes.map((each) => (
          <label className="check" key={each}>
            <input type="radio" name="scope" checked={scope === each} onChange={() => setScope(each)} />
            <span>{words.tokenScopes[each]}</span>
          </label>
        ))}
      </fieldset>
      <TextField
        label={words.tokenNetworks}
        hint={named.length === 0 ? words.tokenAnywhere : words.tokenNetworksHint}
        placeholder="192.0.2.0/24"
        value={networks}
        onText={setNetworks}
        dir="ltr"
        mono
      />
      <SelectField label={words.tokenDays} value={String(lasts)} onText={(text) => setLasts(Number(text))}>
        {days.map((each) => (
          <option key={each} value={each}>
            {formats.span(each * 24 * 60)}
          </option>
        ))}
      </SelectField>
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <button type="button" className="btn" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="submit"
          className="btn btn-primary"
          disabled={name.trim() === ""}
          aria-busy={runner.busy}
        >
          {words.tokenMake}
        </button>
      </div>
    </form>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { words } = useUi();
  return (
    <div className="gap">
      <p className="muted">{words.tokenOnce}</p>
      <TextField
        label={words.tokenSecret}
        value={secret}
        onText={() => undefined}
        readOnly
        dir="ltr"
        mono
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="acts">
        <CopyButton text={secret} primary />
        <button type="button" className="btn" onClick={onClose}>
          {words.done}
        </button>
      </div>
    </div>
  );
}
