import type { SiteKeyLook } from "../../contract.ts";
import type { customersEn } from "../identity-customers.en.ts";
import { counting } from "../plural.ts";

const count = counting("fr");

export const customersFr: typeof customersEn = {
  customers: {
    title: "Clients",
    text: "Comment les clients montrent qui ils sont, pour que personne ne reçoive les réponses d’une autre personne.",
    modeTitle: "Vérifier les clients",
    modeText: "Observez quelques jours avant de refuser qui que ce soit.",
    modes: {
      off: { title: "Désactivé", text: "Tout le monde peut écrire. On ne demande à personne qui il est." },
      watch: {
        title: "Observer",
        text: "Tout le monde peut écrire. Vous voyez ci-dessous combien auraient été refusés.",
      },
      enforce: {
        title: "Exiger",
        text: "Qui ne montre pas ce qu’une boîte demande ne peut pas y commencer de conversation. On lui dit pourquoi, et ce qu’il a écrit reste.",
      },
    },
    modeSaved: {
      off: "Les clients ne sont plus vérifiés",
      watch: "Observation : personne n’est refusé",
      enforce: "Les clients sont désormais vérifiés",
    },
    countsTitle: "Ces 30 derniers jours",
    counts: {
      website: "Ont montré qu’ils sont connectés à votre site",
      email: "Ont montré qu’une adresse e-mail est la leur",
      watched: "Conversations qui auraient été refusées",
      refused: "Conversations refusées",
      more: "Il y en a plus que ce qui a été compté ici.",
      whereTo: "Le journal montre chaque cas : cherchez « visitor.unproven ».",
    },
    reasons: {
      "token-form": "Jetons illisibles",
      "token-key": "Jetons signés avec une clé inconnue ici, ou avec un autre algorithme que celui de la clé",
      "token-signature": "Jetons dont la signature est fausse",
      "token-time": "Jetons expirés, du futur, ou valables plus de cinq minutes",
      "token-audience": "Jetons destinés à un autre bureau",
      "token-issuer": "Jetons d’un autre site",
      "token-device": "Jetons faits pour un autre navigateur",
      "token-replay": "Jetons déjà montrés, ou montrés trop tard",
      code: "Codes faux, envoyés à une adresse e-mail",
      more: "D’autres, seulement comptés",
    },
    siteTitle: "Votre site",
    siteText:
      "Le serveur de votre site peut signer qui y est connecté. Le bureau le vérifie avec une clé publique que vous collez ici.",
    noKeys: "Pas encore de clé : personne ne peut montrer qu’il est connecté à votre site.",
    keys: "Clés publiques",
    addKey: "Ajouter une clé",
    rotation:
      "Pour remplacer une clé, ajoutez ici la suivante, faites-la utiliser par votre site, puis retirez celle-ci. Personne ne remarque rien.",
    issuer: "Nom de votre site (« iss »)",
    issuerHint: "Exactement comme il figure dans les jetons.",
    issuerSaved: "Les jetons doivent désormais nommer ce site",
    audience: "Les jetons sont destinés à (« aud »)",
    keyName: "Nom de la clé (« kid »)",
    keyNameHint: "Votre site le met dans ses jetons.",
    keyNameUsed: "Une autre clé porte déjà ce nom.",
    key: "Clé publique",
    keyHint: "PEM ou JWK : Ed25519, P-256, ou RSA de 2 048 bits ou plus.",
    kind: (look: SiteKeyLook) =>
      look.kind === "RSA"
        ? `RSA, ${look.bits} bits (RS256)`
        : look.kind === "Ed25519"
          ? "Ed25519 (EdDSA)"
          : look.kind === "P-256"
            ? "P-256 (ES256)"
            : look.kind === "private"
              ? "C’est la clé privée. Elle n’a été envoyée nulle part. Collez la clé publique."
              : "Ce n’est pas une clé publique utilisable.",
    makeKey: "Comment créer une clé",
    makeKeyText:
      "Lancez ceci sur le serveur de votre site. Le fichier y reste ; collez ce que la seconde ligne affiche.",
    keySaved: (name: string) => `La clé ${name} compte désormais`,
    keyRemoved: (name: string) => `La clé ${name} est retirée`,
    removeOf: (name: string) => `Retirer la clé ${name}`,
    removeTitle: (name: string) => `Retirer la clé ${name} ?`,
    removeText:
      "Les jetons signés avec elle sont refusés aussitôt. Assurez-vous que votre site utilise déjà une autre clé.",
    removeLast:
      "C’est la seule clé : plus personne ne pourra montrer qu’il est connecté à votre site. Si une boîte le demande, changez d’abord la boîte.",
    snippetTitle: "Pour le serveur de votre site",
    snippetText:
      "Signe avec une clé Ed25519. Avec une autre sorte de clé, utilisez une bibliothèque de JSON Web Tokens et les mêmes données. Les pages et tous les détails : docs/embedding.md.",
    snippetLanguage: "Langage",
    inboxesTitle: "Ce que chaque boîte demande",
    inboxesText:
      "Ce qu’un client doit montrer avant un premier message. Les conversations commencées continuent.",
    inboxesOff: "Compte dès que les clients sont vérifiés : choisissez-le ci-dessus.",
    inboxesSaved: "Les boîtes demandent cela désormais",
    levels: {
      anonymous: "Rien",
      email: "Une adresse e-mail, par un code qui y est envoyé",
      token: "Être connecté à votre site",
      passkey: "Une clé d’accès (pas encore)",
    },
    wouldRefuse: (n: number) =>
      count(n, {
        one: "# conversation des 30 derniers jours aurait été refusée.",
        other: "# conversations des 30 derniers jours auraient été refusées.",
      }),
  },
};
