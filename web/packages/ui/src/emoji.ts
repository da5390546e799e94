/**
 * Emoji to pick from: data, search by words, and the ones used last.
 *
 * Promise: pure data in the order of Unicode's chart, loaded only when somebody opens a picker; nothing is fetched
 * from anywhere but the app itself. Limits: some six hundred that current fonts draw, without skin tones.
 */

export const emojiGroups = [
  "faces",
  "people",
  "nature",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
] as const;
export type EmojiGroupName = (typeof emojiGroups)[number];

export interface Emoji {
  readonly emoji: string;
  /** What a screen reader says, in the language that was loaded. */
  readonly name: string;
  /** Name and further words, folded for the search. */
  readonly words: readonly string[];
}

export interface EmojiGroup {
  readonly group: EmojiGroupName;
  readonly emoji: readonly Emoji[];
}

/** Offered before the whole picker is opened. */
export const quickEmoji = ["👍", "❤️", "😊", "🎉", "🙏", "👀"] as const;

type Lines = Readonly<Record<EmojiGroupName, string>>;

/** `language`: BCP 47; without data of its own it is read as English. */
export async function loadEmoji(language: string): Promise<readonly EmojiGroup[]> {
  const lines = await linesOf(language.toLowerCase().split("-")[0] ?? "");
  return emojiGroups.map((group) => ({ group, emoji: lines[group].split("\n").map(parse) }));
}

async function linesOf(language: string): Promise<Lines> {
  switch (language) {
    case "ar":
      return (await import("./emoji/ar.gen.ts")).emojiLines;
    case "de":
      return (await import("./emoji/de.gen.ts")).emojiLines;
    case "es":
      return (await import("./emoji/es.gen.ts")).emojiLines;
    case "fr":
      return (await import("./emoji/fr.gen.ts")).emojiLines;
    default:
      return (await import("./emoji/en.gen.ts")).emojiLines;
  }
}

const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
const wordsOf = (text: string) =>
  fold(text)
    .split(/[^\p{L}\p{N}+]+/u)
    .filter(Boolean);

function parse(line: string): Emoji {
  const [emoji = "", name = "", more = ""] = line.split("|");
  return { emoji, name, words: [...wordsOf(name), ...wordsOf(more)] };
}

/** Every typed word begins a word of the emoji; first those whose name says it, the shortest before, then whole words, then the rest. */
export function findEmoji(groups: readonly EmojiGroup[], query: string): readonly Emoji[] {
  const all = groups.flatMap(({ emoji }) => emoji);
  const typed = query.trim();
  const same = all.filter(({ emoji }) => emoji === typed);
  const wanted = wordsOf(query);
  if (wanted.length === 0) return typed === "" ? all : same;
  const hits = all.filter(({ words }) => wanted.every((part) => words.some((word) => word.startsWith(part))));
  const whole = (words: readonly string[]) => wanted.every((part) => words.includes(part));
  const rank = (each: Emoji) => {
    const name = wordsOf(each.name);
    return whole(name) ? name.length : whole(each.words) ? 100 : 101;
  };
  return hits.sort((a, b) => rank(a) - rank(b));
}

/** The ones used last, newest first, at most `most`. */
export function withUsed(used: readonly string[], emoji: string, most = 16): readonly string[] {
  return [emoji, ...used.filter((each) => each !== emoji)].slice(0, most);
}
