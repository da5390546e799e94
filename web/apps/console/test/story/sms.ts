/** Somebody's number for codes by SMS, for the stories. */
import type { PhoneCommands } from "../../src/contract.ts";

export const ownPhone: PhoneCommands = {
  phone: async () => ({
    ok: true,
    value: {
      offered: true,
      number: "+44 ••• 23",
      since: Date.UTC(2026, 4, 3),
      lastUsed: Date.UTC(2026, 4, 30),
    },
  }),
  sendPhoneCode: async () => ({ ok: true, value: "f-3" }),
  keepPhone: async () => ({ ok: true, value: undefined }),
  removePhone: async () => ({ ok: true, value: undefined }),
};
