/** Keys for lists whose entries have no id and may repeat: the text itself, and how often it came before. */
export interface Keyed<T> {
  readonly key: string;
  readonly value: T;
}

export function keyed<T>(list: readonly T[], textOf: (value: T) => string): readonly Keyed<T>[] {
  const seen = new Map<string, number>();
  return list.map((value) => {
    const text = textOf(value);
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return { key: `${count} ${text}`, value };
  });
}
