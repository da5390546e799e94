/** Every sentence of the console, in Arabic. A sentence that is missing does not compile. */
import { sayIn } from "@sealdesk/ui/failures";
import { answers } from "@sealdesk/ui/failures/ar/answers";
import { both } from "@sealdesk/ui/failures/ar/both";
import { server } from "@sealdesk/ui/failures/ar/server";
import { staff } from "@sealdesk/ui/failures/ar/staff";
import type { Words } from "../messages.en.ts";
import { actsAr } from "./acts.ts";
import { areasAr } from "./areas.ts";
import { entryAr } from "./entry.ts";
import { identityAr } from "./identity.ts";
import { addressesAr } from "./identity-addresses.ts";
import { againAr } from "./identity-again.ts";
import { authenticatorsAr } from "./identity-authenticators.ts";
import { customerProofAr } from "./identity-customer.ts";
import { customersAr } from "./identity-customers.ts";
import { dueAr } from "./identity-due.ts";
import { mailAr } from "./identity-mail.ts";
import { movedAr } from "./identity-moved.ts";
import { passkeysAr } from "./identity-passkeys.ts";
import { passwordAr } from "./identity-password.ts";
import { programsAr } from "./identity-programs.ts";
import { recoveryAr } from "./identity-recovery.ts";
import { samlAr } from "./identity-saml.ts";
import { sensitiveAr } from "./identity-sensitive.ts";
import { smsAr } from "./identity-sms.ts";
import { ssoAr } from "./identity-sso.ts";
import { keepingAr } from "./keeping.ts";
import { languageAr } from "./language.ts";
import { ledgerAr } from "./ledger.ts";
import { recordKeepingAr } from "./record-keeping.ts";
import { talkAr } from "./talk.ts";
import { workAr } from "./work.ts";

const told = sayIn(both, server, staff, answers);
export const ar: Words = {
  ...entryAr,
  ...workAr,
  ...talkAr,
  ...areasAr,
  ...keepingAr,
  ...identityAr,
  ...mailAr,
  ...smsAr,
  ...customersAr,
  ...customerProofAr,
  ...passwordAr,
  ...dueAr,
  ...movedAr,
  ...recoveryAr,
  ...addressesAr,
  ...sensitiveAr,
  ...authenticatorsAr,
  ...againAr,
  ...passkeysAr,
  ...samlAr,
  ...ssoAr,
  ...programsAr,
  ...recordKeepingAr,
  ...ledgerAr,
  ...actsAr,
  ...languageAr,
  told,
};
