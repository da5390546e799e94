import { defineConfig } from "vitest/config";

// Node 20 has a WebSocket client behind a flag.
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({ test: { pool: "forks", execArgv: ["--experimental-websocket"] } });
