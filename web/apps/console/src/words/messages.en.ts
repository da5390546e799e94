/**
 * Every sentence of the console, in English. Short, second person, no blame: who can read, what we cannot do,
 * what happens next. Another language is another object of this shape.
 */
import { type Acts, actsEn } from "./acts.en.ts";
import { areasEn } from "./areas.en.ts";
import { entryEn } from "./entry.en.ts";
import { identityEn } from "./identity.en.ts";
import { addressesEn } from "./identity-addresses.en.ts";
import { againEn } from "./identity-again.en.ts";
import { authenticatorsEn } from "./identity-authenticators.en.ts";
import { customerProofEn } from "./identity-customer.en.ts";
import { customersEn } from "./identity-customers.en.ts";
import { dueEn } from "./identity-due.en.ts";
import { mailEn } from "./identity-mail.en.ts";
import { movedEn } from "./identity-moved.en.ts";
import { passkeysEn } from "./identity-passkeys.en.ts";
import { passwordEn } from "./identity-password.en.ts";
import { programsEn } from "./identity-programs.en.ts";
import { recoveryEn } from "./identity-recovery.en.ts";
import { samlEn } from "./identity-saml.en.ts";
import { sensitiveEn } from "./identity-sensitive.en.ts";
import { smsEn } from "./identity-sms.en.ts";
import { ssoEn } from "./identity-sso.en.ts";
import { keepingEn } from "./keeping.en.ts";
import { languageEn } from "./language.en.ts";
import { ledgerEn } from "./ledger.en.ts";
import { recordKeepingEn } from "./record-keeping.en.ts";
import { talkEn } from "./talk.en.ts";
import { workEn } from "./work.en.ts";

/** What went wrong, which the client says in English. */
const told = (english: string) => english;

const acts: Acts = actsEn;

export const en = {
  ...entryEn,
  ...workEn,
  ...talkEn,
  ...areasEn,
  ...keepingEn,
  ...identityEn,
  ...mailEn,
  ...smsEn,
  ...customersEn,
  ...customerProofEn,
  ...passwordEn,
  ...dueEn,
  ...movedEn,
  ...recoveryEn,
  ...addressesEn,
  ...sensitiveEn,
  ...authenticatorsEn,
  ...againEn,
  ...passkeysEn,
  ...samlEn,
  ...ssoEn,
  ...programsEn,
  ...recordKeepingEn,
  ...ledgerEn,
  ...acts,
  ...languageEn,
  told,
};
export type Words = typeof en;
