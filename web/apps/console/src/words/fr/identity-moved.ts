/** Sessions that are used from elsewhere, in French. */
import type { movedEn } from "../identity-moved.en.ts";

export const movedFr: typeof movedEn = {
  sessionMoved: {
    rule: "Quand une session passe à un autre réseau ou navigateur",
    hint: "Quelqu’un l’a peut-être copiée. Les téléphones changent de réseau toute la journée, les voyageurs aussi : on leur demande alors confirmation avant ce qui est sensible. Y mettre fin convient là où tous travaillent sur un réseau fixe.",
    asks: "Prévenir la personne et redemander avant ce qui est sensible (conseillé)",
    ends: "Mettre fin à la session",
    allowed: "Ne rien faire",
    title: (name: string) => `Votre session est utilisée d’ailleurs, dans ${name}.`,
    text: (when: string, network: string) =>
      `${when}, depuis ${network}. Ce peut être votre téléphone ou un autre de vos réseaux. Sinon, mettez fin à la session et reconnectez-vous.`,
  },
};
