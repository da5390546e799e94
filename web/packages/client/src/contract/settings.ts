/** What the organisation chose, document by document. Types only. */

import type { Instant, Outcome } from "./basics.ts";

/** A secret that the server keeps and gives to nobody: whether there is one. Sent back as it is, it stays. */
export interface KeptSecret {
  readonly set: boolean;
}

/** How staff sign in, and for how long. */
export interface SignInSettings {
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  readonly confirmMinutes: number;
}

/** Every document by its name. */
export interface SettingsByName {
  readonly "sign-in": SignInSettings;
}
export type SettingsName = keyof SettingsByName;

export interface Chosen<Name extends SettingsName> {
  /** 0: nobody chose yet. */
  readonly version: number;
  readonly changed: Instant | null;
  readonly value: SettingsByName[Name];
}

export interface SettingsCommands {
  /** For owners and admins. */
  settings<Name extends SettingsName>(name: Name): Promise<Outcome<Chosen<Name>>>;
  /** For owners. Refused as `conflict` if another version counts by now. */
  keepSettings<Name extends SettingsName>(
    name: Name,
    version: number,
    value: SettingsByName[Name],
  ): Promise<Outcome<Chosen<Name>>>;
}
