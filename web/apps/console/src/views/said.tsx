/** What somebody wrote, in its language and direction, with addresses that ask before they lead away. */

import { type LinkSpan, linked } from "@sealdesk/ui/links";
import type { MouseEvent } from "react";
import type { MessageItem } from "../contract.ts";
import { named } from "../model/name.ts";
import { useUi } from "../ui.ts";
import { keyed } from "./keyed.ts";
import { Overlay } from "./overlays.tsx";
import { Icon } from "./parts.tsx";
import { useShell } from "./shell.ts";

type From = Pick<MessageItem, "from" | "author">;

interface SaidProps {
  readonly id: string;
  readonly text: string;
  readonly language: string | null;
  readonly by: From;
}

export function Said({ id, text, language, by }: SaidProps) {
  return (
    <p className="bd" id={id} dir="auto" lang={language ?? undefined}>
      {keyed(linked(text), (span) => span.text).map(({ key, value }) =>
        value.kind === "text" ? value.text : <Address key={key} link={value} by={by} />,
      )}
    </p>
  );
}

const rel = "noopener noreferrer nofollow";

/** Colleagues' plain addresses open at once; a customer's, and one that warns, are shown first. */
function Address({ link, by }: { link: LinkSpan; by: From }) {
  const { change } = useShell();
  const asks = link.scheme === "web" && (link.warning !== null || by.from === "customer");
  const press = (event: MouseEvent) => {
    if (!asks) return;
    event.preventDefault();
    change({ asked: { kind: "leave", link, by } });
  };
  return (
    <a
      href={link.href}
      target={link.scheme === "web" ? "_blank" : undefined}
      rel={rel}
      title={link.target}
      className={link.warning === null ? undefined : "a-warn"}
      onClick={press}
      onAuxClick={press}
    >
      {link.warning !== null && <Icon name="alert" size={14} />}
      {link.text}
    </a>
  );
}

/** The real host stands alone, left to right, in letters that cannot look like others. */
export function LeaveDialog({ link, by, onClose }: { link: LinkSpan; by: From; onClose: () => void }) {
  const { words } = useUi();
  return (
    <Overlay title={words.leaveTitle} onClose={onClose}>
      <p>
        {by.from === "customer" ? words.leaveFrom(named(words, by.author)) : words.leaveText(link.target)}
      </p>
      <div className="real">
        <span className="quiet">{words.leaveTarget}</span>
        <bdi dir="ltr" className="mono">
          {link.target}
        </bdi>
      </div>
      {link.warning !== null && (
        <p className="warned">
          <Icon name="alert" />
          {words.leaveWarning[link.warning]}
        </p>
      )}
      <div className="acts">
        <button type="button" className="btn btn-primary" onClick={onClose}>
          {words.leaveStay}
        </button>
        <a
          className={`btn${link.warning === null ? "" : " btn-danger"}`}
          href={link.href}
          target="_blank"
          rel={rel}
          onClick={onClose}
        >
          {words.leaveOpen}
        </a>
      </div>
    </Overlay>
  );
}
