/** How long conversations are kept, in German. */
import type { keepingEn } from "../keeping.en.ts";
import { counting } from "../plural.ts";

const count = counting("de");

export const keepingDe: typeof keepingEn = {
  keeping: "Aufbewahrung",
  keepingText:
    "Wie lange geschlossene Unterhaltungen gelesen werden können. Ist die Zeit vorbei, werden ihre Schlüssel vernichtet, und was gespeichert ist, ist nur noch Rauschen.",
  keepingLimits:
    "Das Vernichten der Schlüssel verschließt unsere gespeicherten Kopien und Sicherungen. Kopien, die jemand behalten hat, erreicht es nicht.",
  keepingInboxes: "Nach Posteingang",
  keepingInbox: "Posteingang",
  keepingDays: "Nach dem Schließen",
  keepingOpen: "Offen",
  keepingClosed: "Geschlossen",
  keepingDue: "Fällig in 30 Tagen",
  keepingHeld: "Angehalten",
  keepingDestroyed: "Vernichtet",
  keepingNext: "Nächste",
  keepingNever: "Keine",
  keepingNone: "Sie verwalten keinen Posteingang. Inhaber und Admins sehen hier die Zahlen.",
  certificates: "Bescheinigungen",
  certificatesText:
    "Für jede Unterhaltung, deren Schlüssel vernichtet wurden, hat der Server das unterschrieben. Dieser Arbeitsplatz prüft die Unterschrift am Verzeichnis Ihrer Organisation.",
  certificatesNone: "Noch wurde nichts vernichtet.",
  certificateOf: (id) => `Unterhaltung ${id}`,
  certificateOk: "Unterschrift stimmt",
  certificateBad: "Unterschrift stimmt nicht",
  certificateBadMore: "Verlassen Sie sich nicht darauf, und sagen Sie es Ihrem Sicherheitsteam.",
  certificateSave: (id) => `Bescheinigung für ${id} speichern`,
  certificatesMore: "Ältere zeigen",

  keepDays: "Tage",
  keepOther: "Andere Dauer …",
  tryIt: "Was würde sich ändern?",
  tryFirst:
    "Sehen Sie erst nach, was sich ändern würde: Eine kürzere Zeit gilt auch für Unterhaltungen, die schon geschlossen sind.",
  trialNow: (n) =>
    n === 0
      ? "Keine Schlüssel würden sofort vernichtet."
      : count(n, {
          one: "Die Schlüssel von # Unterhaltung würden binnen einer Stunde vernichtet. Niemand könnte sie mehr lesen.",
          other:
            "Die Schlüssel von # Unterhaltungen würden binnen einer Stunde vernichtet. Niemand könnte sie mehr lesen.",
        }),
  trialChanged: (n) =>
    n === 0
      ? "Keine geschlossene Unterhaltung bekäme ein anderes Datum."
      : count(n, {
          one: "# geschlossene Unterhaltung würde bis zu einem anderen Tag aufbewahrt als jetzt.",
          other: "# geschlossene Unterhaltungen würden bis zu einem anderen Tag aufbewahrt als jetzt.",
        }),
  trialHeld: (n) =>
    n === 0
      ? ""
      : count(n, {
          one: "# Unterhaltung ist angehalten und bliebe.",
          other: "# Unterhaltungen sind angehalten und blieben.",
        }),
  trialSoonest: "Die nächsten",
  trialUntil: (date) => `bis ${date}`,
  trialClosed: (date) => `geschlossen am ${date}`,
  trialLonger: "Eine längere Zeit gilt nur für Unterhaltungen, die ab jetzt geschlossen werden.",
  shortenAsk: (days) => `Nur ${days} aufbewahren?`,
  shortenYes: "Speichern und vernichten",
};
