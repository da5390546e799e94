/** Builds the story page and serves it over loopback, for screenshots and browser tests. */
import { rmSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import react from "@vitejs/plugin-react";
import { build } from "vite";

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

async function buildStories() {
  const outDir = await mkdtemp(join(tmpdir(), "console-stories-"));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: "error",
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1_000,
      target: "es2022",
      rolldownOptions: { input: join(import.meta.dirname, "story.html") },
    },
  });
  return outDir;
}

export async function serveStories() {
  const folder = await buildStories();
  const server = createServer(async (request, response) => {
    const file = new URL(request.url, "http://localhost").pathname;
    try {
      const body = await readFile(join(folder, file));
      response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
      response.end(body);
    } catch {
      response.writeHead(204).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.close();
    rmSync(folder, { recursive: true });
  };
  return { url: `http://127.0.0.1:${server.address().port}/story.html`, close };
}
