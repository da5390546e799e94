/** Writes down which packages of others a build contains, for the test of the notice that goes with them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const PACKAGE = /\/node_modules\/((?:@[^/]+\/)?[^/@]+)\/(?!.*\/node_modules\/)/;

/** `app`: which build; the list lies outside of what is delivered. What a test builds elsewhere for itself has none. */
export function delivered(app: string): Plugin {
  return {
    name: "delivered",
    generateBundle({ dir }, bundle) {
      if (dir !== join(import.meta.dirname, "dist", app)) return;
      const names = new Set<string>();
      for (const part of Object.values(bundle)) {
        for (const id of part.type === "chunk" ? part.moduleIds : part.originalFileNames) {
          const name = PACKAGE.exec(id.replaceAll("\\", "/"))?.[1];
          if (name !== undefined) names.add(name);
        }
      }
      const folder = join(import.meta.dirname, "../bin/delivered");
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${app}.json`), `${JSON.stringify([...names].sort())}\n`);
    },
  };
}
