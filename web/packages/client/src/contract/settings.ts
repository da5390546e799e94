/** What the organisation chose, document by document, and how sign-in stands. */

import type { AccountId, Instant, Outcome } from "./basics.ts";
import type { CustomerSettings } from "./customers.ts";
import type { MailSettings } from "./mail.ts";
import type { SMSSettings } from "./sms.ts";
import type { SSOSettings } from "./sso.ts";

/** A secret that the server keeps and gives to nobody: whether there is one. Sent back as it is, it stays. */
export interface KeptSecret {
  readonly set: boolean;
}

/** How staff sign in, and for how long. */
export interface SignInSettings {
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  readonly confirmMinutes: number;
  /** What happens where a session is used from another network or browser. */
  readonly moved: "allowed" | "asks" | "ends";
  /** Accounts that are used when nothing else helps: every sign-in with one alarms the owners. */
  readonly emergency: readonly AccountId[];
  /** After so many days a password has to be changed; 0: never. */
  readonly passwordDays: number;
  /** AAGUIDs of those that new passkeys may be made with; none: all. */
  readonly authenticators: readonly string[];
}

/** What becomes of an address that the organisation does not want. */
export type AddressRule = "allow" | "warn" | "refuse";

/** With which addresses staff sign in. */
export interface AddressSettings {
  /** The organisation's own, with all below them. */
  readonly domains: readonly string[];
  /** At providers where anybody can have one. */
  readonly personal: AddressRule;
  /** At none of the own domains. */
  readonly outside: AddressRule;
}

/** Teams whose conversations are shown only to who confirmed lately. */
export interface SensitiveSettings {
  readonly teams: readonly string[];
}

/** Every document by its name. */
export interface SettingsByName {
  readonly "sign-in": SignInSettings;
  readonly addresses: AddressSettings;
  readonly customers: CustomerSettings;
  readonly mail: MailSettings;
  readonly sensitive: SensitiveSettings;
  readonly sms: SMSSettings;
  readonly sso: SSOSettings;
}
export type SettingsName = keyof SettingsByName;

export interface Chosen<Name extends SettingsName> {
  /** 0: nobody chose yet. */
  readonly version: number;
  readonly changed: Instant | null;
  readonly value: SettingsByName[Name];
}

export const signInComplaints = [
  "password-only",
  "sms-instead",
  "one-way",
  "passkey-unverified",
  "passkey-unused",
  "passkey-unlisted",
  "password-cheap",
  "sessions-old",
  "token-anywhere",
  "token-ending",
  "secret-ending",
  "certificate-ending",
  "one-owner",
  "rules-weaker",
  "clock-behind",
  "clock-drifts",
  "address-personal",
  "address-outside",
  "address-alike",
] as const;

/** One thing that weakens sign-in, or soon will. */
export interface SignInComplaint {
  readonly kind: (typeof signInComplaints)[number];
  /** Somebody can be let in, or locked out, because of it. */
  readonly grave: boolean;
  /** Whose; null: the organisation's. */
  readonly whose: AccountId | null;
  /** Name of the passkey, token or identity provider. */
  readonly object: string;
  /** Days, MiB, minutes or how many, as the kind has it. */
  readonly number: number;
}

export interface SettingsCommands {
  /** What weakens sign-in; for owners and admins. Kinds that this page does not know are left out. */
  signInHealth(): Promise<Outcome<readonly SignInComplaint[]>>;
  /** For owners and admins. */
  settings<Name extends SettingsName>(name: Name): Promise<Outcome<Chosen<Name>>>;
  /** For owners. Refused as `conflict` if another version counts by now. */
  keepSettings<Name extends SettingsName>(
    name: Name,
    version: number,
    value: SettingsByName[Name],
  ): Promise<Outcome<Chosen<Name>>>;
}
