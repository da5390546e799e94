import type { againEn } from "../identity-again.en.ts";

export const againDe: typeof againEn = {
  again: {
    menu: "Alles verloren …",
    title: (name) => `Neue Schlüssel für ${name}?`,
    sure: (name) =>
      `Für den Tag, an dem ${name} keinen Browser, keinen Passkey, kein Passwort und kein Blatt mehr hat. Vergewissern Sie sich, dass es wirklich diese Person ist: im Gespräch vor Ort oder unter einer Nummer, die Sie kennen.`,
    ends: "Das Konto endet jetzt. Was es öffnete, öffnet nichts mehr, wo immer es ist.",
    link: "Sie bekommen einen Link, nur für diese Person. Damit macht sie neue Schlüssel: gleiche Adresse, gleiche Teams, gleiche Rechte.",
    back: "Was ihre Teams lesen dürfen, kommt zu ihr zurück. Ihre Entwürfe, und was nur sie öffnen konnte, sind verloren.",
    sole: (teams) =>
      `Die Schlüssel von ${teams} hat sonst niemand. Was dort geschrieben wurde, bleibt für immer zu.`,
    yes: "Beenden und Link erstellen",
    linkTitle: (name) => `Ein Link für ${name}`,
    joinTitle: (organisation) => `Neue Schlüssel bei ${organisation}`,
    joinText:
      "Was Ihr altes Konto öffnete, gilt nicht mehr. Nehmen Sie dieselbe E-Mail-Adresse wie bisher: Ihre Teams, Rechte und Ihr Verlauf kommen zurück.",
  },
};
