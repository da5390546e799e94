/** Earlier conversations, for those who have some. */
import type { ConversationSummary } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { Face, Sign } from "./parts.tsx";
import { useWords } from "./words.ts";

export function Recents() {
  const words = useWords();
  const { recent } = useReady();
  return (
    <section class="recents" aria-label={words.recent}>
      <h2 class="sub">{words.recent}</h2>
      {recent.slice(0, 3).map((summary) => (
        <Recent key={summary.id} summary={summary} />
      ))}
    </section>
  );
}

function Recent({ summary }: { summary: ConversationSummary }) {
  const ui = useUi();
  const words = useWords();
  const { formats, now } = ui;
  const name = summary.person?.name ?? words.teamName(summary.team);
  const open = async () => {
    const outcome = await ui.run(ui.desk.openConversation(summary.id));
    if (outcome.ok) ui.go({ name: "conversation" });
  };
  return (
    <button type="button" class="card recent" onClick={open}>
      {summary.person ? <Face person={summary.person} size={40} /> : <Sign icon="users" size={40} />}
      <span class="grow">
        <span class="top">
          <b>
            <bdi>{name}</bdi>
          </b>
          <time dateTime={new Date(summary.at).toISOString()}>{formats.day(summary.at, now())}</time>
        </span>
        <span class="line" dir="auto">
          {summary.mine ? words.youSaid(summary.preview) : summary.preview}
        </span>
      </span>
      {summary.unread > 0 && (
        <span class="pill">
          <span aria-hidden="true">{summary.unread}</span>
          <span class="vh"> {words.unread(summary.unread)}</span>
        </span>
      )}
    </button>
  );
}
