import type { passwordEn } from "../identity-password.en.ts";

export const passwordFr: typeof passwordEn = {
  newPassword: {
    set: "Définir un mot de passe",
    change: "Changer le mot de passe",
    text: "L’ancien mot de passe n’ouvre alors plus rien. L’application d’authentification est configurée à nouveau. Les navigateurs entrés avec l’ancien sont déconnectés aussitôt.",
    did: "Le nouveau mot de passe compte dès maintenant",
    label: "Solidité de ce mot de passe",
    steps: { 1: "Trop facile à deviner", 2: "Faible", 3: "Bon", 4: "Très bon" },
    advice: {
      1: "Ajoutez quelques mots sans rapport entre eux.",
      2: "Il est permis. Avec un mot de plus, il est bien meilleur.",
      3: "Les programmes qui devinent mettraient très longtemps.",
      4: "Ne l’utilisez nulle part ailleurs.",
    },
    refusals: {
      short: "Trop court : au moins 8 caractères.",
      long: "Trop long : au plus 256 caractères.",
      about:
        "Fait de noms que d’autres connaissent : laissez de côté votre nom, votre adresse et celui de l’organisation.",
      common: "Beaucoup de gens utilisent celui-ci, ou un seul mot de ce genre. Assemblez quelques mots.",
      weak: "Trop facile à deviner. Ajoutez quelques mots sans rapport entre eux.",
      breached:
        "Connu par un vol sur un autre site. Choisissez-en un que vous n’utilisez nulle part ailleurs.",
      former: "Vous avez déjà eu celui-ci. Choisissez-en un nouveau.",
    },
    unchecked: "Sans connexion, le mot de passe ne peut pas être vérifié. Il le sera quand vous continuerez.",
  },
};
