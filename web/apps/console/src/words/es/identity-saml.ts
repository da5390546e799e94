import type { samlEn } from "../identity-saml.en.ts";

export const samlEs: typeof samlEn = {
  saml: {
    kind: "Cómo habla",
    openid: "OpenID Connect",
    saml2: "SAML 2.0",
    kindHint: "OpenID Connect si el proveedor lo ofrece. Si no, SAML 2.0.",
    giveMetadata: "Dé esta dirección al proveedor, como metadatos e identificador de entidad:",
    giveReturn: "Si pide una URL de ACS o de respuesta, es esta:",
    metadata: "Metadatos del proveedor",
    metadataHint: "Pegue el XML que ofrece. Hágalo de nuevo cuando cambie sus claves.",
    severalHint:
      "Lo que dice el proveedor como AuthnContextClassRef cuando él mismo ha comprobado dos factores. Con una de esas palabras aquí no se pide nada más. Si no está seguro, déjelo vacío.",
  },
};
