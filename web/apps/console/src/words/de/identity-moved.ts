/** Sessions that are used from elsewhere, in German. */
import type { movedEn } from "../identity-moved.en.ts";

export const movedDe: typeof movedEn = {
  sessionMoved: {
    rule: "Wenn eine Sitzung in ein anderes Netz oder einen anderen Browser wechselt",
    hint: "Jemand hat sie vielleicht kopiert. Telefone wechseln ständig das Netz, Reisende auch: Vor heiklen Schritten wird dann gefragt. Beenden passt, wo alle in einem festen Netz arbeiten.",
    asks: "Es der Person sagen und vor heiklen Schritten neu fragen (empfohlen)",
    ends: "Die Sitzung beenden",
    allowed: "Nichts tun",
    title: (name: string) => `Ihre Sitzung wird von anderswo benutzt, in ${name}.`,
    text: (when: string, network: string) =>
      `${when}, von ${network}. Das kann Ihr eigenes Telefon sein oder ein anderes Netz von Ihnen. Wenn nicht, beenden Sie die Sitzung, und melden Sie sich neu an.`,
  },
};
