import type { authenticatorsEn } from "../identity-authenticators.en.ts";

export const authenticatorsFr: typeof authenticatorsEn = {
  authenticators: {
    title: "Appareils pour les clés d’accès",
    text: "Qui ne veut que certaines clés de sécurité ou certains programmes pour les nouvelles clés les nomme ici. Un appareil dit lui-même ce qu’il est : cela écarte les erreurs, pas qui ment.",
    list: "Appareils acceptés",
    hint: "Leurs AAGUID, séparés par des espaces. Vide : tous. Les clés existantes restent valables et sont signalées plus haut.",
    saved: "Appareils enregistrés",
  },
};
