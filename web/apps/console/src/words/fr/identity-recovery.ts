import type { recoveryEn } from "../identity-recovery.en.ts";

export const recoveryFr: typeof recoveryEn = {
  recovery: {
    title: "Quelqu’un a perdu ses moyens d’entrer",
    colleague: "Un propriétaire ou administrateur qui me connaît",
    colleagueHint:
      "Cette personne confirme, depuis son propre navigateur, que c’est bien vous. Vous devez pouvoir lui parler : au téléphone ou en face.",
    ask: "Le lui demander",
    waiting: "Appelez maintenant un propriétaire ou un administrateur de votre organisation",
    compare:
      "Votre demande se trouve sur sa page « Ma sécurité ». Lisez-lui ce code, pour que ce soit à la vôtre, et à aucune autre, qu’on réponde :",
    lasts:
      "Une demande dure dix minutes. Si l’on n’en voit aucune, vérifiez le code de récupération et redemandez. Si personne n’est joignable, demandez un code à la personne qui exploite le serveur, ou réessayez plus tard.",
    refused: "Quelqu’un de votre organisation a dit non.",
    vouchFor: (name: string) => `${name} demande que quelqu’un se porte garant`,
    vouchText: (name: string) =>
      `Quelqu’un a le code de récupération de ${name}, et rien d’autre qui prouve son identité. Parlez vous-même à ${name} : à un numéro que vous connaissez, ou en face. Portez-vous garant seulement si vous connaissez la personne et qu’elle vous lit ce code.`,
    vouch: (name: string) => `C’est ${name} : laisser entrer`,
    noVouch: "Je ne peux pas me porter garant",
    own: "Quelqu’un qui a votre code de récupération demande à entrer",
    ownText:
      "On demande à quelqu’un de votre organisation de se porter garant. Si ce n’est pas vous, refusez et créez un nouveau code de récupération : quelqu’un d’autre a votre feuille.",
    ownRefuse: "Ce n’est pas moi : refuser",
    operator: (name: string) => `${name} est entré avec un code de la personne qui exploite le serveur.`,
    operatorText: (when: string, network: string) =>
      `Depuis ${network}, ${when}. Si personne ne sait pourquoi, déconnectez-le partout dans « Personnes », et parlez à la personne qui exploite le serveur.`,
    operatorKnown: "Je suis au courant",
    operatorPeople: "Aller aux personnes",
    mail: "Un code par e-mail",
    mailHint: "Qui lit votre courrier peut le voir : c’est la plus faible de ces preuves.",
    mailSend: "M’envoyer un code",
    mailSent:
      "Si le code de récupération est juste, un code est en route vers votre adresse. Il sert une fois, pendant dix minutes.",
    mailCode: "Code reçu par e-mail",
    mailAgain: "Rien reçu ? Vérifiez le code de récupération et renvoyez",
  },
};
