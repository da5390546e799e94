/** Codes by SMS: a test of the gateway, and one's own number. */
import type { OwnPhone, PhoneCommands, SMSCommands } from "../contract/sms.ts";
import type { Http } from "../http.ts";
import { outcome } from "./failure.ts";

interface PhoneWire extends Omit<OwnPhone, "since" | "lastUsed"> {
  readonly since: string | null;
  readonly lastUsed: string | null;
}

const instant = (text: string | null) => (text === null ? null : Date.parse(text));

export const smsCommands = (http: Http): SMSCommands => ({
  trySMS: (to) => outcome(() => http.post("/sms/test", { to })),
});

export const phoneCommands = (http: Http): PhoneCommands => ({
  phone: () =>
    outcome(async () => {
      const wire = await http.get<PhoneWire>("/phone");
      return { ...wire, since: instant(wire.since), lastUsed: instant(wire.lastUsed) };
    }),
  sendPhoneCode: (number) =>
    outcome(async () => (await http.post<{ flow: string }>("/phone/code", { number })).flow),
  keepPhone: (number, flow, code) => outcome(() => http.put("/phone", { number, flow, code })),
  removePhone: () => outcome(() => http.delete("/phone")),
});
