/** Who somebody is, and that it is still them, in German. */
import type { identityEn } from "../identity.en.ts";

export const identityDe: typeof identityEn = {
  confirmTitle: "Bitte bestätigen Sie, dass Sie es sind",
  confirmText:
    "Das ändert etwas Wichtiges oder gibt es heraus. Wer diesen Bildschirm offen vorfindet, soll das nicht tun können.",
  confirmPasskey: "Mit einem Passkey bestätigen",
  confirmPassword: "Lieber mit Passwort und Code",
  confirmGo: "Bestätigen",
  confirmNone:
    "Sie sind auf einem anderen Weg hereingekommen. Melden Sie sich ab und wieder an; danach wird einige Minuten lang nicht gefragt.",
};
