/** Builds the story page and serves folders over loopback, for screenshots and browser tests. */
import { rmSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { build } from "vite";

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };

/** Answers with `pages[path]` or the file below `folder`, a built one, which goes when it closes; notes every path that was asked for. */
export async function serve({ folder = null, pages = {}, headers = {}, host = "127.0.0.1" }) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    asked.push(pathname);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
    try {
      response.end(pages[pathname] ?? (await readFile(join(folder ?? "", path))));
    } catch {
      response.writeHead(204).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.close();
    if (folder !== null) rmSync(folder, { recursive: true });
  };
  return { origin: `http://${host}:${server.address().port}`, asked, close };
}

export async function serveStories() {
  const folder = await mkdtemp(join(tmpdir(), "widget-stories-"));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: "error",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    // As shipped: for older browsers light-dark() would be rewritten, and dark stories drawn light.
    build: { outDir: folder, modulePreload: false, assetsInlineLimit: 0, target: "chrome123" },
  });
  const { origin, close } = await serve({ folder });
  return { url: `${origin}/`, close };
}

/** The loader as it is shipped. */
export async function buildLoader() {
  const folder = await mkdtemp(join(tmpdir(), "widget-loader-"));
  const configFile = join(import.meta.dirname, "../../vite.loader.config.ts");
  try {
    await build({ configFile, logLevel: "error", build: { outDir: folder } });
    return await readFile(join(folder, "sealdesk.js"), "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The frame's own entry, as it is shipped but for the client. */
export async function buildFrame() {
  const folder = await mkdtemp(join(tmpdir(), "widget-frame-"));
  const alias = { "@sealdesk/client/visitor": join(import.meta.dirname, "client.ts") };
  const configFile = join(import.meta.dirname, "../../vite.config.ts");
  await build({
    configFile,
    logLevel: "error",
    resolve: { alias },
    build: {
      target: ["chrome123", "firefox128", "safari18"],
      outDir: join(folder, "widget"),
    },
  });
  return folder;
}
