/**
 * How long the record of acts is kept, and what is held of it. Limit: numbers are the server's word; that nothing was
 * erased in silence, the verifier shows from an export.
 */
import { holdReasons, recordParts } from "../contract/record-keeping.ts";
import type { AdminCommands, HoldReason, RecordKeeping, RecordPart, RecordTrial } from "../desk.ts";
import { outcome } from "./failure.ts";
import type { StaffKeys } from "./staff-thread.ts";

interface KeepingWire {
  readonly fewest: number;
  readonly most: number;
  readonly classes: readonly {
    readonly class: string;
    readonly days: number;
    readonly next: { readonly days: number; readonly from: string } | null;
  }[];
  readonly holds: readonly {
    readonly about: string | null;
    readonly reason: string;
    readonly begun: string;
  }[];
}
type TrialWire = Omit<RecordTrial, "days" | "oldest"> & { readonly oldest: string | null };

/** A newer server may know more parts than this page has words for: what is unknown is left out. */
const part = (name: string): readonly RecordPart[] => recordParts.filter((each) => each === name);
const reason = (word: string): HoldReason => holdReasons.find((each) => each === word) ?? "other";

const read = (wire: KeepingWire): RecordKeeping => ({
  fewest: wire.fewest,
  most: wire.most,
  rules: wire.classes.flatMap(({ class: name, days, next }) =>
    part(name).map((known) => ({
      part: known,
      days,
      next: next === null ? null : { days: next.days, from: Date.parse(next.from) },
    })),
  ),
  holds: wire.holds.map(({ about, reason: word, begun }) => ({
    about,
    reason: reason(word),
    begun: Date.parse(begun),
  })),
});

type RecordCommands = Pick<
  AdminCommands,
  "recordKeeping" | "tryRecord" | "keepRecord" | "holdRecord" | "releaseRecord"
>;

export const recordCommands = ({ http }: Pick<StaffKeys, "http">): RecordCommands => ({
  recordKeeping: () => outcome(async () => read(await http.get<KeepingWire>("/ledger/retention"))),
  tryRecord: (of, days) =>
    outcome(async () => {
      const { oldest, ...counted } = await http.get<TrialWire>(`/ledger/retention/${of}?days=${days}`);
      return { ...counted, days, oldest: oldest === null ? null : Date.parse(oldest) };
    }),
  keepRecord: (of, days) =>
    outcome(async () => read(await http.put<KeepingWire>("/ledger/retention", { class: of, days }))),
  holdRecord: (about, why) =>
    outcome(async () =>
      read(await http.put<KeepingWire>("/ledger/holds", { about: about ?? "", reason: why, on: true })),
    ),
  releaseRecord: (about) =>
    outcome(async () =>
      read(await http.put<KeepingWire>("/ledger/holds", { about: about ?? "", on: false })),
    ),
});
