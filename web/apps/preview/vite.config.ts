/** The isolated page's build: `web/dist/preview/`. Its origin is opaque, so everything is fetched with CORS. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { delivered } from "../../vite.delivered.ts";

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

const library = dirname(dirname(fileURLToPath(import.meta.resolve("pdfjs-dist"))));
const wanted: readonly (readonly [string, RegExp])[] = [
  ["cmaps", /\.bcmap$|^LICENSE/],
  ["standard_fonts", /\.(?:pfb|ttf)$|^LICENSE/],
  ["wasm", /_nowasm_fallback\.js$|^LICENSE/],
];

/**
 * What PDF pages need now and then: character maps of Asian scripts, the standard fonts, decoders of scanned pages.
 * The page may load scripts, styles and fonts, so data become scripts: `export const data = "base64"`.
 */
function pdfData(): Plugin {
  return {
    name: "pdf-data",
    generateBundle() {
      for (const [folder, pattern] of wanted) {
        for (const name of readdirSync(join(library, folder)).filter((file) => pattern.test(file))) {
          const content = readFileSync(join(library, folder, name));
          const asItIs = /\.(?:js|ttf)$|^LICENSE/.test(name);
          const source = asItIs ? content : `export const data = "${content.toString("base64")}";\n`;
          this.emitFile({ type: "asset", fileName: `pdf/${folder}/${name}${asItIs ? "" : ".js"}`, source });
        }
      }
    },
  };
}

// biome-ignore lint/style/noDefaultExport: Vite reads the default export
export default defineConfig({
  root: import.meta.dirname,
  base: "/preview/",
  plugins: [plainImports(), pdfData(), delivered("preview")],
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
