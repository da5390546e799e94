/**
 * What a customer downloads, in brotli bytes. Usage: node test/size.mjs [--whole]
 * Without `--whole` the client is left out and the views must fit their own part of the budget; with it,
 * everything that is fetched until the first message counts; the chunk of later screens is not. Exits 1 above a limit.
 */
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";

const whole = process.argv.includes("--whole");
const app = join(import.meta.dirname, "..");
const limits = { loader: 5000, frame: whole ? 45_000 : 17_000 };

async function sizes(configFile, options) {
  const outDir = await mkdtemp(join(tmpdir(), "widget-size-"));
  await build({ configFile: join(app, configFile), logLevel: "error", build: { outDir, ...options } });
  const files = await readdir(outDir, { recursive: true, withFileTypes: true });
  const found = [];
  for (const file of files) {
    if (!file.isFile()) continue;
    const bytes = await readFile(join(file.parentPath, file.name));
    found.push({ name: file.name, bytes: bytes.length, brotli: brotliCompressSync(bytes).length });
  }
  return found;
}

const external = whole ? {} : { rolldownOptions: { external: ["@sealdesk/client/visitor"] } };
const parts = {
  loader: await sizes("vite.loader.config.ts", {}),
  frame: await sizes("vite.config.ts", external),
};
let failed = false;
for (const [part, files] of Object.entries(parts)) {
  console.table(files);
  const first = files.filter((file) => !file.name.startsWith("later-"));
  const total = first.reduce((sum, file) => sum + file.brotli, 0);
  console.log(`${part}, until the first message: ${total} of ${limits[part]} bytes, brotli`);
  failed ||= files.length === 0 || total > limits[part];
}
process.exit(failed ? 1 : 0);
