import { defineConfig } from "vitest/config";

// Bombs are unpacked up to their limit, also on a slow machine.
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({ test: { testTimeout: 30_000 } });
