/** What is looked for: a bar on a desk, a sheet on a phone; and what is in force, to be taken away again. */
import { useState } from "react";
import type { LedgerQuery } from "../../contract.ts";
import { areas, groups, kinds } from "../../model/ledger-kinds.ts";
import { isEverything, without } from "../../model/ledger-query.ts";
import { shortId } from "../../model/ledger-sentence.ts";
import { useReady, useUi } from "../../ui.ts";
import { Overlay } from "../overlays.tsx";
import { Icon } from "../parts.tsx";

interface FilterProps {
  readonly query: LedgerQuery;
  readonly onChange: (query: LedgerQuery) => void;
}

const hour = 3_600_000;
const spans = { hour, day: 24 * hour, week: 7 * 24 * hour, month: 30 * 24 * hour } as const;
type Span = keyof typeof spans;

/** With a field set, or without it where it is empty. */
function set(
  query: LedgerQuery,
  name: keyof LedgerQuery,
  value: string | number | true | undefined,
): LedgerQuery {
  const rest = without(query, name);
  return value === undefined || value === "" ? rest : { ...rest, [name]: value };
}

export function Filters(props: FilterProps) {
  const { words } = useUi();
  const [sheet, setSheet] = useState(false);
  const count = Object.keys(props.query).length;
  return (
    <>
      <div className="ledger-f not-phone">
        <Fields {...props} />
      </div>
      <button type="button" className="btn ledger-fb only-phone" onClick={() => setSheet(true)}>
        <Icon name="sliders" />
        {count === 0 ? words.ledger.filters : words.ledger.filtersOn(count)}
      </button>
      {sheet && (
        <Overlay look="sheet" title={words.ledger.filters} onClose={() => setSheet(false)}>
          <div className="ledger-f ledger-f-sheet">
            <Fields {...props} />
            <button type="button" className="btn btn-primary" onClick={() => setSheet(false)}>
              {words.ledger.done}
            </button>
          </div>
        </Overlay>
      )}
    </>
  );
}

function Fields({ query, onChange }: FilterProps) {
  const { words } = useUi();
  const { people } = useReady();
  const t = words.ledger;
  const known = people.some(({ id }) => `account:${id}` === query.actor);
  return (
    <>
      <label className="field">
        <span className="field-l">{t.who}</span>
        <select
          className="f"
          value={query.actor ?? ""}
          onChange={({ target }) => onChange(set(query, "actor", target.value))}
        >
          <option value="">{t.anybody}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={`account:${id}`}>
              {name}
            </option>
          ))}
          {query.actor !== undefined && !known && (
            <option value={query.actor}>{shortId(query.actor.split(":")[1] ?? "")}</option>
          )}
        </select>
      </label>
      <label className="field">
        <span className="field-l">{t.what}</span>
        <select
          className="f"
          value={query.kind ?? ""}
          onChange={({ target }) => onChange(set(query, "kind", target.value))}
        >
          <KindOptions />
        </select>
      </label>
      <Times query={query} onChange={onChange} />
      <Network key={query.network ?? ""} query={query} onChange={onChange} />
      <label className="check">
        <input
          type="checkbox"
          checked={query.refused === true}
          onChange={({ target }) => onChange(set(query, "refused", target.checked || undefined))}
        />
        {t.onlyRefused}
      </label>
    </>
  );
}

/** Looked for once it is whole; the browser says that something else is no address. */
function Network({ query, onChange }: FilterProps) {
  const { words } = useUi();
  const take = (field: HTMLInputElement) => {
    const network = field.value.trim().toLowerCase();
    if (network !== (query.network ?? "") && field.reportValidity()) onChange(set(query, "network", network));
  };
  return (
    <label className="field">
      <span className="field-l">{words.ledger.network}</span>
      <input
        className="f"
        dir="ltr"
        defaultValue={query.network ?? ""}
        pattern="\s*[0-9a-fA-F.:\/]{1,64}\s*"
        placeholder="192.0.2.7"
        onKeyDown={(event) => event.key === "Enter" && take(event.currentTarget)}
        onBlur={({ currentTarget }) => take(currentTarget)}
      />
    </label>
  );
}

function KindOptions() {
  const { words } = useUi();
  const t = words.ledger;
  return (
    <>
      <option value="">{t.anything}</option>
      {areas.map((area) => (
        <option key={area} value={area}>
          {t.areas[area]}
        </option>
      ))}
      {groups.map((group) => (
        <optgroup key={group} label={t.groups[group]}>
          {Object.entries(kinds)
            .filter(([, look]) => look.group === group)
            .map(([kind]) => (
              <option key={kind} value={kind}>
                {kindName(words, kind)}
              </option>
            ))}
        </optgroup>
      ))}
    </>
  );
}

/** The sentence of a kind with dots where names stand. */
export function kindName(words: ReturnType<typeof useUi>["words"], kind: string): string {
  const { acts, ledger } = words;
  const area = areas.find((each) => each === kind);
  if (area !== undefined) return ledger.areas[area];
  const bare = `${kind}/-` as keyof typeof acts;
  const text: string | undefined = acts[bare] ?? acts[kind as keyof typeof acts];
  return (text ?? kind).replaceAll(/\{\w+\}/g, "…");
}

/** In the words of a datetime field: local, to the minute. */
const localTime = (at: number): string =>
  new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

function Times({ query, onChange }: FilterProps) {
  const { words, now } = useUi();
  const t = words.ledger;
  const [own, setOwn] = useState(false);
  const isSet = query.since !== undefined || query.until !== undefined;
  const choose = (value: string) => {
    setOwn(value === "own");
    if (value === "own") return;
    const rest = without(query, "since", "until");
    onChange(value === "" ? rest : { ...rest, since: now() - spans[value as Span] });
  };
  const shown = own || isSet;
  return (
    <>
      <label className="field">
        <span className="field-l">{t.when}</span>
        <select className="f" value={shown ? "own" : ""} onChange={({ target }) => choose(target.value)}>
          <option value="">{t.anyTime}</option>
          {(Object.keys(spans) as Span[]).map((span) => (
            <option key={span} value={span}>
              {t.times[span]}
            </option>
          ))}
          <option value="own">{t.ownTime}</option>
        </select>
      </label>
      {shown &&
        (["since", "until"] as const).map((name) => (
          <label className="field" key={name}>
            <span className="field-l">{name === "since" ? t.from : t.until}</span>
            <input
              className="f"
              type="datetime-local"
              value={query[name] === undefined ? "" : localTime(query[name])}
              onChange={({ target }) => {
                const at = new Date(target.value).getTime();
                // The minute that is named is meant whole.
                const value =
                  Number.isFinite(at) && at > 0 ? at + (name === "until" ? 59_999 : 0) : undefined;
                onChange(set(query, name, value));
              }}
            />
          </label>
        ))}
    </>
  );
}

/** Everything that is in force, each to be taken away. */
export function Chips({ query, onChange }: FilterProps) {
  const { words, formats } = useUi();
  const { people, inboxes } = useReady();
  const t = words.ledger;
  if (isEverything(query)) return null;
  const nameOf = (id: string) => [...people, ...inboxes].find((each) => each.id === id)?.name ?? shortId(id);
  const when = (at: number) => `${formats.date(at)}, ${formats.time(at)}`;
  const text: { readonly [K in keyof LedgerQuery]-?: (value: NonNullable<LedgerQuery[K]>) => string } = {
    kind: (kind) => kindName(words, kind),
    actor: (actor) => `${t.who}: ${nameOf(actor.split(":")[1] ?? "")}`,
    about: (id) => t.about(nameOf(id)),
    object: (id) => t.about(nameOf(id)),
    device: (id) => `${t.fields.device}: ${shortId(id)}`,
    network: (network) => `${t.network}: ${network}`,
    refused: () => t.onlyRefused,
    since: (at) => t.since(when(at)),
    until: (at) => t.to(when(at)),
  };
  return (
    <ul className="ledger-chips" aria-label={t.filters}>
      {(Object.keys(query) as (keyof LedgerQuery)[]).map((name) => {
        const said = (text[name] as (value: unknown) => string)(query[name]);
        return (
          <li key={name}>
            <button
              type="button"
              className="chip-x"
              aria-label={t.remove(said)}
              onClick={() => onChange(without(query, name))}
            >
              <bdi>{said}</bdi>
              <Icon name="close" size={14} />
            </button>
          </li>
        );
      })}
      <li>
        <button type="button" className="btn btn-sm btn-quiet" onClick={() => onChange({})}>
          {t.clear}
        </button>
      </li>
    </ul>
  );
}
