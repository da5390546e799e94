/** Sentences about how long conversations are kept, and what was destroyed. */
const many = (n: number, one: string, more: string) => (n === 1 ? `1 ${one}` : `${n} ${more}`);

export const keepingEn = {
  keeping: "Retention",
  keepingText:
    "How long closed conversations can be read. When the time is over, their keys are destroyed and what is stored is noise.",
  keepingLimits:
    "Destroying keys closes our stored copies and backups. It cannot reach copies that somebody kept.",
  keepingInboxes: "By inbox",
  keepingInbox: "Inbox",
  keepingDays: "Kept after closing",
  keepingOpen: "Open",
  keepingClosed: "Closed",
  keepingDue: "Due in 30 days",
  keepingHeld: "On hold",
  keepingDestroyed: "Destroyed",
  keepingNext: "Next",
  keepingNever: "None",
  keepingNone: "You manage no inbox. Owners and admins see the figures here.",
  certificates: "Certificates",
  certificatesText:
    "For every conversation whose keys were destroyed, the server signed that it did so. This desk checks the signature against your organisation’s record.",
  certificatesNone: "Nothing has been destroyed yet.",
  certificateOf: (id: string) => `Conversation ${id}`,
  certificateOk: "Signature holds",
  certificateBad: "Signature does not hold",
  certificateBadMore: "Do not rely on this one, and tell your security team.",
  certificateSave: (id: string) => `Save the certificate of ${id}`,
  certificatesMore: "Show older",

  keepDays: "Days",
  keepOther: "Another time…",
  tryIt: "What would change?",
  tryFirst:
    "Look first at what would change: a shorter time also counts for conversations that are closed already.",
  trialNow: (n: number) =>
    n === 0
      ? "No keys would be destroyed at once."
      : `The keys of ${many(n, "conversation", "conversations")} would be destroyed within the hour. Nobody could read them any more.`,
  trialChanged: (n: number) =>
    n === 0
      ? "No closed conversation would get another date."
      : `${many(n, "closed conversation", "closed conversations")} would be kept until another day than now.`,
  trialHeld: (n: number) =>
    n === 0 ? "" : `${many(n, "conversation is", "conversations are")} on hold and would stay.`,
  trialSoonest: "The next ones",
  trialUntil: (date: string) => `until ${date}`,
  trialClosed: (date: string) => `closed on ${date}`,
  trialLonger: "A longer time counts only for conversations that are closed from now on.",
  shortenAsk: (days: string) => `Keep for ${days} only?`,
  shortenYes: "Save and destroy",
};
