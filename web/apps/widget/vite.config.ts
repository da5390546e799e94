/** The frame's build: `web/dist/widget/`, hashed files, nothing inline, so that a CSP of 'self' is enough. */
import { defineConfig } from "vite";

// biome-ignore lint/style/noDefaultExport: Vite reads the default export
export default defineConfig({
  root: import.meta.dirname,
  base: "/widget/",
  build: {
    outDir: "../../dist/widget",
    emptyOutDir: true,
    target: ["chrome123", "firefox128", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
