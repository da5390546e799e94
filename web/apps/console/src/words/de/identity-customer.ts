import type { customerProofEn } from "../identity-customer.en.ts";

export const customerProofDe: typeof customerProofEn = {
  proofs: "Wer es ist",
  checked: {
    email: {
      title: "E-Mail geprüft",
      text: "Ein Code an diese Adresse kam zurück. Der Server dieses Desks hat das geprüft.",
    },
    website: {
      title: "Auf Ihrer Website angemeldet",
      text: "Ihre Website verbürgt sich, der Server dieses Desks hat das geprüft.",
    },
  },
  proof: {
    email: (address: string) => address,
    website: (site: string, customer: string) => `Kunde ${customer} auf ${site}`,
  },
};
