/** How long the record of acts is kept, in French. */
import { counting } from "../plural.ts";
import type { recordKeepingEn } from "../record-keeping.en.ts";

const count = counting("fr");

export const recordKeepingFr: typeof recordKeepingEn = {
  recordKeeping: "Registre des actes",
  recordKeepingText:
    "Le serveur note qui a fait quoi, et quand ; jamais ce qui a été écrit. Choisissez ici combien de temps chaque partie du registre est gardée.",
  recordParts: {
    "sign-ins": {
      name: "Connexions et refus",
      text: "Qui s’est connecté ou déconnecté, les essais ratés, et ce qui a été refusé à qui.",
    },
    keys: {
      name: "Personnes et clés",
      text: "Qui est arrivé, parti ou a changé d’équipe, et les clés ajoutées ou retirées.",
    },
    reads: {
      name: "Ce qui a été lu",
      text: "Qui a ouvert quelle conversation, quel fichier ou quelle liste, et quand.",
    },
    conversations: {
      name: "Ce qui s’est fait dans les conversations",
      text: "Quand quelqu’un a écrit, fermé, noté ou transmis. Jamais les mots.",
    },
    administration: {
      name: "Réglages",
      text: "Changements des boîtes, des articles, des retenues et des disponibilités.",
    },
    system: {
      name: "Le serveur lui-même",
      text: "Démarrages, arrêts, configuration changée et certificats.",
    },
  },
  recordForEver: "Pour toujours",
  recordKept: (days) => `Gardé ${days}`,
  recordKeptForEver: "Gardé pour toujours",
  recordNext: (days, date) => `À partir du ${date}, gardé ${days} seulement.`,
  recordNextStop: "Arrêter ce changement",
  recordChange: (part) => `Changer la durée de « ${part} »`,
  recordChangeShort: "Changer",
  recordKeepFor: "Garder pendant",
  recordLonger: "Une durée plus longue compte tout de suite.",
  recordShorter:
    "Une durée plus courte compte après sept jours, pour que personne ne puisse faire disparaître des traces d’un coup. Jusque-là, tous ceux qui peuvent lire le registre le voient ici et peuvent l’arrêter.",
  recordTry: "Qu’est-ce qui serait effacé ?",
  recordTrialNone: "Rien n’est encore si ancien.",
  recordTrial: (n, date) =>
    count(n, {
      one: `Aujourd’hui, # événement est plus ancien ; il date du ${date}. Un événement effacé ne peut pas être récupéré.`,
      other: `Aujourd’hui, # événements sont plus anciens ; le premier date du ${date}. Un événement effacé ne peut pas être récupéré.`,
    }),
  recordTrialMore: (n, date) =>
    count(n, {
      other: `Aujourd’hui, au moins # événements sont plus anciens ; le premier date du ${date}. Un événement effacé ne peut pas être récupéré.`,
    }),
  recordTrialHeld: (n) =>
    n === 0
      ? ""
      : count(n, {
          one: "# événement est retenu et resterait.",
          other: "# événements sont retenus et resteraient.",
        }),
  recordSaved: (part) => `Enregistré : ${part}`,
  recordTold:
    "Ce qui est effacé laisse sa place dans le registre, et un événement qui le dit. Les changements faits ici, les retenues et les effacements sont gardés pour toujours.",

  recordHolds: "Retenu",
  recordHoldsText:
    "Ce qui est retenu n’est pas effacé, quoi qu’on choisisse plus haut : pour un procès, une enquête ou une autorité qui le demande.",
  recordHoldsNone: "Rien n’est retenu.",
  recordHoldBegin: "Retenir",
  recordHoldWhat: "Ce qui est retenu",
  recordHoldAll: "Tout le registre",
  recordHoldOther: "Autre chose, par son identifiant",
  recordHoldId: "Identifiant",
  recordHoldIdHint:
    "64 chiffres et lettres : une conversation, un navigateur, un client ou un fichier, comme le registre les nomme.",
  recordHoldWhy: "Pourquoi",
  recordHoldReasons: {
    litigation: "Un procès",
    investigation: "Une enquête interne",
    authority: "Une autorité l’a demandé",
    other: "Une autre raison",
  },
  recordHoldSince: (reason, date) => `${reason}, depuis le ${date}`,
  recordHoldAbout: (who) => `Tout ce qui nomme ${who}`,
  recordRelease: "Mettre fin",
  recordReleaseOf: (what) => `Mettre fin à la retenue : ${what}`,
  recordReleaseAsk: "Mettre fin à cette retenue ?",
  recordReleaseText:
    "Ce qu’elle gardait et qui est assez ancien est effacé en quelques minutes. On ne peut pas revenir en arrière.",
  recordWholeHeld: "Tout le registre est retenu : rien n’en est effacé.",
};
