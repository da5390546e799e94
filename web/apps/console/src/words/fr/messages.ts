/** Every sentence of the console, in French. A sentence that is missing does not compile. */
import { sayIn } from "@sealdesk/ui/failures";
import { answers } from "@sealdesk/ui/failures/fr/answers";
import { both } from "@sealdesk/ui/failures/fr/both";
import { server } from "@sealdesk/ui/failures/fr/server";
import { staff } from "@sealdesk/ui/failures/fr/staff";
import type { Words } from "../messages.en.ts";
import { actsFr } from "./acts.ts";
import { areasFr } from "./areas.ts";
import { entryFr } from "./entry.ts";
import { identityFr } from "./identity.ts";
import { addressesFr } from "./identity-addresses.ts";
import { againFr } from "./identity-again.ts";
import { authenticatorsFr } from "./identity-authenticators.ts";
import { customerProofFr } from "./identity-customer.ts";
import { customersFr } from "./identity-customers.ts";
import { dueFr } from "./identity-due.ts";
import { mailFr } from "./identity-mail.ts";
import { movedFr } from "./identity-moved.ts";
import { passkeysFr } from "./identity-passkeys.ts";
import { passwordFr } from "./identity-password.ts";
import { programsFr } from "./identity-programs.ts";
import { recoveryFr } from "./identity-recovery.ts";
import { samlFr } from "./identity-saml.ts";
import { sensitiveFr } from "./identity-sensitive.ts";
import { smsFr } from "./identity-sms.ts";
import { ssoFr } from "./identity-sso.ts";
import { keepingFr } from "./keeping.ts";
import { languageFr } from "./language.ts";
import { ledgerFr } from "./ledger.ts";
import { recordKeepingFr } from "./record-keeping.ts";
import { talkFr } from "./talk.ts";
import { workFr } from "./work.ts";

const told = sayIn(both, server, staff, answers);
export const fr: Words = {
  ...entryFr,
  ...workFr,
  ...talkFr,
  ...areasFr,
  ...keepingFr,
  ...identityFr,
  ...mailFr,
  ...smsFr,
  ...customersFr,
  ...customerProofFr,
  ...passwordFr,
  ...dueFr,
  ...movedFr,
  ...recoveryFr,
  ...addressesFr,
  ...sensitiveFr,
  ...authenticatorsFr,
  ...againFr,
  ...passkeysFr,
  ...samlFr,
  ...ssoFr,
  ...programsFr,
  ...recordKeepingFr,
  ...ledgerFr,
  ...actsFr,
  ...languageFr,
  told,
};
