/** The sentences of a running conversation: files, changes of messages, waiting, endings. */
import type { Trace } from "../contract.ts";
import { count } from "./plural.ts";
import { strong } from "./rich.ts";

const traces: Readonly<Record<Trace, string>> = {
  place: "place",
  author: "names",
  device: "camera details",
  time: "times",
  comment: "comments",
  history: "earlier versions",
  thumbnail: "small preview",
};

export const talkEn = {
  files: {
    stop: "Stop",
    attach: "Add files",
    limit: (n: number, size: string) => `Up to ${n} files of ${size} each. They are sealed on this device.`,
    photo: "Take a photo",
    choose: "Choose files",
    drop: "Drop your files here",
    dropHint: "They are sealed on this device before they leave it.",
    staged: "Files for your next message",
    preparing: "Removing hidden details…",
    uploading: (percent: string) => `Sending… ${percent}`,
    waiting: "Waiting for a connection",
    ready: "Ready",
    failed: "Not sent",
    traces,
    removed: (what: string) => `Taken out: ${what}.`,
    uncleaned: "Hidden details in this kind of file cannot be taken out. They go along.",
    takeAway: (name: string) => `Take ${name} away`,
    again: (name: string) => `Try ${name} again`,
    tooLarge: (name: string, size: string) => `${name} is too large. A file may have up to ${size}.`,
    tooMany: (n: number) => `One message takes up to ${count(n, "file", "files")}. The rest was left out.`,
    empty: (name: string) => `${name} is empty, so there is nothing to send.`,
    notTaken: "Files are not taken here.",
    open: (name: string, size: string) => `Open ${name}, ${size}`,
    picture: (name: string) => `Picture: ${name}`,
    sealed: "sealed on the sender’s device",
    opening: (percent: string) => `Opening… ${percent}`,
    save: "Save",
    saving: (percent: string) => `Fetching… ${percent}`,
    saved: "Saved. From now on it lies unsealed on your device.",
    only: "This kind of file can only be saved.",
    look: "Look at it here",
    lookHint: "It is shown in a closed-off frame. Nothing in it can run or reach the internet.",
    preview: {
      loading: "Opening the file…",
      failed: "This file is damaged, or of a kind that cannot be shown here. You can still save it.",
      locked: "It opens with a password only. Save it and open it with its own program.",
      cut: "It is very long: only its beginning is shown.",
      page: "Page {page} of {pages}",
    },
    dangerTitle: "This file can do things",
    danger: (name: string) =>
      `${strong(name)} may run a program once you open it. Save it only if you expected it from this person.`,
    saveAnyway: "Save it anyway",
    saveNot: "Do not save it",
  },

  actions: {
    options: (text: string) => `Options for: ${text}`,
    title: "This message",
    react: "React",
    moreEmoji: "More emoji",
    reply: "Reply",
    copy: "Copy the text",
    copied: "Copied",
    edit: "Change",
    remove: "Remove",
    removeTitle: "Remove this message?",
    removeText:
      "Its text and files are removed for everybody here. People who have read it may remember it, and everybody sees that something was removed.",
    removeYes: "Remove it",
    removeNo: "Keep it",
    replying: (name: string) => `Reply to ${name}`,
    replyingSelf: "Reply to yourself",
    editing: "Change your message",
    editHint: "Everybody here sees that you changed it, and what it said before.",
    save: "Save the change",
    stopEditing: "Stop changing",
    stopReplying: "Stop replying",
    quoteOf: (name: string) => `Answers ${name}`,
    quoteGone: "This message is no longer here",
    earlier: "It said before:",
    removedMine: "You removed a message.",
    removedTheirs: (name: string) => `${name} removed a message.`,
    reacted: (emoji: string, names: string) => `${emoji} by ${names}`,
    fileOnly: "a file",
    newMessage: (name: string, text: string) => `${name}: ${text}`,
  },

  emoji: {
    title: "Emoji",
    insert: "Emoji",
    search: "Search emoji",
    none: "No emoji for that. Try another word.",
    recent: "Used lately",
    found: (n: number) => count(n, "emoji", "emoji"),
  },

  leaving: {
    title: "Leave this chat?",
    goes: "This link goes to",
    mail: "This link writes an email to",
    call: "This link calls",
    reasons: {
      hidden: "Signs that nobody sees stand in this address. It may not be what it looks like.",
      name: "The address carries a name before the real host, which is a common trick.",
      differs: "The message shows another address than the one it leads to.",
      mixed: "The address mixes letters of several scripts. It may pretend to be another one.",
      foreign: "The address has letters that can look like others. Read it with care.",
      unknown: "It leads away from this website. Open it only if you trust who sent it.",
    },
    go: "Open it",
    stay: "Stay here",
  },

  signals: {
    next: "You are next.",
    ahead: (n: number) => `${count(n, "person is", "people are")} before you.`,
    staffed: "Somebody is at the desk now.",
    away: "Nobody is at the desk right now. We answer as soon as we are back.",
  },

  ending: {
    closed: "This conversation is closed.",
    reopen: "Write to open it again.",
    held: "It is kept for longer for a legal reason. Its keys are destroyed when that has ended.",
    destroyed: (date: string | null) =>
      date === null
        ? "The keys of this conversation were destroyed. Nobody can read it any more."
        : `The keys of this conversation were destroyed on ${date}. Nobody can read it any more.`,
    destroyedTitle: "This conversation is gone",
    startNew: "Start a new conversation",
    rate: "How did we help?",
    scores: ["Very badly", "Badly", "So-so", "Well", "Very well"] as readonly string[],
    comment: "Would you like to tell the team why? (optional)",
    commentHint: "The score goes to the organisation’s figures; only the team can read your comment.",
    send: "Send rating",
    rated: (score: string) => `You said: ${strong(score)}`,
    ratedLine: (score: string) => `You rated this conversation: ${strong(score)}`,
    change: "Change",
    thanks: "Thank you.",
  },

  transcript: {
    title: "Save this conversation",
    hint: "It is written on this device and then lies unsealed where you save it.",
    page: "As a web page",
    text: "As text",
    heading: (name: string) => `Conversation with ${name}`,
    saved: (when: string) => `Saved on ${when}`,
    file: (name: string) => `File: ${name}`,
  },

  language: "Language",
};

export type TalkMessages = typeof talkEn;
