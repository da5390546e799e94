/** Devices for passkeys, in English. */

export const authenticatorsEn = {
  authenticators: {
    title: "Devices for passkeys",
    text: "Whoever wants only certain security keys or programs for new passkeys names them here. An authenticator says itself what it is: this keeps out what is chosen by mistake, and nobody who lies.",
    list: "Authenticators that are taken",
    hint: "Their AAGUIDs, with spaces between. Empty: all. Passkeys that are there already go on, and are pointed out above.",
    saved: "Devices for passkeys saved",
  },
};
