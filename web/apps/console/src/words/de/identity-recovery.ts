import type { recoveryEn } from "../identity-recovery.en.ts";

export const recoveryDe: typeof recoveryEn = {
  recovery: {
    title: "Jemand hat die eigenen Zugänge verloren",
    colleague: "Jemand mit Inhaber- oder Verwaltungsrechten, der mich kennt",
    colleagueHint:
      "Diese Person bestätigt in ihrem eigenen Browser, dass Sie es sind. Sie müssen mit ihr sprechen können: am Telefon oder persönlich.",
    ask: "Darum bitten",
    waiting: "Rufen Sie jetzt jemanden mit Inhaber- oder Verwaltungsrechten in Ihrer Organisation an",
    compare:
      "Ihre Anfrage steht dort auf der Seite „Meine Sicherheit“. Lesen Sie diesen Code vor, damit Ihre Anfrage beantwortet wird und keine andere:",
    lasts:
      "Eine Anfrage gilt zehn Minuten. Ist dort keine zu sehen, prüfen Sie den Wiederherstellungscode und fragen Sie noch einmal. Ist niemand zu erreichen, bitten Sie die Person um einen Code, die den Server betreibt, oder versuchen Sie es später noch einmal.",
    refused: "Jemand aus Ihrer Organisation hat abgelehnt.",
    vouchFor: (name: string) => `${name} bittet, dass sich jemand verbürgt`,
    vouchText: (name: string) =>
      `Jemand hat den Wiederherstellungscode von ${name} und sonst nichts, was die Identität belegt. Sprechen Sie selbst mit ${name}: unter einer Nummer, die Sie kennen, oder persönlich. Verbürgen Sie sich nur, wenn Sie die Person kennen und sie Ihnen diesen Code vorliest.`,
    vouch: (name: string) => `Das ist ${name}: einlassen`,
    noVouch: "Ich kann mich nicht verbürgen",
    own: "Jemand mit Ihrem Wiederherstellungscode will eingelassen werden",
    ownText:
      "Jemand aus Ihrer Organisation soll sich für Sie verbürgen. Wenn Sie das nicht sind, lehnen Sie ab und erstellen Sie einen neuen Wiederherstellungscode: Jemand anderes hat Ihr Blatt.",
    ownRefuse: "Das bin nicht ich: ablehnen",
    operator: (name: string) => `${name} kam mit einem Code der Person herein, die den Server betreibt.`,
    operatorText: (when: string, network: string) =>
      `Von ${network}, ${when}. Weiß niemand, warum, melden Sie die Person unter „Personen“ überall ab, und sprechen Sie mit der Person, die den Server betreibt.`,
    operatorKnown: "Ich weiß davon",
    operatorPeople: "Zu den Personen",
    mail: "Ein Code per E-Mail",
    mailHint: "Wer Ihre E-Mail liest, sieht ihn: der schwächste dieser Nachweise.",
    mailSend: "Code schicken",
    mailSent:
      "Stimmt der Wiederherstellungscode, ist ein Code an Ihre Adresse unterwegs. Er gilt einmal, zehn Minuten lang.",
    mailCode: "Code aus der E-Mail",
    mailAgain: "Keine E-Mail? Wiederherstellungscode prüfen und noch einmal schicken",
  },
};
