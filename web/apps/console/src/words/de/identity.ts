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
  signinRules: "Regeln zur Anmeldung",
  signinRulesText: "Was Ihre Organisation von den Leuten verlangt, die sich anmelden.",
  sessionRules: "Angemeldet bleiben",
  sessionRulesText:
    "Wer einen Bildschirm offen vorfindet, liest, was er zeigt, bis die Sitzung endet. Weniger Stunden gelten sofort, auch für alle, die angemeldet sind.",
  sessionRulesSaved: "Die neuen Zeiten gelten ab jetzt",
  idleLimit: "Endet unbenutzt nach",
  idleLimitHint:
    "Der Standard (NIST SP 800-63B-4) rät zu höchstens einer Stunde, wo es um Daten von Kunden geht.",
  absoluteLimit: "Endet in jedem Fall nach",
  absoluteLimitHint: "Der Standard rät zu höchstens 24 Stunden.",
  confirmLimit: "Eine Bestätigung gilt",
  confirmLimitHint:
    "Wer Schlüssel oder Einstellungen ändert oder das Protokoll mitnimmt, bestätigt die eigene Identität; so lange wird nicht noch einmal gefragt.",
  ownersChoose: "Ändern können das diejenigen, denen die Organisation gehört.",
  endOthers: "Überall sonst abmelden",
  didEndOthers: "Überall sonst abgemeldet",
  endAll: "Überall abmelden",
  endAllAsk: (name: string) => `${name} überall abmelden?`,
  endAllText:
    "Alle Browser dieser Person werden sofort abgemeldet. Ihre Schlüssel, und was sie lesen darf, bleiben: Sie kann sich wieder anmelden.",
  didEndAll: (name: string) => `${name} ist überall abgemeldet`,
  newBrowser: (name: string) => `Ein neuer Browser hat sich als Sie angemeldet: ${name}.`,
  newBrowserText: (when: string, network: string) =>
    `${when}, von ${network}. Wenn Sie das nicht waren, beenden Sie es, und sehen Sie Ihre Wege zur Anmeldung durch.`,
  newBrowserMine: "Das war ich",
  newBrowserNot: "Das war ich nicht",
  didDisown:
    "Er ist abgemeldet. Sehen Sie jetzt Ihre Wege zu Ihren Schlüsseln durch, und machen Sie ein neues Wiederherstellungsblatt.",
};
