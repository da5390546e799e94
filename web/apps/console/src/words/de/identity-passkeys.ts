import type { passkeysEn } from "../identity-passkeys.en.ts";

export const passkeysDe: typeof passkeysEn = {
  passkeys: {
    rename: (name) => `${name} umbenennen`,
    device: "Nur auf einem Gerät",
    synced: "Zwischen Geräten synchronisiert",
  },
};
