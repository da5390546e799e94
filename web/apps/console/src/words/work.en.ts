/** Sentences of the daily work: rail, list, conversation, composer, palette. */
const many = (n: number, one: string, more: string) => (n === 1 ? `1 ${one}` : `${n} ${more}`);

export const workEn = {
  // shared
  cancel: "Cancel",
  save: "Save",
  saved: "Saved",
  undo: "Undo",
  dismiss: "Dismiss",
  done: "Done",
  copy: "Copy",
  copied: "Copied",
  back: "Back",
  closeSheet: "Close",
  tryAgain: "Try again",
  brokenTitle: "This page could not be drawn",
  brokenText: "The fault is ours. Your messages and drafts are safe. Try again, or reload the page.",
  you: "You",
  opening: "Opening your desk…",
  loading: "Loading…",
  skip: "Skip to the conversation",

  // rail
  rail: "Views and inboxes",
  find: "Search or do…",
  views: { mine: "Assigned to me", unassigned: "Unassigned", open: "All open", closed: "Closed" },
  inboxesHeading: "Inboxes",
  deskHeading: "Desk",
  people: "People",
  articles: "Articles",
  inboxes: "Inboxes",
  mySecurity: "My security",
  theme: "Look",
  themes: { system: "As the system", light: "Light", dark: "Dark", contrast: "High contrast" },
  available: "available",
  away: "away",
  beAvailable: "Be available",
  beAway: "Be away",
  lock: "Lock this browser",
  signOut: "Sign out",
  myMenu: (name: string) => `${name}: availability, look, sign out`,
  unreadIn: (n: number) => many(n, "unread", "unread"),
  unreadAtLeast: (n: number) => `at least ${many(n, "unread", "unread")}`,
  menu: "Menu",

  // strips
  offline: "You are offline.",
  offlineMore: (n: number) =>
    n === 0
      ? "You can go on reading what is here."
      : `${many(n, "message waits", "messages wait")} on this device.`,
  updated: "Sealdesk was updated.",
  updatedMore: "Reload to go on with the new version. Your drafts are kept.",
  updatedEntry: "Reload the page to go on.",
  updatedReload: "Reload",
  reconnecting: "Connecting again…",
  waitingOut: (n: number) => `${many(n, "message is", "messages are")} on the way.`,
  staleGroup: (team: string) => `${team}: the members changed, the key has not yet.`,
  staleGroupMore:
    "It changes as soon as a member who may hand it out is online. Until then people who left could still open new messages.",
  waitingForKey: (team: string) => `You joined ${team}. Its key is on the way.`,
  waitingForKeyMore:
    "A colleague of the team must be online once to hand it to you. You can close this page meanwhile.",
  oneOwner: "You are the only owner.",
  oneOwnerMore:
    "If you lose your passkey and your recovery kit, nobody can let you in again. Make a colleague an owner too.",
  oneOwnerDo: "Choose who",
  unverifiedDirectory: "News about people and teams could not be checked.",
  unverifiedDirectoryMore: "Nothing changes here until they can. Tell your security team if this stays.",
  unverified: (who: string) => `The conversation with ${who} could not be checked.`,
  unverifiedNobody: "A conversation could not be checked.",
  unverifiedMore:
    "A message may be missing, changed or from somebody else. What does not match is not shown, and nothing is sent there. Tell your security team.",
  clock: "This computer’s clock is wrong, or the server’s signed times are.",
  clockMore:
    "Nothing changes here until they fit. Set date and time to automatic; if they are right, tell your security team.",
  unverifiedLedger: "The desk’s record of acts is not the one that this browser saw before.",
  unverifiedLedgerMore:
    "Entries were removed or replaced, or an old backup was put back. Tell your security team, ask a colleague whether their browser says the same, and save what this one has kept of both.",
  saveEvidence: "Save both",
  followLedger: "An owner has looked at it: go on with this record",
  noticedOver: (when: string) =>
    `This was on ${when}. It can be checked again now; tell your security team all the same.`,
  understood: "I have seen this",
  alarms: "Things to know",
  andMore: (n: number) => `and ${n} more`,

  // list
  conversations: "Conversations",
  openCount: (n: number) => `${n} open`,
  show: "Show",
  filters: { all: "All", waiting: "Waiting", unread: "Unread" },
  orders: { longest: "Longest wait", newest: "Newest first" },
  orderLabel: (order: string) => `Sort: ${order}`,
  unread: "Unread",
  mineIs: "You: ",
  draftIs: "Draft: ",
  opens: "Opening…",
  waits: (minutes: number) =>
    minutes < 1
      ? "now"
      : minutes < 60
        ? `${minutes} min`
        : minutes < 1440
          ? `${Math.floor(minutes / 60)} h`
          : `${Math.floor(minutes / 1440)} d`,
  waitsLong: (minutes: number) =>
    minutes < 1 ? "waiting for less than a minute" : `waiting for ${many(minutes, "minute", "minutes")}`,
  closedState: "Closed",
  assignedTo: (name: string) => `Assigned to ${name}`,
  loadMore: "Show older",
  emptyMine: { title: "Nothing waits for you", text: "Take one from Unassigned: open it and press C." },
  emptyUnassigned: {
    title: "Everybody is looked after",
    text: "New conversations appear here until somebody claims them.",
  },
  emptyOpen: {
    title: "No open conversations",
    text: "They start on your website. Is the embed line there? You find it under Inboxes.",
  },
  emptyClosed: {
    title: "Nothing is closed yet",
    text: "Press E in a conversation when it is settled. It opens again when the customer writes.",
  },
  emptyInbox: {
    title: "This inbox is empty",
    text: "Put its embed line on your website, then write the first message yourself.",
  },
  emptyFilter: { title: "Nothing matches", text: "Show all to see the rest of this view." },
  seeInboxes: "Go to Inboxes",
  seeUnassigned: "Go to Unassigned",
  showAll: "Show all",

  // conversation
  pickTitle: "Pick a conversation",
  pickText: "Use J and K to move, Enter to open. Press ? for all keys.",
  leftTeamTitle: (team: string) => `You are no longer in the ${team} team`,
  leftTeamText:
    "What its customers write is not shown here any more. If that is a mistake, ask somebody who manages people.",
  conversationWith: (who: string) => `Conversation with ${who}`,
  backToList: "Back to the list",
  claim: "Claim",
  assign: "Assign",
  assignTo: "Assign to",
  nobody: "Nobody",
  me: (name: string) => `${name} (you)`,
  close: "Close",
  reopen: "Open again",
  hideCustomer: "Hide the customer",
  customerInfo: "About the customer",
  waiting: "Waiting",
  messages: "Messages",
  lockLine: (who: string, team: string) => `Only ${who} and the ${team} team can read this`,
  readersCount: (n: number) => many(n, "person", "people"),
  markWords: {
    none: "",
    waiting: "Waiting for a connection",
    sending: "Sending…",
    sent: "Sent",
    delivered: "Delivered",
    read: "Read",
    failed: "Not sent",
  },
  markRead: (time: string) => `Read ${time}`,
  retry: "Send again",
  takeBack: "Take back",
  noteLabel: "Note, staff only",
  assistant: "Assistant",
  automatic: "automatic answer",
  visitor: (mark: string) => `Visitor ${mark}`,
  shownThere: "Shown on the visitor’s device before you joined",
  shownThereMore: "The visitor’s device tells us this. It cannot be proven.",
  turns: (n: number) => many(n, "line", "lines"),
  readersChange: {
    created: (team: string) => `${team} team can read from here.`,
    "key-changed": (team: string) => `${team} has a new key. People who left cannot open what follows.`,
    "device-added": (_team: string, by: string) =>
      `${by} added a device. It can read from here, with the history.`,
    "device-removed": (_team: string, by: string) => `${by} removed a device. It cannot open what follows.`,
  },
  stateChange: {
    closed: (by: string) => `${by} closed this.`,
    reopened: (by: string) => `${by} opened this again.`,
    assigned: (by: string, about: string) =>
      about ? `${by} gave this to ${about}.` : `${by} gave this back to everybody.`,
  },
  missing: (n: number) => `${many(n, "message", "messages")} cannot be opened on this device.`,
  missingMore: "The key came after them, or the time to keep them is over.",
  typing: (names: readonly string[]) =>
    names.length === 1 ? `${names[0]} is typing…` : `${names.join(" and ")} are typing…`,
  viewing: (names: readonly string[]) =>
    names.length === 1 ? `${names[0]} is viewing this too` : `${names.join(" and ")} are viewing this too`,
  newBelow: "New message",
  emptyThread: "No messages yet.",

  // composer
  write: "Write",
  reply: "Reply",
  note: "Note",
  replyTo: (who: string) => `to ${who}, in this chat`,
  noteTo: "only the team reads it",
  replyPlaceholder: "Write your reply",
  notePlaceholder: "Write a note for the team. The customer never sees it.",
  send: "Send",
  addNote: "Add note",
  sealedHint: "Sealed on this device",
  keptHere: "Draft kept on this device",

  // readers
  whoCanRead: "Who can read this",
  readersIntro:
    "Every message is sealed on the sender’s device for these people. Our own server cannot open it.",
  readerWhy: {
    "wrote-to-us": "Started this conversation",
    answers: "Answers this conversation",
    "in-team": "Member of the team",
  },
  readerSince: (date: string) => `since ${date}`,
  fromTheStart: "from the start",
  sealTitle: (name: string) => `${name}’s seal`,
  sealText: "Compare it with the one in your recovery kit. If it differs, stop and tell an owner.",

  // customer
  customer: "Customer",
  identity: {
    anonymous: { title: "Anonymous", text: "We only know this browser. Do not give out account details." },
    named: { title: "Gave a name", text: "Told by the customer. Nothing has proven it." },
  },
  firstSeen: (date: string) => `First wrote on ${date}`,
  contact: "Told by the customer",
  contactNone: "Nothing yet. You can ask for an email address.",
  past: "Past conversations",
  pastNone: "None that you may read.",
  about: "This conversation",
  fieldNames: { name: "Name", email: "Email", phone: "Phone", page: "Page", title: "Page title" },
  fieldInbox: "Inbox",
  fieldTeam: "Team",
  fieldAssignee: "Assigned to",
  keptUntil: (date: string) => `Kept until ${date}. Then the keys are destroyed.`,
  keptFor: (days: number) =>
    `Kept for ${many(days, "day", "days")} after it is closed. Then the keys are destroyed.`,

  // actions told afterwards
  didClose: (who: string) => `Closed: ${who}`,
  didReopen: (who: string) => `Open again: ${who}`,
  didClaim: (who: string) => `${who} is yours now`,
  didTakeOver: (who: string, from: string) => `${who} is yours now, and no longer ${from}’s`,
  didAssign: (name: string) => `Given to ${name}`,
  didUnassign: "Given back to everybody",

  // palette and help
  palette: "Search or do",
  palettePlaceholder: "Type a command or words of a message",
  paletteCommands: "Do",
  paletteGo: "Go to",
  paletteFound: "Found on this device",
  paletteHere: "Searched on this device. Your words are not sent anywhere.",
  paletteNone: "Nothing found. Search looks only at what this device has opened.",
  help: "Keys",
  helpIntro: "Everything works without a mouse.",
  commands: {
    palette: "Search or do anything",
    next: "Next conversation",
    previous: "Previous conversation",
    open: "Open, and write",
    close: "Close the conversation",
    assign: "Assign to somebody",
    claim: "Claim for yourself",
    reply: "Write a reply",
    note: "Write a note",
    search: "Search",
    help: "Show these keys",
  },
  sendKey: "Send",
  escapeKey: "Leave, close, go back",
};
