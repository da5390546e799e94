import type { passkeysEn } from "../identity-passkeys.en.ts";

export const passkeysEs: typeof passkeysEn = {
  passkeys: {
    rename: (name) => `Cambiar el nombre de ${name}`,
    device: "Solo en un dispositivo",
    synced: "Sincronizada entre dispositivos",
  },
};
