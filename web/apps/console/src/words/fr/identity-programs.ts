/** Tokens of programs, whom a provider expects, and shutting people out, in French. */

import type { programsEn } from "../identity-programs.en.ts";

export const programsFr: typeof programsEn = {
  programs: "Programmes et fournisseur",
  programsText:
    "Un jeton laisse entrer un programme, pour un usage et un temps limités. Un fournisseur d’identité dit qui votre organisation attend et qui est parti.",
  tokensTitle: "Jetons",
  tokensText:
    "Aucun jeton n’ouvre de conversations, de clés, de sessions ni de réglages. Chacun prend fin de lui-même, et avec la personne qui l’a créé.",
  tokensNone: "Aucun programme n’a de jeton.",
  tokenNew: "Nouveau jeton",
  tokenName: "Pour quel programme ?",
  tokenNameHint: "Un nom court sous lequel vos collègues le connaissent.",
  tokenFor: "Que peut-il faire ?",
  tokenScopes: {
    scim: "Dire qui arrive et qui est parti (SCIM)",
    "ledger.read": "Obtenir le registre des actes",
  },
  tokenNetworks: "Depuis quels réseaux ?",
  tokenNetworksHint:
    "Un ou plusieurs, séparés par des espaces, comme 192.0.2.0/24. Demandez à qui gère le programme.",
  tokenAnywhere: "De partout : qui trouve ce jeton peut aussi s’en servir de partout.",
  tokenFrom: (networks: string) => `Depuis ${networks}`,
  tokenDays: "Prend fin après",
  tokenMake: "Créer le jeton",
  tokenOnce:
    "Copiez ce jeton maintenant. Il n’est montré que cette fois ; personne ne pourra le consulter plus tard.",
  tokenSecret: "Le jeton",
  tokenEnds: (when: string) => `prend fin ${when}`,
  tokenEnded: "Terminé",
  tokenUsed: (when: string, network: string) => `dernier usage ${when}, depuis ${network}`,
  tokenUnused: "jamais utilisé",
  tokenRevoke: "Révoquer",
  tokenRevokeOf: (name: string) => `Révoquer le jeton « ${name} »`,
  tokenRevokeAsk: (name: string) => `Révoquer le jeton « ${name} » ?`,
  tokenRevokeText:
    "Le programme est refusé dès cet instant. C’est sans retour ; vous pouvez en créer un autre.",
  tokenRevoked: "Le jeton est révoqué",
  expectedTitle: "Personnes de votre fournisseur d’identité",
  expectedText:
    "Le fournisseur ne laisse entrer personne. Vous invitez qui il attend et vous dites qui est qui ; ensuite, qui selon lui est parti est exclu aussitôt.",
  expectedAddress: "Adresse pour le fournisseur (SCIM 2.0)",
  expectedNone:
    "Aucun fournisseur n’a encore nommé personne. Créez-lui un jeton et donnez-lui cette adresse.",
  expectedSame: (name: string) => `Est-ce ${name} d’ici ?`,
  expectedSameYes: "Oui, la même personne",
  expectedSameText: (name: string) =>
    `La même adresse e-mail. Si vous dites oui, ${name} suit ce que dit le fournisseur.`,
  expectedLinked: (name: string) => `Correspond à ${name}`,
  expectedPart: "Séparer",
  expectedInvite: "Inviter",
  expectedInviteOf: (name: string) => `Inviter ${name}`,
  expectedGone: "Parti, selon le fournisseur",
  expectedWaits: "Pas encore ici",
  didLink: "Ils vont ensemble désormais",
  didPart: "Ils sont séparés",
  groupsTitle: "Groupes de votre fournisseur d’identité",
  groupsText:
    "Dites quelle équipe est chaque groupe. Les clés sont remises par des personnes d’ici : on voit qui est dans un groupe, et un collègue l’ajoute à l’équipe.",
  groupTeam: (name: string) => `Équipe du groupe ${name}`,
  groupNoTeam: "Aucune équipe",
  suspend: "Exclure",
  suspendAsk: (name: string) => `Exclure ${name} tout de suite ?`,
  suspendText:
    "Tous ses navigateurs sont déconnectés, rien ne laisse plus entrer, et le serveur ne donne plus rien. Les clés de ses équipes changent d’elles-mêmes. Vous pourrez laisser entrer de nouveau.",
  didSuspend: (name: string) => `${name} est exclu(e)`,
  reinstate: "Laisser entrer de nouveau",
  didReinstate: (name: string) =>
    `${name} peut se reconnecter. Ajoutez cette personne à ses équipes pour partager les clés.`,
  suspended: "Exclu(e)",
  suspendedBy: { admin: "par l’administration", provisioning: "par le fournisseur d’identité" },
  suspendedSince: (when: string, by: string) => `${when}, ${by}`,
  suspendedKeysWait: (teams: string) =>
    `Les clés de ${teams} changent dès qu’un collègue qui les remet se connecte.`,
  suspendedKeysChanged: (seconds: string) => `Les clés de ses équipes ont changé ${seconds} plus tard.`,
};
