import type { addressesEn } from "../identity-addresses.en.ts";

export const addressesDe: typeof addressesEn = {
  addresses: {
    title: "E-Mail-Adressen",
    text: "Menschen melden sich mit ihrer Adresse von der Arbeit an, nicht mit der von zu Hause. Ein privates Postfach behalten sie, wenn sie gehen, und niemand hier sieht, dass jemand dort eingedrungen ist.",
    saved: "E-Mail-Adressen gespeichert",
    domains: "Ihre eigenen Domains",
    domainsHint:
      "Wie hinter dem @, mit Leerzeichen dazwischen. Alles unterhalb einer Domain ist mit gemeint.",
    personal: "Adressen bei privaten E-Mail-Anbietern",
    personalHint: "Zum Beispiel Gmail oder GMX. Die Liste gehört zu diesem Programm.",
    outside: "Adressen anderswo",
    outsideHint: "Bei keiner Ihrer eigenen Domains, sobald Sie eine genannt haben.",
    rules: {
      allow: "Erlauben",
      warn: "Erlauben und darauf hinweisen",
      refuse: "Neuen nicht erlauben",
    },
  },
};
