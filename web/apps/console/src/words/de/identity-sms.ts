import type { smsEn } from "../identity-sms.en.ts";

export const smsDe: typeof smsEn = {
  sms: {
    title: "Codes per SMS",
    text: "Der schwächste zweite Faktor: Mit einem Anruf lässt sich eine Nummer auf eine fremde Karte umziehen. Ausgeschaltet bekommt niemand solche Codes. Eingeschaltet können Personen mit Passwort und Authentifizierungs-App sie zusätzlich nutzen.",
    weakest: "Am schwächsten",
    saved: "Codes per SMS: Ihre Auswahl gilt ab jetzt",
    on: "Codes per SMS senden",
    privileged: "Auch Inhaber und Administratoren dürfen sie nutzen (nicht empfohlen)",
    url: "Adresse des Gateways",
    urlHint: "Aus dem Handbuch Ihres SMS-Anbieters. Sie beginnt mit https://.",
    method: "Methode",
    format: "Format",
    form: "Formular",
    body: "Was gesendet wird",
    bodyHint:
      "Übernehmen Sie das Beispiel Ihres Anbieters, mit {to} für die Nummer und {text} für die Nachricht.",
    header: "Header mit dem Geheimnis",
    secret: "Geheimnis",
    secretHint: "Mit allem, was der Anbieter davor verlangt, etwa „Bearer “.",
    secretKept: "Ein Geheimnis ist hinterlegt. Ändern sich Adresse oder Header, wird es neu verlangt.",
    hourlyEach: "Höchstens Codes für eine Person je Stunde",
    hourlyNetwork: "Höchstens Codes für ein Netz je Stunde",
    daily: "Höchstens Codes für alle am Tag",
    prefixes: "Nur an Nummern, die so beginnen",
    prefixesHint:
      "Zum Beispiel +44 +49. Leer: in alle Länder; dann verdient vielleicht jemand an jedem Code, den Sie bezahlen.",
    testTo: "Test senden an",
    testHint: "Speichern Sie zuerst. Ein Test kostet so viel wie ein Code.",
    test: "Test senden",
    tested: "Das Gateway hat ihn angenommen. Sehen Sie nach, ob er ankommt.",
    mine: "Codes per SMS",
    mineText:
      "Ihre Organisation lässt Codes per SMS neben Ihrem Passwort zu. Sie sind der schwächste Weg: Bleiben Sie bei Passkey oder Authentifizierungs-App, wo es geht.",
    rests:
      "Codes per SMS sind für Sie gerade abgeschaltet. Nutzen Sie Ihre Authentifizierungs-App oder einen Passkey.",
    add: "Nummer hinzufügen",
    replace: "Andere Nummer verwenden",
    removeOf: "Nummer für Codes entfernen",
    didRemove: "An diese Nummer gehen keine Codes mehr",
    didAdd: "Codes gehen ab jetzt an diese Nummer",
    warning:
      "Schwächster Weg: Wer Ihrer Telefongesellschaft eine neue Karte abschwatzt, bekommt Ihre Codes. Ohne Ihr Passwort zählen sie nie.",
    number: "Telefonnummer",
    numberHint: "Mit Land, etwa +49 151 12345678.",
    send: "Code senden",
    sent: "Wenn das Passwort stimmt und eine Nummer hinterlegt ist, ist ein Code unterwegs. Er gilt zehn Minuten.",
    sentHere: "Ein Code ist unterwegs zu dieser Nummer. Er gilt zehn Minuten.",
    code: "Code aus der SMS",
    again: "Weiteren Code senden",
    otherNumber: "Nummer ändern oder weiteren Code senden",
    keep: "Nummer behalten",
    instead: "Stattdessen Code per SMS (schwächster Weg)",
    byApp: "Stattdessen Code der Authentifizierungs-App",
    signinHint:
      "Schwächster Weg: Nehmen Sie die Authentifizierungs-App oder einen Passkey, wenn Sie sie zur Hand haben.",
  },
};
