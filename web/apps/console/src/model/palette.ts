/** Finding a command by a few letters: every typed word must begin a word of the command. */

export interface Findable {
  readonly label: string;
  /** Other words people use for it. */
  readonly also?: string;
}

const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

export function matching<T extends Findable>(entries: readonly T[], query: string): readonly T[] {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return entries;
  return entries.filter((entry) => {
    const words = plain(`${entry.label} ${entry.also ?? ""}`).split(/[^\p{L}\p{N}]+/u);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
}
