/** Searches that this person keeps, sealed in this browser. */
import { useEffect, useRef, useState } from "react";
import type { LedgerQuery, SavedSearch } from "../../contract.ts";
import { isEverything, writeQuery } from "../../model/ledger-query.ts";
import { useUi } from "../../ui.ts";
import { ChoiceMenu } from "../menu.tsx";
import { Overlay } from "../overlays.tsx";
import { Icon } from "../parts.tsx";
import { useShell } from "../shell.ts";

type Naming = { readonly id: string | null; readonly name: string };

export function Saved({ query, onPick }: { query: LedgerQuery; onPick: (query: LedgerQuery) => void }) {
  const { desk, words } = useUi();
  const t = words.ledger;
  const { act } = useShell();
  const [all, setAll] = useState<readonly SavedSearch[]>([]);
  const [naming, setNaming] = useState<Naming | null>(null);
  useEffect(() => {
    let here = true;
    void desk.ledger.searches().then((got) => here && got.ok && setAll(got.value));
    return () => {
      here = false;
    };
  }, [desk]);
  const keep = async (next: readonly SavedSearch[], said: string, before?: readonly SavedSearch[]) => {
    setAll(next);
    const undo =
      before === undefined
        ? null
        : () => {
            setAll(before);
            return desk.ledger.saveSearches(before);
          };
    if (!(await act(desk.ledger.saveSearches(next), said, undo))) setAll(all);
  };
  const name = (called: string) => {
    if (naming === null) return;
    setNaming(null);
    const renamed = all.map((each) => (each.id === naming.id ? { ...each, name: called } : each));
    const made = [...all, { id: crypto.randomUUID(), name: called, query }];
    void keep(naming.id === null ? made : renamed, t.didSave(called));
  };
  const isSaved = all.some((each) => writeQuery(each.query) === writeQuery(query));
  const mayKeep = !isEverything(query) && !isSaved;
  if (all.length === 0 && !mayKeep && naming === null) return null;
  return (
    <section className="ledger-saved" aria-label={t.saved}>
      {all.length > 0 && (
        <ul>
          {all.map((each) => (
            <li key={each.id} className="saved-s">
              <button
                type="button"
                className="chip"
                aria-pressed={writeQuery(each.query) === writeQuery(query)}
                onClick={() => onPick(each.query)}
              >
                <bdi>{each.name}</bdi>
              </button>
              <ChoiceMenu
                label={t.menuOf(each.name)}
                choices={[
                  {
                    id: "rename",
                    label: t.rename,
                    onPress: () => setNaming({ id: each.id, name: each.name }),
                  },
                  {
                    id: "remove",
                    label: t.removeSaved,
                    danger: true,
                    onPress: () =>
                      void keep(
                        all.filter(({ id }) => id !== each.id),
                        t.didRemoveSaved(each.name),
                        all,
                      ),
                  },
                ]}
              >
                <Icon name="more" />
              </ChoiceMenu>
            </li>
          ))}
        </ul>
      )}
      {mayKeep && (
        <button type="button" className="btn btn-sm" onClick={() => setNaming({ id: null, name: "" })}>
          <Icon name="star" size={14} />
          {t.save}
        </button>
      )}
      {naming !== null && <NameIt start={naming.name} onName={name} onClose={() => setNaming(null)} />}
    </section>
  );
}

/** Of a name, in characters. */
const longest = 60;

function NameIt(props: { start: string; onName: (name: string) => void; onClose: () => void }) {
  const { words } = useUi();
  const t = words.ledger;
  const [name, setName] = useState(props.start);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Overlay title={t.save} onClose={props.onClose}>
      <form
        className="ledger-name"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") props.onName(name.trim());
        }}
      >
        <label className="field">
          <span className="field-l">{t.saveName}</span>
          <input
            className="f"
            ref={field}
            maxLength={longest}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <p className="quiet">{t.savedText}</p>
        <button type="submit" className="btn btn-primary" disabled={name.trim() === ""}>
          {t.saveIt}
        </button>
      </form>
    </Overlay>
  );
}
