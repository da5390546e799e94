/** Sentences of what a message can carry: files, reactions, changes, links, ratings, and the end of a conversation. */
const many = (n: number, one: string, more: string) => (n === 1 ? `1 ${one}` : `${n} ${more}`);

export const talkEn = {
  // a message and what can be done with it
  messageMenu: "What to do with this message",
  answerIt: "Reply to this",
  reactTo: "React…",
  copyText: "Copy the text",
  editIt: "Change…",
  removeIt: "Remove…",
  edited: "changed",
  editedShow: ": show what it said before",
  before: "Before",
  beforeNote: "Whoever reads this could also read these.",
  editLabel: "Change your message",
  editSave: "Save the change",
  removeAsk: "Remove this message?",
  removeText:
    "It disappears for everybody here, and its files are deleted from the server. That something was removed stays visible, and whoever has read it may remember it.",
  removeYes: "Remove",
  removedBy: (name: string) => `${name} removed a message.`,
  removedMine: "You removed a message.",
  answers: (name: string) => `Reply to ${name}`,
  answersMe: "Reply to you",
  quoteGone: "A message that was removed or is not here",
  quoteJump: "In reply to: ",
  answerCancel: "Do not reply to it",
  reactions: "Reactions",
  reacted: (emoji: string, names: string) => `${emoji}: ${names}`,
  reactAdd: (emoji: string) => `Also react with ${emoji}`,
  reactRemove: (emoji: string) => `Take back ${emoji}`,

  // emoji
  emoji: "Emoji",
  emojiSearch: "Search emoji",
  emojiNone: "No emoji found.",
  emojiUsed: "Used last",
  emojiOften: "Often used",
  emojiGroups: {
    faces: "Faces",
    people: "People and hands",
    nature: "Animals and plants",
    food: "Food and drink",
    travel: "Places and weather",
    activities: "Activities",
    objects: "Objects",
    symbols: "Symbols",
  },

  // files
  attach: "Attach files",
  dropHere: (who: string) => `Drop files here to send them to ${who}`,
  dropNote: "Drop files here to add them to the note",
  stagedFiles: "Files for this message",
  filePhase: {
    preparing: "Removing hidden details and sealing…",
    uploading: "Sending…",
    waiting: "Waiting for a connection",
    ready: "Ready",
    failed: "Not sent",
  },
  fileDone: (share: string) => `${share} done`,
  fileTakenOut: (what: string) => `Taken out: ${what}`,
  fileTraces: {
    place: "place",
    author: "author",
    device: "device",
    time: "time",
    comment: "comments",
    history: "earlier versions",
    thumbnail: "preview picture",
  },
  fileUncleaned: "This kind of file cannot be cleaned here: what is hidden in it goes along.",
  fileRemove: (name: string) => `Take ${name} away`,
  fileRetry: (name: string) => `Try ${name} again`,
  fileWaits: "The message goes as soon as its files are there.",
  fileFailedFirst: "One file could not be sent. Try it again or take it away.",
  files: "Files",
  fileOpen: (name: string) => `Look at ${name}`,
  fileSave: (name: string) => `Save ${name}`,
  fileOpening: "Opening…",
  fileCancel: "Stop",
  saveTitle: (name: string) => `Save ${name}?`,
  saveText:
    "It is saved unsealed on this computer, and nobody has looked for malicious programs in it. Save it only if you expected it.",
  saveDanger:
    "This kind of file can run as a program on your computer. If you did not ask for it, do not save it, however urgent the message sounds.",
  saveYes: "Save",
  didSave: (name: string) => `Saved: ${name}`,
  viewIsolated: "Shown apart from this page: it cannot reach the network or your keys.",
  previewFailed: "This file cannot be shown. You can save it and open it with a program of your own.",
  image: (name: string) => `Picture: ${name}`,

  // links
  leaveTitle: "Leave this desk?",
  leaveText: (target: string) => `This opens ${target} in a new tab.`,
  leaveFrom: (who: string) => `${who} sent this address. We do not know where it leads.`,
  leaveWarning: {
    hidden: "There are signs in or beside it that cannot be seen. That is how a false address is hidden.",
    name: "What looks like the address of the site is only a name in front of it. That is how a false address is hidden.",
    differs: "It opens another address than the one that is written.",
    mixed: "Letters of different alphabets are mixed in it. They can look like another address.",
    foreign: "It has letters that can look like those of another address.",
  },
  leaveTarget: "The real address",
  leaveOpen: "Open it",
  leaveStay: "Stay here",

  // rating
  rated: (score: number) => `Rated ${score} of 5`,
  ratedBy: (who: string, score: number) => `${who} rated the help ${score} of 5.`,
  scoreWords: ["", "Very bad", "Bad", "All right", "Good", "Very good"],
  rating: "Rating",
  ratingNone: "Not rated.",

  // another device, ends
  otherDraft: (ago: string) => `You also wrote on another device, ${ago}:`,
  otherDraftUse: "Add it here",
  closedHint: "Closed. A reply opens it again.",
  held: "Kept on hold",
  heldLine: "On hold: its keys are not destroyed until somebody ends the hold.",
  hold: "Keep on hold",
  holdText:
    "For a legal reason or an open dispute: the keys of this conversation are kept beyond their time, until the hold ends. The customer is told.",
  didHold: "On hold now",
  didEndHold: "No longer on hold",
  destroyedTitle: "Nobody can read this any more",
  destroyedText: (date: string) =>
    date === ""
      ? "The time to keep it was over, so its keys were destroyed. We cannot bring it back, and nobody else can."
      : `The time to keep it was over on ${date}, so its keys were destroyed. We cannot bring it back, and nobody else can.`,
  destroyedProof: "See the certificates",
  readableUntil: "Readable until",

  // keys of a message
  messageKeys: "In the conversation",
  keyWalk: "From message to message",
  keyMenu: "What to do with a message",
  keyAnswer: "Reply to it",
  keyReact: "React to it",
  keyEditLast: "Change your last message (in an empty reply)",
  attached: (n: number) => many(n, "file", "files"),
};
