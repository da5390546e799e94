/** How a person is drawn without a picture: initials and one of six tones, the same on every screen. */

/** At most two letters, the first of the first and of the last word; "?" where there is none. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /\p{L}|\p{N}/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letters = ends.map((word) => /\p{L}|\p{N}/u.exec(word ?? "")?.[0] ?? "");
  return letters.join("").toLocaleUpperCase() || "?";
}

/** 1 to 6, from the name alone, so that a person keeps their tone without anything being stored. */
export function tone(name: string): 1 | 2 | 3 | 4 | 5 | 6 {
  let sum = 0;
  for (const sign of name) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return ((sum % 6) + 1) as 1 | 2 | 3 | 4 | 5 | 6;
}
