/** One set: 20 grid, 1.5 px strokes, round ends. Always decoration; the word beside or the button's name speaks. */

const ring = "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0z";

const shapes = {
  alert: "M10 3.5 2.75 16.25h14.5zM10 8.25v3.5M10 14v.01",
  back: "m12 5-5 5 5 5",
  book: "M10 5.5C8.5 4.25 6.25 4 3.5 4v11c2.75 0 5 .25 6.5 1.5 1.5-1.25 3.75-1.5 6.5-1.5V4c-2.75 0-5 .25-6.5 1.5zM10 5.5v11",
  bot: "M6.5 6.75h7a3 3 0 0 1 3 3v3.5a3 3 0 0 1-3 3h-7a3 3 0 0 1-3-3v-3.5a3 3 0 0 1 3-3zM10 6.75V3.5M7.5 10.75v1.5M12.5 10.75v1.5",
  chat: "M3.5 5.5A1.5 1.5 0 0 1 5 4h10a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 15 14h-5l-3.5 3v-3H5a1.5 1.5 0 0 1-1.5-1.5z",
  clock: `${ring}M10 6v4l2.5 2`,
  close: "m5.5 5.5 9 9M14.5 5.5l-9 9",
  file: "M5 4a1.25 1.25 0 0 1 1.25-1.25h5.25l3.75 3.75V16A1.25 1.25 0 0 1 14 17.25H6.25A1.25 1.25 0 0 1 5 16zM11.25 2.75v4h4",
  info: `${ring}M10 9.25v4M10 6.75v.01`,
  lock: "M6 9h8a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2zM6.75 9V6.25a3.25 3.25 0 0 1 6.5 0V9",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  next: "m8 5 5 5-5 5",
  offline: "M3 8.5a10 10 0 0 1 14 0M5.5 11.25a6.4 6.4 0 0 1 9 0M8 14a2.9 2.9 0 0 1 4 0M3.5 3.5l13 13",
  search: "M14.25 9a5.25 5.25 0 1 1-10.5 0 5.25 5.25 0 0 1 10.5 0zM13 13l4 4",
  up: "M10 16V4.5M5 9.25l5-5 5 5",
  users:
    "M10.25 7.25a2.75 2.75 0 1 1-5.5 0 2.75 2.75 0 0 1 5.5 0zM2 16.25c.4-2.9 2.6-4.5 5.5-4.5s5.1 1.6 5.5 4.5M13 4.6a2.75 2.75 0 0 1 0 5.3M14.75 12c1.9.5 3 1.9 3.25 4.25",
} as const;

export type IconName = keyof typeof shapes;

/** Direction-bound shapes turn round in right-to-left text. */
const directed: ReadonlySet<IconName> = new Set<IconName>(["back", "next", "book", "file"]);

/** A shape by name, or a path of its own for a screen that is fetched later. */
export type IconShape = IconName | `M${string}`;

function isName(shape: IconShape): shape is IconName {
  return shape in shapes;
}

export function Icon({ name, size = 16 }: { name: IconShape; size?: 14 | 16 | 20 | 24 }) {
  const named = isName(name);
  const extra = named && directed.has(name) ? " flip" : name === "more" ? " i-more" : "";
  return (
    <svg class={`i i-${size}${extra}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={named ? shapes[name] : name} />
    </svg>
  );
}
