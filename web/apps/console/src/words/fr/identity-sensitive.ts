import type { sensitiveEn } from "../identity-sensitive.en.ts";

export const sensitiveFr: typeof sensitiveEn = {
  sensitive: {
    title: "Équipes sensibles",
    text: "Les conversations de ces équipes ne sont montrées qu’à qui a confirmé dans les dernières minutes, par une clé d’accès ou par mot de passe et code, que c’est bien lui. Un écran resté ouvert n’en montre rien. La durée d’une confirmation se choisit plus bas.",
    saved: "Équipes sensibles enregistrées",
    none: "Il n’y a pas encore d’équipe.",
    switch: "Redemander avant les conversations de cette équipe",
    lockedTitle: "Confirmez que c’est bien vous",
    lockedText:
      "Les conversations de cette équipe sont sensibles : elles sont montrées dès que vous confirmez.",
    open: "Ouvrir",
    row: "Sensible : ouvrir pour confirmer",
  },
};
