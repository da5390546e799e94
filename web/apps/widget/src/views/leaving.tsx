/** Before one leaves: the real host, and what is odd about the address. */
import type { LinkSpan } from "@sealdesk/ui/links";
import { Icon } from "./icons.tsx";
import { Sheet } from "./sheet.tsx";
import { useWords } from "./words.ts";

export function Leaving({ link, onClose }: { link: LinkSpan; onClose: () => void }) {
  const words = useWords().leaving;
  const lead = { web: words.goes, mail: words.mail, phone: words.call }[link.scheme];
  return (
    <Sheet title={words.title} onClose={onClose}>
      {(close) => (
        <>
          <p>{lead}</p>
          <p class="host" dir="ltr">
            {link.target}
          </p>
          <p class={link.warning === null ? "why" : "why odd"}>
            <Icon name={link.warning === null ? "info" : "alert"} />
            <span>{words.reasons[link.warning ?? "unknown"]}</span>
          </p>
          <div class="pair">
            <button type="button" class="btn primary" onClick={close}>
              {words.stay}
            </button>
            <a
              class="btn"
              href={link.href}
              target="_blank"
              rel="noopener noreferrer nofollow"
              onClick={() => setTimeout(close)}
            >
              {words.go}
            </a>
          </div>
        </>
      )}
    </Sheet>
  );
}
