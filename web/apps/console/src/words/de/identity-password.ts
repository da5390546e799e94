import type { passwordEn } from "../identity-password.en.ts";

export const passwordDe: typeof passwordEn = {
  newPassword: {
    set: "Passwort festlegen",
    change: "Passwort ändern",
    text: "Das alte Passwort öffnet ab dann nichts mehr. Die Authenticator-App wird dabei neu eingerichtet. Browser, die mit dem alten hereinkamen, werden sofort abgemeldet.",
    did: "Das neue Passwort gilt ab jetzt",
    label: "Stärke dieses Passworts",
    steps: { 1: "Zu leicht zu erraten", 2: "Schwach", 3: "Gut", 4: "Stark" },
    advice: {
      1: "Nehmen Sie ein paar Wörter dazu, die nicht zusammengehören.",
      2: "Es ist erlaubt. Mit einem Wort mehr wird es viel besser.",
      3: "Programme, die raten, bräuchten sehr lange.",
      4: "Nehmen Sie es nirgends sonst.",
    },
    refusals: {
      short: "Zu kurz: Nehmen Sie mindestens 8 Zeichen.",
      long: "Zu lang: Nehmen Sie höchstens 256 Zeichen.",
      about:
        "Besteht aus Namen, die andere kennen: Lassen Sie Ihren Namen, Ihre Adresse und den der Organisation weg.",
      common: "Viele nehmen dieses oder ein einzelnes Wort dieser Art. Setzen Sie ein paar Wörter zusammen.",
      weak: "Zu leicht zu erraten. Nehmen Sie ein paar Wörter dazu, die nicht zusammengehören.",
      breached:
        "Aus einem Diebstahl bei einer anderen Website bekannt. Wählen Sie eines, das Sie nirgends sonst nehmen.",
      former: "Dieses hatten Sie schon einmal. Wählen Sie ein neues.",
    },
    unchecked:
      "Ohne Verbindung kann das Passwort nicht geprüft werden. Es wird geprüft, wenn Sie weitergehen.",
  },
};
