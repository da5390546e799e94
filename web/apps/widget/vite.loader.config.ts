/** The loader's build: one classic script, `web/dist/loader/sealdesk.js`, and the types of what it offers beside it. */
import { defineConfig } from "vite";
import { packed } from "./vite.packed.ts";

// biome-ignore lint/style/noDefaultExport: Vite reads the default export
export default defineConfig({
  root: import.meta.dirname,
  publicDir: "loader/public",
  plugins: [packed()],
  build: {
    outDir: "../../dist/loader",
    emptyOutDir: true,
    target: ["chrome111", "firefox114", "safari16.4"],
    lib: {
      entry: "loader/sealdesk.ts",
      formats: ["iife"],
      name: "sealdeskLoader",
      fileName: () => "sealdesk.js",
    },
    reportCompressedSize: false,
  },
});
