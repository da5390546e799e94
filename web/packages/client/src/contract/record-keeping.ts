/** How long the record of acts is kept, part by part, and what is held of it. Types only. */

import type { Instant } from "./basics.ts";

export const recordParts = [
  "sign-ins",
  "keys",
  "reads",
  "conversations",
  "administration",
  "system",
] as const;
export type RecordPart = (typeof recordParts)[number];

export const holdReasons = ["litigation", "investigation", "authority", "other"] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Of one part. 0 days are for ever. */
export interface RecordRule {
  readonly part: RecordPart;
  readonly days: number;
  /** Fewer days, which count from a later day on. */
  readonly next: { readonly days: number; readonly from: Instant } | null;
}

export interface RecordHold {
  /** Whoever or whatever the events name; null: all of the record. */
  readonly about: string | null;
  readonly reason: HoldReason;
  readonly begun: Instant;
}

export interface RecordKeeping {
  readonly fewest: number;
  readonly most: number;
  readonly rules: readonly RecordRule[];
  readonly holds: readonly RecordHold[];
}

/** What a number of days would erase today. */
export interface RecordTrial {
  readonly days: number;
  readonly events: number;
  readonly oldest: Instant | null;
  /** As old, and kept all the same. */
  readonly held: number;
  /** There is more than was counted. */
  readonly more: boolean;
}
