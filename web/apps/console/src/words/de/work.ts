/** The daily work, in German. */
import { counting } from "../plural.ts";
import type { workEn } from "../work.en.ts";

const count = counting("de");
const names = new Intl.ListFormat("de");

export const workDe: typeof workEn = {
  cancel: "Abbrechen",
  save: "Speichern",
  saved: "Gespeichert",
  undo: "Rückgängig",
  dismiss: "Ausblenden",
  done: "Fertig",
  copy: "Kopieren",
  copied: "Kopiert",
  back: "Zurück",
  closeSheet: "Schließen",
  tryAgain: "Noch einmal",
  brokenTitle: "Diese Seite konnte nicht gezeigt werden",
  brokenText:
    "Der Fehler liegt bei uns. Ihre Nachrichten und Entwürfe sind sicher. Versuchen Sie es noch einmal oder laden Sie die Seite neu.",
  you: "Sie",
  opening: "Ihr Arbeitsplatz wird geöffnet …",
  loading: "Wird geladen …",
  skip: "Zur Unterhaltung springen",

  rail: "Ansichten und Posteingänge",
  find: "Suchen oder tun …",
  views: {
    mine: "Mir zugewiesen",
    unassigned: "Niemandem zugewiesen",
    open: "Alle offenen",
    closed: "Geschlossene",
  },
  inboxesHeading: "Posteingänge",
  deskHeading: "Arbeitsplatz",
  people: "Personen",
  articles: "Artikel",
  inboxes: "Posteingänge",
  mySecurity: "Meine Sicherheit",
  theme: "Aussehen",
  themes: { system: "Wie das System", light: "Hell", dark: "Dunkel", contrast: "Hoher Kontrast" },
  available: "ansprechbar",
  away: "abwesend",
  beAvailable: "Ansprechbar sein",
  beAway: "Abwesend sein",
  lock: "Diesen Browser sperren",
  signOut: "Abmelden",
  myMenu: (name) => `${name}: Anwesenheit, abmelden`,
  unreadIn: (n) => count(n, { one: "# ungelesen", other: "# ungelesen" }),
  unreadAtLeast: (n) => count(n, { one: "mindestens # ungelesen", other: "mindestens # ungelesen" }),
  menu: "Menü",

  offline: "Sie sind offline.",
  offlineMore: (n) =>
    n === 0
      ? "Was hier ist, können Sie weiter lesen."
      : count(n, {
          one: "# Nachricht wartet auf diesem Gerät.",
          other: "# Nachrichten warten auf diesem Gerät.",
        }),
  updated: "Sealdesk wurde aktualisiert.",
  updatedMore:
    "Laden Sie die Seite neu, um mit der neuen Version weiterzuarbeiten. Ihre Entwürfe bleiben erhalten.",
  updatedEntry: "Laden Sie die Seite neu, um fortzufahren.",
  updatedReload: "Neu laden",
  reconnecting: "Verbindung wird wiederhergestellt …",
  waitingOut: (n) => count(n, { one: "# Nachricht ist unterwegs.", other: "# Nachrichten sind unterwegs." }),
  staleGroup: (team) => `${team}: Die Mitglieder haben sich geändert, der Schlüssel noch nicht.`,
  staleGroupMore:
    "Er wechselt, sobald ein Mitglied online ist, das ihn übergeben darf. Bis dahin könnten Ausgeschiedene neue Nachrichten noch öffnen.",
  waitingForKey: (team) => `Sie sind ${team} beigetreten. Der Schlüssel ist unterwegs.`,
  waitingForKeyMore:
    "Jemand aus dem Team muss einmal online sein, um ihn zu übergeben. Sie können diese Seite solange schließen.",
  oneOwner: "Sie sind der einzige Inhaber.",
  oneOwnerMore:
    "Verlieren Sie Passkey und Wiederherstellungsblatt, kann Sie niemand wieder einlassen. Machen Sie noch jemanden zum Inhaber.",
  oneOwnerDo: "Auswählen, wen",
  unverifiedDirectory: "Neuigkeiten über Personen und Teams konnten nicht geprüft werden.",
  unverifiedDirectoryMore:
    "Hier ändert sich nichts, bis das gelingt. Sagen Sie es Ihrem Sicherheitsteam, wenn es so bleibt.",
  unverified: (who) => `Die Unterhaltung mit ${who} konnte nicht geprüft werden.`,
  unverifiedNobody: "Eine Unterhaltung konnte nicht geprüft werden.",
  unverifiedMore:
    "Eine Nachricht kann fehlen, verändert oder von jemand anderem sein. Was nicht passt, wird nicht gezeigt, und dorthin wird nichts gesendet. Sagen Sie es Ihrem Sicherheitsteam.",
  clock: "Die Uhr dieses Computers geht falsch, oder die unterschriebenen Zeiten des Servers tun es.",
  clockMore:
    "Hier ändert sich nichts, bis sie zusammenpassen. Stellen Sie Datum und Uhrzeit auf automatisch; stimmen sie, sagen Sie es Ihrem Sicherheitsteam.",
  unverifiedLedger: "Das Protokoll der Handlungen ist nicht mehr das, das dieser Browser gesehen hat.",
  unverifiedLedgerMore:
    "Einträge wurden entfernt oder ersetzt, oder eine alte Sicherung wurde zurückgespielt. Sagen Sie es Ihrem Sicherheitsteam, fragen Sie jemanden im Team, ob dort dasselbe steht, und sichern Sie, was dieser Browser von beiden behalten hat.",
  saveEvidence: "Beide sichern",
  followLedger: "Ein Inhaber hat es angesehen: mit diesem Protokoll weitermachen",
  noticedOver: (when) =>
    `Das war am ${when}. Jetzt gelingt die Prüfung wieder; sagen Sie es Ihrem Sicherheitsteam trotzdem.`,
  understood: "Ich habe das gesehen",
  alarms: "Gut zu wissen",
  andMore: (n) => `und ${n} weitere`,

  conversations: "Unterhaltungen",
  openCount: (n) => `${n} offen`,
  show: "Zeigen",
  filters: { all: "Alle", waiting: "Wartend", unread: "Ungelesen" },
  orders: { longest: "Längste Wartezeit", newest: "Neueste zuerst" },
  orderLabel: (order) => `Sortiert: ${order}`,
  unread: "Ungelesen",
  mineIs: "Sie: ",
  draftIs: "Entwurf: ",
  opens: "Wird geöffnet …",
  waits: (minutes) =>
    minutes < 1
      ? "jetzt"
      : minutes < 60
        ? `${minutes} Min.`
        : minutes < 1440
          ? `${Math.floor(minutes / 60)} Std.`
          : `${Math.floor(minutes / 1440)} T.`,
  waitsLong: (minutes) =>
    minutes < 1
      ? "wartet seit weniger als einer Minute"
      : count(minutes, { one: "wartet seit # Minute", other: "wartet seit # Minuten" }),
  closedState: "Geschlossen",
  assignedTo: (name) => `Zugewiesen an ${name}`,
  loadMore: "Ältere zeigen",
  emptyMine: {
    title: "Nichts wartet auf Sie",
    text: "Nehmen Sie eine aus „Niemandem zugewiesen“: öffnen und C drücken.",
  },
  emptyUnassigned: {
    title: "Um alle kümmert sich jemand",
    text: "Neue Unterhaltungen erscheinen hier, bis jemand sie übernimmt.",
  },
  emptyOpen: {
    title: "Keine offenen Unterhaltungen",
    text: "Sie beginnen auf Ihrer Website. Steht die Zeile dort? Sie finden sie unter Posteingänge.",
  },
  emptyClosed: {
    title: "Noch ist nichts geschlossen",
    text: "Drücken Sie E in einer Unterhaltung, wenn alles geklärt ist. Schreibt der Kunde, öffnet sie sich wieder.",
  },
  emptyInbox: {
    title: "Dieser Posteingang ist leer",
    text: "Setzen Sie seine Zeile auf Ihre Website und schreiben Sie die erste Nachricht selbst.",
  },
  emptyFilter: { title: "Nichts passt dazu", text: "Zeigen Sie alle, um den Rest zu sehen." },
  seeInboxes: "Zu den Posteingängen",
  seeUnassigned: "Zu „Niemandem zugewiesen“",
  showAll: "Alle zeigen",

  pickTitle: "Wählen Sie eine Unterhaltung",
  pickText: "Mit J und K bewegen, mit der Eingabetaste öffnen. ? zeigt alle Tasten.",
  leftTeamTitle: (team) => `Sie sind nicht mehr im Team ${team}`,
  leftTeamText:
    "Was dessen Kunden schreiben, wird hier nicht mehr gezeigt. Wenn das ein Irrtum ist, fragen Sie jemanden, der die Personen verwaltet.",
  conversationWith: (who) => `Unterhaltung mit ${who}`,
  backToList: "Zurück zur Liste",
  claim: "Übernehmen",
  assign: "Zuweisen",
  assignTo: "Zuweisen an",
  nobody: "Niemand",
  me: (name) => `${name} (Sie)`,
  close: "Schließen",
  reopen: "Wieder öffnen",
  hideCustomer: "Angaben zum Kunden ausblenden",
  customerInfo: "Über den Kunden",
  waiting: "Wartet",
  messages: "Nachrichten",
  lockLine: (who, team) => `Nur ${who} und das Team ${team} können dies lesen`,
  readersCount: (n) => count(n, { one: "# Person", other: "# Personen" }),
  markWords: {
    none: "",
    waiting: "Wartet auf eine Verbindung",
    sending: "Wird gesendet …",
    sent: "Gesendet",
    delivered: "Zugestellt",
    read: "Gelesen",
    failed: "Nicht gesendet",
  },
  markRead: (time) => `Gelesen ${time}`,
  retry: "Noch einmal senden",
  takeBack: "Zurücknehmen",
  noteLabel: "Notiz, nur fürs Team",
  assistant: "Assistent",
  automatic: "automatische Antwort",
  visitor: (mark) => `Besucher ${mark}`,
  shownThere: "Auf dem Gerät des Besuchers gezeigt, bevor Sie dazukamen",
  shownThereMore: "Das sagt uns das Gerät des Besuchers. Beweisen lässt es sich nicht.",
  turns: (n) => count(n, { one: "# Zeile", other: "# Zeilen" }),
  readersChange: {
    created: (team) => `Das Team ${team} kann ab hier lesen.`,
    "key-changed": (team) =>
      `${team} hat einen neuen Schlüssel. Ausgeschiedene können das Folgende nicht öffnen.`,
    "device-added": (_team, by) => `${by} hat ein Gerät hinzugefügt. Es kann ab hier lesen, mit dem Verlauf.`,
    "device-removed": (_team, by) => `${by} hat ein Gerät entfernt. Es kann das Folgende nicht öffnen.`,
  },
  stateChange: {
    closed: (by) => `${by} hat dies geschlossen.`,
    reopened: (by) => `${by} hat dies wieder geöffnet.`,
    assigned: (by, about) =>
      about ? `${by} hat dies ${about} zugewiesen.` : `${by} hat dies wieder allen überlassen.`,
  },
  missing: (n) =>
    count(n, {
      one: "# Nachricht kann auf diesem Gerät nicht geöffnet werden.",
      other: "# Nachrichten können auf diesem Gerät nicht geöffnet werden.",
    }),
  missingMore: "Der Schlüssel kam später, oder die Zeit zum Aufbewahren ist vorbei.",
  typing: (who) => (who.length === 1 ? `${who[0]} schreibt …` : `${names.format(who)} schreiben …`),
  viewing: (who) =>
    who.length === 1 ? `${who[0]} sieht das auch an` : `${names.format(who)} sehen das auch an`,
  newBelow: "Neue Nachricht",
  emptyThread: "Noch keine Nachrichten.",

  write: "Schreiben",
  reply: "Antwort",
  note: "Notiz",
  replyTo: (who) => `an ${who}, in diesem Chat`,
  noteTo: "nur das Team liest sie",
  replyPlaceholder: "Schreiben Sie Ihre Antwort",
  notePlaceholder: "Schreiben Sie eine Notiz fürs Team. Der Kunde sieht sie nie.",
  send: "Senden",
  addNote: "Notiz anfügen",
  sealedHint: "Auf diesem Gerät versiegelt",
  keptHere: "Entwurf liegt auf diesem Gerät",

  whoCanRead: "Wer dies lesen kann",
  readersIntro:
    "Jede Nachricht wird auf dem Gerät des Absenders für diese Personen versiegelt. Unser eigener Server kann sie nicht öffnen.",
  readerWhy: {
    "wrote-to-us": "Hat diese Unterhaltung begonnen",
    answers: "Antwortet in dieser Unterhaltung",
    "in-team": "Mitglied des Teams",
  },
  readerSince: (date) => `seit ${date}`,
  fromTheStart: "von Anfang an",
  sealTitle: (name) => `Siegel von ${name}`,
  sealText:
    "Vergleichen Sie es mit dem auf Ihrem Wiederherstellungsblatt. Weicht es ab, hören Sie auf und sagen Sie es einem Inhaber.",

  customer: "Kunde",
  identity: {
    anonymous: {
      title: "Anonym",
      text: "Wir kennen nur diesen Browser. Geben Sie keine Auskunft über Konten.",
    },
    named: { title: "Hat einen Namen genannt", text: "Vom Kunden gesagt. Nichts hat es bewiesen." },
  },
  firstSeen: (date) => `Schrieb zuerst am ${date}`,
  contact: "Vom Kunden gesagt",
  contactNone: "Noch nichts. Sie können nach einer E-Mail-Adresse fragen.",
  past: "Frühere Unterhaltungen",
  pastNone: "Keine, die Sie lesen dürfen.",
  about: "Diese Unterhaltung",
  fieldNames: { name: "Name", email: "E-Mail", phone: "Telefon", page: "Seite", title: "Titel der Seite" },
  fieldInbox: "Posteingang",
  fieldTeam: "Team",
  fieldAssignee: "Zugewiesen",
  keptUntil: (date) => `Aufbewahrt bis ${date}. Dann werden die Schlüssel vernichtet.`,
  keptFor: (days) =>
    count(days, {
      one: "Nach dem Schließen # Tag aufbewahrt. Dann werden die Schlüssel vernichtet.",
      other: "Nach dem Schließen # Tage aufbewahrt. Dann werden die Schlüssel vernichtet.",
    }),

  didClose: (who) => `Geschlossen: ${who}`,
  didReopen: (who) => `Wieder offen: ${who}`,
  didClaim: (who) => `${who} gehört jetzt Ihnen`,
  didTakeOver: (who, from) => `${who} gehört jetzt Ihnen und nicht mehr ${from}`,
  didAssign: (name) => `Zugewiesen an ${name}`,
  didUnassign: "Wieder allen überlassen",

  palette: "Suchen oder tun",
  palettePlaceholder: "Befehl oder Worte einer Nachricht",
  paletteCommands: "Tun",
  paletteGo: "Gehen zu",
  paletteFound: "Auf diesem Gerät gefunden",
  paletteHere: "Auf diesem Gerät gesucht. Ihre Worte gehen nirgendwohin.",
  paletteNone: "Nichts gefunden. Gesucht wird nur in dem, was dieses Gerät geöffnet hat.",
  help: "Tasten",
  helpIntro: "Alles geht ohne Maus.",
  commands: {
    palette: "Suchen oder etwas tun",
    next: "Nächste Unterhaltung",
    previous: "Vorige Unterhaltung",
    open: "Öffnen und schreiben",
    close: "Unterhaltung schließen",
    assign: "Jemandem zuweisen",
    claim: "Selbst übernehmen",
    reply: "Antwort schreiben",
    note: "Notiz schreiben",
    search: "Suchen",
    help: "Diese Tasten zeigen",
  },
  sendKey: "Senden",
  escapeKey: "Verlassen, schließen, zurück",
};
