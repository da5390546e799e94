/** What one must know before writing: no connection, a key that has to change, a history that did not hold. */

import type { IconName } from "@sealdesk/ui";
import { saveFile, textFile } from "@sealdesk/ui/gather";
import { useState } from "react";
import type { Alarm, Connection, NoticedAlarm, Outcome } from "../contract.ts";
import { named } from "../model/name.ts";
import { useReady, useUi, useWords } from "../ui.ts";
import { NewBrowsers } from "./identity/new-browser.tsx";
import { ConnectStrip } from "./identity/own-providers.tsx";
import { keyed } from "./keyed.ts";
import { Icon, IconButton } from "./parts.tsx";
import { useShell } from "./shell.ts";
import { Updated } from "./updated.tsx";

interface Strip {
  readonly tone: "info" | "warn" | "bad";
  readonly icon: IconName;
  readonly text: string;
  readonly more: string;
}

/** More than these at once say less. */
const SHOWN = 3;
/** What concerns all of the desk comes first, and what is still so: many of another kind hide none of these. */
const weight = (alarm: NoticedAlarm) =>
  (alarm.kind === "unverified-conversation" ? 2 : 0) + (alarm.standing ? 0 : 1);
const isNoticed = (alarm: Alarm): alarm is NoticedAlarm => "standing" in alarm;

export function Strips() {
  const words = useWords();
  const { alarms, connection } = useReady();
  const { area } = useShell();
  const [read, setRead] = useState<readonly Alarm["kind"][]>([]);
  const [all, setAll] = useState(false);
  const noticed = alarms.filter(isNoticed).sort((a, b) => weight(a) - weight(b));
  // People says it itself, beside the way out.
  const said = (alarm: Alarm) =>
    isNoticed(alarm) || read.includes(alarm.kind) || (area === "people" && alarm.kind === "one-owner");
  const open = alarms.filter((alarm) => !said(alarm));
  const [bad, rest] = all
    ? [noticed, open]
    : [noticed.slice(0, SHOWN), noticed.length > 0 ? [] : open.slice(0, 1)];
  const hidden = noticed.length + open.length - bad.length - rest.length;
  return (
    <div className="strips">
      <Updated />
      <ConnectionStrip connection={connection} />
      <NewBrowsers />
      <ConnectStrip />
      <div className="strips" role="alert">
        {keyed(bad, (each) => `${each.kind} ${each.at}`).map(({ key, value }) => (
          <NoticedStrip key={key} alarm={value} />
        ))}
      </div>
      {keyed(rest, (each) => each.kind).map(({ key, value: alarm }) => (
        <StripLine key={key} strip={alarmStrip(words, alarm)}>
          {alarm.kind === "one-owner" && <OneOwner onRead={() => setRead([...read, alarm.kind])} />}
        </StripLine>
      ))}
      {hidden > 0 && (
        <button type="button" className="btn btn-sm btn-quiet" onClick={() => setAll(true)}>
          {words.andMore(hidden)}
        </button>
      )}
    </div>
  );
}

function OneOwner({ onRead }: { onRead: () => void }) {
  const words = useWords();
  const { change } = useShell();
  return (
    <>
      <button type="button" className="btn btn-sm" onClick={() => change({ area: "people" })}>
        {words.oneOwnerDo}
      </button>
      <IconButton icon="close" label={words.dismiss} onPress={onRead} />
    </>
  );
}

/** What did not verify: it stays until somebody says that they have seen it, and as long as it is so. */
function NoticedStrip({ alarm }: { alarm: NoticedAlarm }) {
  const { desk, formats, words } = useUi();
  const { act } = useShell();
  const strip = alarmStrip(words, alarm);
  const over = words.noticedOver(`${formats.date(alarm.at)}, ${formats.time(alarm.at)}`);
  return (
    <StripLine strip={alarm.standing ? strip : { ...strip, more: over }}>
      {alarm.kind === "unverified-ledger" && (
        <button
          type="button"
          className="btn btn-sm"
          onClick={() => void act(saved(desk.work.ledgerEvidence()))}
        >
          {words.saveEvidence}
        </button>
      )}
      {alarm.kind === "unverified-ledger" && alarm.standing && (
        <button type="button" className="btn btn-sm" onClick={() => void act(desk.work.followLedger())}>
          {words.followLedger}
        </button>
      )}
      {!alarm.standing && (
        <button type="button" className="btn btn-sm" onClick={() => void act(desk.work.understood(alarm))}>
          {words.understood}
        </button>
      )}
    </StripLine>
  );
}

async function saved(evidence: Promise<Outcome<string>>): Promise<Outcome<void>> {
  const outcome = await evidence;
  if (!outcome.ok) return outcome;
  saveFile(textFile(outcome.value), "ledger-evidence.json");
  return { ok: true, value: undefined };
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
      {children && <span className="strip-do">{children}</span>}
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
    case "unverified-ledger":
      return { tone: "bad", icon: "alert", text: words.unverifiedLedger, more: words.unverifiedLedgerMore };
    case "clock":
      return { tone: "bad", icon: "clock", text: words.clock, more: words.clockMore };
    case "unverified-conversation": {
      const text = alarm.who === null ? words.unverifiedNobody : words.unverified(named(words, alarm.who));
      return { tone: "bad", icon: "alert", text, more: words.unverifiedMore };
    }
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
