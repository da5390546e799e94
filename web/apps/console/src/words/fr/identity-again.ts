import type { againEn } from "../identity-again.en.ts";

export const againFr: typeof againEn = {
  again: {
    menu: "A tout perdu…",
    title: (name) => `De nouvelles clés pour ${name} ?`,
    sure: (name) =>
      `Pour le jour où ${name} n’a plus ni navigateur, ni clé d’accès, ni mot de passe, ni feuille. Assurez-vous que c’est bien cette personne : voyez-la, ou appelez un numéro que vous connaissez.`,
    ends: "Son compte prend fin maintenant. Ce qui l’ouvrait n’ouvre plus rien, où que ce soit.",
    link: "Vous recevez un lien, pour elle seule. Avec lui, elle crée de nouvelles clés : même adresse, mêmes équipes, mêmes droits.",
    back: "Ce que ses équipes peuvent lire lui revient. Ses brouillons, et ce qu’elle seule pouvait ouvrir, sont perdus.",
    sole: (teams) =>
      `Personne d’autre n’a les clés de ${teams}. Ce qui y a été écrit reste fermé pour toujours.`,
    yes: "Mettre fin et créer le lien",
    linkTitle: (name) => `Un lien pour ${name}`,
    joinTitle: (organisation) => `De nouvelles clés chez ${organisation}`,
    joinText:
      "Ce qui ouvrait votre ancien compte ne vaut plus. Utilisez la même adresse e-mail qu’avant : vos équipes, vos droits et votre historique reviennent.",
  },
};
