/** Every sentence of the console, in German. A sentence that is missing does not compile. */
import { sayIn } from "@sealdesk/ui/failures";
import { answers } from "@sealdesk/ui/failures/de/answers";
import { both } from "@sealdesk/ui/failures/de/both";
import { server } from "@sealdesk/ui/failures/de/server";
import { staff } from "@sealdesk/ui/failures/de/staff";
import type { Words } from "../messages.en.ts";
import { actsDe } from "./acts.ts";
import { areasDe } from "./areas.ts";
import { entryDe } from "./entry.ts";
import { identityDe } from "./identity.ts";
import { addressesDe } from "./identity-addresses.ts";
import { againDe } from "./identity-again.ts";
import { authenticatorsDe } from "./identity-authenticators.ts";
import { customerProofDe } from "./identity-customer.ts";
import { customersDe } from "./identity-customers.ts";
import { dueDe } from "./identity-due.ts";
import { mailDe } from "./identity-mail.ts";
import { movedDe } from "./identity-moved.ts";
import { passkeysDe } from "./identity-passkeys.ts";
import { passwordDe } from "./identity-password.ts";
import { programsDe } from "./identity-programs.ts";
import { recoveryDe } from "./identity-recovery.ts";
import { samlDe } from "./identity-saml.ts";
import { sensitiveDe } from "./identity-sensitive.ts";
import { smsDe } from "./identity-sms.ts";
import { ssoDe } from "./identity-sso.ts";
import { keepingDe } from "./keeping.ts";
import { languageDe } from "./language.ts";
import { ledgerDe } from "./ledger.ts";
import { recordKeepingDe } from "./record-keeping.ts";
import { talkDe } from "./talk.ts";
import { workDe } from "./work.ts";

const told = sayIn(both, server, staff, answers);
export const de: Words = {
  ...entryDe,
  ...workDe,
  ...talkDe,
  ...areasDe,
  ...keepingDe,
  ...identityDe,
  ...mailDe,
  ...smsDe,
  ...customersDe,
  ...customerProofDe,
  ...passwordDe,
  ...dueDe,
  ...movedDe,
  ...recoveryDe,
  ...addressesDe,
  ...sensitiveDe,
  ...authenticatorsDe,
  ...againDe,
  ...passkeysDe,
  ...samlDe,
  ...ssoDe,
  ...programsDe,
  ...recordKeepingDe,
  ...ledgerDe,
  ...actsDe,
  ...languageDe,
  told,
};
