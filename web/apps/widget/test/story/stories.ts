/** Every screen of the window by name: the state it starts from, and where one stands. */
import type { ConversationState, Stop, VisitorFailure, VisitorState } from "../../src/contract.ts";
import type { Route } from "../../src/ui.ts";
import { mine } from "./changes.ts";
import { conversation, jonas, now, ready, said, transcript } from "./harbour.ts";

export interface Story {
  readonly state: VisitorState;
  readonly trail?: readonly Route[];
  readonly menu?: boolean;
  /** The desk refuses what needs somebody else. */
  readonly failure?: VisitorFailure;
  /** Names of buttons that are pressed first, in order. */
  readonly press?: readonly string[];
  /** The first link in the thread is followed. */
  readonly follow?: boolean;
}

const home: Route = { name: "home" };
const talk: readonly Route[] = [home, { name: "conversation" }];
const withConversation = (change: Partial<ConversationState>): VisitorState => ({
  ...ready,
  conversation: { ...conversation, ...change },
});
const stopped = (stop: Stop): Story => ({ state: { phase: "stopped", stop } });
const asked = transcript.slice(0, 2);

const picture = {
  id: "picture",
  name: "harbour.png",
  media: "image/png",
  size: 184_320,
  preview: "image",
} as const;
const bill = {
  id: "bill",
  name: "statement-november.pdf",
  media: "application/pdf",
  size: 184_000,
  preview: "pdf",
} as const;
const tool = {
  id: "tool",
  name: "rent-fixer.exe",
  media: "application/x-msdownload",
  size: 2_400_000,
  preview: null,
} as const;
const staging = { removed: [], uncleaned: false, failure: null, progress: 1 };
const [context, readers, answering, theirs, first, second] = conversation.items;
const before = [context, readers, answering].filter((item) => item !== undefined);
const jonasAsks = { kind: "theirs", id: "t1", at: now - 180_000, author: jonas } as const;

export const stories: Readonly<Record<string, Story>> = {
  opening: { state: { phase: "opening", connection: "online" } },
  home: { state: ready },
  "home-closed": {
    state: {
      ...ready,
      hours: { open: false, opensAt: Date.UTC(2026, 10, 23, 9), usualReplyMinutes: null },
      customer: { name: null },
      recent: [],
      unread: 0,
    },
  },
  "home-rose": {
    state: {
      ...ready,
      organisation: { ...ready.organisation, name: "Rosegarden Clinic", colour: "#c2185b" },
    },
  },
  "home-offline": {
    state: { ...ready, connection: "offline", proof: { at: now - 30 * 3_600_000, old: true } },
  },
  "home-contradicted": { state: { ...ready, contradicted: now - 2 * 60_000 } },
  article: { state: ready, trail: [home, { name: "article", id: "pending" }] },
  "assistant-empty": { state: ready, trail: [home, { name: "assistant" }] },
  assistant: {
    state: { ...ready, assistant: { ...ready.assistant, items: asked } },
    trail: [home, { name: "assistant" }],
  },
  "assistant-unknown": {
    state: {
      ...ready,
      assistant: {
        ...ready.assistant,
        items: [
          ...asked,
          { kind: "asked", id: "q2", at: now, text: "And the other one?" },
          { kind: "choices", id: "q3", at: now, choices: ready.articles },
          { kind: "asked", id: "q4", at: now, text: "None of these." },
          { kind: "unknown", id: "q5", at: now },
        ],
      },
    },
    trail: [home, { name: "assistant" }],
  },
  consent: {
    state: { ...ready, assistant: { ...ready.assistant, items: asked } },
    trail: [home, { name: "assistant" }],
    press: ["Talk to a person"],
  },
  write: {
    state: { ...ready, assistant: { ...ready.assistant, available: false } },
    trail: [home, { name: "write" }],
  },
  "asked-email": { state: { ...ready, asks: "email" }, trail: [home, { name: "write" }] },
  "asked-website": { state: { ...ready, asks: "website" }, trail: [home, { name: "write" }] },
  begun: {
    state: { ...ready, connection: "offline", begun: { at: now, text: "My card was swallowed. Hello?" } },
    trail: [home, { name: "write" }],
  },
  conversation: { state: withConversation({}), trail: talk },
  "conversation-changes": {
    state: withConversation({
      typing: jonas,
      passedOn: false,
      items: [
        {
          kind: "readers",
          id: "r0",
          at: now - 86_400_000,
          change: { kind: "team-added", team: "Payments", person: null, others: 6 },
        },
        {
          kind: "mine",
          id: "m0",
          at: now - 86_400_000,
          ...said("مرحبا، هل يمكنكم مساعدتي؟"),
          mark: "read",
          markAt: now - 86_300_000,
          failure: null,
        },
        {
          kind: "theirs",
          id: "t0",
          at: now - 86_200_000,
          author: jonas,
          ...said("Hello, of course."),
        },
        {
          kind: "theirs",
          id: "t00",
          at: now - 86_200_000,
          author: jonas,
          ...said("What is it about?", { before: [{ at: now, text: "What is it?" }] }),
        },
        {
          kind: "readers",
          id: "r2",
          at: now - 7200_000,
          change: { kind: "joined", person: { id: "priya", name: "Priya Raman" }, team: "Payments" },
        },
        {
          kind: "readers",
          id: "r3",
          at: now - 7100_000,
          change: { kind: "device-added" },
        },
        { kind: "missing", id: "x1", at: now - 7000_000, count: 2 },
        { kind: "state", id: "s1", at: now - 6900_000, state: "closed" },
      ],
    }),
    trail: talk,
  },
  offline: {
    state: {
      ...ready,
      connection: "offline",
      conversation: {
        ...conversation,
        items: [
          ...conversation.items,
          {
            kind: "mine",
            id: "w1",
            at: now,
            ...said("And the bank statement shows both."),
            mark: "waiting",
            markAt: null,
            failure: null,
          },
        ],
      },
    },
    trail: talk,
  },
  failed: {
    state: withConversation({
      draft: "One more thing: is there a fee",
      items: [
        ...conversation.items,
        {
          kind: "mine",
          id: "f1",
          at: now,
          ...said("Could you call me tomorrow?"),
          mark: "failed",
          markAt: null,
          failure: {
            kind: "refused",
            message: "The desk did not take this message.",
            next: "Try again, or change it first.",
          },
        },
      ],
    }),
    trail: talk,
  },
  refusing: {
    state: withConversation({}),
    trail: talk,
    failure: { kind: "refused", message: "The desk did not take this.", next: "Try again in a minute." },
  },
  files: {
    state: withConversation({
      items: [
        { ...jonasAsks, ...said("Could you send me the statement?") },
        mine("m1", now - 120_000, "", { attachments: [bill, picture] }),
        mine("m2", now - 100_000, "Page 2, near the top. https://harbour.example/help", { mark: "read" }),
        {
          ...jonasAsks,
          id: "t2",
          ...said("Thank you! This one is for you.", { attachments: [picture, tool] }),
        },
      ],
    }),
    trail: talk,
  },
  staged: {
    state: withConversation({
      draft: "Here is everything I have.",
      staged: [
        { ...picture, ...staging, phase: "ready", removed: ["place", "device", "time"] },
        { ...bill, ...staging, phase: "uploading", progress: 0.42 },
        {
          ...tool,
          ...staging,
          id: "x",
          name: "ledger.xyz",
          phase: "preparing",
          progress: 0.1,
          uncleaned: true,
        },
        {
          ...bill,
          ...staging,
          id: "y",
          name: "letter.pdf",
          phase: "failed",
          failure: { message: "The desk did not take this file.", next: "Try again, or take it away." },
        },
      ],
    }),
    trail: talk,
  },
  "staged-offline": {
    state: {
      ...ready,
      connection: "offline",
      conversation: {
        ...conversation,
        staged: [{ ...bill, ...staging, phase: "waiting", progress: 0.3, removed: ["author"] }],
      },
    },
    trail: talk,
  },
  viewer: {
    state: withConversation({ items: [mine("m1", now, "", { attachments: [bill] })] }),
    trail: talk,
    press: ["statement"],
  },
  "viewer-danger": {
    state: withConversation({
      items: [{ ...jonasAsks, ...said("Run this.", { attachments: [tool] }) }],
    }),
    trail: talk,
    press: ["rent-fixer", "Save"],
  },
  changes: {
    state: withConversation({
      items: [
        ...before,
        {
          ...jonasAsks,
          ...said("Could you tell me the two dates?", {
            reactions: [{ emoji: "👍", mine: true, names: ["Amara"] }],
          }),
        },
        mine("m1", now - 150_000, "The 18th and the 19th.", {
          before: [{ at: now - 160_000, text: "The 17th and the 19th." }],
          replyTo: {
            id: "t1",
            author: "Jonas Lindqvist",
            mine: false,
            text: "Could you tell me the two dates?",
          },
          reactions: [
            { emoji: "❤️", mine: false, names: ["Jonas", "Priya"] },
            { emoji: "🙏", mine: false, names: ["Jonas"] },
          ],
        }),
        { kind: "removed", id: "x1", at: now - 140_000, author: null },
        { kind: "removed", id: "x2", at: now - 130_000, author: jonas },
        {
          ...jonasAsks,
          id: "t2",
          ...said("Look here: https://xn--80ak6aa92e.com/pay", {
            replyTo: { id: "x1", author: "Amara", mine: true, text: null },
          }),
        },
        mine("m2", now - 100_000, "مرحبا، شكرا جزيلا", { language: "ar", mark: "read" }),
      ],
    }),
    trail: talk,
    press: ["edited"],
  },
  options: { state: withConversation({}), trail: talk, press: ["Options for: Both say"] },
  "options-remove": { state: withConversation({}), trail: talk, press: ["Options for: Both say", "Remove"] },
  replying: { state: withConversation({}), trail: talk, press: ["Options for: Hello", "Reply"] },
  editing: { state: withConversation({}), trail: talk, press: ["Options for: Both say", "Change"] },
  emoji: { state: withConversation({}), trail: talk, press: ["Emoji"] },
  "emoji-react": { state: withConversation({}), trail: talk, press: ["Options for: Hello", "More emoji"] },
  leaving: {
    state: withConversation({ items: [{ ...jonasAsks, ...said("Pay at https://xn--80ak6aa92e.com/pay") }] }),
    trail: talk,
    follow: true,
  },
  waiting: {
    state: withConversation({ person: null, presence: null, ahead: 2, items: before.slice(1, 2) }),
    trail: talk,
  },
  "waiting-away": {
    state: {
      ...ready,
      staffed: false,
      conversation: { ...conversation, person: null, presence: null, ahead: 0, items: before.slice(1, 2) },
    },
    trail: talk,
  },
  closed: {
    state: withConversation({
      open: false,
      items: [
        ...[theirs, first, second].filter((item) => item !== undefined),
        { kind: "state", id: "s", at: now, state: "closed" },
      ],
    }),
    trail: talk,
  },
  "closed-rating": {
    state: withConversation({ open: false, rating: { score: 4, comment: "Quick." } }),
    trail: talk,
    press: ["Change"],
  },
  "closed-rated": {
    state: withConversation({
      open: false,
      held: true,
      rating: { score: 5, comment: "Quick and kind." },
      items: [{ kind: "rating", id: "r", at: now, score: 5, comment: "Quick and kind." }],
    }),
    trail: talk,
  },
  destroyed: {
    state: withConversation({
      open: false,
      destroyed: Date.UTC(2026, 10, 20),
      items: [],
    }),
    trail: talk,
  },
  readers: { state: withConversation({}), trail: [...talk, { name: "readers" }] },
  "readers-open": {
    state: withConversation({}),
    trail: [...talk, { name: "readers" }],
    press: ["Payments team, 5 more", "Check Jonas Lindqvist"],
  },
  "menu-forget": { state: withConversation({}), trail: talk, menu: true, press: ["Forget this device"] },
  menu: { state: withConversation({}), trail: talk, menu: true },
  "devices-link": {
    state: withConversation({}),
    trail: talk,
    menu: true,
    press: ["Go on on another device"],
  },
  "stop-pin": stopped({
    kind: "pin-changed",
    remembered: ready.organisation.seal,
    offered: ["0912", "5567", "8821", "3340", "7719", "2206", "9954", "1183"],
    since: Date.UTC(2026, 2, 9),
  }),
  "stop-unverified": stopped({ kind: "unverified", what: "organisation" }),
  "stop-clock": stopped({ kind: "clock", deviceTime: Date.UTC(2025, 10, 22, 14, 14), provenTime: now }),
  "stop-old": stopped({ kind: "old-proof", provenTime: now - 9 * 86_400_000 }),
  "stop-storage": stopped({ kind: "unsupported", missing: "storage" }),
};
