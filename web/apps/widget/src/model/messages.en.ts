/**
 * The sentences of the first screens, in English. Short, second person, for somebody who is tired: who can
 * read, what we cannot do, what happens next. Another language is another object of this shape.
 */
import { count } from "./plural.ts";

export const en = {
  /** What went wrong, which the client says in English. */
  told: (english: string) => english,
  close: "Close chat",
  back: "Back",
  menu: "Menu: your name, this device",
  chat: "Chat",
  you: "You",
  tryAgain: "Try again",
  loadFailed: "The chat could not be loaded. Check your connection, then try again.",

  // opening
  opening: "Opening your chat…",
  openingOffline: "You are offline. The chat opens when you are back.",

  // home
  greeting: (hour: number, name: string | null) => {
    const part = hour < 5 || hour >= 18 ? "evening" : hour < 12 ? "morning" : "afternoon";
    return name ? `Good ${part}, ${name}` : `Good ${part}`;
  },
  greetingSub: "Ask us anything. A person is never far away.",
  writeToUs: "Write to us",
  start: "Start a conversation",
  usually: (minutes: number) => `We usually reply in ${duration(minutes)}`,
  openNow: "We are here now",
  openLater: "We answer as soon as we can",
  closed: (when: string | null) => (when ? `Closed now. Back ${when}` : "Closed now. We will answer later"),
  closedNote: "You can write now. Your message waits, sealed, until we are back.",
  search: "Search for an answer",
  searchHint: "Search stays on this device",
  searchNone: "Nothing found. Try other words, or write to us.",
  results: (n: number) => count(n, "answer found", "answers found"),
  promise: "Only you and the team you write to can read it. Our own server cannot.",

  // assistant
  assistant: "Assistant",
  assistantWhere: "Runs on this device",
  assistantLock: "Only on this device. Nobody else can read this yet",
  assistantHello: (name: string) =>
    `Hello. I look for answers in the help pages of ${name}, here on your device.`,
  assistantHello2: "What would you like to know?",
  assistantAsk: "Ask a question…",
  automatic: (time: string) => `Assistant · an automatic answer · ${time}`,
  answerLead: "This is what I found:",
  quoted: (passage: string) => `“${passage}”`,
  choicesLead: "Which of these is closest?",
  unknown: "I don’t know that. Shall I fetch a person?",
  askedPerson: "Of course. Shall I fetch a person?",
  fetchPerson: "Talk to a person",
  fetchYes: "Yes, fetch a person",
  teamName: (team: string) => `${team} team`,
  lockNew: (team: string) => `Only you and the ${team} team will read this`,
  lockMore: "Who can read this",
  writeTo: (name: string) => `Write to ${name}…`,
  writeFirst: "What can we do for you?",
  writeFirstSub: "Write as you would to a person.",
  attach: "Add files",
  send: "Send",
  sending: "Sending",
  waits: "Waits for a connection, then goes out by itself",
  passedOn: "What you and the assistant wrote",
  offline: "No connection now. What you write is kept here and goes out by itself.",
  reconnecting: "Connecting again…",
  outdated: "The chat was updated and has to load again. Copy first what you are writing: it is not kept.",
  loadAgain: "Load again",
  contradicted: (name: string) =>
    `The access log behind this chat is not the one your browser saw before: something was taken out of it, or an old copy was put back. What you write is still sealed, and you can go on. Please tell ${name}, best by telephone.`,
  oldProof: (when: string) => `Last confirmed by the organisation: ${when}.`,
};

function duration(minutes: number): string {
  if (minutes < 60) return count(Math.max(1, Math.round(minutes)), "minute", "minutes");
  if (minutes < 36 * 60) return count(Math.round(minutes / 60), "hour", "hours");
  return count(Math.round(minutes / 1440), "day", "days");
}

export type Messages = typeof en;
