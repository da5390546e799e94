/** What somebody wrote, with its addresses to follow. Text never becomes markup. */
import { type LinkSpan, linked } from "@sealdesk/ui/links";
import { useMemo } from "preact/hooks";
import { useUi } from "../ui.ts";
import { useTalk } from "./talk.ts";

/** Followed at once are email, telephone and this website's own pages; the rest says first where it goes. */
function needsWord(link: LinkSpan, home: string | null): boolean {
  if (link.warning !== null) return true;
  return link.scheme === "web" && link.target !== home && link.target !== location.host;
}

export function Text({ text }: { text: string }) {
  const { host } = useUi();
  const talk = useTalk();
  const spans = useMemo(() => linked(text), [text]);
  return (
    <>
      {spans.map((span, at) =>
        span.kind === "text" ? (
          span.text
        ) : (
          <a
            key={at}
            href={span.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            onClick={(event) => {
              if (!needsWord(span, host.site)) return;
              event.preventDefault();
              talk.open({ kind: "link", link: span });
            }}
          >
            {span.text}
          </a>
        ),
      )}
    </>
  );
}
