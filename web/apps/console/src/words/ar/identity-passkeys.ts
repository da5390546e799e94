import type { passkeysEn } from "../identity-passkeys.en.ts";

export const passkeysAr: typeof passkeysEn = {
  passkeys: {
    rename: (name) => `تغيير اسم ${name}`,
    device: "على جهاز واحد فقط",
    synced: "متزامن بين الأجهزة",
  },
};
