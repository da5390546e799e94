/** The frame's build: `web/dist/widget/`, hashed files, nothing inline, so that a CSP of 'self' is enough. */
import { defineConfig, type Plugin } from "vite";
import { packed } from "./vite.packed.ts";
import { quietRefusals } from "./vite.quiet.ts";

/** Our chunks have no style sheets to preload, so that Vite's helper for it (1.1 KB) comes down to the import. */
function plainImports(): Plugin {
  return {
    name: "plain-imports",
    enforce: "pre",
    load(id) {
      return id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : null;
    },
  };
}

/** The client is wanted at once, but named only inside the entry: said early, it is fetched beside it. */
function earlyClient(): Plugin {
  return {
    name: "early-client",
    transformIndexHtml(_html, { bundle }) {
      const client = Object.values(bundle ?? {}).find((part) => part.name === "visitor-desk");
      if (client === undefined) return [];
      const attrs = { rel: "modulepreload", href: `/widget/${client.fileName}` };
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
  plugins: [quietRefusals(), plainImports(), earlyClient(), packed()],
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
      output: { codeSplitting: { groups: [{ name: "index", test: /\/src\/main\.tsx$/ }] } },
    },
  },
});
