/** Who is offered what. The server and every desk decide again; this only keeps useless doors away. */
import type { ConversationState, Me } from "../contract.ts";
import { useReady } from "../ui.ts";

export const isAdmin = ({ capabilities }: Me): boolean =>
  capabilities.some((each) => each === "admin" || each === "owner" || each === "root");

/** The area about keeping and destroying: a lead is shown the inboxes of their team there. */
export function useMayKeep(): boolean {
  const { me, inboxes } = useReady();
  return isAdmin(me) || inboxes.some(({ mayManage }) => mayManage);
}

/** Whether this person may hold this conversation beyond its time. */
export function useMayHold({ inbox }: ConversationState): boolean {
  const { me, inboxes } = useReady();
  return isAdmin(me) || inboxes.some(({ name, mayManage }) => name === inbox && mayManage);
}
