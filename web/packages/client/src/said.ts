/**
 * From bodies to what is shown of them: changed words, removals, reactions, what is answered. Pure; for both sides.
 * Promise: a change or a removal counts only from who wrote the message it names, from whatever device of theirs; a
 * reaction counts once per person and sign. Limit: what a reply or a reaction names is a logical id without its sender, so that the newest
 * earlier message under it is taken; whoever uses another's id again can draw later reactions to a message of theirs.
 */
import { type Body, hex } from "@sealdesk/seal";
import { shownAttachment } from "./attachments/shown.ts";
import type { Quote, Reaction, Said } from "./contract/said.ts";

/** Something that was said, or that this device is about to say. */
export interface Utterance {
  /** The device that said it, in hexadecimal. */
  readonly sender: string;
  readonly body: Body;
  /** Unix milliseconds. */
  readonly at: number;
}

/** Who speaks from a device: several devices of one person are one voice, with one id. */
export interface Voice<N = string> {
  readonly id: string;
  readonly name: N;
  readonly mine: boolean;
}

interface Told<N> {
  readonly sender: string;
  readonly place: number;
  readonly body: Body & { readonly kind: "text" };
  text: string;
  removed: boolean;
  readonly before: { readonly at: number; readonly text: string }[];
  /** Sign → voice id → name and side; the order is that of the first choice. */
  readonly reactions: Map<string, Map<string, Voice<N>>>;
  /** When the words that stand now were said. */
  since: number;
}

const EMOJI_UNITS = 16;
const EMOJI =
  /^(?=.*(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3))[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u;

/** Else a "reaction" could be a sentence that nobody can answer, or lines that break the page. */
export const isEmoji = (text: string): boolean => text.length <= EMOJI_UNITS && EMOJI.test(text);

/** All messages of a thread with every change applied. */
export class Words<N = string> {
  readonly #told = new Map<string, Told<N>>();
  /** Logical id → messages under it, oldest first. */
  readonly #named = new Map<string, Told<N>[]>();
  readonly #voices = new Map<string, Voice<N>>();

  constructor(
    said: readonly Utterance[],
    private readonly find: (sender: string) => Voice<N>,
  ) {
    for (const [place, u] of said.entries()) this.#take(u, place);
  }

  #take(u: Utterance, place: number): void {
    const { body } = u;
    if (body.kind === "text") this.#begin(u, body, place);
    else if (body.kind === "edit") this.#edit(u, body.content);
    else if (body.kind === "remove") this.#remove(u, body.content.target);
    else if (body.kind === "reaction") this.#react(u, body.content);
  }

  #remove(u: Utterance, target: Uint8Array): void {
    const t = this.#told.get(this.#keyOf(u.sender, target));
    if (t !== undefined) t.removed = true;
  }

  #begin(u: Utterance, body: Told<N>["body"], place: number): void {
    const key = this.#keyOf(u.sender, body.logical);
    if (this.#told.has(key)) return;
    const { text } = body.content;
    const fresh = { text, removed: false, before: [], reactions: new Map(), since: u.at };
    const t: Told<N> = { sender: u.sender, place, body, ...fresh };
    this.#told.set(key, t);
    const name = hex(body.logical);
    this.#named.set(name, [...(this.#named.get(name) ?? []), t]);
  }

  #edit(u: Utterance, { target, text }: { readonly target: Uint8Array; readonly text: string }): void {
    const t = this.#told.get(this.#keyOf(u.sender, target));
    if (t === undefined || t.removed || t.text === text) return;
    t.before.push({ at: t.since, text: t.text });
    t.text = text;
    t.since = u.at;
  }

  #react(
    u: Utterance,
    r: { readonly target: Uint8Array; readonly emoji: string; readonly on: boolean },
  ): void {
    const t = this.#named.get(hex(r.target))?.at(-1);
    if (t === undefined || !isEmoji(r.emoji)) return;
    const voice = this.voiceOf(u.sender);
    const who = t.reactions.get(r.emoji) ?? new Map<string, Voice<N>>();
    if (r.on) who.set(voice.id, voice);
    else who.delete(voice.id);
    if (who.size === 0) t.reactions.delete(r.emoji);
    else t.reactions.set(r.emoji, who);
  }

  voiceOf(sender: string): Voice<N> {
    const known = this.#voices.get(sender) ?? this.find(sender);
    this.#voices.set(sender, known);
    return known;
  }

  #keyOf(sender: string, logical: Uint8Array): string {
    return `${this.voiceOf(sender).id}/${hex(logical)}`;
  }

  removed(sender: string, logical: Uint8Array): boolean {
    return this.#told.get(this.#keyOf(sender, logical))?.removed ?? false;
  }

  /** What stands now; undefined for what is no text here. */
  of(sender: string, logical: Uint8Array): Said<N> | undefined {
    const t = this.#told.get(this.#keyOf(sender, logical));
    if (t === undefined) return undefined;
    const { attachments, language, replyTo } = t.body.content;
    return {
      text: t.text,
      language: language === "" ? null : language,
      attachments: attachments.map(shownAttachment),
      replyTo: replyTo === null ? null : this.#quote(hex(replyTo), t.place),
      reactions: [...t.reactions].map(([emoji, who]) => reactionOf(emoji, [...who.values()])),
      before: t.before,
    };
  }

  /** The newest earlier message under this logical id, as it stands now. */
  #quote(id: string, before: number): Quote<N> {
    const t = this.#named.get(id)?.findLast((x) => x.place < before);
    if (t === undefined) return { id, author: "", mine: false, text: null };
    const { mine, name } = this.voiceOf(t.sender);
    return { id, author: name, mine, text: t.removed ? null : t.text };
  }
}

const reactionOf = <N>(emoji: string, who: readonly Voice<N>[]): Reaction<N> => ({
  emoji,
  mine: who.some((v) => v.mine),
  names: who.map((v) => v.name),
});
