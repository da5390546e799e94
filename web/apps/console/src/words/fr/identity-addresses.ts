import type { addressesEn } from "../identity-addresses.en.ts";

export const addressesFr: typeof addressesEn = {
  addresses: {
    title: "Adresses e-mail",
    text: "On se connecte avec son adresse du travail, pas avec celle de la maison. Une boîte personnelle reste à son propriétaire quand il part, et personne ici ne voit si quelqu’un s’y est introduit.",
    saved: "Adresses enregistrées",
    domains: "Vos propres domaines",
    domainsHint: "Comme derrière le @, séparés par des espaces. Tout ce qui est en dessous compte aussi.",
    personal: "Adresses chez des fournisseurs personnels",
    personalHint: "Comme Gmail ou GMX. La liste fait partie de ce programme.",
    outside: "Adresses ailleurs",
    outsideHint: "Chez aucun de vos domaines, dès que vous en avez nommé un.",
    rules: {
      allow: "Permettre",
      warn: "Permettre et signaler",
      refuse: "Refuser aux nouveaux",
    },
  },
};
