/** The sentences of the screens that are fetched later: conversation, readers, articles, menu, stop pages. */
import { count } from "./plural.ts";
import { strong } from "./rich.ts";

export const laterEn = {
  // before the assistant passes on
  consent: (team: string) => `Shall I pass this on to the ${strong(`${team} team`)}?`,
  consentSub: "They will see what we wrote here.",
  consentClosed: (when: string | null) =>
    when
      ? `They are back ${when}. It waits for them, sealed.`
      : "They are away now. It waits for them, sealed.",
  consentYes: "Yes, pass it on",
  consentWithout: "Without what we wrote",
  consentNo: "Not now",

  // an embed line that names nobody
  badEmbed: {
    title: "This chat is not set up right",
    text: "The page around it does not say whom you would write to, so it stays closed.",
    next: "Please reach the organisation another way.",
  },

  unread: (n: number) => count(n, "new message", "new messages"),
  youSaid: (text: string) => `You: ${text}`,
  recent: "Recent",
  promiseShort: "A person answers here",
  usuallyShort: (minutes: number) => `Usually replies in ${shortly(minutes)}`,

  // article
  article: "Article",
  updated: (date: string) => `Updated ${date}`,
  articleProof: "Signed by the organisation and checked on your device.",
  articleMore: "Does this not answer it?",
  askPerson: "Ask a person",

  // conversation
  conversation: "Conversation",
  presence: { replying: "replying now", here: "here now" },
  answering: (name: string) => `${strong(name)} is answering you.`,
  lock: (team: string) => `Only you and the ${team} team can read this`,
  typing: (name: string) => `${name} is writing`,
  meta: (name: string, time: string) => `${name} · ${time}`,
  edited: "edited",
  marks: {
    waiting: () => "Waits for a connection",
    sending: () => "Sending",
    sent: (time: string) => `Sent ${time}`,
    delivered: () => "Delivered",
    read: (time: string) => `Read ${time}`,
    failed: () => "Not sent",
  },
  takeBack: "Edit",
  contextLabel: "What you and the assistant wrote, as shown on your device",
  missing: (n: number) =>
    `${count(n, "message", "messages")} announced here could not be fetched. We keep trying. If this stays, ask the team.`,
  closedLine: "This conversation was closed.",
  reopenedLine: "This conversation is open again.",
  askedLine: (name: string) => `${name} asked who you are.`,
  loadingEarlier: "Opening earlier messages…",
  readerChange: {
    teamAdded: (team: string) => `You wrote to the ${strong(`${team} team`)}.`,
    teamPassed: (team: string) => `The assistant passed you on to the ${strong(`${team} team`)}.`,
    teamReads: (name: string | null, others: number) => {
      const one = name === null ? "person" : "colleague";
      const people = others === 0 ? "" : count(others, one, name === null ? "people" : "colleagues");
      const who = [name, people].filter((part) => part).join(" and ") || "They";
      return `${who} can read it from the start.`;
    },
    joined: (name: string, team: string) => `${strong(name)} of the ${team} team can now read this.`,
    left: (name: string) => `${strong(name)} cannot read what comes next.`,
    deviceAdded: "Another of your devices can now read this.",
    deviceRemoved: "One of your devices was removed. It cannot read what follows.",
  },

  // who can read
  readersTitle: "Who can read this",
  readersDevices: (others: number) => `Your devices: this one${others > 0 ? ` and ${others} more` : ""}`,
  readersTeam: (team: string, others: number, more: boolean) =>
    `${team} team, ${more ? `${others} more` : count(others, "person", "people")}`,
  readersSince: (team: string, since: string) => `${team} · since ${since}`,
  why: {
    answers: "Answers you",
    "took-over": "Took over from a colleague",
    supervises: "Looks after the team",
    "stands-in": "So that someone can stand in",
  },
  readersAssistant: "Ran on this device and passed on what you agreed to. It is no reader.",
  check: "Check",
  checkOf: (name: string) => `Check ${name}`,
  serverCannot: `${strong("Our server cannot read this.")} It sees that you wrote, when, to which team and roughly how much.`,
  readableUntil: (date: string) => `Readable until ${strong(date)}. Then the keys are destroyed.`,
  readableAfter: (months: number) =>
    `The keys are destroyed ${strong(count(months, "month", "months"))} after this conversation is closed.`,
  sureTitle: (name: string) => strong(`Want to be sure it’s ${name}?`),
  sureCall: (phone: string) => `Call ${phone}. What you hear must match this.`,
  sureAsk: "Ask for this on a call that you start. What you hear must match this.",
  codeLabel: "Code to compare",
  proof: {
    title: "Proof of who could read",
    text: "A file that says who could read this conversation, and when. It holds nothing of what was said and opens nothing.",
    how: "It names people, so choose whom you give it to. Anybody can check it without us, with the free program ledger-verify.",
    make: "Download the proof",
    making: "Making it on this device…",
    saved: (name: string) => `Saved as “${name}”.`,
    offline:
      "There is no connection. The proof needs the newest list of people, so try again when there is one.",
  },
  limits:
    "Encrypted from your device to theirs. Limits: someone who reads it can keep a copy, and whoever serves this page could change its code.",

  // menu
  menuTitle: "You and this device",
  nameLabel: "Your name",
  nameHint: "You need not give one. Only the people you write to see it.",
  readMarks: "Show when I have read something",
  readMarksHint: "Off: nobody sees whether you read a message.",
  save: "Save",
  forget: "Forget this device",
  forgetTitle: "Forget this device?",
  forgetText:
    "The keys on this device are destroyed. What only this device could open is lost to you. The people you wrote to keep their side.",
  forgetKeep: "Keep it",
  sealTitle: (name: string) => `The seal of ${name}`,
  done: "Done",

  // stop pages
  stop: {
    pinChanged: {
      title: "This is not the same organisation",
      text: (since: string) =>
        `Your device has remembered this chat’s seal since ${since}. Today the page shows another one. Nothing was sent.`,
      next: "Do not write anything private here. Ask the organisation by phone or in person which seal is theirs.",
      remembered: "Remembered",
      offered: "Shown now",
    },
    unverified: {
      title: "We could not check who this is",
      text: {
        organisation:
          "The server did not prove that it speaks for this organisation. So nothing from it is shown.",
        inbox:
          "The server did not prove that this inbox belongs to the organisation. So nothing from it is shown.",
        articles: "The help pages do not carry the organisation’s signature. So they are not shown.",
      },
      next: "Nothing was sent. Try again. If it stays like this, tell the organisation by phone.",
    },
    conversation: {
      title: "We could not check this conversation",
      text: "A message may be missing, changed or from somebody else. So nothing new is shown.",
      next: "Nothing more is sent. Try again. If it stays like this, tell the organisation by phone.",
    },
    clock: {
      title: "Your device’s clock seems wrong",
      text: (device: string, proven: string) =>
        `Your device says ${strong(device)}. The organisation’s signed time is ${strong(proven)}. With a wrong clock, old promises look new.`,
      next: "Set date and time to automatic, then try again.",
    },
    oldProof: {
      title: "The last confirmation is old",
      text: (date: string) =>
        `Someone at the organisation last confirmed its list of people on ${strong(date)}. People may have left since.`,
      next: "You can wait and try again, or go on if it does not matter.",
      goOn: "Go on anyway",
    },
    unsupported: {
      title: "This browser cannot keep your messages safe",
      text: {
        storage: "It does not let us keep your keys. Private windows often do not.",
        cryptography: "It lacks the encryption that this chat needs.",
      },
      next: "Open this page in a normal window of a current browser.",
    },
    again: "Start again, forget the old seal",
  },
};

function shortly(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return minutes < 36 * 60
    ? `${Math.round(minutes / 60)} h`
    : count(Math.round(minutes / 1440), "day", "days");
}

export type LaterMessages = typeof laterEn;
