/** How long the record of acts is kept, in German. */
import { counting } from "../plural.ts";
import type { recordKeepingEn } from "../record-keeping.en.ts";

const count = counting("de");

export const recordKeepingDe: typeof recordKeepingEn = {
  recordKeeping: "Protokoll der Handlungen",
  recordKeepingText:
    "Der Server hält fest, wer wann was getan hat; nie, was geschrieben wurde. Hier wählen Sie, wie lange jeder Teil des Protokolls aufbewahrt wird.",
  recordParts: {
    "sign-ins": {
      name: "Anmeldungen und Ablehnungen",
      text: "Wer sich an- und abgemeldet hat, wer falsch geraten hat, und was wem verweigert wurde.",
    },
    keys: {
      name: "Personen und Schlüssel",
      text: "Wer dazukam, ging oder das Team wechselte, und neue oder entfernte Schlüssel.",
    },
    reads: {
      name: "Was gelesen wurde",
      text: "Wer wann welche Unterhaltung, Datei oder Liste geöffnet hat.",
    },
    conversations: {
      name: "Was in Unterhaltungen geschah",
      text: "Wann jemand geschrieben, geschlossen, bewertet oder übergeben hat. Nie die Worte.",
    },
    administration: {
      name: "Einstellungen",
      text: "Änderungen an Posteingängen, Artikeln, Angehaltenem und Verfügbarkeit.",
    },
    system: { name: "Der Server selbst", text: "Starts, Stopps, geänderte Konfiguration und Zertifikate." },
  },
  recordForEver: "Für immer",
  recordKept: (days) => `${days} lang aufbewahrt`,
  recordKeptForEver: "Für immer aufbewahrt",
  recordNext: (days, date) => `Ab ${date} nur noch ${days} lang aufbewahrt.`,
  recordNextStop: "Diese Änderung aufhalten",
  recordChange: (part) => `Ändern, wie lange „${part}“ aufbewahrt wird`,
  recordChangeShort: "Ändern",
  recordKeepFor: "Aufbewahren für",
  recordLonger: "Eine längere Zeit gilt sofort.",
  recordShorter:
    "Eine kürzere Zeit gilt nach sieben Tagen, damit niemand Spuren auf einmal verschwinden lassen kann. Bis dahin sehen es hier alle, die das Protokoll lesen dürfen, und können es aufhalten.",
  recordTry: "Was würde gelöscht?",
  recordTrialNone: "So alt ist noch nichts.",
  recordTrial: (n, date) =>
    count(n, {
      one: `# Ereignis ist heute älter; es ist vom ${date}. Gelöschte Ereignisse lassen sich nicht zurückholen.`,
      other: `# Ereignisse sind heute älter, das älteste vom ${date}. Gelöschte Ereignisse lassen sich nicht zurückholen.`,
    }),
  recordTrialMore: (n, date) =>
    count(n, {
      other: `Mindestens # Ereignisse sind heute älter, das älteste vom ${date}. Gelöschte Ereignisse lassen sich nicht zurückholen.`,
    }),
  recordTrialHeld: (n) =>
    n === 0
      ? ""
      : count(n, {
          one: "# Ereignis ist angehalten und bliebe.",
          other: "# Ereignisse sind angehalten und blieben.",
        }),
  recordSaved: (part) => `Gespeichert: ${part}`,
  recordTold:
    "Was gelöscht wird, hinterlässt seinen Platz im Protokoll und ein Ereignis, das davon berichtet. Änderungen hier, Angehaltenes und Löschungen bleiben für immer festgehalten.",

  recordHolds: "Angehalten",
  recordHoldsText:
    "Was angehalten ist, wird nicht gelöscht, was auch immer oben gewählt ist: für ein Gerichtsverfahren, eine Untersuchung oder eine Behörde, die danach fragt.",
  recordHoldsNone: "Nichts ist angehalten.",
  recordHoldBegin: "Löschen anhalten",
  recordHoldWhat: "Wofür",
  recordHoldAll: "Das ganze Protokoll",
  recordHoldOther: "Etwas anderes, nach seiner Kennung",
  recordHoldId: "Kennung",
  recordHoldIdHint:
    "64 Ziffern und Buchstaben: Unterhaltung, Browser, Kunde oder Datei, wie das Protokoll sie nennt.",
  recordHoldWhy: "Warum",
  recordHoldReasons: {
    litigation: "Ein Gerichtsverfahren",
    investigation: "Eine eigene Untersuchung",
    authority: "Eine Behörde hat darum gebeten",
    other: "Ein anderer Grund",
  },
  recordHoldSince: (reason, date) => `${reason}, seit ${date}`,
  recordHoldAbout: (who) => `Alles, was ${who} nennt`,
  recordRelease: "Aufheben",
  recordReleaseOf: (what) => `Aufheben: ${what}`,
  recordReleaseAsk: "Nicht länger anhalten?",
  recordReleaseText:
    "Was dadurch blieb und alt genug ist, wird binnen Minuten gelöscht. Das lässt sich nicht rückgängig machen.",
  recordWholeHeld: "Das ganze Protokoll ist angehalten: Nichts davon wird gelöscht.",
};
