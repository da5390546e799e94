import type { samlEn } from "../identity-saml.en.ts";

export const samlDe: typeof samlEn = {
  saml: {
    kind: "Wie er spricht",
    openid: "OpenID Connect",
    saml2: "SAML 2.0",
    kindHint: "OpenID Connect, wenn der Anbieter es kann. Sonst SAML 2.0.",
    giveMetadata: "Geben Sie dem Anbieter diese Adresse, als Metadaten und Entity-ID:",
    giveReturn: "Fragt er nach einer ACS- oder Antwort-URL, ist es diese:",
    metadata: "Metadaten des Anbieters",
    metadataHint: "Fügen Sie das XML ein, das er anbietet, und wieder, wenn er seine Schlüssel wechselt.",
    severalHint:
      "Was der Anbieter als AuthnContextClassRef sagt, wenn er selbst zwei Faktoren geprüft hat. Mit einem solchen Wort wird hier nichts weiter verlangt. Im Zweifel leer lassen.",
  },
};
