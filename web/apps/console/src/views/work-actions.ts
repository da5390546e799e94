/** What can be done with the open conversation, each with its way back. */

import type { Person } from "../contract.ts";
import { named } from "../model/name.ts";
import { pickRows } from "../model/rows.ts";
import { useReady, useUi } from "../ui.ts";
import { useShell } from "./shell.ts";

/** On a phone there is room for the list or for one conversation. */
export const onePane = (): boolean => matchMedia("(max-width: 47.5em)").matches;

export function useConversationActions() {
  const { desk, words } = useUi();
  const { conversation, me, list } = useReady();
  const { act, filter, order } = useShell();
  const { work } = desk;

  const give = (to: Person | null, text: string) => {
    if (conversation === null) return;
    const before = conversation.assignee?.id ?? null;
    const done =
      // Claiming is refused if a colleague was faster; taking over says whose it was.
      to?.id === me.id && before === null
        ? work.claim(conversation.id)
        : work.assign(conversation.id, to?.id ?? null);
    void act(done, text, () => work.assign(conversation.id, before));
  };

  /** Closing moves on to the row below, so that one can work through a list with one key; on a phone, to the list. */
  const toggleClosed = () => {
    if (conversation === null) return;
    const { id, state } = conversation;
    const who = named(words, conversation.who);
    if (state === "closed") {
      void act(work.reopen(id), words.didReopen(who), () => work.close(id));
      return;
    }
    const rows = pickRows(list.rows, filter, order, id);
    const at = rows.findIndex((row) => row.id === id);
    const next = onePane() ? null : (rows[at + 1] ?? rows[at - 1] ?? null);
    const back = async () => {
      const reopened = await work.reopen(id);
      return reopened.ok ? work.select(id) : reopened;
    };
    // At once, not when the server has answered: whoever goes on typing then would type into another conversation.
    void act(work.select(next?.id ?? null));
    void act(work.close(id), words.didClose(who), back);
  };

  return {
    claim: () => {
      if (conversation === null || conversation.assignee?.id === me.id) return;
      const { assignee } = conversation;
      const who = named(words, conversation.who);
      give(me, assignee ? words.didTakeOver(who, assignee.name) : words.didClaim(who));
    },
    assign: (to: Person | null) => give(to, to ? words.didAssign(to.name) : words.didUnassign),
    toggleClosed,
  };
}
