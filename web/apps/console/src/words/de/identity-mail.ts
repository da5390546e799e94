import type { mailEn } from "../identity-mail.en.ts";

export const mailDe: typeof mailEn = {
  mail: {
    title: "E-Mail",
    text: "E-Mails gehen über den Mailserver Ihrer Organisation: dass es eine Antwort gibt, Codes und Nachrichten zu Ihren Konten. Was Menschen schreiben, steht nie darin.",
    server: "Mailserver",
    serverText:
      "Diese Angaben haben Sie von Ihrem Anbieter. Die Verbindung ist immer verschlüsselt, und das Zertifikat des Servers wird geprüft.",
    saved: "Der Mailserver gilt ab jetzt",
    on: "E-Mails senden",
    host: "Server",
    user: "Benutzer",
    from: "Kommt von",
    fromName: "Name des Absenders",
    envelope: "Unzustellbares geht an",
    tls: "Verschlüsselung",
    tlsHint: "TLS von Anfang an ist am besten, wenn Ihr Anbieter es hat.",
    implicit: "TLS von Anfang an",
    loopback: "Keine, nur zu diesem Rechner",
    port: "Port",
    password: "Passwort",
    passwordKept: "Ein Passwort ist gespeichert. Ändert sich der Server, wird es neu verlangt.",
    language: "Sprache der E-Mails",
    test: "Test senden",
    testText: "Speichern Sie zuerst. Der Test geht sofort hinaus.",
    testTo: "An",
    send: "Test senden",
    sent: "Der Mailserver hat ihn angenommen. Sehen Sie nach, ob er ankommt.",
    certificate:
      "Der Server zeigt kein gültiges Zertifikat für diesen Namen. Prüfen Sie den Namen; es wurde nichts gesendet.",
    noTLS:
      "Der Server bietet keine Verschlüsselung an, oder jemand dazwischen hat das Angebot entfernt. Versuchen Sie TLS von Anfang an; es wurde nichts gesendet.",
    waiting: "Was wartet",
    waitingText: "Nachrichten werden zwei Tage lang versucht, Codes zehn Minuten.",
    refused: "Abgelehnte Adressen",
    released: "An diese Adresse geht wieder E-Mail",
    release: "Wieder anschreiben",
    hints: {
      host: "Zum Beispiel smtp.example.org.",
      user: "Leer, wenn Ihr Mailserver keinen verlangt.",
      from: "Eine Adresse Ihrer Organisation.",
      fromName: "Steht vor der Adresse.",
      envelope: "Leer: die Adresse oben.",
    },
    steps: {
      connect: "Der Server ist nicht erreichbar. Prüfen Sie Name und Port.",
      tls: "Es kam keine verschlüsselte Verbindung zustande. Prüfen Sie Verschlüsselung und Port.",
      greeting: "Es antwortet etwas, aber nicht wie ein Mailserver. Prüfen Sie Name und Port.",
      auth: "Der Server nimmt Benutzer oder Passwort nicht an. Prüfen Sie beides.",
      sender: "Der Server sendet nicht für die Adresse, von der die E-Mail kommt. Prüfen Sie sie.",
      recipient: "Der Server stellt an diese Adresse nicht zu.",
      content: "Der Server hat die Nachricht nicht angenommen.",
    },
    letters: (count: number) =>
      count === 0 ? "Nichts wartet." : count === 1 ? "Eine E-Mail wartet." : `${count} E-Mails warten.`,
    replied: (code: number) => `Er antwortete ${code}.`,
    refusedSince: (date: string, code: number) =>
      `Am ${date} endgültig abgelehnt (${code}). An sie wird nichts mehr gesendet.`,
  },
};
