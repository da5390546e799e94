/** Harbour Credit Union, invented: the people, articles and conversations that the stories are told with. */
import type {
  Article,
  AssistantItem,
  ConversationState,
  Person,
  ReadyState,
  Said,
} from "../../src/contract.ts";

export const now = Date.UTC(2026, 10, 22, 14, 14);
const minute = 60_000;
const day = 1440 * minute;
const at = (hour: number, minutes: number) => Date.UTC(2026, 10, 22, hour, minutes);

export const jonas: Person = { id: "jonas", name: "Jonas Lindqvist" };
export const priya: Person = { id: "priya", name: "Priya Raman" };
export const leila: Person = { id: "leila-h", name: "Leila Haddad" };
const team: readonly Person[] = [
  priya,
  leila,
  { id: "tom", name: "Tom Okafor" },
  { id: "mei", name: "Mei Tanaka" },
  { id: "sam", name: "Sam Brandt" },
];

const seal = ["4821", "7730", "1156", "9042", "3317", "6089", "2254", "7710"];
const jonasSeal = ["9021", "4418", "6603", "1275", "8846", "0317", "5592", "2048"];

/** A message of nothing but words. */
export const said = (text: string, more: Partial<Said> = {}): Said => ({
  text,
  language: "en",
  attachments: [],
  replyTo: null,
  reactions: [],
  before: [],
  ...more,
});

const text = (said: string) => [{ kind: "text" as const, text: said }];

export const articles: readonly Article[] = [
  {
    id: "pending",
    title: "When does a pending payment clear?",
    updated: Date.UTC(2026, 10, 3),
    blocks: [
      {
        kind: "paragraph",
        spans: [
          ...text("A pending amount is "),
          { kind: "bold", text: "held" },
          ...text(", not paid. It clears by the next working day."),
        ],
      },
      { kind: "heading", level: 2, spans: text("Why it is held") },
      {
        kind: "paragraph",
        spans: text(
          "The shop asked us whether you have the money. We said yes and set it aside. The shop collects it later.",
        ),
      },
      {
        kind: "list",
        ordered: false,
        items: [
          text("Fuel pumps hold up to £120."),
          text("Hotels hold the price of the room."),
          text("Card checks hold £0 or £1."),
        ],
      },
      { kind: "heading", level: 2, spans: text("If it stays longer than three days") },
      {
        kind: "paragraph",
        spans: [
          ...text("Write to us, or call "),
          { kind: "link", text: "0800 160 4420", href: "tel:08001604420" },
          ...text(". Have the amount ready."),
        ],
      },
      {
        kind: "paragraph",
        spans: text("A hold that the shop never collects goes back to you after seven days."),
      },
    ],
  },
  {
    id: "debit",
    title: "Stop or change a direct debit",
    updated: Date.UTC(2026, 9, 12),
    blocks: [
      { kind: "paragraph", spans: text("You can stop a direct debit until the evening before it is due.") },
    ],
  },
  {
    id: "card",
    title: "I lost my card",
    updated: Date.UTC(2026, 8, 2),
    blocks: [
      { kind: "paragraph", spans: text("Freeze it in the app first. A new card comes within five days.") },
    ],
  },
];

export const transcript: readonly AssistantItem[] = [
  { kind: "asked", id: "a1", at: at(14, 5), text: "My rent went out twice, £640 each." },
  {
    kind: "answer",
    id: "a2",
    at: at(14, 6),
    source: {
      id: "pending",
      title: "Pending payments",
      passage: "A pending amount is held, not paid. It clears by the next working day.",
      updated: Date.UTC(2026, 10, 3),
    },
  },
  { kind: "asked", id: "a3", at: at(14, 7), text: "No, both are booked. A person, please?" },
];

export const conversation: ConversationState = {
  id: "rent",
  team: "Payments",
  person: jonas,
  presence: "replying",
  open: true,
  loading: false,
  typing: null,
  draft: "",
  staged: [],
  ahead: null,
  rating: null,
  held: false,
  destroyed: null,
  passedOn: true,
  readableUntil: null,
  retentionMonths: 12,
  readers: [
    { kind: "you", otherDevices: 1 },
    { kind: "person", person: jonas, team: "Payments", since: at(14, 9), why: "answers", seal: jonasSeal },
    { kind: "team", team: "Payments", others: team, since: at(14, 9), why: "stands-in" },
  ],
  items: [
    { kind: "context", id: "c1", at: at(14, 9), items: transcript },
    {
      kind: "readers",
      id: "r1",
      at: at(14, 9),
      change: { kind: "team-added", team: "Payments", person: jonas, others: 5 },
    },
    { kind: "answering", id: "t0", at: at(14, 11), person: jonas },
    {
      kind: "theirs",
      id: "t1",
      at: at(14, 11),
      author: jonas,
      ...said("Hello Amara, I’m Jonas. Could you tell me the two dates?"),
    },
    {
      kind: "mine",
      id: "m1",
      at: at(14, 12),
      ...said("The 18th and the 19th."),
      mark: "read",
      markAt: at(14, 13),
      failure: null,
    },
    {
      kind: "mine",
      id: "m2",
      at: at(14, 13),
      ...said("Both say “Rent November”."),
      mark: "delivered",
      markAt: at(14, 13),
      failure: null,
    },
  ],
};

export const ready: ReadyState = {
  phase: "ready",
  organisation: {
    name: "Harbour Credit Union",
    team: "Payments",
    colour: null,
    greeting: null,
    people: [jonas, priya, leila],
    seal,
    checkPhone: "0800 160 4420",
  },
  staffed: true,
  limits: { fileBytes: 200 * 1024 * 1024, files: 10 },
  hours: { open: true, opensAt: null, usualReplyMinutes: 4 },
  customer: { name: "Amara Osei" },
  asks: null,
  settings: { readMarks: true },
  articles: articles.map(({ id, title }) => ({ id, title })),
  recent: [
    {
      id: "rent",
      person: leila,
      team: "Cards",
      at: now - 19 * day,
      preview: "Your new card is on its way, it should be there by Friday.",
      mine: false,
      unread: 1,
    },
    {
      id: "limit",
      person: null,
      team: "Payments",
      at: now - 93 * day,
      preview: "Thank you, the limit works now.",
      mine: true,
      unread: 0,
    },
  ],
  assistant: { available: true, items: [], draft: "" },
  begun: null,
  staged: [],
  conversation: null,
  connection: "online",
  unread: 1,
  proof: { at: now - 40 * minute, old: false },
  contradicted: null,
};
