/** The frame's build: `web/dist/widget/`, hashed files, nothing inline, so that a CSP of 'self' is enough. */
import { defineConfig, type Plugin } from "vite";
import { delivered } from "../../vite.delivered.ts";
import { packed } from "./vite.packed.ts";
import { quietRefusals } from "./vite.quiet.ts";

/**
 * A browser remembers for good that a module could not be fetched, and would not try again. So it is fetched as a file
 * first, with what it imports: only then is it asked for as a module, and comes from the browser's own store. A file
 * that is gone means that the server was updated; `src/outdated.ts` hears of it.
 */
const fetchedFirst = `
const had = new Set();
const have = async (url) => {
  if (had.has(url)) return;
  const file = await fetch(url);
  if (file.status === 404) dispatchEvent(new Event("sealdesk-outdated"));
  if (!file.ok) throw file;
  for (const [, at] of (await file.text()).matchAll(/[mt]"(\\.\\/[\\w.-]+)"/g)) await have(new URL(at, url).href);
  had.add(url);
};
export const __vitePreload = async (load) => {
  await have(new URL(/\\.\\/[\\w.-]+/.exec(load), import.meta.url).href);
  return load();
};`;

/** Our chunks have no style sheets to preload, so that Vite's helper for it (1.1 KB) can be one of our own. */
function ownImports(): Plugin {
  return {
    name: "own-imports",
    enforce: "pre",
    load(id) {
      return id.includes("vite/preload-helper") ? fetchedFirst : null;
    },
  };
}

/**
 * The client is wanted at once, but named only inside the entry: said early, it is fetched beside it. As a file, not as
 * a module: see above.
 */
function earlyClient(): Plugin {
  return {
    name: "early-client",
    transformIndexHtml(_html, { bundle }) {
      const client = Object.values(bundle ?? {}).find((part) => part.name === "visitor-desk");
      if (client === undefined) return [];
      const attrs = { rel: "preload", as: "fetch", crossorigin: true, href: `/widget/${client.fileName}` };
      return [{ tag: "link", attrs, injectTo: "head" }];
    },
  };
}

// biome-ignore lint/style/noDefaultExport: Vite reads the default export
export default defineConfig({
  root: import.meta.dirname,
  base: "/widget/",
  // Preact's own `h`, which is there anyway, instead of a second way to make elements.
  oxc: {
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    jsxInject: 'import { Fragment, h } from "preact";',
  },
  plugins: [quietRefusals(), ownImports(), earlyClient(), packed(), delivered("widget")],
  build: {
    outDir: "../../dist/widget",
    emptyOutDir: true,
    target: ["chrome123", "firefox128", "safari18"],
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
    rolldownOptions: {
      // Our getters have no effects, and constants are shorter where they are used.
      treeshake: { propertyReadSideEffects: false },
      optimization: { inlineConst: { mode: "all", pass: 3 } },
      // What the entry needs stays in one file, also where later files use parts of it: one file compresses better.
      output: {
        codeSplitting: {
          groups: [
            { name: "index", test: /\/src\/main\.tsx$/ },
            { name: "visitor-desk", test: /\/src\/visitor-desk\.ts$/ },
          ],
        },
        // 36 bits tell versions of one file apart.
        chunkFileNames: "assets/[name]-[hash:6].js",
        entryFileNames: "assets/[name]-[hash:6].js",
        assetFileNames: "assets/[name]-[hash:6][extname]",
      },
    },
  },
});
