/**
 * Writes every text file of a build a second time, in brotli at its best: the server sends that one to whoever takes
 * it. Promise: what `make size` counts is what travels. Limit: headers are not counted, and a browser without brotli
 * gets gzip.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Plugin } from "vite";

const text = /\.(html|js|css|svg)$/;

export function packed(): Plugin {
  return {
    name: "packed",
    enforce: "post",
    writeBundle({ dir = "." }, bundle) {
      for (const file of Object.values(bundle).filter(({ fileName }) => text.test(fileName))) {
        const content = Buffer.from(file.type === "chunk" ? file.code : file.source);
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
        writeFileSync(join(dir, `${file.fileName}.br`), brotliCompressSync(content, { params }));
      }
    },
  };
}
