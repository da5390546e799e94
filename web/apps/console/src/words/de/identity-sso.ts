import type { ssoEn } from "../identity-sso.en.ts";

export const ssoDe: typeof ssoEn = {
  sso: {
    title: "Single Sign-on",
    text: "Ein Identitätsanbieter (Google, Microsoft Entra, Keycloak und andere) sagt, wer jemand ist. Er liest nichts: Schlüssel öffnet ein Passkey, ein Passwort oder ein anderer Browser.",
    none: "Noch kein Identitätsanbieter. Alle melden sich mit Passkey oder Passwort an.",
    add: "Anbieter hinzufügen",
    change: (name) => `${name} ändern`,
    edit: "Ändern",
    remove: "Entfernen",
    removeOf: (name) => `${name} entfernen`,
    removed: (name) => `${name} ist entfernt`,
    saved: (name) => `${name} gilt ab jetzt`,
    test: "Prüfen",
    works: "Er antwortet, wie er soll.",
    name: "Name auf der Schaltfläche",
    nameHint: "So, wie Ihre Leute ihn nennen, etwa Keycloak.",
    issuer: "Adresse des Anbieters",
    issuerHint: "Heißt dort „issuer“ oder „authority“.",
    returnTo: "Geben Sie dem Anbieter diese Adresse, als Redirect-URI:",
    client: "Client-ID",
    secret: "Client-Geheimnis",
    secretHint: "Leer lassen, wenn der Anbieter keines vergibt.",
    secretKept: "Es ist eines da. Leer lassen, um es zu behalten.",
    expires: "Das Geheimnis läuft ab am",
    expiresHint: "Wir erinnern Sie rechtzeitig. Leer lassen, wenn es nie abläuft.",
    several: "Wörter für zwei Faktoren",
    severalHint:
      "Was der Anbieter sagt („amr“ oder „acr“), wenn er selbst zwei Faktoren geprüft hat. Mit einem solchen Wort wird hier nichts weiter verlangt. Im Zweifel leer lassen.",
    domains: "Domains von Neuen",
    domainsHint:
      "Wen der Anbieter mit einer solchen Adresse ausweist und wer noch kein Konto hat, wartet auf Ihre Einladung.",
    only: "Wer verbunden ist, muss den Anbieter bei jeder Anmeldung benutzen",
    onlyText: "Notfallkonten nicht: Sie sind für den Tag da, an dem der Anbieter ausfällt.",
    onlySaved: "Gespeichert",
    continueWith: (name) => `Weiter mit ${name}`,
    or: "oder",
    proven: (name) => `${name} sagt, wer Sie sind`,
    somebody: "Jemand, den er kennt",
    unconnected:
      "Damit ist hier noch kein Konto verbunden. Melden Sie sich an wie sonst; danach können Sie beides verbinden.",
    expected:
      "Sie haben hier noch kein Konto. Ihre Administratoren sehen, dass Sie dazukommen möchten, und geben Ihnen eine Einladung.",
    stillThere: (name) => `Hier sind Sie abgemeldet. Bei ${name} sind Sie es vielleicht noch nicht.`,
    leaveThere: (name) => `Bei ${name} abmelden`,
    inviteAs: "Diese Adresse gehört zur Einladung:",
    oneMore:
      "Es braucht noch einen Nachweis: einen Code Ihrer Authenticator-App, oder unten Passkey oder Passwort.",
    withCode: "Mit dem Code anmelden",
    goOn: "Weiter",
    notMe: "Das bin ich nicht",
    mine: "Identitätsanbieter",
    mineText: "Was einer von ihnen über Sie sagt, gilt bei der Anmeldung als einer von zwei Nachweisen.",
    gone: "Ein Anbieter, der nicht mehr benutzt wird",
    connectWith: (name) => `Mit ${name} verbinden`,
    part: "Trennen",
    partFrom: (name) => `Von ${name} trennen`,
    didPart: (name) => `Von ${name} getrennt`,
    didConnect: (name) => `Mit ${name} verbunden`,
    connectAsk: (name, who) => `${name} kennt Sie als ${who}. Mit Ihrem Konto hier verbinden?`,
    connect: "Verbinden",
    notNow: "Jetzt nicht",
    failed: {
      browser:
        "Diese Antwort hatte ein anderer Browser verlangt, oder es ist zu lange her. Beginnen Sie von vorn.",
      late: "Diese Antwort kam zu spät oder ein zweites Mal. Beginnen Sie von vorn.",
      "other-provider":
        "Es antwortete ein anderer Identitätsanbieter als der gefragte. Beginnen Sie von vorn, und sagen Sie einem Inhaber Bescheid, wenn es noch einmal geschieht.",
      refused:
        "Der Identitätsanbieter hat Sie nicht angemeldet. Versuchen Sie es noch einmal, oder melden Sie sich anders an.",
      unreachable:
        "Der Identitätsanbieter ist nicht zu erreichen. Melden Sie sich anders an, oder versuchen Sie es später.",
      token:
        "Die Antwort des Identitätsanbieters ließ sich nicht prüfen. Sagen Sie einem Inhaber Bescheid; melden Sie sich solange anders an.",
      clock:
        "Die Uhren dieses Desks und des Identitätsanbieters gehen verschieden. Sagen Sie es denen, die den Server betreiben.",
      nonce: "Diese Antwort gehört zu einer anderen Frage. Beginnen Sie von vorn.",
    },
  },
};
