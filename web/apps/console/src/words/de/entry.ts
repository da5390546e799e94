/** The way in, in German. */
import type { entryEn } from "../entry.en.ts";

export const entryDe: typeof entryEn = {
  product: "Sealdesk",
  progress: "Fortschritt",
  twoMinutes: "Etwa zwei Minuten",
  next: "Weiter",
  steps: [
    "Name und Farbe",
    "Sie",
    "Wiederherstellung",
    "Erster Posteingang",
    "Ihre Website",
    "Team einladen",
  ],
  stepAt: (n, of) => `Schritt ${n} von ${of}`,

  tokenTitle: "Richten Sie Ihren Arbeitsplatz ein",
  tokenText:
    "Ihr Server hat beim Start einen Einrichtungslink ausgegeben. Der Code darin beweist, dass es Ihr Server ist.",
  token: "Einrichtungscode",
  tokenHint: "Öffnen Sie den Link selbst, oder kopieren Sie hierher, was darin auf #setup= folgt.",
  begin: "Beginnen",

  orgTitle: "Name und Farbe",
  orgText: "Kunden sehen beides im Chat auf Ihrer Website.",
  orgName: "Name Ihrer Organisation",
  colour: "Farbe",
  colours: ["Hafen", "Wald", "Indigo", "Pflaume", "Ziegel", "Graphit"],
  ownColour: "Eigene Farbe",
  preview: "Wie Kunden es sehen",
  previewHello: "Guten Morgen",
  previewText: "Fragen Sie uns. Ein Mensch ist nie weit.",
  previewLock: "Nur Sie und das Team, dem Sie schreiben, können es lesen. Unser eigener Server nicht.",
  previewWrite: "Schreiben Sie uns",

  ownerTitle: "Sie, der Inhaber",
  ownerText: "Sie können andere einladen, und Sie haben den ersten Schlüssel.",
  yourName: "Ihr Name",
  yourNameHint: "Kunden sehen ihn, wenn Sie antworten.",
  yourEmail: "Ihre E-Mail",
  credentialTitle: "Wie Sie den Arbeitsplatz öffnen",
  credentialText:
    "Ihr Schlüssel entsteht auf diesem Gerät und bleibt versiegelt. Niemand sonst hat eine Kopie, deshalb können wir Sie ohne ihn nicht wieder einlassen.",
  passkeyTitle: "Passkey, für jeden Tag",
  passkeyText:
    "Sie öffnen den Arbeitsplatz mit Fingerabdruck, Gesicht oder PIN. Es gibt kein Passwort, das man stehlen kann.",
  passkeyMake: "Passkey erstellen",
  passkeyNo:
    "Dieser Browser kann keinen Passkey erstellen, der Schlüssel öffnet. Nehmen Sie ein Passwort oder einen anderen Browser.",
  passkeyLabel: (browser) => `${browser} auf diesem Computer`,
  passwordTitle: "Passwort und Authenticator",
  passwordText:
    "Für Computer ohne Passkeys. Sie brauchen jedes Mal beides, und in einem neuen Browser Ihr Kontogeheimnis.",
  passwordUse: "Stattdessen ein Passwort nehmen",
  passkeyUse: "Stattdessen einen Passkey nehmen",
  password: "Passwort",
  passwordHint:
    "Mindestens 8 Zeichen, weil ein Code aus Ihrer App dazukommt. Am besten ein paar Wörter, die nicht zusammengehören.",
  showPassword: "Passwort zeigen",
  hidePassword: "Passwort verbergen",
  authenticatorTitle: "Scannen Sie dies mit Ihrer Authenticator-App",
  authenticatorText: "Tippen Sie dann die sechs Ziffern, die sie zeigt.",
  authenticatorQr: "QR-Code für Ihre Authenticator-App",
  authenticatorSecret: "Oder tippen Sie dieses Geheimnis",
  code: "Code",
  codeLong: "Sechs Ziffern aus Ihrer Authenticator-App",
  credentialWorks: "Geht",
  credentialUse: "Dieses Passwort nehmen",

  kitTitle: "Wiederherstellungsblatt",
  kitHeading: "Ihr Wiederherstellungsblatt",
  kitText:
    "Ein Blatt Papier für die Schublade. Geht dieser Computer verloren, bringt es alles zurück, was Sie lesen dürfen. Es wird nur jetzt gezeigt.",
  kitDrawer: "Wiederherstellungsblatt, für die Schublade",
  kitDrawerText:
    "Drucken Sie es, oder speichern Sie es, wo nur Sie herankommen. Nicht nur auf diesem Computer.",
  print: "Drucken",
  saveFile: "Als Datei speichern",
  lastFour:
    "Tippen Sie die letzten vier Buchstaben des Wiederherstellungscodes auf Ihrem Blatt, damit wir wissen, dass es lesbar ist",
  check: "Prüfen",
  kitChecked: "Lesbar",
  kitPreview: "Vorschau des Blattes",
  showCode: "Codes zeigen",
  hideCode: "Codes verbergen",
  hiddenCode: (n) => `${n} Gruppen aus vier Buchstaben, verborgen bis auf die erste`,
  kitFor: (owner) =>
    `Dieses Blatt öffnet den Arbeitsplatz von ${owner}. Bewahren Sie es wie eine Urkunde auf.`,
  kitCode: "Wiederherstellungscode",
  kitSecret: "Kontogeheimnis",
  kitOwner: "Inhaber",
  kitMade: "Erstellt",
  kitSeal: "Unser Siegel",
  kitSteps: [
    "Öffnen Sie die Adresse oben und wählen Sie „Ich habe ein Blatt“.",
    "Vergleichen Sie das Siegel und tippen Sie den Wiederherstellungscode. Allein öffnet er nichts.",
    "Fügen Sie einen Nachweis hinzu: Ihre Authenticator-App, Ihr Passwort, jemanden mit Inhaberrechten, der Sie kennt, oder die Person, die den Server betreibt.",
    "Drucken Sie ein neues Blatt. Dieses gilt dann nicht mehr.",
  ],
  keptWhere: "Aufbewahrt in",
  oneOfOne: "1 von 1",
  bothLost: "Und wenn beides verloren ist?",
  bothLostText:
    "Dann kann Sie jemand, der einladen darf, nur zu neuen Unterhaltungen einlassen. Ist niemand mehr da, bleiben die alten für immer verschlossen.",
  checkFirst: "Prüfen Sie zuerst Ihr Blatt",
  nextInbox: "Weiter: erster Posteingang",

  inboxTitle: "Ihr erster Posteingang",
  inboxText: "Ein Posteingang ist ein Ort, an dem Kunden schreiben, und ein Team, das es lesen kann.",
  inboxName: "Name des Posteingangs",
  inboxNameValue: "Allgemein",
  team: "Team, das antwortet",
  teamValue: "Kundendienst",
  greeting: "Begrüßung",
  greetingValue: "Fragen Sie uns. Ein Mensch ist nie weit.",
  greetingHint: "Bleibt sie leer, wird jeder in seiner Sprache begrüßt.",
  expectedReply: "Übliche Zeit bis zur ersten Antwort",
  replyTimes: [
    { minutes: 5, label: "Ein paar Minuten" },
    { minutes: 30, label: "Eine halbe Stunde" },
    { minutes: 120, label: "Zwei Stunden" },
    { minutes: 480, label: "Am selben Tag" },
    { minutes: 1440, label: "Ein Tag" },
  ],
  hours: "Wann Sie da sind",
  hoursHint: "Außerhalb dieser Zeiten kann man trotzdem schreiben und erfährt, wann Sie wieder da sind.",
  weekdays: ["", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
  from: (day) => `${day}, von`,
  until: (day) => `${day}, bis`,
  closedDay: "Geschlossen",
  hoursNone: "Kein Tag ist angekreuzt, deshalb wird nie gesagt, dass Sie nicht da sind.",
  hoursWrong: (day) => `${day}: Das Ende muss nach dem Anfang liegen.`,
  timezone: "Zeitzone",
  createDesk: "Arbeitsplatz anlegen",
  creating: "Ihre Schlüssel werden gemacht, der erste Posteingang wird versiegelt …",
  creatingText: "Nichts wird gespeichert, bis alles bereit ist. Das dauert ein paar Sekunden.",

  embedTitle: "Setzen Sie es auf Ihre Website",
  embedText:
    "Kopieren Sie diese Zeile in die Seiten Ihrer Website, direkt vor </body>, oder schicken Sie sie denen, die sie pflegen. Sie lädt 5 KB und speichert nichts, bis jemand den Chat öffnet.",
  embedLine: "Zeile für die Website",
  embedWhich:
    "Nehmen Sie die erste Zeile: Sie führt immer das neueste Skript aus. Die festgelegte führt nur das heutige aus, für Websites, deren Regeln das verlangen; ändern Sie sie nach jeder Aktualisierung.",
  embedPinned: "Zeile für die Website, festgelegt",
  embedTest:
    "Öffnen Sie dann Ihre Website und schreiben Sie die erste Nachricht. Sie erscheint hier, versiegelt.",
  nextInvite: "Weiter: Team einladen",

  inviteTitle: "Laden Sie das Team ein",
  inviteText:
    "Jeder bekommt einen eigenen Link, der einmal gilt. Übergeben Sie ihn persönlich oder in einer privaten Nachricht: Wer ihn hat, kann beitreten.",
  inviteMake: "Die erste Person einladen",
  inviteLater:
    "Ihr Arbeitsplatz öffnet sich, und der erste Link entsteht dort. Das geht auch später, unter Personen.",
  openDesk: "Nur den Arbeitsplatz öffnen",

  signinTitle: (organisation) => (organisation ? `Willkommen bei ${organisation}` : "Willkommen zurück"),
  signinText: "Ihre Schlüssel werden auf diesem Gerät geöffnet.",
  signinPasskey: "Mit einem Passkey anmelden",
  signinPassword: "E-Mail und Passwort",
  signinRecovery: "Ich habe ein Blatt",
  signinApproval: "Meinen anderen Browser fragen",
  otherWays: "Andere Wege",
  email: "E-Mail",
  accountSecret: "Kontogeheimnis",
  accountSecretHint:
    "Von Ihrem Wiederherstellungsblatt: 13 Gruppen aus vier Zeichen. Dieser Browser kennt Sie noch nicht.",
  recoveryCode: "Wiederherstellungscode",
  recoveryHint: "Acht Gruppen aus vier Buchstaben, von Ihrem Blatt. Leerzeichen sind gleichgültig.",
  signin: "Anmelden",
  openWithKit: "Mit dem Blatt öffnen",
  secondTitle: "Noch ein Nachweis, dass Sie es sind",
  secondText: "Ein Blatt Papier kann jemand anderes finden. Deshalb öffnet es allein nichts.",
  second: {
    authenticator: "Ein Code aus Ihrer Authenticator-App",
    password: "Ihr Passwort",
    operator: "Ein Code von der Person, die den Server betreibt",
  },
  operatorCode: "Code von der Person, die den Server betreibt",
  operatorHint:
    "Sie erzeugt ihn auf dem Server mit sealdesk signin-code. Er gilt einmal, innerhalb von zehn Minuten.",
  secondNone:
    "Sie haben nichts davon? Lassen Sie diesen Browser von einem anderen aus herein, oder bitten Sie jemanden, dem die Organisation gehört, Sie neu einzuladen.",
  approvalText: "Ein Browser, in dem Sie angemeldet sind, kann diesen einlassen.",
  approvalAsk: "Um Zustimmung bitten",
  approvalWaiting: "Öffnen Sie jetzt Sealdesk in Ihrem anderen Browser",
  approvalCompare: "Stimmen Sie dort nur zu, wenn er denselben Code zeigt:",
  approvalRefused: "Ihr anderer Browser hat abgelehnt.",
  approvalRefusedMore:
    "Waren Sie das, fragen Sie noch einmal. Wenn nicht, sagen Sie es einem Inhaber: Jemand benutzt vielleicht Ihr Konto.",
  working: "Ihre Schlüssel werden geöffnet …",
  demoTitle: "Dies ist eine Vorführung",
  demoText:
    "Seien Sie mit einem Klick eine dieser Personen. Alles ist erfunden und wird regelmäßig gelöscht.",

  lockedTitle: (name) => (name ? `Gesperrt: ${name}` : "Gesperrt"),
  lockedText:
    "Sie sind angemeldet, aber die Schlüssel sind in diesem Browser verschlossen. Bis Sie sie öffnen, kann nichts gelesen werden.",
  unlock: "Entsperren",
  unlockPasskey: "Mit einem Passkey entsperren",
  unlockPassword: "Mit Ihrem Passwort entsperren",
  unlockKit: "Mit Ihrem Blatt entsperren",

  joinTitle: (organisation) => `${organisation} beitreten`,
  joinText: "Sie wurden eingeladen. Ihr eigener Schlüssel entsteht auf diesem Gerät.",
  joinTeams: (teams) => `Sie lesen und antworten für: ${teams}`,
  joinSeal:
    "Vergleichen Sie dieses Siegel mit der Person, die Sie eingeladen hat, am Telefon oder persönlich.",
  joinSealLabel: "Siegel der Organisation",
  joinSteps: ["Ihr Name", "Ihr Schlüssel", "Wiederherstellung"],
  joinSaving: "Ihre Schlüssel werden gemacht …",
  joinClosedTitle: "Diese Einladung gilt nicht mehr",
  joinClosedText:
    "Sie wurde benutzt, zurückgezogen oder ist zu alt. Bitten Sie die Person, die sie geschickt hat, um einen neuen Link.",
  goSignin: "Zur Anmeldung",

  failedTitle: "Ihr Arbeitsplatz kann nicht geöffnet werden",
  forkTitle: "Halt: Der Verlauf Ihrer Organisation passt nicht zusammen",
  forkText:
    "Ihr Server zeigt diesem Browser einen anderen unterschriebenen Verlauf als zuvor. Das kann ein Angriff sein oder eine zurückgespielte Sicherung. Nichts wird geöffnet, gesendet oder gespeichert, bis ein Inhaber es angesehen hat.",
  forkOurs: "Was dieser Browser vorher sah",
  forkTheirs: "Was der Server jetzt zeigt",
  forkAt: (when) => `Bemerkt am ${when}`,
  forkNext: "Zeigen Sie diese Seite einem Inhaber. Melden Sie sich solange nicht an anderen Geräten an.",
  forkGoOn: "Ein Inhaber hat es angesehen: Arbeitsplatz wieder öffnen",
};
