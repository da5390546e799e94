/**
 * The server was updated while this window was open, and has a file no longer that the window wants now. Promise: it
 * loads itself anew, in the same place, where everything that was written is kept; else it says so, and the customer
 * chooses when. Limit: a file that is missing soon after that again is said, too, so that it does not go on for ever.
 */
import type { Route, Ui } from "./ui.ts";

/** Told by what fetches the later files, see `vite.config.ts`. */
const OUTDATED = "sealdesk-outdated";
/** Milliseconds in which the drafts are written, and after a reload in which there is no second one by itself. */
const [SAVING, SOON] = [500, 60_000];
const AT = "at";

const fields = "textarea, input:not([type=search], [type=file])";

/** What no draft keeps: a change to a message, the words of a rating, a name, a file that is not sealed yet. */
function mayLose({ state: { value } }: Ui): boolean {
  const typed = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(fields)].some(
    (field) => !field.closest(".cmp") && (field.type === "radio" ? field.matches(":checked") : field.value),
  );
  const staged = value.phase === "ready" ? [...value.staged, ...(value.conversation?.staged ?? [])] : [];
  return (
    typed || document.querySelector(".aim") !== null || staged.some(({ phase }) => phase === "preparing")
  );
}

const isSecondTime = (): boolean =>
  performance.now() < SOON &&
  performance.getEntriesByType("navigation").some((entry) => "type" in entry && entry.type === "reload");

/** In the fragment, which stays on this device. */
function remember({ trail, state: { value } }: Ui): void {
  const said = new URLSearchParams(location.hash.slice(1));
  const route = trail.value.at(-1);
  const id = route?.name === "article" ? route.id : value.phase === "ready" ? value.conversation?.id : null;
  said.set(AT, `${route?.name} ${id ?? ""}`);
  history.replaceState(null, "", `#${said}`);
}

/** Loads the window anew; what was typed is saved before. */
export function renew(ui: Ui): void {
  // A field that is left saves its draft.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  setTimeout(() => {
    remember(ui);
    location.reload();
  }, SAVING);
}

/** From the first moment; `ui` is null while there is nothing yet that could be lost. */
export function watchForUpdate(current: () => Ui | null): void {
  let found = false;
  addEventListener(OUTDATED, () => {
    const ui = current();
    if (found) return;
    found = true;
    if (ui === null) {
      if (!isSecondTime()) location.reload();
    } else if (isSecondTime() || mayLose(ui)) ui.outdated.value = true;
    else renew(ui);
  });
}

/** Back to where one was before the window loaded itself anew. */
export async function goBack(ui: Ui): Promise<void> {
  const said = new URLSearchParams(location.hash.slice(1));
  const [name, id] = said.get(AT)?.split(" ") ?? [];
  if (name === undefined) return;
  said.delete(AT);
  history.replaceState(null, "", `#${said}`);
  if (name === "article" && id) ui.go({ name, id });
  else if (name === "assistant" || name === "write") ui.go({ name });
  else if (id && (await ui.desk.openConversation(id)).ok) ui.go({ name: "conversation" } satisfies Route);
}
