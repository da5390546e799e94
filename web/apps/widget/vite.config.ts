/** The frame's build: `web/dist/widget/`, hashed files, nothing inline, so that a CSP of 'self' is enough. */
import { defineConfig, type Plugin } from "vite";

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

// biome-ignore lint/style/noDefaultExport: Vite reads the default export
export default defineConfig({
  root: import.meta.dirname,
  base: "/widget/",
  plugins: [plainImports()],
  build: {
    outDir: "../../dist/widget",
    emptyOutDir: true,
    target: ["chrome123", "firefox128", "safari18"],
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
});
