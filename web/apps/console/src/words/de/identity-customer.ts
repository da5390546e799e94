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
  ask: {
    act: "Fragen, wer es ist",
    title: (who) => `${who} bitten zu zeigen, wer es ist`,
    text: "Eine Karte im Gespräch fragt danach. Früher Gezeigtes zählt nicht: Der Nachweis entsteht neu, für diese Frage. Sie gilt einen Tag.",
    how: "Gezeigt wird es durch",
    email: "Einen Code an die E-Mail-Adresse",
    website: "Die Anmeldung auf Ihrer Website",
    none: "Kunden können hier noch nicht zeigen, wer sie sind. Ein Inhaber kann E-Mail einrichten oder unter Kunden den Schlüssel Ihrer Website.",
    reason: "Warum, in Ihren Worten (wird gelesen)",
    reasonHint: "Um über Ihre Karte zu sprechen, bestätigen Sie bitte, dass Sie es sind.",
    send: "Fragen",
    sent: (who) => `${who} wird gefragt`,
    open: (by, how) => `${by} hat gefragt, wer das ist, per ${how}. Noch keine Antwort.`,
    over: (by) => `${by} hat gefragt, wer das ist. Es kam rechtzeitig keine Antwort.`,
    declined: (by) => `${by} hat gefragt, wer das ist. Die Antwort: jetzt nicht.`,
    shown: (by, who) => `${by} hat gefragt, wer das ist. Es wurde gezeigt: ${who}`,
    levels: { email: "E-Mail", website: "Ihrer Website", passkey: "Passkey" },
  },
};
