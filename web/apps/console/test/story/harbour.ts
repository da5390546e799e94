/** A made-up organisation for the stories: Harbour Credit Union, on a Thursday afternoon. */
import type {
  ConversationRow,
  ConversationState,
  InboxSettings,
  PersonRow,
  ReadyState,
  ThreadItem,
} from "../../src/contract.ts";
import { officeHours } from "../../src/model/hours.ts";

export const now = Date.UTC(2026, 10, 19, 14, 25);
export const minutesAgo = (n: number) => now - n * 60_000;
export const at = (hour: number, minute: number) => Date.UTC(2026, 10, 19, hour, minute);
export const seal = ["c41e", "09d7", "5ab2", "e860", "77f3", "0b9c", "d1a4", "3e58"];

export const settings: InboxSettings = {
  greeting: "Ask us anything. A person is never far away.",
  colour: "#14555a",
  expectedReplyMinutes: 30,
  timezone: "Europe/London",
  hours: officeHours,
  retentionDays: 365,
};

const person = (id: string, name: string, part: Partial<PersonRow> = {}): PersonRow => ({
  id,
  name,
  email: `${name.split(" ")[0]?.toLowerCase()}@harbourcu.example`,
  role: "agent",
  teams: ["Payments"],
  online: true,
  availability: "available",
  waitingForKey: false,
  suspended: null,
  seal: seal.map((group) => [...group].reverse().join("")),
  ...part,
});

export const people: readonly PersonRow[] = [
  person("p-mateo", "Mateo Alvarez", { role: "owner", teams: ["Payments", "Mortgages"] }),
  person("p-jonas", "Jonas Lindqvist", { role: "admin" }),
  person("p-priya", "Priya Raman"),
  person("p-tomasz", "Tomasz Wójcik", { availability: "away" }),
  person("p-leila", "ليلى حداد", { email: "leila@harbourcu.example", teams: ["Mortgages"], online: false }),
  person("p-noor", "Noor Haddad", { waitingForKey: true, online: false }),
];

const member = (name: string) => {
  const found = people.find((each) => each.name === name);
  return found ? { id: found.id, name: found.name } : null;
};

const row = (
  id: string,
  who: string,
  text: string,
  part: Partial<ConversationRow> = {},
): ConversationRow => ({
  id,
  who,
  preview: { text, mine: false },
  destroyed: false,
  locked: false,
  draft: "",
  inbox: "Payments",
  unread: false,
  waitingSince: null,
  assignee: member("Jonas Lindqvist"),
  state: "open",
  identity: "named",
  lastActivity: minutesAgo(60),
  ...part,
});

const waiting = (minutes: number) => ({
  waitingSince: minutesAgo(minutes),
  lastActivity: minutesAgo(minutes),
});

export const rows: readonly ConversationRow[] = [
  row("c-kwame", "Kwame Boateng", "The standing order to my landlord did not go out on the 15th, and now", {
    unread: true,
    ...waiting(41),
  }),
  row("c-rosa", "Rosa Delgado", "¿Puedo cambiar la fecha del pago de la hipoteca?", {
    unread: true,
    inbox: "Mortgages",
    ...waiting(28),
  }),
  row("c-amara", "Amara Okafor", "Page 2, near the top.", { unread: true, ...waiting(12) }),
  row("c-hye", "Hye-jin Park", "Both signatures are on the form now. Is anything else missing?", {
    unread: true,
    inbox: "Mortgages",
    ...waiting(9),
  }),
  row("c-7f2c", "Visitor 7F2C", "Do you open accounts for students from abroad?", {
    inbox: "General",
    identity: "anonymous",
    assignee: null,
    ...waiting(6),
  }),
  row("c-salma", "سلمى العلي", "هل وصلت الدفعة الأخيرة؟", { ...waiting(4) }),
  row("c-daniel", "Daniel Whitcombe", "Thank you. I will wait for the letter then.", {
    assignee: member("Tomasz Wójcik"),
    lastActivity: minutesAgo(70),
  }),
  row("c-ingrid", "Ingrid Solheim", "The refund should reach you tomorrow before noon.", {
    preview: { text: "The refund should reach you tomorrow before noon.", mine: true },
    lastActivity: minutesAgo(153),
  }),
  row("c-yusuf", "Yusuf Demir", "", {
    preview: { text: "I have sent you the form. It needs one signature.", mine: true },
    lastActivity: minutesAgo(175),
  }),
  row("c-mei", "Mei-Lin Chou", "", { preview: null, lastActivity: minutesAgo(218) }),
  ...Array.from({ length: 240 }, (_, n) =>
    row(
      `c-more-${n}`,
      `Visitor ${(0x2a10 + n * 37).toString(16).toUpperCase()}`,
      "Thank you, that answers it.",
      {
        inbox: "General",
        identity: "anonymous",
        lastActivity: minutesAgo(300 + n * 7),
      },
    ),
  ),
];

export const said = (
  id: string,
  hour: number,
  minute: number,
  text: string,
  part: object = {},
): ThreadItem => ({
  kind: "message",
  id,
  at: at(hour, minute),
  from: "customer",
  note: false,
  author: "Amara Okafor",
  mine: false,
  text,
  language: "en",
  mark: "none",
  markAt: null,
  failure: null,
  attachments: [],
  replyTo: null,
  reactions: [],
  before: [],
  ...part,
});

export const mine = { from: "staff", author: "Jonas Lindqvist", mine: true } as const;

export const thread: readonly ThreadItem[] = [
  {
    kind: "context",
    id: "i-context",
    at: at(14, 8),
    turns: [
      { who: "visitor", at: at(14, 5), text: "My rent went out twice, £640 each.", sources: [] },
      {
        who: "assistant",
        at: at(14, 5),
        text: "",
        sources: [
          {
            title: "Pending payments",
            quote: "A pending amount is held, not paid. It clears by the next working day.",
          },
        ],
      },
    ],
  },
  said("i-1", 14, 8, "No, both are booked. A person, please?"),
  { kind: "readers", id: "i-2", at: at(14, 9), change: "created", team: "Payments", by: "Amara Okafor" },
  {
    kind: "state",
    id: "i-3",
    at: at(14, 10),
    state: "assigned",
    by: "Priya Raman",
    about: "Jonas Lindqvist",
  },
  said("i-4", 14, 11, "Hello Amara, I’m Jonas. Could you send me the statement?", {
    ...mine,
    mark: "read",
    markAt: at(14, 12),
  }),
  said("i-5", 14, 13, "I have it here. The two lines are one below the other:"),
  said("i-6", 14, 13, "Page 2, near the top."),
  said(
    "i-7",
    14,
    16,
    "Quayside sent the same collection at 06:10 and 06:14. @Jonas safe to refund the second one today.",
    {
      from: "staff",
      note: true,
      author: "Priya Raman",
    },
  ),
];

export const troubled: readonly ThreadItem[] = [
  ...thread.slice(1, 5),
  { kind: "missing", id: "i-m", at: at(14, 12), count: 2 },
  said("i-ar", 14, 14, "شكراً جزيلاً. هل يمكنني دفع 640 £ مرة أخرى؟", { language: "ar" }),
  said("i-w", 14, 20, "One moment, I am looking at it with the bank.", { ...mine, mark: "waiting" }),
  said("i-s", 14, 22, "They collected twice. I am refunding the second one now.", {
    ...mine,
    mark: "sending",
  }),
  said("i-f", 14, 24, "It reaches you before six today.", {
    ...mine,
    mark: "failed",
    failure: {
      kind: "refused",
      message: "The server did not take this message.",
      next: "Send it again, or take it back.",
    },
  }),
];

export const conversation: ConversationState = {
  id: "c-amara",
  title: "Rent paid twice",
  who: "Amara Okafor",
  inbox: "Payments",
  team: "Payments",
  state: "open",
  assignee: member("Jonas Lindqvist"),
  waitingSince: minutesAgo(12),
  loading: false,
  locked: false,
  items: thread,
  typing: [],
  viewing: [{ id: "p-priya", name: "Priya Raman" }],
  readers: [
    { kind: "customer", name: "Amara Okafor", role: "customer", since: null, why: "wrote-to-us" },
    { kind: "staff", name: "Jonas Lindqvist", role: "admin", since: at(14, 9), why: "answers" },
    { kind: "staff", name: "Priya Raman", role: "agent", since: at(14, 9), why: "in-team" },
    { kind: "staff", name: "Tomasz Wójcik", role: "agent", since: at(14, 9), why: "in-team" },
    { kind: "staff", name: "Mateo Alvarez", role: "owner", since: at(14, 9), why: "in-team" },
  ],
  customer: {
    name: "Amara Okafor",
    identity: "named",
    firstSeen: Date.UTC(2026, 4, 2),
    proofs: [],
    fields: [
      { name: "Name", value: "Amara Okafor" },
      { name: "Email", value: "amara@portellery.example" },
    ],
    past: [
      { id: "c-past-1", title: "New card to a new address", at: Date.UTC(2026, 10, 3) },
      { id: "c-past-2", title: "Limit for online payments", at: Date.UTC(2026, 7, 21) },
    ],
    readableUntil: Date.UTC(2027, 10, 19),
    retentionDays: 365,
  },
  draft: {
    mode: "reply",
    reply: "Found it: Quayside collected twice. I am refunding £640 now. It reaches you before six today.",
    note: "",
  },
  otherDraft: null,
  staged: { reply: [], note: [] },
  limits: { fileBytes: 209_715_200, files: 10 },
  held: false,
  destroyed: null,
  mayReply: true,
  refusal: null,
};

const embed = (id: string) =>
  `<script src="https://support.harbourcu.example/embed.js" data-inbox="${id}" async></script>`;
const inbox = (id: string, name: string, team: string) => ({
  id,
  name,
  team,
  teamId: `t-${team.toLowerCase()}`,
  settings,
  embedLine: embed(id),
  mayManage: true,
});

const team = (name: string, keyNumber: number, days: number, stale = false) => ({
  id: `t-${name.toLowerCase()}`,
  name,
  members: people
    .filter((each) => each.teams.includes(name))
    .map(({ id, name: who, role }) => ({ id, name: who, manager: role !== "agent" })),
  keyNumber,
  keyMade: now - days * 86_400_000,
  stale,
  mine: name === "Payments",
});

export const ready: ReadyState = {
  phase: "ready",
  organisation: { name: "Harbour Credit Union", colour: null, seal },
  me: {
    id: "p-jonas",
    name: "Jonas Lindqvist",
    email: "jonas@harbourcu.example",
    teams: ["Payments"],
    capabilities: ["admin", "manage-group", "publish"],
    availability: "available",
  },
  connection: { status: "online", waiting: 0 },
  alarms: [],
  view: "mine",
  views: [
    { view: "mine", open: 23, unread: 4, partly: false },
    { view: "unassigned", open: 4, unread: 0, partly: false },
    { view: "open", open: 38, unread: 4, partly: false },
    { view: { inbox: "in-pay" }, open: 12, unread: 2, partly: false },
    { view: { inbox: "in-mort" }, open: 5, unread: 2, partly: false },
    { view: { inbox: "in-gen" }, open: 18, unread: 0, partly: false },
  ],
  inboxes: [
    inbox("in-pay", "Payments", "Payments"),
    inbox("in-mort", "Mortgages", "Mortgages"),
    inbox("in-gen", "General", "Payments"),
  ],
  list: { loading: false, rows, more: false },
  conversation,
  people,
  teams: [team("Payments", 7, 12), team("Mortgages", 3, 96, true)],
  invitations: [{ id: "v-1", teams: ["Payments"], role: "agent", until: now + 3 * 86_400_000 }],
  approvals: [],
  articles: {
    mayPublish: true,
    version: 14,
    unpublished: 2,
    articles: [
      {
        id: "a-1",
        title: "Pending payments",
        team: "Payments",
        language: "en",
        version: 3,
        updated: Date.UTC(2026, 10, 3),
        markdown:
          "# Why is a payment pending?\nA pending amount is **held, not paid**. It clears by the next working day.\n\n# What can I do?\n- Wait until the next working day\n- Ask the shop to release it\n- [Write to us](/contact)",
        state: "changed",
      },
      {
        id: "a-2",
        title: "Change your card limit",
        team: "Payments",
        language: "en",
        version: 1,
        updated: Date.UTC(2026, 9, 12),
        markdown: "# Change the limit\nOpen the app, choose **Card**, then **Limits**.",
        state: "published",
      },
      {
        id: "a-3",
        title: "Students from abroad",
        team: "Mortgages",
        language: "en",
        version: 1,
        updated: Date.UTC(2026, 10, 18),
        markdown: "# Can I open an account?\nYes, with a passport and a letter from your school.",
        state: "new",
      },
    ],
  },
  confirm: false,
  newBrowsers: [],
  security: {
    unlockers: [
      {
        id: "u-1",
        kind: "passkey",
        label: "Jonas’s laptop",
        created: Date.UTC(2026, 2, 2),
        lastUsed: minutesAgo(90),
        kept: "synced",
      },
      {
        id: "u-2",
        kind: "recovery",
        label: "Recovery code",
        created: Date.UTC(2026, 2, 2),
        lastUsed: null,
        kept: null,
      },
    ],
    sessions: [
      {
        id: "s-1",
        label: "Firefox on Linux",
        network: "Port Ellery office",
        created: minutesAgo(90),
        lastSeen: now,
        here: true,
      },
      {
        id: "s-2",
        label: "Safari on iPhone",
        network: "81.2.69.0/24",
        created: minutesAgo(9_000),
        lastSeen: minutesAgo(400),
        here: false,
      },
    ],
  },
};
