/** Who somebody is, and that it is still them, in English. */

export const identityEn = {
  confirmTitle: "Please confirm that it is you",
  confirmText:
    "This changes or gives away something that matters. Whoever finds this screen open must not be able to do it.",
  confirmPasskey: "Confirm with a passkey",
  confirmPassword: "Use password and code instead",
  confirmGo: "Confirm",
  confirmNone:
    "You came in by another way. Sign out and in again; for a few minutes after that, nothing is asked.",
};
