/** Deutsch. Everything the window says; polite, short, without technical words. */
import { sayIn } from "@sealdesk/ui/failures";
import { both } from "@sealdesk/ui/failures/de/both";
import { server } from "@sealdesk/ui/failures/de/server";
import { visitor } from "@sealdesk/ui/failures/de/visitor";
import type { AllMessages } from "../model/messages.ts";
import { strong } from "../model/rich.ts";
import { countIn, spanIn } from "./words-forms.ts";

const count = countIn("de");
const span = spanIn("de", {
  minute: { one: "# Minute", other: "# Minuten" },
  hour: { one: "# Stunde", other: "# Stunden" },
  day: { one: "# Tag", other: "# Tagen" },
});

export const words: AllMessages = {
  told: sayIn(both, server, visitor),
  close: "Chat schließen",
  back: "Zurück",
  menu: "Menü: Ihr Name, dieses Gerät",
  chat: "Chat",
  you: "Sie",
  tryAgain: "Noch einmal versuchen",
  loadFailed:
    "Der Chat konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
  opening: "Ihr Chat wird geöffnet …",
  openingOffline: "Sie sind offline. Der Chat öffnet sich, sobald Sie wieder verbunden sind.",
  greeting: (hour, name) => {
    const part = hour < 5 || hour >= 18 ? "Guten Abend" : hour < 12 ? "Guten Morgen" : "Guten Tag";
    return name ? `${part}, ${name}` : part;
  },
  greetingSub: "Fragen Sie uns. Ein Mensch ist immer in der Nähe.",
  writeToUs: "Schreiben Sie uns",
  start: "Gespräch beginnen",
  usually: (minutes) => `Wir antworten meist in ${span(minutes)}`,
  openNow: "Wir sind jetzt da",
  openLater: "Wir antworten, sobald wir können",
  closed: (when) =>
    when ? `Gerade geschlossen. Wieder da: ${when}` : "Gerade geschlossen. Wir antworten später",
  closedNote: "Sie können schon schreiben. Ihre Nachricht wartet versiegelt, bis wir wieder da sind.",
  search: "Antwort suchen",
  searchHint: "Die Suche bleibt auf diesem Gerät",
  searchNone: "Nichts gefunden. Versuchen Sie andere Wörter oder schreiben Sie uns.",
  results: (n) => count(n, { one: "# Antwort gefunden", other: "# Antworten gefunden" }),
  promise: "Nur Sie und das Team, dem Sie schreiben, können es lesen. Unser eigener Server kann es nicht.",
  assistant: "Assistent",
  assistantWhere: "Läuft auf diesem Gerät",
  assistantLock: "Nur auf diesem Gerät. Noch kann es niemand sonst lesen",
  assistantHello: (name) =>
    `Guten Tag. Ich suche Antworten in den Hilfeseiten von ${name}, hier auf Ihrem Gerät.`,
  assistantHello2: "Was möchten Sie wissen?",
  assistantAsk: "Stellen Sie eine Frage …",
  automatic: (time) => `Assistent · automatische Antwort · ${time}`,
  answerLead: "Das habe ich gefunden:",
  quoted: (passage) => `„${passage}“`,
  choicesLead: "Was davon passt am besten?",
  unknown: "Das weiß ich nicht. Soll ich einen Menschen holen?",
  askedPerson: "Gern. Soll ich einen Menschen holen?",
  fetchPerson: "Mit einem Menschen sprechen",
  fetchYes: "Ja, holen Sie jemanden",
  consent: (team) => `Soll ich das an das ${strong(`Team ${team}`)} weitergeben?`,
  consentSub: "Das Team sieht dann, was wir hier geschrieben haben.",
  consentClosed: (when) =>
    when
      ? `Das Team ist wieder da: ${when}. So lange wartet es versiegelt.`
      : "Das Team ist gerade nicht da. Es wartet so lange versiegelt.",
  consentYes: "Ja, weitergeben",
  consentWithout: "Ohne das Geschriebene",
  consentNo: "Jetzt nicht",
  teamName: (team) => `Team ${team}`,
  lockNew: (team) => `Nur Sie und das Team ${team} werden das lesen`,
  lockMore: "Wer kann das lesen",
  writeTo: (name) => `An ${name} schreiben …`,
  writeFirst: "Was können wir für Sie tun?",
  writeFirstSub: "Schreiben Sie wie einem Menschen.",
  attach: "Dateien hinzufügen",
  send: "Senden",
  sending: "Wird gesendet",
  waits: "Wartet auf eine Verbindung und geht dann von selbst hinaus",
  passedOn: "Was Sie und der Assistent geschrieben haben",
  offline: "Gerade keine Verbindung. Was Sie schreiben, bleibt hier und geht von selbst hinaus.",
  reconnecting: "Verbindung wird wiederhergestellt …",
  outdated:
    "Der Chat wurde aktualisiert und muss neu geladen werden. Kopieren Sie vorher, was Sie gerade schreiben: Es bleibt nicht erhalten.",
  loadAgain: "Neu laden",
  contradicted: (name) =>
    `Das Zugriffsprotokoll hinter diesem Chat ist nicht mehr das, das Ihr Browser gesehen hat: Etwas wurde herausgenommen, oder eine alte Kopie wurde zurückgespielt. Was Sie schreiben, bleibt versiegelt, und Sie können weiterschreiben. Bitte sagen Sie es ${name}, am besten am Telefon.`,
  oldProof: (when) => `Zuletzt von der Organisation bestätigt: ${when}.`,
  badEmbed: {
    title: "Dieser Chat ist nicht richtig eingerichtet",
    text: "Die Seite sagt nicht, wem Sie schreiben würden. Darum bleibt er geschlossen.",
    next: "Bitte erreichen Sie die Organisation auf einem anderen Weg.",
  },

  unread: (n) => count(n, { one: "# neue Nachricht", other: "# neue Nachrichten" }),
  youSaid: (text) => `Sie: ${text}`,
  recent: "Zuletzt",
  promiseShort: "Hier antwortet ein Mensch",
  usuallyShort: (minutes) => `Antwortet meist in ${span(minutes)}`,
  article: "Artikel",
  updated: (date) => `Stand ${date}`,
  articleProof: "Von der Organisation unterschrieben und auf Ihrem Gerät geprüft.",
  articleMore: "Hilft Ihnen das nicht weiter?",
  askPerson: "Einen Menschen fragen",
  conversation: "Gespräch",
  presence: { replying: "antwortet gerade", here: "ist da" },
  answering: (name) => `${strong(name)} antwortet Ihnen.`,
  lock: (team) => `Nur Sie und das Team ${team} können das lesen`,
  typing: (name) => `${name} schreibt`,
  meta: (name, time) => `${name} · ${time}`,
  edited: "geändert",
  marks: {
    waiting: () => "Wartet auf eine Verbindung",
    sending: () => "Wird gesendet",
    sent: (time) => `Gesendet ${time}`,
    delivered: () => "Zugestellt",
    read: (time) => `Gelesen ${time}`,
    failed: () => "Nicht gesendet",
  },
  takeBack: "Bearbeiten",
  contextLabel: "Was Sie und der Assistent geschrieben haben, wie auf Ihrem Gerät gezeigt",
  missing: (n) =>
    `${count(n, { one: "# angekündigte Nachricht konnte", other: "# angekündigte Nachrichten konnten" })} nicht geholt werden. Wir versuchen es weiter. Wenn das so bleibt, fragen Sie das Team.`,
  closedLine: "Dieses Gespräch wurde geschlossen.",
  reopenedLine: "Dieses Gespräch ist wieder offen.",
  askedLine: (name) => `${name} hat gefragt, wer Sie sind.`,
  loadingEarlier: "Frühere Nachrichten werden geöffnet …",
  readerChange: {
    teamAdded: (team) => `Sie haben dem ${strong(`Team ${team}`)} geschrieben.`,
    teamPassed: (team) => `Der Assistent hat Sie an das ${strong(`Team ${team}`)} weitergegeben.`,
    teamReads: (name, others) => {
      const people =
        others === 0 ? "" : count(others, { one: "# weitere Person", other: "# weitere Personen" });
      const alone = count(others, { one: "# Person", other: "# Personen" });
      const who =
        name === null ? (others === 0 ? "Das Team" : alone) : [name, people].filter(Boolean).join(" und ");
      const several = name === null ? others > 1 : others > 0;
      return `${who} ${several ? "können" : "kann"} es von Anfang an lesen.`;
    },
    joined: (name, team) => `${strong(name)} vom Team ${team} kann das jetzt lesen.`,
    left: (name) => `${strong(name)} kann nicht lesen, was jetzt kommt.`,
    deviceAdded: "Ein weiteres Ihrer Geräte kann das jetzt lesen.",
    deviceRemoved: "Eines Ihrer Geräte wurde entfernt. Es kann das Folgende nicht lesen.",
  },
  readersTitle: "Wer kann das lesen",
  readersDevices: (others) =>
    others > 0
      ? `Ihre Geräte: dieses und ${count(others, { one: "# weiteres", other: "# weitere" })}`
      : "Ihre Geräte: dieses",
  readersTeam: (team, others, more) =>
    `Team ${team}, ${count(others, more ? { other: "# weitere" } : { one: "# Person", other: "# Personen" })}`,
  readersSince: (team, since) => `${team} · seit ${since}`,
  why: {
    answers: "Antwortet Ihnen",
    "took-over": "Hat das Gespräch übernommen",
    supervises: "Betreut das Team",
    "stands-in": "Damit jemand einspringen kann",
  },
  readersAssistant: "Lief auf diesem Gerät und gab weiter, was Sie erlaubt haben. Er liest nicht mit.",
  check: "Prüfen",
  checkOf: (name) => `${name} prüfen`,
  serverCannot: `${strong("Unser Server kann das nicht lesen.")} Er sieht, dass Sie geschrieben haben, wann, an welches Team und ungefähr wie viel.`,
  readableUntil: (date) => `Lesbar bis ${strong(date)}. Dann werden die Schlüssel vernichtet.`,
  readableAfter: (months) =>
    `Die Schlüssel werden ${strong(count(months, { one: "# Monat", other: "# Monate" }))} nach dem Schließen dieses Gesprächs vernichtet.`,
  sureTitle: (name) => strong(`Möchten Sie sicher sein, dass es ${name} ist?`),
  sureCall: (phone) => `Rufen Sie ${phone} an. Was Sie hören, muss hiermit übereinstimmen.`,
  sureAsk: "Fragen Sie danach in einem Anruf, den Sie beginnen. Was Sie hören, muss hiermit übereinstimmen.",
  codeLabel: "Code zum Vergleichen",
  proof: {
    title: "Beweis, wer lesen konnte",
    text: "Eine Datei, die sagt, wer dieses Gespräch lesen konnte und wann. Sie enthält nichts von dem, was gesagt wurde, und öffnet nichts.",
    how: "Sie nennt Menschen beim Namen: Überlegen Sie, wem Sie sie geben. Alle können sie ohne uns prüfen, mit dem freien Programm ledger-verify.",
    make: "Beweis herunterladen",
    making: "Wird auf diesem Gerät erstellt …",
    saved: (name) => `Gespeichert als „${name}“.`,
    offline:
      "Es besteht keine Verbindung. Der Beweis braucht die neueste Liste der Menschen: Versuchen Sie es wieder, sobald es eine gibt.",
  },
  limits:
    "Verschlüsselt von Ihrem Gerät bis zu deren Gerät. Grenzen: Wer es liest, kann eine Kopie behalten, und wer diese Seite ausliefert, könnte ihren Code ändern.",
  menuTitle: "Sie und dieses Gerät",
  nameLabel: "Ihr Name",
  nameHint: "Sie müssen keinen nennen. Nur die Menschen, denen Sie schreiben, sehen ihn.",
  readMarks: "Zeigen, wenn ich etwas gelesen habe",
  readMarksHint: "Aus: Niemand sieht, ob Sie eine Nachricht lesen.",
  save: "Speichern",
  forget: "Dieses Gerät vergessen",
  forgetTitle: "Dieses Gerät vergessen?",
  forgetText:
    "Die Schlüssel auf diesem Gerät werden vernichtet. Was nur dieses Gerät öffnen konnte, ist für Sie verloren. Die Menschen, denen Sie geschrieben haben, behalten ihre Seite.",
  forgetKeep: "Behalten",
  sealTitle: (name) => `Das Siegel von ${name}`,
  done: "Fertig",
  stop: {
    pinChanged: {
      title: "Das ist nicht dieselbe Organisation",
      text: (since) =>
        `Ihr Gerät kennt das Siegel dieses Chats seit ${since}. Heute zeigt die Seite ein anderes. Es wurde nichts gesendet.`,
      next: "Schreiben Sie hier nichts Vertrauliches. Fragen Sie die Organisation am Telefon oder persönlich, welches Siegel ihres ist.",
      remembered: "Gemerkt",
      offered: "Jetzt gezeigt",
    },
    unverified: {
      title: "Wir konnten nicht prüfen, wer das ist",
      text: {
        organisation:
          "Der Server hat nicht bewiesen, dass er für diese Organisation spricht. Darum wird nichts von ihm gezeigt.",
        inbox:
          "Der Server hat nicht bewiesen, dass dieses Postfach der Organisation gehört. Darum wird nichts von ihm gezeigt.",
        articles:
          "Die Hilfeseiten tragen nicht die Unterschrift der Organisation. Darum werden sie nicht gezeigt.",
      },
      next: "Es wurde nichts gesendet. Versuchen Sie es noch einmal. Bleibt es so, rufen Sie die Organisation an.",
    },
    conversation: {
      title: "Wir konnten diese Unterhaltung nicht prüfen",
      text: "Eine Nachricht kann fehlen, verändert oder von jemand anderem sein. Darum wird nichts Neues gezeigt.",
      next: "Es wird nichts mehr gesendet. Versuchen Sie es noch einmal. Bleibt es so, rufen Sie die Organisation an.",
    },
    clock: {
      title: "Die Uhr Ihres Geräts scheint falsch zu gehen",
      text: (device, proven) =>
        `Ihr Gerät sagt ${strong(device)}. Die unterschriebene Zeit der Organisation ist ${strong(proven)}. Mit einer falschen Uhr sehen alte Zusagen neu aus.`,
      next: "Stellen Sie Datum und Uhrzeit auf automatisch und versuchen Sie es noch einmal.",
    },
    oldProof: {
      title: "Die letzte Bestätigung ist alt",
      text: (date) =>
        `Die Organisation hat ihre Personenliste zuletzt am ${strong(date)} bestätigt. Seither kann jemand ausgeschieden sein.`,
      next: "Sie können warten und es noch einmal versuchen, oder weitermachen, wenn es nicht wichtig ist.",
      goOn: "Trotzdem weiter",
    },
    unsupported: {
      title: "Dieser Browser kann Ihre Nachrichten nicht sicher aufbewahren",
      text: {
        storage: "Er lässt uns Ihre Schlüssel nicht aufbewahren. Private Fenster tun das oft nicht.",
        cryptography: "Ihm fehlt die Verschlüsselung, die dieser Chat braucht.",
      },
      next: "Öffnen Sie diese Seite in einem normalen Fenster eines aktuellen Browsers.",
    },
    again: "Neu beginnen, das alte Siegel vergessen",
  },

  files: {
    stop: "Anhalten",
    limit: (n, size) => `Bis zu ${n} Dateien mit je ${size}. Sie werden auf diesem Gerät versiegelt.`,
    photo: "Foto aufnehmen",
    choose: "Dateien wählen",
    drop: "Legen Sie Ihre Dateien hier ab",
    dropHint: "Sie werden versiegelt, bevor sie dieses Gerät verlassen.",
    staged: "Dateien für Ihre nächste Nachricht",
    preparing: "Verborgene Angaben werden entfernt …",
    uploading: (percent) => `Wird gesendet … ${percent}`,
    waiting: "Wartet auf eine Verbindung",
    queued: "Kommt gleich dran",
    ready: "Bereit",
    failed: "Nicht gesendet",
    traces: {
      place: "Ort",
      author: "Namen",
      device: "Kameradaten",
      time: "Zeiten",
      comment: "Kommentare",
      history: "frühere Fassungen",
      thumbnail: "Vorschaubild",
    },
    removed: (what) => `Herausgenommen: ${what}.`,
    uncleaned: "Aus solchen Dateien lassen sich verborgene Angaben nicht entfernen. Sie gehen mit.",
    takeAway: (name) => `${name} wegnehmen`,
    again: (name) => `${name} noch einmal versuchen`,
    tooLarge: (name, size) => `${name} ist zu groß. Eine Datei darf bis zu ${size} haben.`,
    tooMany: (n) =>
      `In eine Nachricht passen bis zu ${count(n, { one: "# Datei", other: "# Dateien" })}. Der Rest wurde weggelassen.`,
    empty: (name) => `${name} ist leer. Es gibt nichts zu senden.`,
    notTaken: "Dateien werden hier nicht angenommen.",
    open: (name, size) => `${name} öffnen, ${size}`,
    picture: (name) => `Bild: ${name}`,
    sealed: "auf dem Gerät des Absenders versiegelt",
    opening: (percent) => `Wird geöffnet … ${percent}`,
    save: "Speichern",
    saving: (percent) => `Wird geholt … ${percent}`,
    saved: "Gespeichert. Ab jetzt liegt die Datei unversiegelt auf Ihrem Gerät.",
    only: "Diese Art von Datei kann nur gespeichert werden.",
    look: "Hier ansehen",
    lookHint: "Sie wird in einem abgeschlossenen Rahmen gezeigt. Nichts darin kann laufen oder ins Internet.",
    preview: {
      loading: "Die Datei wird geöffnet …",
      failed: "Diese Datei ist beschädigt oder kann hier nicht gezeigt werden. Speichern geht trotzdem.",
      locked:
        "Sie öffnet sich nur mit einem Passwort. Speichern Sie sie und öffnen Sie sie mit ihrem Programm.",
      cut: "Sie ist sehr lang: Nur der Anfang wird gezeigt.",
      page: "Seite {page} von {pages}",
    },
    dangerTitle: "Diese Datei kann etwas tun",
    danger: (name) =>
      `${strong(name)} kann ein Programm starten, sobald Sie die Datei öffnen. Speichern Sie sie nur, wenn Sie sie von dieser Person erwartet haben.`,
    saveAnyway: "Trotzdem speichern",
    saveNot: "Nicht speichern",
  },
  actions: {
    options: (text) => `Möglichkeiten für: ${text}`,
    title: "Diese Nachricht",
    react: "Reagieren",
    moreEmoji: "Mehr Emojis",
    reply: "Antworten",
    copy: "Text kopieren",
    copied: "Kopiert",
    edit: "Ändern",
    remove: "Entfernen",
    removeTitle: "Diese Nachricht entfernen?",
    removeText:
      "Text und Dateien werden hier für alle entfernt. Wer sie gelesen hat, erinnert sich vielleicht daran, und alle sehen, dass etwas entfernt wurde.",
    removeYes: "Entfernen",
    removeNo: "Behalten",
    replying: (name) => `Antwort an ${name}`,
    replyingSelf: "Antwort an sich selbst",
    editing: "Ändern Sie Ihre Nachricht",
    editHint: "Alle hier sehen, dass Sie sie geändert haben und was vorher dastand.",
    save: "Änderung speichern",
    stopEditing: "Nicht mehr ändern",
    stopReplying: "Nicht mehr antworten",
    quoteOf: (name) => `Antwort auf ${name}`,
    quoteGone: "Diese Nachricht ist nicht mehr hier",
    earlier: "Vorher stand da:",
    removedMine: "Sie haben eine Nachricht entfernt.",
    removedTheirs: (name) => `${name} hat eine Nachricht entfernt.`,
    reacted: (emoji, names) => `${emoji} von ${names}`,
    fileOnly: "eine Datei",
    newMessage: (name, text) => `${name}: ${text}`,
  },
  emoji: {
    title: "Emojis",
    insert: "Emoji",
    search: "Emoji suchen",
    none: "Dafür gibt es kein Emoji. Versuchen Sie ein anderes Wort.",
    recent: "Zuletzt benutzt",
    found: (n) => count(n, { one: "# Emoji", other: "# Emojis" }),
  },
  leaving: {
    title: "Diesen Chat verlassen?",
    goes: "Dieser Link führt zu",
    mail: "Dieser Link schreibt eine E-Mail an",
    call: "Dieser Link ruft an:",
    reasons: {
      hidden:
        "In dieser Adresse stehen Zeichen, die man nicht sieht. Vielleicht ist sie nicht, wonach sie aussieht.",
      name: "Vor dem eigentlichen Ziel steht ein Name. Das ist ein häufiger Trick.",
      differs: "Die Nachricht zeigt eine andere Adresse als die, zu der sie führt.",
      mixed:
        "Die Adresse mischt Buchstaben mehrerer Schriften. Vielleicht gibt sie sich für eine andere aus.",
      foreign: "Die Adresse hat Buchstaben, die anderen ähnlich sehen können. Lesen Sie genau.",
      unknown: "Er führt von dieser Website weg. Öffnen Sie ihn nur, wenn Sie dem Absender vertrauen.",
    },
    go: "Öffnen",
    stay: "Hier bleiben",
  },
  signals: {
    next: "Sie sind als Nächstes dran.",
    ahead: (n) => count(n, { one: "Vor Ihnen ist # Person.", other: "Vor Ihnen sind # Personen." }),
    staffed: "Jemand ist gerade da.",
    away: "Gerade ist niemand da. Wir antworten, sobald wir zurück sind.",
  },
  ending: {
    closed: "Dieses Gespräch ist geschlossen.",
    reopen: "Schreiben Sie, um es wieder zu öffnen.",
    held: "Es wird aus einem rechtlichen Grund länger aufbewahrt. Danach werden die Schlüssel vernichtet.",
    destroyed: (date) =>
      `Die Schlüssel dieses Gesprächs wurden am ${date} vernichtet. Niemand kann es mehr lesen.`,
    destroyedTitle: "Dieses Gespräch gibt es nicht mehr",
    startNew: "Neues Gespräch beginnen",
    rate: "Wie haben wir geholfen?",
    scores: ["Sehr schlecht", "Schlecht", "Mittel", "Gut", "Sehr gut"],
    comment: "Möchten Sie dem Team sagen, warum? (freiwillig)",
    commentHint: "Die Note geht in die Zahlen der Organisation ein; nur das Team kann Ihren Kommentar lesen.",
    send: "Bewertung senden",
    rated: (score) => `Sie sagten: ${strong(score)}`,
    ratedLine: (score) => `Sie haben dieses Gespräch bewertet: ${strong(score)}`,
    change: "Ändern",
    thanks: "Vielen Dank.",
  },
  transcript: {
    title: "Dieses Gespräch speichern",
    hint: "Es wird auf diesem Gerät geschrieben und liegt dann unversiegelt dort, wo Sie es speichern.",
    page: "Als Webseite",
    text: "Als Text",
    heading: (name) => `Gespräch mit ${name}`,
    saved: (when) => `Gespeichert am ${when}`,
    file: (name) => `Datei: ${name}`,
  },
  language: "Sprache",
};
