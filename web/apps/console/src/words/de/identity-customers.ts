import type { SiteKeyLook } from "../../contract.ts";
import type { customersEn } from "../identity-customers.en.ts";
import { counting } from "../plural.ts";

const count = counting("de");

export const customersDe: typeof customersEn = {
  customers: {
    title: "Kunden",
    text: "Wie Kunden zeigen, wer sie sind, damit niemand die Antworten einer anderen Person bekommt.",
    modeTitle: "Kunden prüfen",
    modeText: "Beobachten Sie einige Tage, bevor Sie jemanden abweisen.",
    modes: {
      off: { title: "Aus", text: "Alle können schreiben. Niemand wird gefragt, wer er ist." },
      watch: {
        title: "Beobachten",
        text: "Alle können schreiben. Sie sehen unten, wie viele abgewiesen worden wären.",
      },
      enforce: {
        title: "Durchsetzen",
        text: "Wer nicht zeigt, was ein Posteingang verlangt, kann dort kein Gespräch beginnen. Der Grund wird genannt, und das Geschriebene bleibt.",
      },
    },
    modeSaved: {
      off: "Kunden werden nicht mehr geprüft",
      watch: "Beobachtung läuft: niemand wird abgewiesen",
      enforce: "Kunden werden ab jetzt geprüft",
    },
    countsTitle: "In den letzten 30 Tagen",
    counts: {
      website: "Haben gezeigt, dass sie auf Ihrer Website angemeldet sind",
      email: "Haben gezeigt, dass eine E-Mail-Adresse ihre ist",
      watched: "Gespräche, die abgewiesen worden wären",
      refused: "Gespräche, die abgewiesen wurden",
      more: "Es sind mehr, als hier gezählt wurden.",
      whereTo: "Das Protokoll zeigt jeden Fall: Suchen Sie nach „visitor.unproven“.",
    },
    reasons: {
      "token-form": "Token, die nicht zu lesen waren",
      "token-key":
        "Token mit einem Schlüssel, der hier nicht bekannt ist, oder mit einem anderen Verfahren als dem des Schlüssels",
      "token-signature": "Token mit falscher Signatur",
      "token-time": "Token, die abgelaufen, aus der Zukunft oder länger als fünf Minuten gültig waren",
      "token-audience": "Token für einen anderen Desk",
      "token-issuer": "Token einer anderen Website",
      "token-device": "Token für einen anderen Browser",
      "token-replay": "Token, die schon einmal oder zu spät gezeigt wurden",
      code: "Falsche Codes, an eine E-Mail-Adresse gesendet",
      more: "Weitere, die nur gezählt wurden",
    },
    siteTitle: "Ihre Website",
    siteText:
      "Der Server Ihrer Website kann unterschreiben, wer dort angemeldet ist. Der Desk prüft das mit einem öffentlichen Schlüssel, den Sie hier einfügen.",
    noKeys: "Noch kein Schlüssel: niemand kann zeigen, dass er auf Ihrer Website angemeldet ist.",
    keys: "Öffentliche Schlüssel",
    addKey: "Schlüssel hinzufügen",
    rotation:
      "Um einen Schlüssel zu ersetzen, fügen Sie hier den nächsten hinzu, lassen Ihre Website ihn verwenden und entfernen dann diesen. Niemand merkt etwas.",
    issuer: "Name Ihrer Website („iss“)",
    issuerHint: "Genau so, wie er in den Token steht.",
    issuerSaved: "Token müssen ab jetzt diese Website nennen",
    audience: "Die Token gelten für („aud“)",
    keyName: "Name des Schlüssels („kid“)",
    keyNameHint: "Ihre Website schreibt ihn in ihre Token.",
    keyNameUsed: "Ein anderer Schlüssel heißt schon so.",
    key: "Öffentlicher Schlüssel",
    keyHint: "PEM oder JWK: Ed25519, P-256 oder RSA mit mindestens 2.048 Bit.",
    kind: (look: SiteKeyLook) =>
      look.kind === "RSA"
        ? `RSA, ${look.bits} Bit (RS256)`
        : look.kind === "Ed25519"
          ? "Ed25519 (EdDSA)"
          : look.kind === "P-256"
            ? "P-256 (ES256)"
            : look.kind === "private"
              ? "Das ist der private Schlüssel. Er wurde nirgendwohin gesendet. Fügen Sie den öffentlichen ein."
              : "Das ist kein öffentlicher Schlüssel, der hier verwendet werden kann.",
    makeKey: "So entsteht ein Schlüssel",
    makeKeyText:
      "Führen Sie das auf dem Server Ihrer Website aus. Die Datei bleibt dort; fügen Sie ein, was die zweite Zeile ausgibt.",
    keySaved: (name: string) => `Der Schlüssel ${name} gilt ab jetzt`,
    keyRemoved: (name: string) => `Der Schlüssel ${name} ist entfernt`,
    removeOf: (name: string) => `Schlüssel ${name} entfernen`,
    removeTitle: (name: string) => `Schlüssel ${name} entfernen?`,
    removeText:
      "Token, die mit ihm unterschrieben sind, werden sofort abgewiesen. Ihre Website sollte schon einen anderen verwenden.",
    removeLast:
      "Es ist der einzige Schlüssel: Niemand kann dann mehr zeigen, dass er auf Ihrer Website angemeldet ist. Wenn ein Posteingang das verlangt, ändern Sie ihn zuerst.",
    snippetTitle: "Für den Server Ihrer Website",
    snippetText:
      "Unterschreibt mit einem Ed25519-Schlüssel. Mit anderen Schlüsseln verwenden Sie eine Bibliothek für JSON Web Tokens und dieselben Angaben. Seiten und alles Weitere: docs/embedding.md.",
    snippetLanguage: "Sprache",
    inboxesTitle: "Was jeder Posteingang verlangt",
    inboxesText:
      "Was ein Kunde vor der ersten Nachricht zeigen muss. Gespräche, die begonnen haben, gehen weiter.",
    inboxesOff: "Gilt, sobald Kunden geprüft werden: Wählen Sie das oben.",
    inboxesSaved: "Die Posteingänge verlangen das ab jetzt",
    levels: {
      anonymous: "Nichts",
      email: "Eine E-Mail-Adresse, durch einen Code, der dorthin geht",
      token: "Auf Ihrer Website angemeldet sein",
      passkey: "Ein Passkey (noch nicht)",
    },
    wouldRefuse: (n: number) =>
      count(n, {
        one: "# Gespräch der letzten 30 Tage wäre abgewiesen worden.",
        other: "# Gespräche der letzten 30 Tage wären abgewiesen worden.",
      }),
  },
};
