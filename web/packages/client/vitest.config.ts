import { defineConfig } from "vitest/config";

// Node 20 has a WebSocket client behind a flag.
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  // Some play several people in front of the real server, on machines that have other work, too.
  test: { pool: "forks", execArgv: ["--experimental-websocket"], testTimeout: 60_000, hookTimeout: 60_000 },
});
