/** Passwords that have to be changed, in French. */
import type { dueEn } from "../identity-due.en.ts";

export const dueFr: typeof dueEn = {
  passwordDue: {
    title: "Choisissez d’abord un autre mot de passe",
    why: {
      compromised:
        "Quelqu’un d’autre connaît peut-être votre mot de passe : un propriétaire ou un administrateur de votre organisation l’a signalé. Toutes vos sessions ont été fermées.",
      age: "Votre mot de passe est plus ancien que ce que permet votre organisation.",
    },
    after:
      "Prenez-en un que vous n’utilisez nulle part ailleurs. L’application d’authentification est configurée à nouveau avec lui ; ensuite, votre bureau s’ouvre.",
    fresh: "Nouveau mot de passe",
    mark: "Mot de passe connu d’autres",
    ask: (name: string) => `Quelqu’un d’autre connaît-il le mot de passe de ${name} ?`,
    askText:
      "Toutes les sessions de cette personne se ferment aussitôt. Qui se connecte avec ce mot de passe peut seulement le changer, sur un appareil qui connaît le compte ou avec sa feuille de récupération. Les clés d’accès restent valables.",
    did: (name: string) => `${name} doit choisir un autre mot de passe`,
    age: "Âge des mots de passe",
    ageAdvice:
      "Nous déconseillons une limite, comme NIST SP 800-63B-4 : qui doit changer un bon mot de passe en choisit de plus faibles et les note. Si quelqu’un peut connaître un mot de passe, faites changer celui-là, sous « Personnes ».",
    ageLimit: "Les mots de passe doivent être changés",
    ageHint: "Qui se connecte avec un plus ancien le change d’abord. Les clés d’accès ne vieillissent pas.",
    never: "Jamais (conseillé)",
    ageSaved: "L’âge des mots de passe est fixé",
  },
};
