/** Which key does what, in one table: the help screen, the palette and the listener read the same. */

export type KeyCommand =
  | "palette"
  | "next"
  | "previous"
  | "open"
  | "close"
  | "assign"
  | "claim"
  | "reply"
  | "note"
  | "search"
  | "help";

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const plain: Readonly<Record<string, KeyCommand>> = {
  j: "next",
  k: "previous",
  Enter: "open",
  e: "close",
  a: "assign",
  c: "claim",
  r: "reply",
  n: "note",
  "/": "search",
  "?": "help",
};

/** Where the key was pressed: single letters are text in a field, Enter belongs to a focused control. */
export type KeyPlace = "page" | "control" | "field" | "dialog";

export function commandFor(press: KeyPress, place: KeyPlace): KeyCommand | null {
  const chord = press.metaKey || press.ctrlKey;
  if (chord && press.key.toLowerCase() === "k") return "palette";
  if (chord || press.altKey || place === "field" || place === "dialog") return null;
  if (place === "control" && press.key === "Enter") return null;
  return Object.hasOwn(plain, press.key) ? (plain[press.key] ?? null) : null;
}

/** As it is printed on a key. */
export function keyLabel(command: KeyCommand, apple: boolean): readonly string[] {
  if (command === "palette") return apple ? ["⌘", "K"] : ["Ctrl", "K"];
  const key = Object.entries(plain).find(([, name]) => name === command)?.[0] ?? "";
  return [key === "Enter" ? "↵" : key.toUpperCase()];
}
