import type { customerProofEn } from "../identity-customer.en.ts";

export const customerProofFr: typeof customerProofEn = {
  proofs: "Qui c’est",
  checked: {
    email: {
      title: "E-mail vérifié",
      text: "Un code envoyé à l’adresse est revenu. Le serveur de ce desk l’a vérifié.",
    },
    website: {
      title: "Connecté sur votre site web",
      text: "Votre site web s’est porté garant et le serveur de ce desk l’a vérifié.",
    },
  },
  proof: {
    email: (address: string) => address,
    website: (site: string, customer: string) => `Client ${customer} sur ${site}`,
  },
  ask: {
    act: "Demander qui c’est",
    title: (who) => `Demander à ${who} de montrer qui c’est`,
    text: "Une carte dans la conversation le demande. Ce qui a été montré avant ne compte pas : la preuve est faite à nouveau, pour cette question. Elle vaut un jour.",
    how: "C’est montré par",
    email: "Un code envoyé à son adresse e-mail",
    website: "La connexion sur votre site",
    none: "Les clients ne peuvent pas encore montrer qui ils sont ici. Un propriétaire peut configurer l’e-mail, ou la clé de votre site sous Clients.",
    reason: "Pourquoi, avec vos mots (ils seront lus)",
    reasonHint: "Pour parler de votre carte, confirmez que c’est bien vous.",
    send: "Demander",
    sent: (who) => `On demande à ${who} qui c’est`,
    open: (by, how) => `${by} a demandé qui c’est, par ${how}. Pas encore de réponse.`,
    over: (by) => `${by} a demandé qui c’est. Aucune réponse n’est arrivée à temps.`,
    declined: (by) => `${by} a demandé qui c’est. La réponse : pas maintenant.`,
    shown: (by, who) => `${by} a demandé qui c’est. C’est montré : ${who}`,
    levels: { email: "e-mail", website: "votre site", passkey: "clé d’accès" },
  },
};
