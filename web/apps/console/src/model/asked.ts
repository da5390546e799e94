/** What a question who the customer is says of itself. Pure. */
import type { AskedItem } from "../contract.ts";
import type { Words } from "../words/messages.en.ts";
import { named } from "./name.ts";

export function askedWords({ answer, by, level, until }: AskedItem, words: Words, now: number): string {
  const name = named(words, by);
  if (answer === "declined") return words.ask.declined(name);
  if (answer === null)
    return until < now ? words.ask.over(name) : words.ask.open(name, words.ask.levels[level]);
  const who =
    answer.by === "email"
      ? words.proof.email(answer.identifier)
      : words.proof.website(answer.source, answer.identifier);
  return words.ask.shown(name, who);
}
