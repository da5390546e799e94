/** Who customers are: rules, the website that vouches, and what the rules do. */
import type { SiteKeyLook } from "../contract.ts";
import { counting } from "./plural.ts";

const count = counting("en");

export const customersEn = {
  customers: {
    title: "Customers",
    text: "How customers show who they are, so that nobody gets another person’s answers.",
    modeTitle: "Checking customers",
    modeText: "Watch for some days before you refuse anybody.",
    modes: {
      off: { title: "Off", text: "Everybody can write. Nobody is asked who they are." },
      watch: {
        title: "Watch",
        text: "Everybody can write. Below you see how many would have been refused.",
      },
      enforce: {
        title: "Enforce",
        text: "Who does not show what an inbox asks for cannot begin a conversation there. They are told why, and keep what they wrote.",
      },
    },
    modeSaved: {
      off: "Customers are not checked any more",
      watch: "Watching: nobody is refused",
      enforce: "Customers are checked from now on",
    },
    countsTitle: "In the last 30 days",
    counts: {
      website: "Showed that they are signed in on your website",
      email: "Showed that an email address is theirs",
      watched: "Conversations that would have been refused",
      refused: "Conversations that were refused",
      more: "There is more than was counted here.",
      whereTo: "The record of acts shows each of them: search for “visitor.unproven”.",
    },
    reasons: {
      "token-form": "Tokens that could not be read",
      "token-key":
        "Tokens signed with a key that is not known here, or with another algorithm than the key’s",
      "token-signature": "Tokens whose signature is wrong",
      "token-time": "Tokens that were expired, of the future, or valid for more than five minutes",
      "token-audience": "Tokens for another desk",
      "token-issuer": "Tokens of another website",
      "token-device": "Tokens made for another browser",
      "token-replay": "Tokens that were shown before, or too late",
      code: "Wrong codes, sent to an email address",
      more: "Others that were only counted",
    },
    siteTitle: "Your website",
    siteText:
      "Your website’s server can sign who is signed in there. The desk checks the signature with a public key that you paste here.",
    noKeys: "No key yet: nobody can show that they are signed in on your website.",
    keys: "Public keys",
    addKey: "Add a key",
    rotation:
      "To replace a key, add the next one here, let your website use it, and then remove this one. Nobody notices.",
    issuer: "Name of your website (“iss”)",
    issuerHint: "Exactly as it stands in the tokens.",
    issuerSaved: "Tokens have to name this website from now on",
    audience: "The tokens are for (“aud”)",
    keyName: "Name of the key (“kid”)",
    keyNameHint: "Your website puts it into its tokens.",
    keyNameUsed: "Another key has this name already.",
    key: "Public key",
    keyHint: "PEM or JWK: Ed25519, P-256, or RSA with 2,048 bits or more.",
    kind: (look: SiteKeyLook) =>
      look.kind === "RSA"
        ? `RSA, ${look.bits} bits (RS256)`
        : look.kind === "Ed25519"
          ? "Ed25519 (EdDSA)"
          : look.kind === "P-256"
            ? "P-256 (ES256)"
            : look.kind === "private"
              ? "This is the private key. It was not sent anywhere. Paste the public one."
              : "This is not a public key that can be used.",
    makeKey: "How to make a key",
    makeKeyText:
      "Run this on your website’s server. The file stays there; paste what the second line prints.",
    keySaved: (name: string) => `The key ${name} counts from now on`,
    keyRemoved: (name: string) => `The key ${name} is removed`,
    removeOf: (name: string) => `Remove the key ${name}`,
    removeTitle: (name: string) => `Remove the key ${name}?`,
    removeText:
      "Tokens that are signed with it are refused at once. Be sure that your website uses another key already.",
    removeLast:
      "It is the only key: from now on nobody can show that they are signed in on your website. If an inbox asks for that, change the inbox first.",
    snippetTitle: "For your website’s server",
    snippetText:
      "Signs with an Ed25519 key. With another kind of key, use a library for JSON Web Tokens and the same claims. Pages and all details: docs/embedding.md.",
    snippetLanguage: "Language",
    inboxesTitle: "What each inbox asks for",
    inboxesText: "What a customer has to show before a first message. Conversations that have begun go on.",
    inboxesOff: "Counts once customers are checked: choose that above.",
    inboxesSaved: "The inboxes ask for this from now on",
    levels: {
      anonymous: "Nothing",
      email: "An email address, by a code that is sent there",
      token: "Being signed in on your website",
      passkey: "A passkey (not yet)",
    },
    wouldRefuse: (n: number) =>
      count(n, {
        one: "# conversation of the last 30 days would have been refused.",
        other: "# conversations of the last 30 days would have been refused.",
      }),
  },
};
