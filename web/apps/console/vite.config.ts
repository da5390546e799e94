/** The console's build: `web/dist/console/`, hashed files, nothing inline, so that a CSP of 'self' is enough. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { delivered } from "../../vite.delivered.ts";

// biome-ignore lint/style/noDefaultExport: Vite reads the default export
export default defineConfig({
  root: import.meta.dirname,
  base: "/console/",
  plugins: [react(), delivered("console")],
  build: {
    outDir: "../../dist/console",
    emptyOutDir: true,
    target: ["chrome123", "firefox128", "safari18"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: { include: ["test/**/*.test.ts"] },
});
