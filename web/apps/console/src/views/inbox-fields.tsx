/** What an inbox needs besides its name; the same fields at set-up and under Inboxes. */
import { useState } from "react";
import type { InboxSettings } from "../contract.ts";
import { officeHours, setOpen, setTime, weekdays, wrongDays } from "../model/hours.ts";
import { useUi } from "../ui.ts";
import { SelectField, TextField } from "./fields.tsx";

export interface InboxDraft {
  readonly settings: InboxSettings;
  readonly wrong: readonly number[];
  readonly change: (part: Partial<InboxSettings>) => void;
}

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function useInboxDraft(saved: InboxSettings | null, colour: string): InboxDraft {
  const [settings, setSettings] = useState<InboxSettings>(
    saved ?? {
      greeting: "",
      colour,
      expectedReplyMinutes: 30,
      timezone: ownZone(),
      hours: officeHours,
      retentionDays: 365,
    },
  );
  return {
    settings,
    wrong: wrongDays(settings.hours),
    change: (part) => setSettings((now) => ({ ...now, ...part })),
  };
}

/** A value that is not among the offered ones stays choosable. */
export function offered<T extends { readonly label: string }>(
  list: readonly T[],
  value: T,
  same: (a: T, b: T) => boolean,
): readonly T[] {
  return list.some((each) => same(each, value)) ? list : [...list, value];
}

export function InboxFields({ draft }: { draft: InboxDraft }) {
  const { words } = useUi();
  const { settings, change } = draft;
  const replies = offered(
    words.replyTimes,
    { minutes: settings.expectedReplyMinutes, label: `${settings.expectedReplyMinutes} min` },
    (a, b) => a.minutes === b.minutes,
  );
  return (
    <>
      <TextField
        label={words.greeting}
        hint={words.greetingHint}
        placeholder={words.greetingValue}
        value={settings.greeting}
        onText={(greeting) => change({ greeting })}
        maxLength={200}
      />
      <SelectField
        label={words.expectedReply}
        value={`${settings.expectedReplyMinutes}`}
        onText={(text) => change({ expectedReplyMinutes: Number(text) })}
      >
        {replies.map(({ minutes, label }) => (
          <option key={minutes} value={minutes}>
            {label}
          </option>
        ))}
      </SelectField>
      <Hours draft={draft} />
    </>
  );
}

function Hours({ draft }: { draft: InboxDraft }) {
  const { words } = useUi();
  const { settings, change, wrong } = draft;
  const zones = Intl.supportedValuesOf("timeZone");
  const list = zones.includes(settings.timezone) ? zones : [settings.timezone, ...zones];
  return (
    <fieldset className="hours">
      <legend>{words.hours}</legend>
      <p className="hint">{words.hoursHint}</p>
      {weekdays.map((day) => (
        <Day key={day} day={day} draft={draft} />
      ))}
      {settings.hours.length === 0 && <p className="hint">{words.hoursNone}</p>}
      {wrong.map((day) => (
        <p key={day} className="wrong" role="alert">
          {words.hoursWrong(words.weekdays[day] ?? "")}
        </p>
      ))}
      <SelectField
        label={words.timezone}
        value={settings.timezone}
        onText={(timezone) => change({ timezone })}
      >
        {list.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
    </fieldset>
  );
}

function Day({ day, draft }: { day: number; draft: InboxDraft }) {
  const { words } = useUi();
  const { hours } = draft.settings;
  const line = hours.find((each) => each.day === day);
  const name = words.weekdays[day] ?? "";
  const time = (edge: "from" | "to", label: string) => (
    <input
      className="f"
      type="time"
      required
      aria-label={label}
      aria-invalid={draft.wrong.includes(day)}
      value={line?.[edge] ?? ""}
      onChange={(event) => draft.change({ hours: setTime(hours, day, edge, event.currentTarget.value) })}
    />
  );
  return (
    <div className="day-line">
      <label>
        <input
          type="checkbox"
          checked={line !== undefined}
          onChange={(event) => draft.change({ hours: setOpen(hours, day, event.currentTarget.checked) })}
        />
        {name}
      </label>
      {line ? (
        <span className="times">
          {time("from", words.from(name))}
          <span aria-hidden="true">–</span>
          {time("to", words.until(name))}
        </span>
      ) : (
        <span className="quiet">{words.closedDay}</span>
      )}
    </div>
  );
}
