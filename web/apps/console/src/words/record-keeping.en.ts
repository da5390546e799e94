/** Sentences about how long the record of acts is kept, and what is held of it. */
const many = (n: number, one: string, more: string) => (n === 1 ? `1 ${one}` : `${n} ${more}`);

export const recordKeepingEn = {
  recordKeeping: "Record of acts",
  recordKeepingText:
    "The server records who did what, and when; never what was written. Here you choose how long each part of the record is kept.",
  recordParts: {
    "sign-ins": {
      name: "Sign-ins and refusals",
      text: "Who signed in and out, guesses that failed, and what was refused to whom.",
    },
    keys: { name: "People and keys", text: "Who joined, left or changed teams, and new or removed keys." },
    reads: { name: "What was read", text: "Who opened which conversation, file or list, and when." },
    conversations: {
      name: "What was done in conversations",
      text: "When somebody wrote, closed, rated or handed over. Never the words.",
    },
    administration: { name: "Settings", text: "Changes to inboxes, articles, holds and who is available." },
    system: { name: "The server itself", text: "Starts, stops, changed configuration and certificates." },
  },
  recordForEver: "For ever",
  recordKept: (days: string) => `Kept for ${days}`,
  recordKeptForEver: "Kept for ever",
  recordNext: (days: string, date: string) => `From ${date}, kept for ${days} only.`,
  recordNextStop: "Stop this change",
  recordChange: (part: string) => `Change how long “${part}” is kept`,
  recordChangeShort: "Change",
  recordKeepFor: "Keep for",
  recordLonger: "A longer time counts at once.",
  recordShorter:
    "A shorter time counts after seven days, so that nobody can make traces disappear at once. Until then everybody who may read the record sees it here, and can stop it.",
  recordTry: "What would be erased?",
  recordTrialNone: "Nothing is that old yet.",
  recordTrial: (n: number, date: string) =>
    `${many(n, "event is", "events are")} older than that today, the oldest from ${date}. Erased events cannot be brought back.`,
  recordTrialMore: (n: number, date: string) =>
    `At least ${n} events are older than that today, the oldest from ${date}. Erased events cannot be brought back.`,
  recordTrialHeld: (n: number) =>
    n === 0 ? "" : `${many(n, "event is", "events are")} on hold and would stay.`,
  recordSaved: (part: string) => `Saved: ${part}`,
  recordTold:
    "Whatever is erased leaves its place in the record and an event that tells of it. Changes made here, holds and erasures are kept for ever.",

  recordHolds: "On hold",
  recordHoldsText:
    "What is on hold is not erased, whatever is chosen above: for a court case, an investigation, or an authority that asks.",
  recordHoldsNone: "Nothing is on hold.",
  recordHoldBegin: "Put on hold",
  recordHoldWhat: "What is held",
  recordHoldAll: "The whole record",
  recordHoldOther: "Something else, by its id",
  recordHoldId: "Id",
  recordHoldIdHint:
    "64 digits and letters: a conversation, browser, customer or file, as the record names it.",
  recordHoldWhy: "Why",
  recordHoldReasons: {
    litigation: "A court case",
    investigation: "An investigation of our own",
    authority: "An authority asked for it",
    other: "Another reason",
  },
  recordHoldSince: (reason: string, date: string) => `${reason}, since ${date}`,
  recordHoldAbout: (who: string) => `Everything that names ${who}`,
  recordRelease: "End this hold",
  recordReleaseOf: (what: string) => `End this hold: ${what}`,
  recordReleaseAsk: "End this hold?",
  recordReleaseText: "What it kept and is old enough is erased within minutes. That cannot be undone.",
  recordWholeHeld: "The whole record is on hold: nothing of it is erased.",
};
