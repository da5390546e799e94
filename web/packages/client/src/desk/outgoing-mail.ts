/** How outgoing mail is doing, for owners and admins. */
import type { MailCommands, MailRefusal, MailStep, MailTrial } from "../contract/mail.ts";
import { outcome } from "./failure.ts";
import type { StaffKeys } from "./staff-thread.ts";

interface MailWire {
  readonly waiting: number;
  readonly letters: readonly { readonly step: MailStep | "" }[];
  readonly refusals: readonly (Omit<MailRefusal, "since"> & { readonly since: string })[];
}

export const mailCommands = ({ http }: Pick<StaffKeys, "http">): MailCommands => ({
  mail: () =>
    outcome(async () => {
      const { waiting, letters, refusals } = await http.get<MailWire>("/mail");
      return {
        waiting,
        stuck: letters[0]?.step || null,
        refusals: refusals.map((each) => ({ ...each, since: Date.parse(each.since) })),
      };
    }),
  tryMail: (to) => outcome(() => http.post<MailTrial>("/mail/test", { to })),
  releaseMail: (address) => outcome(() => http.delete(`/mail/refusals/${address}`)),
});
