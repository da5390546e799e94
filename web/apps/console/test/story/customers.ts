/** Who customers are, for the stories. */
import type { CustomerCommands } from "../../src/contract.ts";

export const customersStory: CustomerCommands = {
  audience: "4f".repeat(32),
  customerCounts: async () => ({
    ok: true,
    value: {
      proven: { email: 0, website: 1284 },
      watched: { "in-pay": 12 },
      refused: 0,
      failed: { "token-time": 3, "token-key": 1 },
      more: false,
    },
  }),
  siteKey: async (text) =>
    text.includes("PRIVATE")
      ? { kind: "private" }
      : text.length > 60
        ? { kind: "Ed25519" }
        : { kind: "unknown" },
};
