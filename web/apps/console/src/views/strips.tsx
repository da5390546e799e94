/** What one must know before writing: no connection, a key that has to change, a history that did not hold. */

import type { IconName } from "@sealdesk/ui";
import { useState } from "react";
import type { Alarm, Connection } from "../contract.ts";
import { useReady, useUi, useWords } from "../ui.ts";
import { keyed } from "./keyed.ts";
import { Icon, IconButton } from "./parts.tsx";
import { useShell } from "./shell.ts";

interface Strip {
  readonly tone: "info" | "warn" | "bad";
  readonly icon: IconName;
  readonly text: string;
  readonly more: string;
}

export function Strips() {
  const words = useWords();
  const { alarms, connection } = useReady();
  const { area, change } = useShell();
  const [read, setRead] = useState<readonly Alarm["kind"][]>([]);
  const [all, setAll] = useState(false);
  // People says it itself, beside the way out.
  const said = (alarm: Alarm) =>
    read.includes(alarm.kind) || (area === "people" && alarm.kind === "one-owner");
  const open = alarms.filter((alarm) => !said(alarm));
  const shown = all ? open : open.slice(0, 1);
  return (
    <div className="strips">
      <ConnectionStrip connection={connection} />
      {keyed(shown, (each) => each.kind).map(({ key, value: alarm }) => (
        <StripLine key={key} strip={alarmStrip(words, alarm)}>
          {alarm.kind === "one-owner" && (
            <>
              <button type="button" className="btn btn-sm" onClick={() => change({ area: "people" })}>
                {words.oneOwnerDo}
              </button>
              <IconButton icon="close" label={words.dismiss} onPress={() => setRead([...read, alarm.kind])} />
            </>
          )}
          {!all && open.length > 1 && (
            <button type="button" className="btn btn-sm btn-quiet" onClick={() => setAll(true)}>
              {words.andMore(open.length - 1)}
            </button>
          )}
        </StripLine>
      ))}
    </div>
  );
}

function ConnectionStrip({ connection }: { connection: Connection }) {
  const words = useWords();
  const { status, waiting } = connection;
  const strip: Strip | null =
    status === "offline"
      ? { tone: "warn", icon: "offline", text: words.offline, more: words.offlineMore(waiting) }
      : status === "reconnecting"
        ? {
            tone: "info",
            icon: "clock",
            text: words.reconnecting,
            more: waiting > 0 ? words.offlineMore(waiting) : "",
          }
        : null;
  return <div role="status">{strip && <StripLine strip={strip} />}</div>;
}

function StripLine({ strip, children }: { strip: Strip; children?: React.ReactNode }) {
  return (
    <div className={`strip strip-${strip.tone}`}>
      <Icon name={strip.icon} />
      <p>
        <b>{strip.text}</b> {strip.more}
      </p>
      {children}
    </div>
  );
}

function alarmStrip(words: ReturnType<typeof useWords>, alarm: Alarm): Strip {
  switch (alarm.kind) {
    case "stale-group":
      return { tone: "warn", icon: "key", text: words.staleGroup(alarm.team), more: words.staleGroupMore };
    case "waiting-for-key":
      return {
        tone: "info",
        icon: "key",
        text: words.waitingForKey(alarm.team),
        more: words.waitingForKeyMore,
      };
    case "one-owner":
      return { tone: "info", icon: "users", text: words.oneOwner, more: words.oneOwnerMore };
    case "unverified-directory":
      return {
        tone: "bad",
        icon: "alert",
        text: words.unverifiedDirectory,
        more: words.unverifiedDirectoryMore,
      };
    case "unverified-conversation":
      return { tone: "bad", icon: "alert", text: words.unverified, more: words.unverifiedMore };
  }
}

/** What was just done, with its way back; failures stay until they are dismissed. */
export function Toast() {
  const { words } = useUi();
  const { told, change, act } = useShell();
  const undo = () => {
    const back = told?.undo;
    change({ told: null });
    if (back) void act(back());
  };
  return (
    <div className="toast-at" role="status">
      {told && (
        <div className={`toast${told.failure ? " toast-bad" : ""}`}>
          {told.failure && <Icon name="alert" />}
          <span dir="auto">
            {told.failure
              ? `${words.told(told.failure.message)} ${words.told(told.failure.next)}`
              : told.text}
          </span>
          {told.undo && (
            <button type="button" className="btn btn-sm" onClick={undo}>
              {words.undo}
            </button>
          )}
          <IconButton icon="close" label={words.dismiss} onPress={() => change({ told: null })} />
        </div>
      )}
    </div>
  );
}
