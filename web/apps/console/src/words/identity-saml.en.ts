/** Identity providers that speak SAML, in English. */

export const samlEn = {
  saml: {
    kind: "How it speaks",
    openid: "OpenID Connect",
    saml2: "SAML 2.0",
    kindHint: "OpenID Connect if the provider offers it. SAML 2.0 otherwise.",
    giveMetadata: "Give this address to the provider, as metadata and entity id:",
    giveReturn: "If it asks for an ACS or reply URL, this is it:",
    metadata: "Metadata of the provider",
    metadataHint: "Paste the XML that it offers. Do it again when it changes its keys.",
    severalHint:
      "What the provider says as AuthnContextClassRef when it has checked two factors itself. With such a word nothing more is asked here. Leave it empty if you are not sure.",
  },
};
