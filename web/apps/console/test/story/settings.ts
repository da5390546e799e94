/** What an organisation chose, for the stories: documents that remember what was kept. */
import type { Chosen, SettingsByName, SettingsCommands, SettingsName } from "../../src/contract.ts";

const first: SettingsByName = {
  "sign-in": { idleMinutes: 720, absoluteHours: 336, confirmMinutes: 15 },
};

export function settingsStory(): SettingsCommands {
  const all = new Map<SettingsName, Chosen<SettingsName>>();
  const now = <Name extends SettingsName>(name: Name): Chosen<Name> =>
    (all.get(name) as Chosen<Name> | undefined) ?? { version: 0, changed: null, value: first[name] };
  return {
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
