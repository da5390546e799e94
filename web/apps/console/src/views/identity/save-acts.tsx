/** The end of a form that keeps what the organisation chose. */
import { useUi } from "../../ui.ts";

export function SaveActs(props: { changed: boolean; busy: boolean; onCancel: () => void }) {
  const { words } = useUi();
  return (
    <div className="acts">
      <button type="button" className="btn" disabled={!props.changed} onClick={props.onCancel}>
        {words.cancel}
      </button>
      <button type="submit" className="btn btn-primary" disabled={!props.changed} aria-busy={props.busy}>
        {words.save}
      </button>
    </div>
  );
}
