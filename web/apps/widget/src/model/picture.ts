/**
 * What kind of picture the bytes are, by their first ones. Only these kinds are drawn inside the window; what a
 * sender calls a picture and is none stays a file. SVG is none: it is a document.
 */

const starts: readonly (readonly [string, readonly number[], number])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 0],
  ["image/jpeg", [0xff, 0xd8, 0xff], 0],
  ["image/gif", [0x47, 0x49, 0x46, 0x38], 0],
  ["image/webp", [0x57, 0x45, 0x42, 0x50], 8],
  ["image/avif", [0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69], 4],
];

/** Null for everything else. */
export function pictureType(head: Uint8Array): string | null {
  const found = starts.find(([, bytes, from]) => bytes.every((byte, at) => head[from + at] === byte));
  return found?.[0] ?? null;
}
