/** Passwords that have to be changed, in German. */
import type { dueEn } from "../identity-due.en.ts";

export const dueDe: typeof dueEn = {
  passwordDue: {
    title: "Wählen Sie zuerst ein anderes Passwort",
    why: {
      compromised:
        "Jemand anderes kennt vielleicht Ihr Passwort: Das hat ein Inhaber oder Admin Ihrer Organisation gemeldet. Alle Ihre Sitzungen wurden beendet.",
      age: "Ihr Passwort ist älter, als Ihre Organisation erlaubt.",
    },
    after:
      "Nehmen Sie eines, das Sie nirgends sonst verwenden. Die Authenticator-App wird damit neu eingerichtet; dann öffnet sich Ihr Desk.",
    fresh: "Neues Passwort",
    mark: "Passwort anderen bekannt",
    ask: (name: string) => `Kennt jemand anderes das Passwort von ${name}?`,
    askText:
      "Alle Sitzungen dieser Person enden sofort. Wer sich mit dem Passwort anmeldet, kann es nur ändern, auf einem Gerät, das das Konto kennt oder den Wiederherstellungsbogen hat. Passkeys gelten weiter.",
    did: (name: string) => `${name} muss ein anderes Passwort wählen`,
    age: "Alter von Passwörtern",
    ageAdvice:
      "Wir raten wie NIST SP 800-63B-4 von einer Grenze ab: Wer ein gutes Passwort ändern muss, wählt schwächere und schreibt sie auf. Wenn jemand ein Passwort kennen könnte, lassen Sie dieses eine ändern, unter „Personen“.",
    ageLimit: "Passwörter müssen geändert werden",
    ageHint: "Wer sich mit einem älteren anmeldet, ändert es zuerst. Passkeys altern nicht.",
    never: "Nie (empfohlen)",
    ageSaved: "Das Alter von Passwörtern ist festgelegt",
  },
};
