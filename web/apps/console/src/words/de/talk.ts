/** Files, reactions, changes, links, ratings and endings, in German. */
import { counting } from "../plural.ts";
import type { talkEn } from "../talk.en.ts";

const count = counting("de");

export const talkDe: typeof talkEn = {
  messageMenu: "Was Sie mit dieser Nachricht tun können",
  answerIt: "Darauf antworten",
  reactTo: "Reagieren …",
  copyText: "Text kopieren",
  editIt: "Ändern …",
  removeIt: "Entfernen …",
  edited: "geändert",
  editedShow: ": zeigen, was vorher dastand",
  before: "Vorher",
  beforeNote: "Wer dies liest, konnte auch das lesen.",
  editLabel: "Ihre Nachricht ändern",
  editSave: "Änderung speichern",
  removeAsk: "Diese Nachricht entfernen?",
  removeText:
    "Sie verschwindet hier für alle, und ihre Dateien werden vom Server gelöscht. Dass etwas entfernt wurde, bleibt sichtbar, und wer sie gelesen hat, kann sich erinnern.",
  removeYes: "Entfernen",
  removedBy: (name) => `${name} hat eine Nachricht entfernt.`,
  removedMine: "Sie haben eine Nachricht entfernt.",
  answers: (name) => `Antwort an ${name}`,
  answersMe: "Antwort an Sie selbst",
  quoteGone: "Eine Nachricht, die entfernt wurde oder nicht hier ist",
  quoteJump: "Antwort auf: ",
  answerCancel: "Nicht darauf antworten",
  reactions: "Reaktionen",
  reacted: (emoji, names) => `${emoji}: ${names}`,
  reactAdd: (emoji) => `Auch mit ${emoji} reagieren`,
  reactRemove: (emoji) => `${emoji} zurücknehmen`,

  emoji: "Emoji",
  emojiSearch: "Emoji suchen",
  emojiNone: "Kein Emoji gefunden.",
  emojiUsed: "Zuletzt benutzt",
  emojiOften: "Oft benutzt",
  emojiGroups: {
    faces: "Gesichter",
    people: "Menschen und Hände",
    nature: "Tiere und Pflanzen",
    food: "Essen und Trinken",
    travel: "Orte und Wetter",
    activities: "Aktivitäten",
    objects: "Gegenstände",
    symbols: "Symbole",
  },

  attach: "Dateien anhängen",
  dropHere: (who) => `Dateien hier ablegen, um sie an ${who} zu senden`,
  dropNote: "Dateien hier ablegen, um sie der Notiz anzuhängen",
  stagedFiles: "Dateien für diese Nachricht",
  filePhase: {
    preparing: "Verborgene Angaben werden entfernt, dann wird versiegelt …",
    uploading: "Wird gesendet …",
    waiting: "Wartet auf eine Verbindung",
    ready: "Bereit",
    failed: "Nicht gesendet",
  },
  fileDone: (share) => `${share} fertig`,
  fileTakenOut: (what) => `Entfernt: ${what}`,
  fileTraces: {
    place: "Ort",
    author: "Verfasser",
    device: "Gerät",
    time: "Zeit",
    comment: "Kommentare",
    history: "frühere Fassungen",
    thumbnail: "Vorschaubild",
  },
  fileUncleaned: "Diese Art Datei kann hier nicht bereinigt werden: Was darin verborgen ist, geht mit.",
  fileRemove: (name) => `${name} wegnehmen`,
  fileRetry: (name) => `${name} noch einmal versuchen`,
  fileWaits: "Die Nachricht geht ab, sobald ihre Dateien da sind.",
  fileFailedFirst:
    "Eine Datei konnte nicht gesendet werden. Versuchen Sie es noch einmal oder nehmen Sie sie weg.",
  files: "Dateien",
  fileOpen: (name) => `${name} ansehen`,
  fileSave: (name) => `${name} speichern`,
  fileOpening: "Wird geöffnet …",
  fileCancel: "Anhalten",
  saveTitle: (name) => `${name} speichern?`,
  saveText:
    "Die Datei liegt dann unversiegelt auf diesem Computer, und niemand hat sie auf schädliche Programme geprüft. Speichern Sie sie nur, wenn Sie sie erwartet haben.",
  saveDanger:
    "Diese Art Datei kann auf Ihrem Computer als Programm laufen. Wenn Sie nicht darum gebeten haben, speichern Sie sie nicht, so dringend die Nachricht auch klingt.",
  saveYes: "Speichern",
  didSave: (name) => `Gespeichert: ${name}`,
  viewIsolated: "Getrennt von dieser Seite gezeigt: ohne Zugang zum Netz und zu Ihren Schlüsseln.",
  previewFailed:
    "Diese Datei kann nicht gezeigt werden. Sie können sie speichern und mit einem eigenen Programm öffnen.",
  image: (name) => `Bild: ${name}`,

  leaveTitle: "Diesen Arbeitsplatz verlassen?",
  leaveText: (target) => `Das öffnet ${target} in einem neuen Tab.`,
  leaveFrom: (who) => `${who} hat diese Adresse geschickt. Wir wissen nicht, wohin sie führt.`,
  leaveWarning: {
    hidden: "In oder neben ihr stehen unsichtbare Zeichen. So wird eine falsche Adresse versteckt.",
    name: "Was wie die Adresse der Seite aussieht, ist nur ein Name davor. So wird eine falsche Adresse versteckt.",
    differs: "Sie öffnet eine andere Adresse als die, die dasteht.",
    mixed:
      "Buchstaben verschiedener Alphabete sind darin gemischt. Sie können wie eine andere Adresse aussehen.",
    foreign: "Sie hat Buchstaben, die wie die einer anderen Adresse aussehen können.",
  },
  leaveTarget: "Die wirkliche Adresse",
  leaveOpen: "Öffnen",
  leaveStay: "Hier bleiben",

  rated: (score) => `${score} von 5`,
  ratedBy: (who, score) => `${who} bewertet die Hilfe mit ${score} von 5.`,
  scoreWords: ["", "Sehr schlecht", "Schlecht", "In Ordnung", "Gut", "Sehr gut"],
  rating: "Bewertung",
  ratingNone: "Nicht bewertet.",

  otherDraft: (ago) => `Sie haben auch auf einem anderen Gerät geschrieben, ${ago}:`,
  otherDraftUse: "Hier einfügen",
  closedHint: "Geschlossen. Eine Antwort öffnet sie wieder.",
  held: "Angehalten",
  heldLine: "Angehalten: Die Schlüssel werden nicht vernichtet, bis jemand das aufhebt.",
  hold: "Aufbewahrung anhalten",
  holdText:
    "Aus rechtlichen Gründen oder bei offenem Streit: Die Schlüssel dieser Unterhaltung bleiben über ihre Zeit hinaus, bis das aufgehoben wird. Die Kundin oder der Kunde erfährt es.",
  didHold: "Jetzt angehalten",
  didEndHold: "Nicht mehr angehalten",
  destroyedTitle: "Das kann niemand mehr lesen",
  destroyedText: (date) =>
    date === ""
      ? "Die Zeit zum Aufbewahren war vorbei, deshalb wurden die Schlüssel vernichtet. Wir können es nicht zurückholen, und auch sonst niemand."
      : `Die Zeit zum Aufbewahren war am ${date} vorbei, deshalb wurden die Schlüssel vernichtet. Wir können es nicht zurückholen, und auch sonst niemand.`,
  destroyedProof: "Bescheinigungen ansehen",
  readableUntil: "Lesbar bis",

  messageKeys: "In der Unterhaltung",
  keyWalk: "Von Nachricht zu Nachricht",
  keyMenu: "Was man mit einer Nachricht tun kann",
  keyAnswer: "Darauf antworten",
  keyReact: "Darauf reagieren",
  keyEditLast: "Die letzte eigene Nachricht ändern (bei leerer Antwort)",
  attached: (n) => count(n, { one: "# Datei", other: "# Dateien" }),
};
