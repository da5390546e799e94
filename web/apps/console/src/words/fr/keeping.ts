/** How long conversations are kept, in French. */
import type { keepingEn } from "../keeping.en.ts";
import { counting } from "../plural.ts";

const count = counting("fr");

export const keepingFr: typeof keepingEn = {
  keeping: "Conservation",
  keepingText:
    "Combien de temps les conversations fermées peuvent être lues. Passé ce délai, leurs clés sont détruites et ce qui est stocké n’est plus que du bruit.",
  keepingLimits:
    "Détruire les clés ferme nos copies stockées et nos sauvegardes. Cela n’atteint pas les copies que quelqu’un a gardées.",
  keepingInboxes: "Par boîte",
  keepingInbox: "Boîte",
  keepingDays: "Après fermeture",
  keepingOpen: "Ouvertes",
  keepingClosed: "Fermées",
  keepingDue: "À échéance sous 30 jours",
  keepingHeld: "Retenues",
  keepingDestroyed: "Détruites",
  keepingNext: "Prochaine",
  keepingNever: "Aucune",
  keepingNone: "Vous ne gérez aucune boîte. Les propriétaires et administrateurs voient ici les chiffres.",
  certificates: "Certificats",
  certificatesText:
    "Pour chaque conversation dont les clés ont été détruites, le serveur a signé qu’il l’a fait. Ce poste vérifie la signature avec le registre de votre organisation.",
  certificatesNone: "Rien n’a encore été détruit.",
  certificateOf: (id) => `Conversation ${id}`,
  certificateOk: "Signature valable",
  certificateBad: "Signature non valable",
  certificateBadMore: "Ne vous y fiez pas et prévenez votre équipe de sécurité.",
  certificateSave: (id) => `Enregistrer le certificat de ${id}`,
  certificatesMore: "Afficher les plus anciens",

  keepDays: "Jours",
  keepOther: "Une autre durée…",
  tryIt: "Qu’est-ce qui changerait ?",
  tryFirst:
    "Regardez d’abord ce qui changerait : une durée plus courte vaut aussi pour les conversations déjà fermées.",
  trialNow: (n) =>
    n === 0
      ? "Aucune clé ne serait détruite tout de suite."
      : count(n, {
          one: "Les clés de # conversation seraient détruites dans l’heure. Plus personne ne pourrait la lire.",
          other:
            "Les clés de # conversations seraient détruites dans l’heure. Plus personne ne pourrait les lire.",
        }),
  trialChanged: (n) =>
    n === 0
      ? "Aucune conversation fermée n’aurait une autre date."
      : count(n, {
          one: "# conversation fermée serait gardée jusqu’à un autre jour que prévu.",
          other: "# conversations fermées seraient gardées jusqu’à un autre jour que prévu.",
        }),
  trialHeld: (n) =>
    n === 0
      ? ""
      : count(n, {
          one: "# conversation est retenue et resterait.",
          other: "# conversations sont retenues et resteraient.",
        }),
  trialSoonest: "Les prochaines",
  trialUntil: (date) => `jusqu’au ${date}`,
  trialClosed: (date) => `fermée le ${date}`,
  trialLonger: "Une durée plus longue ne vaut que pour les conversations fermées à partir de maintenant.",
  shortenAsk: (days) => `Ne garder que ${days} ?`,
  shortenYes: "Enregistrer et détruire",
};
