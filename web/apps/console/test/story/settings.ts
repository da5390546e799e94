/** What an organisation chose, for the stories: documents that remember what was kept. */

import type { Chosen, SettingsByName, SettingsCommands, SettingsName } from "../../src/contract.ts";
import { ssoSettings } from "./sso.ts";

const first: SettingsByName = {
  "sign-in": {
    idleMinutes: 720,
    absoluteHours: 336,
    confirmMinutes: 15,
    moved: "asks",
    emergency: [],
    passwordDays: 0,
    authenticators: [],
  },
  mail: {
    on: true,
    host: "smtp.harbourcu.example",
    port: 465,
    tls: "implicit",
    user: "desk",
    password: { set: true },
    from: "support@harbourcu.example",
    fromName: "Harbour Credit Union",
    envelope: "",
    language: "en",
  },
  sms: {
    on: true,
    url: "https://sms.example.net/v1/messages",
    method: "POST",
    format: "json",
    body: '{"to":"{to}","text":"{text}"}',
    header: "Authorization",
    secret: { set: true },
    privileged: false,
    prefixes: ["+44", "+49"],
    hourlyEach: 5,
    hourlyNetwork: 20,
    daily: 200,
  },
  sensitive: { teams: [] },
  addresses: { domains: ["harbourcu.example"], personal: "warn", outside: "warn" },
  sso: ssoSettings,
  customers: {
    mode: "watch",
    issuer: "https://www.harbourcu.example",
    keys: [
      {
        id: "2026",
        // RFC 8037, appendix A.2.
        key: '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}',
      },
    ],
    inboxes: [{ inbox: "in-pay", level: "token" }],
  },
};

export function settingsStory(): SettingsCommands {
  const all = new Map<SettingsName, Chosen<SettingsName>>();
  const now = <Name extends SettingsName>(name: Name): Chosen<Name> =>
    (all.get(name) as Chosen<Name> | undefined) ?? { version: 0, changed: null, value: first[name] };
  return {
    signInHealth: async () => ({
      ok: true,
      value: [
        { kind: "one-way", grave: false, whose: "a2", object: "Pixel", number: 0 },
        { kind: "one-owner", grave: true, whose: "a1", object: "", number: 0 },
        { kind: "passkey-unused", grave: false, whose: "a1", object: "Old laptop", number: 112 },
        { kind: "token-ending", grave: false, whose: "a1", object: "Okta", number: 9 },
        { kind: "clock-behind", grave: true, whose: null, object: "", number: 31 },
      ],
    }),
    settings: async (name) => ({ ok: true, value: now(name) }),
    keepSettings: async (name, version, value) => {
      if (version !== now(name).version)
        return {
          ok: false,
          failure: {
            kind: "conflict",
            message: "Somebody else changed these settings first.",
            next: "Look at what they are now, and change them again.",
          },
        };
      all.set(name, { version: version + 1, changed: Date.UTC(2026, 5, 1), value });
      return { ok: true, value: now(name) };
    },
  };
}
