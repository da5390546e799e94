import { describe, expect, it } from "vitest";
import type { MessageItem, ThreadItem } from "../src/contract.ts";
import { transcriptLines } from "../src/model/lines.ts";
import { loadWords } from "../src/words/catalogue.ts";
import { en } from "../src/words/messages.en.ts";

const who = "Amara Okafor";
const said = (text: string, part: Partial<MessageItem> = {}): MessageItem => ({
  kind: "message",
  id: text,
  at: 1,
  from: "customer",
  note: false,
  author: who,
  mine: false,
  text,
  language: null,
  mark: "none",
  markAt: null,
  failure: null,
  attachments: [],
  replyTo: null,
  reactions: [],
  before: [],
  ...part,
});
const priya = { from: "staff", author: "Priya Raman", mine: true } as const;
const assigned: ThreadItem = {
  kind: "state",
  id: "s",
  at: 4,
  state: "assigned",
  by: "Priya",
  about: "Jonas",
};
const removed: ThreadItem = {
  kind: "removed",
  id: "r",
  at: 5,
  note: true,
  author: "Priya Raman",
  mine: true,
};

const thread: readonly ThreadItem[] = [
  said("My rent went out twice."),
  said("She has called before.", { ...priya, note: true }),
  said("One is on its way back.", priya),
  assigned,
  removed,
];

describe("a saved conversation", () => {
  it("leaves out what the customer never saw", () => {
    const lines = transcriptLines(thread, en, { who, notes: false });
    expect(lines.map(({ text }) => text)).toEqual(["My rent went out twice.", "One is on its way back."]);
    expect(lines.flatMap(({ remarks }) => remarks)).toEqual([]);
  });
  it("calls who gave no name by the reader's own word, wherever they appear", async () => {
    const nobody = { mark: "3C79" };
    const answered = { id: "q", author: nobody, mine: false, text: "Twice?" };
    const closed: ThreadItem = { kind: "state", id: "c", at: 6, state: "closed", by: nobody, about: "" };
    const items = [said("Twice?", { author: nobody }), said("Yes.", { ...priya, replyTo: answered }), closed];
    const lines = transcriptLines(items, await loadWords("de"), { who, notes: false });
    expect(lines[0]?.author).toBe("Besucher 3C79");
    expect(lines[1]?.remarks.join()).toContain("Besucher 3C79");
    expect(lines[2]?.text).toContain("Besucher 3C79");
  });
  it("has it if it is asked for, and says on each line for whom it is", () => {
    const lines = transcriptLines(thread, en, { who, notes: true });
    const inside = lines.filter(({ remarks }) => remarks.includes(en.staffOnly));
    expect(inside.map(({ text }) => text)).toEqual([
      "She has called before.",
      en.stateChange.assigned("Priya", "Jonas"),
      en.removedBy("Priya Raman"),
    ]);
  });
  it("names who said it, what it answers, that it was changed, and its files", () => {
    const file = { id: "f", name: "statement.pdf", media: "application/pdf", size: 3, preview: null };
    const [line] = transcriptLines(
      [
        said("See this", {
          replyTo: { id: "q", author: "Priya Raman", mine: true, text: null },
          before: [{ at: 0, text: "See that" }],
          attachments: [file],
        }),
      ],
      en,
      { who, notes: false },
    );
    expect(line).toEqual({
      at: 1,
      author: who,
      text: "See this",
      files: ["statement.pdf"],
      remarks: [en.answers("Priya Raman"), en.edited],
    });
  });
  it("does not repeat an earlier wording, which was taken back", () => {
    const changed = said("Now", { before: [{ at: 0, text: "A card number" }] });
    expect(JSON.stringify(transcriptLines([changed], en, { who, notes: true }))).not.toContain("card number");
  });
  it("tells apart what the assistant quoted and what the customer asked", () => {
    const sources = [{ title: "Rent", quote: "It comes back in two days." }];
    const context: ThreadItem = {
      kind: "context",
      id: "c",
      at: 0,
      turns: [
        { who: "visitor", at: 1, text: "Twice?", sources: [] },
        { who: "assistant", at: 2, text: "It comes back in two days.", sources },
      ],
    };
    const lines = transcriptLines([context], en, { who, notes: false });
    expect(lines.map(({ author, text }) => [author, text])).toEqual([
      [null, en.shownThere],
      [who, "Twice?"],
      [en.assistant, "“It comes back in two days.” (Rent)"],
    ]);
  });
  it("has the rating with its words, and what is missing", () => {
    const items: readonly ThreadItem[] = [
      { kind: "rating", id: "x", at: 1, score: 2, comment: "Slow." },
      { kind: "missing", id: "m", at: 2, count: 3 },
    ];
    const lines = transcriptLines(items, en, { who, notes: false });
    expect(lines.map(({ text }) => text)).toEqual([`${en.ratedBy(who, 2)}\nSlow.`, en.missing(3)]);
  });
});
