import type { samlEn } from "../identity-saml.en.ts";

export const samlFr: typeof samlEn = {
  saml: {
    kind: "Sa façon de parler",
    openid: "OpenID Connect",
    saml2: "SAML 2.0",
    kindHint: "OpenID Connect si le fournisseur le propose. Sinon SAML 2.0.",
    giveMetadata: "Donnez cette adresse au fournisseur, comme métadonnées et identifiant d’entité :",
    giveReturn: "S’il demande une URL ACS ou de réponse, la voici :",
    metadata: "Métadonnées du fournisseur",
    metadataHint: "Collez le XML qu’il propose. Recommencez quand il change ses clés.",
    severalHint:
      "Ce que dit le fournisseur comme AuthnContextClassRef quand il a vérifié deux facteurs lui-même. Avec un tel mot, rien de plus n’est demandé ici. Dans le doute, laissez vide.",
  },
};
