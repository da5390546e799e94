/** An embed line that names nobody: there is no desk, and nothing to try. */
import type { Messages } from "../model/messages.en.ts";
import { Failure } from "./failure.tsx";
import { allWords } from "./words.ts";

export function BadEmbed({ words }: { words: Messages }) {
  const { title, text, next } = allWords(words).badEmbed;
  return <Failure words={words} title={title} text={`${text} ${next}`} />;
}
