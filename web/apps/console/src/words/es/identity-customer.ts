import type { customerProofEn } from "../identity-customer.en.ts";

export const customerProofEs: typeof customerProofEn = {
  proofs: "Quién es",
  checked: {
    email: {
      title: "Correo comprobado",
      text: "Un código enviado a la dirección volvió. Lo comprobó el servidor de este desk.",
    },
    website: {
      title: "Con sesión iniciada en su sitio web",
      text: "Su sitio web responde por la persona y el servidor de este desk lo comprobó.",
    },
  },
  proof: {
    email: (address: string) => address,
    website: (site: string, customer: string) => `Cliente ${customer} en ${site}`,
  },
};
