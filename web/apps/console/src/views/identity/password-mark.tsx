/** Owners and admins say that others may know somebody's password. */
import type { PersonRow } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import type { Choice } from "../menu.tsx";
import { Icon } from "../parts.tsx";
import { Ask } from "../person-menu.tsx";

export function usePasswordMark(person: PersonRow, ask: () => void): readonly Choice[] {
  const { words } = useUi();
  if (person.suspended !== null) return [];
  return [{ id: "password", label: `${words.passwordDue.mark}…`, mark: <Icon name="key" />, onPress: ask }];
}

/** Asks first: it stops somebody's work until they have chosen another one. */
export function PasswordMarkDialog({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const { desk, words } = useUi();
  return (
    <Ask
      title={words.passwordDue.ask(person.name)}
      text={words.passwordDue.askText}
      yes={words.passwordDue.mark}
      said={words.passwordDue.did(person.name)}
      danger
      run={() => desk.admin.markPassword(person.id)}
      onClose={onClose}
    />
  );
}
