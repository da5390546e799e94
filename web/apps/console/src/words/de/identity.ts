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
  health: {
    title: "Wie es um die Anmeldung steht",
    text: "Was sich heute in Ordnung bringen lässt. Hier stehen Menschen und was ihnen gehört, keine Geheimnisse.",
    fine: "Nichts zu tun",
    grave: "Bald beheben",
    notice: "Ansehen",
    kinds: {
      "password-only": {
        title: (_: string): string => "Ein Passwort und kein Passkey",
        mend: "Eine falsche Seite kann Menschen ein Passwort samt Code entlocken, einen Passkey nicht. Bitten Sie sie, unter Meine Sicherheit einen hinzuzufügen.",
      },
      "sms-instead": {
        title: (_: string): string => "Meldet sich per SMS an, nicht mit der App",
        mend: "Eine Nummer lässt sich mit einem Anruf stehlen. Bitten Sie die Person, unter „Meine Sicherheit“ die Authenticator-App neu einzurichten, besser noch einen Passkey.",
      },
      "one-way": {
        title: (_: string): string => "Ein Passkey und das Blatt",
        mend: "Geht dieses Gerät verloren, bleibt nur das Blatt. Ein Passkey auf einem anderen Gerät hilft.",
      },
      "passkey-unverified": {
        title: (_: string): string => "Ein Passkey ohne Finger, Gesicht oder PIN",
        mend: "Wer das Gerät hat, kommt herein. Er sollte entfernt und neu erstellt werden.",
      },
      "passkey-unused": {
        title: (n: string) => `Ein Passkey, der ${n} Tage nicht benutzt wurde`,
        mend: "Wenn es das Gerät nicht mehr gibt, entfernen Sie ihn.",
      },
      "password-cheap": {
        title: (n: string) => `Ein Passwort, bei dem ein Versuch nur ${n} MiB kostet`,
        mend: "Neu gewählt braucht es 64 MiB; das bremst das Raten nach einem Diebstahl.",
      },
      "sessions-old": {
        title: (n: string) => `${n} Sitzungen, die älter als eine Woche sind`,
        mend: "Beenden Sie unnötige, oder lassen Sie Sitzungen unten früher enden.",
      },
      "token-anywhere": {
        title: (_: string): string => "Ein Token, das von überall gilt",
        mend: "Erstellen Sie eines, das an Netze gebunden ist, und widerrufen Sie dieses.",
      },
      "token-ending": {
        title: (n: string) => `Ein Token, das in ${n} Tagen endet`,
        mend: "Erstellen Sie ein neues, bevor das stillsteht, was es benutzt.",
      },
      "secret-ending": {
        title: (n: string) => `Ein Geheimnis eines Identitätsanbieters, das in ${n} Tagen endet`,
        mend: "Erstellen Sie dort ein neues und tragen Sie es unter Single Sign-on ein. Nach diesem Tag meldet sich niemand mehr damit an.",
      },
      "certificate-ending": {
        title: (n: string) => `Ein Zertifikat eines Identitätsanbieters, das in ${n} Tagen endet`,
        mend: "Fügen Sie seine neuen Metadaten unter Single Sign-on ein. Niemand wird ausgesperrt, doch bis dahin sollte er die Schlüssel gewechselt haben.",
      },
      "one-owner": {
        title: (_: string): string => "Nur eine Person, der die Organisation gehört",
        mend: "Verliert sie alles, kann ihr niemand hereinhelfen. Bestimmen Sie unter Personen eine zweite.",
      },
      "rules-weaker": {
        title: (_: string): string => "Regeln, die schwächer sind als üblich",
        mend: "Sitzungen oder Bestätigungen gelten länger, als wir wählen würden.",
      },
      "address-personal": {
        title: (_: string): string => "Eine Adresse bei einem privaten E-Mail-Anbieter",
        mend: "Ihre Organisation kann dieses Postfach weder schließen noch beobachten. Laden Sie die Person mit ihrer Adresse von der Arbeit neu ein und entfernen Sie dieses Konto.",
      },
      "address-outside": {
        title: (_: string): string => "Eine Adresse außerhalb Ihrer Organisation",
        mend: "Tragen Sie die Domain unten ein, wenn es Ihre ist. Sonst laden Sie die Person mit ihrer Adresse von der Arbeit neu ein.",
      },
      "address-alike": {
        title: (_: string): string => "Eine Adresse, die nur wie eine von Ihnen aussieht",
        mend: "Finden Sie sofort heraus, wer das ist – nicht per E-Mail.",
      },
      "passkey-unlisted": {
        title: (_: string): string => "Ein Passkey eines Geräts, das nicht mehr genommen wird",
        mend: "Erstellen Sie einen mit einem anderen Gerät und entfernen Sie diesen.",
      },
      "clock-drifts": {
        title: (n: string) =>
          `Codes einer Authenticator-App, deren Uhr eine halbe Minute falsch geht, ${n}-mal in Folge`,
        mend: "Lassen Sie das Telefon seine Uhr selbst stellen, bevor seine Codes abgelehnt werden. Betrifft es mehrere, geht die Uhr des Servers falsch.",
      },
      "clock-behind": {
        title: (n: string) => `Die Uhr des Servers geht ${n} Minuten nach`,
        mend: "Wer den Server betreibt, sollte sie stellen, sonst werden Codes und Signaturen abgelehnt.",
      },
    },
  },
  emergency: "Konto für den Notfall",
  emergencyText:
    "Ein Konto, dem die Organisation gehört und dessen Blatt in einem Tresor liegt, für den Tag, an dem nichts anderes hilft. Jede Anmeldung damit alarmiert die anderen und steht im Protokoll.",
  emergencyAlone: "Mit einer zweiten Person, der die Organisation gehört, kann eine von beiden es sein.",
  emergencyUsed: (name: string) => `Das Notfallkonto ${name} wurde benutzt.`,
};
