/** The isolated page's build: `web/dist/preview/`. Its origin is opaque, so everything is fetched with CORS. */
import { defineConfig, type Plugin } from "vite";

/** No preloading: the helper would ask for `modulepreload`, which this page's policy has no use for. */
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
  base: "/preview/",
  plugins: [plainImports()],
  build: {
    outDir: "../../dist/preview",
    emptyOutDir: true,
    target: ["chrome123", "firefox128", "safari18"],
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 3000,
  },
});
