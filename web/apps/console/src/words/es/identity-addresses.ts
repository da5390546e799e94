import type { addressesEn } from "../identity-addresses.en.ts";

export const addressesEs: typeof addressesEn = {
  addresses: {
    title: "Direcciones de correo",
    text: "Las personas entran con su dirección del trabajo, no con la de casa. Un buzón personal sigue siendo suyo cuando se van, y nadie aquí ve si alguien entró en él.",
    saved: "Direcciones guardadas",
    domains: "Sus propios dominios",
    domainsHint:
      "Como detrás de la @, separados por espacios. También vale para todo lo que está por debajo.",
    personal: "Direcciones de proveedores personales",
    personalHint: "Como Gmail o GMX. La lista forma parte de este programa.",
    outside: "Direcciones de otros sitios",
    outsideHint: "De ninguno de sus dominios, una vez que haya indicado uno.",
    rules: {
      allow: "Permitir",
      warn: "Permitir y señalar",
      refuse: "No admitir nuevas",
    },
  },
};
