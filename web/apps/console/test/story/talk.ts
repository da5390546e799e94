/** Stories of the whole conversation: files, changes, reactions, ratings, holds, endings and what was destroyed. */
import type {
  Attachment,
  Certificate,
  ConversationState,
  RecordKeeping,
  RecordTrial,
  RetentionRow,
  RetentionTrial,
  StagedFile,
  ThreadItem,
} from "../../src/contract.ts";
import { at, conversation, mine, minutesAgo, now, said } from "./harbour.ts";

const day = 86_400_000;

const file = (id: string, name: string, size: number, part: Partial<Attachment> = {}): Attachment => ({
  id,
  name,
  media: "application/octet-stream",
  size,
  preview: null,
  ...part,
});

const statement = file("f-1", "statement-november.pdf", 218_400, {
  media: "application/pdf",
  preview: "pdf",
});
const photo = file("f-2", "two-lines.jpg", 1_482_000, { media: "image/jpeg", preview: "image" });
const program = file("f-3", "invoice.pdf.exe", 904_000);

export const talked: readonly ThreadItem[] = [
  said("t-1", 14, 8, "Both are booked. I took a picture of the page, and this is the statement.", {
    attachments: [photo, statement],
  }),
  said("t-2", 14, 10, "Thank you. That is the second line from the top, isn’t it?", {
    ...mine,
    mark: "read",
    markAt: at(14, 12),
    replyTo: {
      id: "t-1",
      author: "Amara Okafor",
      mine: false,
      text: "Both are booked. I took a picture of the page, and this is the statement.",
    },
    before: [{ at: at(14, 10), text: "Thank you. That is the first line, isn’t it?" }],
    reactions: [{ emoji: "👍", mine: false, names: ["Amara Okafor"] }],
  }),
  said(
    "t-3",
    14,
    13,
    "Yes. They wrote to me, too: https://quayside-rent.example@pay.quаyside.example/refund and www.quayside.example",
    {
      reactions: [
        { emoji: "👀", mine: true, names: ["Jonas Lindqvist", "Priya Raman"] },
        { emoji: "🙏", mine: false, names: ["Priya Raman"] },
      ],
    },
  ),
  { kind: "removed", id: "t-4", at: at(14, 14), note: false, author: "Amara Okafor", mine: false },
  said("t-5", 14, 16, "Do not open what they attach: see https://status.harbourcu.example for the warning.", {
    from: "staff",
    note: true,
    author: "Priya Raman",
    attachments: [program],
    replyTo: { id: "gone", author: "Tomasz Wójcik", mine: false, text: null },
  }),
  said("t-6", 14, 18, "شكراً جزيلاً 🙏", { language: "ar" }),
  {
    kind: "rating",
    id: "t-7",
    at: at(14, 20),
    score: 4,
    comment: "Quick and clear. I would have liked a phone number.",
  },
];

const staged = (id: string, name: string, size: number, part: Partial<StagedFile> = {}): StagedFile => ({
  ...file(id, name, size),
  phase: "ready",
  progress: 1,
  removed: [],
  uncleaned: false,
  failure: null,
  ...part,
});

export const stagedFiles: readonly StagedFile[] = [
  staged("s-1", "office.jpg", 2_480_000, { preview: "image", removed: ["place", "device"] }),
  staged("s-2", "contract-2026.pdf", 12_400_000, { phase: "uploading", progress: 0.42, preview: "pdf" }),
  staged("s-3", "film.mov", 84_000_000, { phase: "preparing", progress: 0.08, preview: "video" }),
  staged("s-4", "figures.tiff", 640_000, { phase: "waiting", progress: 0.6, uncleaned: true }),
];
export const failedFile = staged("s-5", "archive.zip", 312_000_000, {
  phase: "failed",
  progress: 0,
  failure: { message: "This file is larger than 209 MB.", next: "Send a smaller one." },
});

export const talking: ConversationState = {
  ...conversation,
  items: talked,
  viewing: [],
  draft: { mode: "reply", reply: "", note: "" },
};

export const destroyed: ConversationState = {
  ...talking,
  state: "closed",
  items: [],
  waitingSince: null,
  destroyed: Date.UTC(2026, 10, 12),
  mayReply: false,
};

export const retention: readonly RetentionRow[] = [
  {
    inbox: "in-pay",
    name: "Payments",
    days: 365,
    open: 12,
    closed: 1_840,
    due: 31,
    held: 2,
    destroyed: 406,
    next: now + 2 * day,
  },
  {
    inbox: "in-mort",
    name: "Mortgages",
    days: 1_095,
    open: 5,
    closed: 620,
    due: 0,
    held: 0,
    destroyed: 12,
    next: now + 210 * day,
  },
  {
    inbox: "in-gen",
    name: "General",
    days: 90,
    open: 18,
    closed: 77,
    due: 9,
    held: 0,
    destroyed: 0,
    next: null,
  },
];

export const trial: RetentionTrial = {
  days: 90,
  now: 3,
  changed: 1_204,
  held: 2,
  conversations: [
    { id: "c-kwame", closed: minutesAgo(190_000), until: minutesAgo(60_000) },
    { id: "c-rosa", closed: minutesAgo(140_000), until: minutesAgo(10_400) },
    { id: "c-amara", closed: minutesAgo(100_000), until: now + 20 * day },
  ],
};

export const record: RecordKeeping = {
  fewest: 30,
  most: 3_660,
  rules: [
    { part: "sign-ins", days: 365, next: null },
    { part: "keys", days: 0, next: null },
    { part: "reads", days: 365, next: { days: 90, from: now + 5 * day } },
    { part: "conversations", days: 0, next: null },
    { part: "administration", days: 0, next: null },
    { part: "system", days: 90, next: null },
  ],
  holds: [{ about: "7f2c1d09aa41be5577f30b9cd1a43e58", reason: "litigation", begun: minutesAgo(190_000) }],
};

export const recordTrial: RecordTrial = {
  days: 90,
  events: 51_200,
  oldest: minutesAgo(400_000),
  held: 12,
  more: true,
};

export const certificates: readonly Certificate[] = [
  {
    conversation: "7f2c1d09aa41be5577f30b9cd1a43e58",
    at: minutesAgo(1_500),
    file: "certificate",
    verified: true,
  },
  {
    conversation: "0b9cd1a43e587f2c1d09aa41be5577f3",
    at: minutesAgo(4_300),
    file: "certificate",
    verified: true,
  },
  {
    conversation: "d1a43e587f2c1d09aa41be5577f30b9c",
    at: minutesAgo(5_900),
    file: "certificate",
    verified: false,
  },
];

/** A page of paper with lines on it, drawn here, so that thumbnails have something to show. */
export async function picture(): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(360, 240);
  const pen = canvas.getContext("2d");
  if (pen !== null) {
    pen.fillStyle = "#f3efe6";
    pen.fillRect(0, 0, 360, 240);
    for (let line = 0; line < 8; line++) {
      pen.fillStyle = line === 1 || line === 2 ? "#b4552d" : "#9a948a";
      pen.fillRect(28, 30 + line * 24, line % 3 === 0 ? 220 : 290, 8);
    }
  }
  return new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
}
