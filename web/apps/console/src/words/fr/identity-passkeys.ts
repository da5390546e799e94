import type { passkeysEn } from "../identity-passkeys.en.ts";

export const passkeysFr: typeof passkeysEn = {
  passkeys: {
    rename: (name) => `Renommer ${name}`,
    device: "Sur un seul appareil",
    synced: "Synchronisée entre appareils",
  },
};
