/** Tokens of programs, whom a provider expects, and shutting people out, in German. */

import type { programsEn } from "../identity-programs.en.ts";

export const programsDe: typeof programsEn = {
  programs: "Programme und Anbieter",
  programsText:
    "Token lassen ein Programm ein, für einen Zweck und eine begrenzte Zeit. Ein Identitätsanbieter sagt, wen Ihre Organisation erwartet und wer gegangen ist.",
  tokensTitle: "Token",
  tokensText:
    "Kein Token öffnet Gespräche, Schlüssel, Sitzungen oder Einstellungen. Jedes endet von selbst, und mit der Person, die es erstellt hat.",
  tokensNone: "Kein Programm hat ein Token.",
  tokenNew: "Neues Token",
  tokenName: "Für welches Programm?",
  tokenNameHint: "Ein kurzer Name, unter dem Ihre Kolleginnen und Kollegen es kennen.",
  tokenFor: "Was darf es?",
  tokenScopes: {
    scim: "Sagen, wer dazukommt und wer gegangen ist (SCIM)",
    "ledger.read": "Das Protokoll abrufen",
  },
  tokenNetworks: "Aus welchen Netzen?",
  tokenNetworksHint:
    "Eines oder mehrere, mit Leerzeichen, wie 192.0.2.0/24. Fragen Sie, wer das Programm betreibt.",
  tokenAnywhere: "Von überall: Wer dieses Token findet, kann es auch von überall benutzen.",
  tokenFrom: (networks: string) => `Aus ${networks}`,
  tokenDays: "Endet nach",
  tokenMake: "Token erstellen",
  tokenOnce:
    "Kopieren Sie dieses Token jetzt. Es wird nur dieses eine Mal gezeigt; niemand kann es später nachsehen.",
  tokenSecret: "Das Token",
  tokenEnds: (when: string) => `endet ${when}`,
  tokenEnded: "Beendet",
  tokenUsed: (when: string, network: string) => `zuletzt benutzt ${when}, aus ${network}`,
  tokenUnused: "nie benutzt",
  tokenRevoke: "Widerrufen",
  tokenRevokeOf: (name: string) => `Das Token „${name}“ widerrufen`,
  tokenRevokeAsk: (name: string) => `Das Token „${name}“ widerrufen?`,
  tokenRevokeText:
    "Das Programm wird von da an abgewiesen. Das lässt sich nicht rückgängig machen; Sie können ein neues erstellen.",
  tokenRevoked: "Das Token ist widerrufen",
  expectedTitle: "Personen von Ihrem Identitätsanbieter",
  expectedText:
    "Der Anbieter lässt niemanden ein. Sie laden ein, wen er erwartet, und Sie sagen, wer wer ist; von da an wird sofort ausgesperrt, wer laut Anbieter gegangen ist.",
  expectedAddress: "Adresse für den Anbieter (SCIM 2.0)",
  expectedNone:
    "Noch hat kein Anbieter jemanden genannt. Erstellen Sie ein Token für ihn und geben Sie ihm diese Adresse.",
  expectedSame: (name: string) => `Ist das ${name} hier?`,
  expectedSameYes: "Ja, dieselbe Person",
  expectedSameText: (name: string) =>
    `Dieselbe E-Mail-Adresse. Wenn Sie ja sagen, gilt für ${name}, was der Anbieter sagt.`,
  expectedLinked: (name: string) => `Gehört zu ${name}`,
  expectedPart: "Trennen",
  expectedInvite: "Einladen",
  expectedInviteOf: (name: string) => `${name} einladen`,
  expectedGone: "Ist gegangen, sagt der Anbieter",
  expectedWaits: "Noch nicht hier",
  didLink: "Sie gehören jetzt zusammen",
  didPart: "Sie sind getrennt",
  groupsTitle: "Gruppen von Ihrem Identitätsanbieter",
  groupsText:
    "Sagen Sie, welches Team eine Gruppe ist. Schlüssel geben Menschen hier weiter: Wer in einer Gruppe ist, wird gezeigt und von jemandem aus dem Team hinzugefügt.",
  groupTeam: (name: string) => `Team der Gruppe ${name}`,
  groupNoTeam: "Kein Team",
  suspend: "Aussperren",
  suspendAsk: (name: string) => `${name} sofort aussperren?`,
  suspendText:
    "Alle Browser dieser Person werden abgemeldet, nichts lässt sie mehr ein, und der Server gibt ihr nichts mehr. Die Schlüssel ihrer Teams ändern sich von selbst. Sie können sie wieder zulassen.",
  didSuspend: (name: string) => `${name} ist ausgesperrt`,
  reinstate: "Wieder zulassen",
  didReinstate: (name: string) =>
    `${name} kann sich wieder anmelden. Fügen Sie die Person ihren Teams hinzu, um die Schlüssel zu teilen.`,
  suspended: "Ausgesperrt",
  suspendedBy: { admin: "durch die Verwaltung", provisioning: "durch den Identitätsanbieter" },
  suspendedSince: (when: string, by: string) => `${when}, ${by}`,
  suspendedKeysWait: (teams: string) =>
    `Die Schlüssel von ${teams} ändern sich, sobald jemand online kommt, der sie weitergibt.`,
  suspendedKeysChanged: (seconds: string) => `Die Schlüssel der Teams änderten sich ${seconds} später.`,
};
