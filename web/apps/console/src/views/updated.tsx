/** The server was updated: said once, above everything, with the way on. */

import { useDeskState, useWords } from "../ui.ts";
import { reload, useUpdated } from "../update.ts";
import { Icon } from "./parts.tsx";

export function Updated() {
  const words = useWords();
  const updated = useUpdated();
  const { phase } = useDeskState();
  return (
    <div role="status">
      {updated && (
        <div className="strip strip-info">
          <Icon name="info" />
          <p>
            <b>{words.updated}</b> {phase === "ready" ? words.updatedMore : words.updatedEntry}
          </p>
          <button type="button" className="btn btn-sm" onClick={reload}>
            {words.updatedReload}
          </button>
        </div>
      )}
    </div>
  );
}
