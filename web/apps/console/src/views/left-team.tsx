/** What stands where no conversation is open; also why the last one is gone, when one was taken out of its team. */
import { useEffect, useRef } from "react";
import { useReady, useUi } from "../ui.ts";
import { Empty } from "./parts.tsx";
import { useShell } from "./shell.ts";

/** The team of the conversation that was open last, while one is outside of it; null otherwise. */
export function useLeftTeam(): string | null {
  const { conversation, me } = useReady();
  const last = useRef<string | null>(null);
  const team = conversation?.team ?? last.current;
  useEffect(() => {
    last.current = team;
  }, [team]);
  return conversation === null && team !== null && !me.teams.includes(team) ? team : null;
}

export function NothingOpen({ left }: { left: string | null }) {
  const { words } = useUi();
  const { change } = useShell();
  const clear = useRef(change);
  // What was just told or asked may name something of what was said.
  useEffect(() => {
    if (left !== null) clear.current({ told: null, asked: null });
  }, [left]);
  return left === null ? (
    <Empty icon="seal" title={words.pickTitle} text={words.pickText} />
  ) : (
    <Empty icon="users" title={words.leftTeamTitle(left)} text={words.leftTeamText} />
  );
}
