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
};
