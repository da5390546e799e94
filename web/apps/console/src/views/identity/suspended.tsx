/** Somebody who is shut out: since when, by whom, and whether the keys of their teams have followed. */
import type { Suspension } from "../../contract.ts";
import { useNow, useUi } from "../../ui.ts";
import { Badge } from "../parts.tsx";

export function Suspended({ of }: { of: Suspension }) {
  const { words, formats } = useUi();
  const now = useNow();
  const { changed, waiting } = of;
  const later = changed === null || changed < 60_000 ? (changed ?? 0) / 60_000 : Math.ceil(changed / 60_000);
  return (
    <span>
      <Badge tone="bad" icon="lock">
        {words.suspended}
      </Badge>
      <span className="quiet below">
        {words.suspendedSince(formats.ago(of.since, now), words.suspendedBy[of.by])}
      </span>
      {waiting.length > 0 && (
        <span className="warned below">{words.suspendedKeysWait(waiting.join(", "))}</span>
      )}
      {waiting.length === 0 && changed !== null && (
        <span className="quiet below">{words.suspendedKeysChanged(formats.span(later))}</span>
      )}
    </span>
  );
}
