/** Français. Everything the window says; polite, short, without technical words. */
import { sayIn } from "@sealdesk/ui/failures";
import { both } from "@sealdesk/ui/failures/fr/both";
import { server } from "@sealdesk/ui/failures/fr/server";
import { visitor } from "@sealdesk/ui/failures/fr/visitor";
import type { AllMessages } from "../model/messages.ts";
import { strong } from "../model/rich.ts";
import { countIn, spanIn } from "./words-forms.ts";

const count = countIn("fr");
const span = spanIn("fr", {
  minute: { one: "# minute", other: "# minutes" },
  hour: { one: "# heure", other: "# heures" },
  day: { one: "# jour", other: "# jours" },
});

export const words: AllMessages = {
  told: sayIn(both, server, visitor),
  close: "Fermer le chat",
  back: "Retour",
  menu: "Menu : votre nom, cet appareil",
  chat: "Chat",
  you: "Vous",
  tryAgain: "Réessayer",
  loadFailed: "Le chat n’a pas pu être chargé. Vérifiez votre connexion, puis réessayez.",
  opening: "Ouverture de votre chat…",
  openingOffline: "Vous êtes hors ligne. Le chat s’ouvrira dès que vous serez reconnecté.",
  greeting: (hour, name) => {
    const part = hour < 5 || hour >= 18 ? "Bonsoir" : "Bonjour";
    return name ? `${part}, ${name}` : part;
  },
  greetingSub: "Demandez-nous ce que vous voulez. Une personne n’est jamais loin.",
  writeToUs: "Écrivez-nous",
  start: "Commencer une conversation",
  usually: (minutes) => `Nous répondons en général en ${span(minutes)}`,
  openNow: "Nous sommes là",
  openLater: "Nous répondons dès que possible",
  closed: (when) =>
    when ? `Fermé pour l’instant. De retour : ${when}` : "Fermé pour l’instant. Nous répondrons plus tard",
  closedNote: "Vous pouvez déjà écrire. Votre message attend, scellé, jusqu’à notre retour.",
  search: "Chercher une réponse",
  searchHint: "La recherche reste sur cet appareil",
  searchNone: "Rien trouvé. Essayez d’autres mots, ou écrivez-nous.",
  results: (n) => count(n, { one: "# réponse trouvée", other: "# réponses trouvées" }),
  promise: "Seuls vous et l’équipe à qui vous écrivez pouvez le lire. Notre propre serveur ne le peut pas.",
  assistant: "Assistant",
  assistantWhere: "Fonctionne sur cet appareil",
  assistantLock: "Seulement sur cet appareil. Personne d’autre ne peut encore lire ceci",
  assistantHello: (name) =>
    `Bonjour. Je cherche des réponses dans les pages d’aide de ${name}, ici sur votre appareil.`,
  assistantHello2: "Que souhaitez-vous savoir ?",
  assistantAsk: "Posez une question…",
  automatic: (time) => `Assistant · réponse automatique · ${time}`,
  answerLead: "Voici ce que j’ai trouvé :",
  quoted: (passage) => `« ${passage} »`,
  choicesLead: "Laquelle est la plus proche ?",
  unknown: "Je ne sais pas. Dois-je appeler une personne ?",
  askedPerson: "Bien sûr. Dois-je appeler une personne ?",
  fetchPerson: "Parler à une personne",
  fetchYes: "Oui, appelez une personne",
  consent: (team) => `Dois-je transmettre ceci à l’${strong(`équipe ${team}`)} ?`,
  consentSub: "Elle verra ce que nous avons écrit ici.",
  consentClosed: (when) =>
    when ? `Elle revient : ${when}. Cela l’attend, scellé.` : "Elle est absente. Cela l’attend, scellé.",
  consentYes: "Oui, transmettez",
  consentWithout: "Sans ce que nous avons écrit",
  consentNo: "Pas maintenant",
  teamName: (team) => `Équipe ${team}`,
  lockNew: (team) => `Seuls vous et l’équipe ${team} lirez ceci`,
  lockMore: "Qui peut lire ceci",
  writeTo: (name) => `Écrire à ${name}…`,
  writeFirst: "Que pouvons-nous faire pour vous ?",
  writeFirstSub: "Écrivez comme à une personne.",
  attach: "Ajouter des fichiers",
  send: "Envoyer",
  sending: "Envoi",
  waits: "Attend une connexion, puis part tout seul",
  passedOn: "Ce que vous et l’assistant avez écrit",
  offline: "Pas de connexion pour l’instant. Ce que vous écrivez est gardé ici et partira tout seul.",
  reconnecting: "Reconnexion…",
  outdated:
    "Le chat a été mis à jour et doit être rechargé. Copiez d’abord ce que vous écrivez : ce n’est pas conservé.",
  loadAgain: "Recharger",
  contradicted: (name) =>
    `Le journal des accès de ce chat n’est plus celui que votre navigateur a vu : quelque chose en a été retiré, ou une ancienne copie a été restaurée. Ce que vous écrivez reste scellé et vous pouvez continuer. Merci de prévenir ${name}, de préférence par téléphone.`,
  oldProof: (when) => `Dernière confirmation par l’organisation : ${when}.`,
  badEmbed: {
    title: "Ce chat n’est pas bien installé",
    text: "La page ne dit pas à qui vous écririez, il reste donc fermé.",
    next: "Veuillez joindre l’organisation d’une autre manière.",
  },

  unread: (n) => count(n, { one: "# nouveau message", other: "# nouveaux messages" }),
  youSaid: (text) => `Vous : ${text}`,
  recent: "Récemment",
  promiseShort: "Ici, une personne répond",
  usuallyShort: (minutes) => `Répond en général en ${span(minutes)}`,
  article: "Article",
  updated: (date) => `Mis à jour le ${date}`,
  articleProof: "Signé par l’organisation et vérifié sur votre appareil.",
  articleMore: "Cela ne répond pas à votre question ?",
  askPerson: "Demander à une personne",
  conversation: "Conversation",
  presence: { replying: "répond en ce moment", here: "est là" },
  answering: (name) => `${strong(name)} vous répond.`,
  lock: (team) => `Seuls vous et l’équipe ${team} pouvez lire ceci`,
  typing: (name) => `${name} écrit`,
  meta: (name, time) => `${name} · ${time}`,
  edited: "modifié",
  marks: {
    waiting: () => "Attend une connexion",
    sending: () => "Envoi",
    sent: (time) => `Envoyé ${time}`,
    delivered: () => "Remis",
    read: (time) => `Lu ${time}`,
    failed: () => "Non envoyé",
  },
  takeBack: "Modifier",
  contextLabel: "Ce que vous et l’assistant avez écrit, tel que montré sur votre appareil",
  missing: (n) =>
    `${count(n, { one: "# message annoncé ici n’a pas pu être récupéré.", other: "# messages annoncés ici n’ont pas pu être récupérés." })} Nous continuons d’essayer. Si cela dure, demandez à l’équipe.`,
  closedLine: "Cette conversation a été fermée.",
  reopenedLine: "Cette conversation est de nouveau ouverte.",
  askedLine: (name) => `${name} a demandé qui vous êtes.`,
  loadingEarlier: "Ouverture des messages précédents…",
  readerChange: {
    teamAdded: (team) => `Vous avez écrit à l’${strong(`équipe ${team}`)}.`,
    teamPassed: (team) => `L’assistant vous a confié à l’${strong(`équipe ${team}`)}.`,
    teamReads: (name, others) => {
      if (name === null && others === 0) return "L’équipe peut lire ceci depuis le début.";
      const people =
        name === null
          ? count(others, { one: "# personne", other: "# personnes" })
          : count(others, { one: "# collègue", other: "# collègues" });
      const who = name === null ? people : others === 0 ? name : `${name} et ${people}`;
      const several = name === null ? others > 1 : others > 0;
      return `${who} ${several ? "peuvent" : "peut"} lire ceci depuis le début.`;
    },
    joined: (name, team) => `${strong(name)} de l’équipe ${team} peut maintenant lire ceci.`,
    left: (name) => `${strong(name)} ne peut pas lire la suite.`,
    deviceAdded: "Un autre de vos appareils peut maintenant lire ceci.",
    deviceRemoved: "Un de vos appareils a été retiré. Il ne peut pas lire la suite.",
  },
  readersTitle: "Qui peut lire ceci",
  readersDevices: (others) =>
    others > 0
      ? `Vos appareils : celui-ci et ${count(others, { one: "# autre", other: "# autres" })}`
      : "Vos appareils : celui-ci",
  readersTeam: (team, others, more) =>
    `Équipe ${team}, ${count(others, more ? { one: "# autre", other: "# autres" } : { one: "# personne", other: "# personnes" })}`,
  readersSince: (team, since) => `${team} · depuis ${since}`,
  why: {
    answers: "Vous répond",
    "took-over": "A pris la suite d’un collègue",
    supervises: "Encadre l’équipe",
    "stands-in": "Pour que quelqu’un puisse remplacer",
  },
  readersAssistant:
    "A fonctionné sur cet appareil et a transmis ce que vous avez accepté. Il ne lit pas la conversation.",
  check: "Vérifier",
  checkOf: (name) => `Vérifier ${name}`,
  serverCannot: `${strong("Notre serveur ne peut pas lire ceci.")} Il voit que vous avez écrit, quand, à quelle équipe et à peu près combien.`,
  readableUntil: (date) => `Lisible jusqu’au ${strong(date)}. Ensuite, les clés sont détruites.`,
  readableAfter: (months) =>
    `Les clés sont détruites ${strong(count(months, { other: "# mois" }))} après la fermeture de cette conversation.`,
  sureTitle: (name) => strong(`Voulez-vous être sûr que c’est ${name} ?`),
  sureCall: (phone) => `Appelez le ${phone}. Ce que vous entendez doit correspondre à ceci.`,
  sureAsk: "Demandez-le lors d’un appel que vous passez. Ce que vous entendez doit correspondre à ceci.",
  codeLabel: "Code à comparer",
  proof: {
    title: "Preuve de qui a pu lire",
    text: "Un fichier qui dit qui a pu lire cette conversation, et quand. Il ne contient rien de ce qui a été dit et n’ouvre rien.",
    how: "Il nomme des personnes : choisissez à qui vous le donnez. Chacun peut le vérifier sans nous, avec le programme libre ledger-verify.",
    make: "Télécharger la preuve",
    making: "En cours de création sur cet appareil…",
    saved: (name) => `Enregistré sous « ${name} ».`,
    offline:
      "Il n’y a pas de connexion. La preuve a besoin de la liste la plus récente des personnes : réessayez quand il y en aura une.",
  },
  limits:
    "Chiffré de votre appareil au leur. Limites : la personne qui lit peut garder une copie, et qui fournit cette page pourrait en changer le code.",
  menuTitle: "Vous et cet appareil",
  nameLabel: "Votre nom",
  nameHint: "Rien ne vous oblige à le donner. Seules les personnes à qui vous écrivez le voient.",
  readMarks: "Montrer quand j’ai lu quelque chose",
  readMarksHint: "Désactivé : personne ne voit si vous lisez un message.",
  save: "Enregistrer",
  forget: "Oublier cet appareil",
  forgetTitle: "Oublier cet appareil ?",
  forgetText:
    "Les clés de cet appareil sont détruites. Ce que lui seul pouvait ouvrir est perdu pour vous. Les personnes à qui vous avez écrit gardent leur côté.",
  forgetKeep: "Le garder",
  sealTitle: (name) => `Le sceau de ${name}`,
  done: "Terminé",
  stop: {
    pinChanged: {
      title: "Ce n’est pas la même organisation",
      text: (since) =>
        `Votre appareil connaît le sceau de ce chat depuis le ${since}. Aujourd’hui, la page en montre un autre. Rien n’a été envoyé.`,
      next: "N’écrivez rien de privé ici. Demandez à l’organisation, par téléphone ou sur place, quel est son sceau.",
      remembered: "Retenu",
      offered: "Montré maintenant",
    },
    unverified: {
      title: "Nous n’avons pas pu vérifier qui c’est",
      text: {
        organisation:
          "Le serveur n’a pas prouvé qu’il parle pour cette organisation. Rien de lui n’est donc montré.",
        inbox:
          "Le serveur n’a pas prouvé que cette boîte appartient à l’organisation. Rien de lui n’est donc montré.",
        articles:
          "Les pages d’aide ne portent pas la signature de l’organisation. Elles ne sont donc pas montrées.",
      },
      next: "Rien n’a été envoyé. Réessayez. Si cela dure, prévenez l’organisation par téléphone.",
    },
    conversation: {
      title: "Nous n’avons pas pu vérifier cette conversation",
      text: "Un message peut manquer, avoir été modifié ou venir de quelqu’un d’autre. Rien de nouveau n’est donc montré.",
      next: "Plus rien n’est envoyé. Réessayez. Si cela dure, prévenez l’organisation par téléphone.",
    },
    clock: {
      title: "L’horloge de votre appareil semble fausse",
      text: (device, proven) =>
        `Votre appareil dit ${strong(device)}. L’heure signée par l’organisation est ${strong(proven)}. Avec une horloge fausse, de vieilles promesses paraissent neuves.`,
      next: "Réglez la date et l’heure sur automatique, puis réessayez.",
    },
    oldProof: {
      title: "La dernière confirmation est ancienne",
      text: (date) =>
        `L’organisation a confirmé sa liste de personnes pour la dernière fois le ${strong(date)}. Des personnes ont pu partir depuis.`,
      next: "Vous pouvez attendre et réessayer, ou continuer si cela n’a pas d’importance.",
      goOn: "Continuer quand même",
    },
    unsupported: {
      title: "Ce navigateur ne peut pas protéger vos messages",
      text: {
        storage: "Il ne nous laisse pas garder vos clés. Les fenêtres privées le refusent souvent.",
        cryptography: "Il lui manque le chiffrement dont ce chat a besoin.",
      },
      next: "Ouvrez cette page dans une fenêtre normale d’un navigateur récent.",
    },
    again: "Recommencer, oublier l’ancien sceau",
  },

  files: {
    stop: "Arrêter",
    limit: (n, size) => `Jusqu’à ${n} fichiers de ${size} chacun. Ils sont scellés sur cet appareil.`,
    photo: "Prendre une photo",
    choose: "Choisir des fichiers",
    drop: "Déposez vos fichiers ici",
    dropHint: "Ils sont scellés avant de quitter cet appareil.",
    staged: "Fichiers pour votre prochain message",
    preparing: "Retrait des détails cachés…",
    uploading: (percent) => `Envoi… ${percent}`,
    waiting: "Attend une connexion",
    queued: "Attend son tour",
    ready: "Prêt",
    failed: "Non envoyé",
    traces: {
      place: "lieu",
      author: "noms",
      device: "données de l’appareil photo",
      time: "heures",
      comment: "commentaires",
      history: "versions précédentes",
      thumbnail: "aperçu",
    },
    removed: (what) => `Retiré : ${what}.`,
    uncleaned: "Les détails cachés de ce genre de fichier ne peuvent pas être retirés. Ils partent avec.",
    takeAway: (name) => `Retirer ${name}`,
    again: (name) => `Réessayer ${name}`,
    tooLarge: (name, size) => `${name} est trop grand. Un fichier peut faire jusqu’à ${size}.`,
    tooMany: (n) =>
      `Un message contient jusqu’à ${count(n, { one: "# fichier", other: "# fichiers" })}. Le reste a été laissé.`,
    empty: (name) => `${name} est vide. Il n’y a rien à envoyer.`,
    notTaken: "Les fichiers ne sont pas acceptés ici.",
    open: (name, size) => `Ouvrir ${name}, ${size}`,
    picture: (name) => `Image : ${name}`,
    sealed: "scellé sur l’appareil de l’expéditeur",
    opening: (percent) => `Ouverture… ${percent}`,
    save: "Enregistrer",
    saving: (percent) => `Récupération… ${percent}`,
    saved: "Enregistré. Le fichier est désormais sur votre appareil, sans sceau.",
    only: "Ce genre de fichier peut seulement être enregistré.",
    look: "Le voir ici",
    lookHint:
      "Il est montré dans un cadre fermé. Rien de ce qu’il contient ne peut s’exécuter ni aller sur internet.",
    preview: {
      loading: "Ouverture du fichier…",
      failed: "Ce fichier est abîmé ou ne peut pas être montré ici. Vous pouvez quand même l’enregistrer.",
      locked: "Il ne s’ouvre qu’avec un mot de passe. Enregistrez-le et ouvrez-le avec son programme.",
      cut: "Il est très long : seul le début est montré.",
      page: "Page {page} sur {pages}",
    },
    dangerTitle: "Ce fichier peut agir",
    danger: (name) =>
      `${strong(name)} peut lancer un programme dès que vous l’ouvrez. Ne l’enregistrez que si vous l’attendiez de cette personne.`,
    saveAnyway: "L’enregistrer quand même",
    saveNot: "Ne pas l’enregistrer",
  },
  actions: {
    options: (text) => `Options pour : ${text}`,
    title: "Ce message",
    react: "Réagir",
    moreEmoji: "Plus d’émojis",
    reply: "Répondre",
    copy: "Copier le texte",
    copied: "Copié",
    edit: "Modifier",
    remove: "Retirer",
    removeTitle: "Retirer ce message ?",
    removeText:
      "Son texte et ses fichiers sont retirés ici pour tout le monde. Qui l’a lu peut s’en souvenir, et chacun voit que quelque chose a été retiré.",
    removeYes: "Le retirer",
    removeNo: "Le garder",
    replying: (name) => `Réponse à ${name}`,
    replyingSelf: "Réponse à vous-même",
    editing: "Modifiez votre message",
    editHint: "Chacun ici voit que vous l’avez modifié, et ce qu’il disait avant.",
    save: "Enregistrer la modification",
    stopEditing: "Ne plus modifier",
    stopReplying: "Ne plus répondre",
    quoteOf: (name) => `Répond à ${name}`,
    quoteGone: "Ce message n’est plus ici",
    earlier: "Il disait avant :",
    removedMine: "Vous avez retiré un message.",
    removedTheirs: (name) => `${name} a retiré un message.`,
    reacted: (emoji, names) => `${emoji} de ${names}`,
    fileOnly: "un fichier",
    newMessage: (name, text) => `${name} : ${text}`,
  },
  emoji: {
    title: "Émojis",
    insert: "Émoji",
    search: "Chercher un émoji",
    none: "Pas d’émoji pour cela. Essayez un autre mot.",
    recent: "Utilisés récemment",
    found: (n) => count(n, { one: "# émoji", other: "# émojis" }),
  },
  leaving: {
    title: "Quitter ce chat ?",
    goes: "Ce lien mène à",
    mail: "Ce lien écrit un e-mail à",
    call: "Ce lien appelle le",
    reasons: {
      hidden: "Cette adresse contient des signes invisibles. Elle n’est peut-être pas ce qu’elle paraît.",
      name: "L’adresse porte un nom avant la vraie destination, une ruse fréquente.",
      differs: "Le message montre une autre adresse que celle où il mène.",
      mixed: "L’adresse mêle des lettres de plusieurs alphabets. Elle peut se faire passer pour une autre.",
      foreign: "L’adresse a des lettres qui peuvent ressembler à d’autres. Lisez-la avec soin.",
      unknown: "Il quitte ce site. Ne l’ouvrez que si vous faites confiance à l’expéditeur.",
    },
    go: "L’ouvrir",
    stay: "Rester ici",
  },
  signals: {
    next: "C’est bientôt à vous.",
    ahead: (n) => count(n, { one: "# personne est avant vous.", other: "# personnes sont avant vous." }),
    staffed: "Quelqu’un est là en ce moment.",
    away: "Personne n’est là en ce moment. Nous répondrons dès notre retour.",
  },
  ending: {
    closed: "Cette conversation est fermée.",
    reopen: "Écrivez pour la rouvrir.",
    held: "Elle est gardée plus longtemps pour une raison légale. Ses clés seront détruites ensuite.",
    destroyed: (date) =>
      `Les clés de cette conversation ont été détruites le ${date}. Plus personne ne peut la lire.`,
    destroyedTitle: "Cette conversation n’existe plus",
    startNew: "Commencer une nouvelle conversation",
    rate: "Comment vous avons-nous aidé ?",
    scores: ["Très mal", "Mal", "Moyen", "Bien", "Très bien"],
    comment: "Voulez-vous dire pourquoi à l’équipe ? (facultatif)",
    commentHint:
      "La note entre dans les chiffres de l’organisation ; seule l’équipe peut lire votre commentaire.",
    send: "Envoyer la note",
    rated: (score) => `Vous avez dit : ${strong(score)}`,
    ratedLine: (score) => `Vous avez noté cette conversation : ${strong(score)}`,
    change: "Changer",
    thanks: "Merci.",
  },
  transcript: {
    title: "Enregistrer cette conversation",
    hint: "Elle est écrite sur cet appareil, puis reste sans sceau là où vous l’enregistrez.",
    page: "Comme page web",
    text: "Comme texte",
    heading: (name) => `Conversation avec ${name}`,
    saved: (when) => `Enregistrée le ${when}`,
    file: (name) => `Fichier : ${name}`,
  },
  language: "Langue",
};
