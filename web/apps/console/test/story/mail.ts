/** Outgoing mail, for the stories. */
import type { MailCommands } from "../../src/contract.ts";

export const mailStory: MailCommands = {
  mail: async () => ({
    ok: true,
    value: {
      waiting: 3,
      stuck: "connect",
      refusals: [
        { address: "ab", to: "m…@example.net", since: Date.UTC(2026, 4, 30), step: "recipient", code: 550 },
      ],
    },
  }),
  tryMail: async () => ({
    ok: true,
    value: { sent: false, step: "auth", code: 535, certificate: false, noTLS: false },
  }),
  releaseMail: async () => ({ ok: true, value: undefined }),
};
