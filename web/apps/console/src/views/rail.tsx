/** Views, inboxes and areas; below them the person. */
import type { IconName } from "@sealdesk/ui";
import type { InboxSummary, ViewId } from "../contract.ts";
import { keyLabel } from "../model/keys.ts";
import { useReady, useUi } from "../ui.ts";
import { isAdmin, useMayKeep } from "./may.ts";
import { Me } from "./me.tsx";
import { Icon, Kbd } from "./parts.tsx";
import { type Area, useShell } from "./shell.ts";

export const viewIcons = { mine: "user", unassigned: "inbox", open: "chat", closed: "done" } as const;

export const sameView = (a: ViewId, b: ViewId) =>
  typeof a === "string" || typeof b === "string" ? a === b : a.inbox === b.inbox;

export function Rail() {
  const { words, apple } = useUi();
  const { change } = useShell();
  const { organisation } = useReady();
  return (
    <aside className="rail" aria-label={words.rail}>
      <div className="rail-org">
        <span className="logo">
          <Icon name="seal" />
        </span>
        <b dir="auto">{organisation.name}</b>
      </div>
      <button type="button" className="find" onClick={() => change({ floating: "palette" })}>
        <Icon name="search" />
        <span>{words.find}</span>
        <Kbd keys={keyLabel("palette", apple)} />
      </button>
      <nav className="nav" aria-label={words.rail}>
        <RailLinks />
      </nav>
      <div className="rail-foot">
        <Me />
      </div>
    </aside>
  );
}

export function RailLinks() {
  const { words } = useUi();
  const { inboxes, approvals, articles, me } = useReady();
  const mayKeep = useMayKeep();
  return (
    <>
      {(["mine", "unassigned", "open", "closed"] as const).map((view) => (
        <ViewLink key={view} view={view} icon={viewIcons[view]} label={words.views[view]} />
      ))}
      {inboxes.length > 0 && <p className="nav-h">{words.inboxesHeading}</p>}
      {inboxes.map((inbox: InboxSummary) => (
        <ViewLink key={inbox.id} view={{ inbox: inbox.id }} icon="chat" label={inbox.name} />
      ))}
      <p className="nav-h">{words.deskHeading}</p>
      <AreaLink area="people" icon="users" label={words.people} />
      <AreaLink area="articles" icon="book" label={words.articles} count={articles.unpublished} />
      <AreaLink area="inboxes" icon="sliders" label={words.inboxes} />
      {mayKeep && <AreaLink area="keeping" icon="clock" label={words.keeping} />}
      {isAdmin(me) && <AreaLink area="ledger" icon="eye" label={words.ledger.title} />}
      {isAdmin(me) && <AreaLink area="mail" icon="at" label={words.mail.title} />}
      {isAdmin(me) && <AreaLink area="sign-in" icon="key" label={words.signinRules} />}
      {isAdmin(me) && <AreaLink area="programs" icon="link" label={words.programs} />}
      {isAdmin(me) && <AreaLink area="customers" icon="globe" label={words.customers.title} />}
      <AreaLink area="security" icon="shield-ok" label={words.mySecurity} count={approvals.length} />
    </>
  );
}

function ViewLink({ view, icon, label }: { view: ViewId; icon: IconName; label: string }) {
  const { desk, words, formats } = useUi();
  const { area, change, act } = useShell();
  const ready = useReady();
  const count = ready.views.find((each) => sameView(each.view, view));
  const here = area === "work" && sameView(ready.view, view);
  const go = () => {
    change({ area: "work", floating: null, filter: "all" });
    void act(desk.work.openView(view));
  };
  return (
    <button
      type="button"
      className="nav-a"
      aria-current={here ? "page" : undefined}
      title={label}
      onClick={go}
    >
      <Icon name={icon} />
      <span className="nav-t" dir="auto">
        {label}
      </span>
      {count?.open != null && count.open > 0 && (
        <span className={`n${count.unread > 0 ? " n-strong" : ""}`}>
          {formats.number(count.open)}
          {count.unread > 0 && (
            <span className="vh">
              , {count.partly ? words.unreadAtLeast(count.unread) : words.unreadIn(count.unread)}
            </span>
          )}
        </span>
      )}
    </button>
  );
}

function AreaLink({
  area,
  icon,
  label,
  count = 0,
}: {
  area: Area;
  icon: IconName;
  label: string;
  count?: number;
}) {
  const shell = useShell();
  return (
    <button
      type="button"
      className="nav-a"
      aria-current={shell.area === area ? "page" : undefined}
      title={label}
      onClick={() => shell.change({ area, floating: null })}
    >
      <Icon name={icon} />
      <span className="nav-t">{label}</span>
      {count > 0 && <span className="n n-strong">{count}</span>}
    </button>
  );
}
