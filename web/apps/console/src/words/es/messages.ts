/** Every sentence of the console, in Spanish. A sentence that is missing does not compile. */
import { sayIn } from "@sealdesk/ui/failures";
import { answers } from "@sealdesk/ui/failures/es/answers";
import { both } from "@sealdesk/ui/failures/es/both";
import { server } from "@sealdesk/ui/failures/es/server";
import { staff } from "@sealdesk/ui/failures/es/staff";
import type { Words } from "../messages.en.ts";
import { actsEs } from "./acts.ts";
import { areasEs } from "./areas.ts";
import { entryEs } from "./entry.ts";
import { identityEs } from "./identity.ts";
import { addressesEs } from "./identity-addresses.ts";
import { againEs } from "./identity-again.ts";
import { authenticatorsEs } from "./identity-authenticators.ts";
import { customerProofEs } from "./identity-customer.ts";
import { customersEs } from "./identity-customers.ts";
import { dueEs } from "./identity-due.ts";
import { mailEs } from "./identity-mail.ts";
import { movedEs } from "./identity-moved.ts";
import { passkeysEs } from "./identity-passkeys.ts";
import { passwordEs } from "./identity-password.ts";
import { programsEs } from "./identity-programs.ts";
import { recoveryEs } from "./identity-recovery.ts";
import { samlEs } from "./identity-saml.ts";
import { sensitiveEs } from "./identity-sensitive.ts";
import { smsEs } from "./identity-sms.ts";
import { ssoEs } from "./identity-sso.ts";
import { keepingEs } from "./keeping.ts";
import { languageEs } from "./language.ts";
import { ledgerEs } from "./ledger.ts";
import { recordKeepingEs } from "./record-keeping.ts";
import { talkEs } from "./talk.ts";
import { workEs } from "./work.ts";

const told = sayIn(both, server, staff, answers);
export const es: Words = {
  ...entryEs,
  ...workEs,
  ...talkEs,
  ...areasEs,
  ...keepingEs,
  ...identityEs,
  ...mailEs,
  ...smsEs,
  ...customersEs,
  ...customerProofEs,
  ...passwordEs,
  ...dueEs,
  ...movedEs,
  ...recoveryEs,
  ...addressesEs,
  ...sensitiveEs,
  ...authenticatorsEs,
  ...againEs,
  ...passkeysEs,
  ...samlEs,
  ...ssoEs,
  ...programsEs,
  ...recordKeepingEs,
  ...ledgerEs,
  ...actsEs,
  ...languageEs,
  told,
};
