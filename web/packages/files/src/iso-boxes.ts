/** The boxes that MP4, QuickTime, HEIF and AVIF are made of (ISO 14496-12 §4.2). */
import type { Reader } from "./bytes.ts";
import { demand } from "./error.ts";

export interface Box {
  readonly type: string;
  /** Offsets in what was read; `body` is behind the header. */
  readonly from: number;
  readonly body: number;
  readonly end: number;
}

const MAX_BOXES = 20_000;

/** @param room how far the box may reach; a size of 0 means so far */
export function boxAt(file: Reader, from: number, room: number, at = from): Box {
  const short = file.u32(at);
  const type = file.tag(at + 4);
  const header = short === 1 ? 16 : 8;
  const size = short === 1 ? file.u64(at + 8) : short === 0 ? room - from : short;
  demand(size >= header && from + size <= room, "a box larger than its place");
  return { type, from, body: from + header, end: from + size };
}

/** The boxes side by side in [from, to). */
export function boxesIn(file: Reader, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    demand(boxes.length < MAX_BOXES, "more boxes than a file has");
    if (to - at < 8) break; // QuickTime ends some lists with four zero bytes
    const box = boxAt(file, at, to);
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}
