/** Passkeys in the list of ways, in English. */

export const passkeysEn = {
  passkeys: {
    rename: (name: string) => `Rename ${name}`,
    device: "On one device only",
    synced: "Synced between devices",
  },
};
