// Small files for tests, made byte by byte: a picture that tells on its maker.

import { crc32, deflateSync } from "node:zlib";

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
  return out;
}

/** `form`: bits of a channel and the colour type (W3C PNG §11.2.1). */
function png({ width, height, form, rows, more = [] }) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set(form, 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    ...more,
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/**
 * A PNG of one colour, with a comment inside that nobody sees.
 * @param {{width?: number, height?: number, author: string}} wish
 */
export function pngWithAuthor({ width = 48, height = 32, author }) {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x66)]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  const more = [chunk("tEXt", Buffer.from(`Author\0${author}`, "latin1"))];
  return png({ width, height, form: [8, 2], rows, more });
}

/** A black square that is a small file however many points it has. */
export function widePng(side) {
  const rows = Buffer.alloc(side * (1 + Math.ceil(side / 8)));
  return png({ width: side, height: side, form: [1, 0], rows });
}
