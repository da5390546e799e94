/** The daily work, in French. */
import { counting } from "../plural.ts";
import type { workEn } from "../work.en.ts";

const count = counting("fr");
const names = new Intl.ListFormat("fr");

export const workFr: typeof workEn = {
  cancel: "Annuler",
  save: "Enregistrer",
  saved: "Enregistré",
  undo: "Annuler",
  dismiss: "Masquer",
  done: "Terminé",
  copy: "Copier",
  copied: "Copié",
  back: "Retour",
  closeSheet: "Fermer",
  tryAgain: "Réessayer",
  brokenTitle: "Cette page n’a pas pu être affichée",
  brokenText:
    "La faute est de notre côté. Vos messages et brouillons sont en sûreté. Réessayez ou rechargez la page.",
  you: "Vous",
  opening: "Ouverture de votre poste…",
  loading: "Chargement…",
  skip: "Aller à la conversation",

  rail: "Vues et boîtes",
  find: "Chercher ou faire…",
  views: {
    mine: "Les miennes",
    unassigned: "Sans responsable",
    open: "Toutes les ouvertes",
    closed: "Fermées",
  },
  inboxesHeading: "Boîtes",
  deskHeading: "Poste",
  people: "Personnes",
  articles: "Articles",
  inboxes: "Boîtes",
  mySecurity: "Ma sécurité",
  theme: "Aspect",
  themes: { system: "Comme le système", light: "Clair", dark: "Sombre", contrast: "Contraste élevé" },
  available: "disponible",
  away: "absent",
  beAvailable: "Être disponible",
  beAway: "Être absent",
  lock: "Verrouiller ce navigateur",
  signOut: "Se déconnecter",
  myMenu: (name) => `${name} : disponibilité, se déconnecter`,
  unreadIn: (n) => count(n, { one: "# non lue", other: "# non lues" }),
  unreadAtLeast: (n) => count(n, { one: "au moins # non lue", other: "au moins # non lues" }),
  menu: "Menu",

  offline: "Vous êtes hors ligne.",
  offlineMore: (n) =>
    n === 0
      ? "Vous pouvez continuer à lire ce qui est ici."
      : count(n, {
          one: "# message attend sur cet appareil.",
          other: "# messages attendent sur cet appareil.",
        }),
  updated: "Sealdesk a été mis à jour.",
  updatedMore: "Rechargez la page pour continuer avec la nouvelle version. Vos brouillons sont conservés.",
  updatedEntry: "Rechargez la page pour continuer.",
  updatedReload: "Recharger",
  reconnecting: "Reconnexion…",
  waitingOut: (n) => count(n, { one: "# message est en route.", other: "# messages sont en route." }),
  staleGroup: (team) => `${team} : les membres ont changé, la clé pas encore.`,
  staleGroupMore:
    "Elle change dès qu’un membre qui peut la remettre est en ligne. D’ici là, les personnes parties pourraient encore ouvrir de nouveaux messages.",
  waitingForKey: (team) => `Vous avez rejoint ${team}. Sa clé est en route.`,
  waitingForKeyMore:
    "Un collègue de l’équipe doit être en ligne une fois pour vous la remettre. Vous pouvez fermer cette page en attendant.",
  oneOwner: "Vous êtes le seul propriétaire.",
  oneOwnerMore:
    "Si vous perdez votre clé d’accès et votre feuille de récupération, personne ne pourra vous laisser entrer. Nommez aussi un collègue propriétaire.",
  oneOwnerDo: "Choisir qui",
  unverifiedDirectory: "Des nouvelles sur les personnes et les équipes n’ont pas pu être vérifiées.",
  unverifiedDirectoryMore:
    "Rien ne change ici tant qu’elles ne le sont pas. Prévenez votre équipe de sécurité si cela dure.",
  unverified: (who) => `La conversation avec ${who} n’a pas pu être vérifiée.`,
  unverifiedNobody: "Une conversation n’a pas pu être vérifiée.",
  unverifiedMore:
    "Un message peut manquer, avoir été modifié ou venir de quelqu’un d’autre. Ce qui ne concorde pas n’est pas montré, et rien n’y est envoyé. Prévenez votre équipe de sécurité.",
  clock: "L’horloge de cet ordinateur est fausse, ou les heures signées du serveur le sont.",
  clockMore:
    "Rien ne change ici tant qu’elles ne concordent pas. Réglez la date et l’heure sur automatique ; si elles sont justes, prévenez votre équipe de sécurité.",
  unverifiedLedger: "Le registre des actes n’est plus celui que ce navigateur a vu.",
  unverifiedLedgerMore:
    "Des entrées ont été retirées ou remplacées, ou une ancienne sauvegarde a été restaurée. Prévenez votre équipe de sécurité, demandez à un collègue si son navigateur dit la même chose et enregistrez ce que celui-ci a gardé des deux.",
  saveEvidence: "Enregistrer les deux",
  followLedger: "Un propriétaire l’a regardé : continuer avec ce registre",
  noticedOver: (when) =>
    `C’était le ${when}. La vérification réussit de nouveau ; prévenez tout de même votre équipe de sécurité.`,
  understood: "J’ai vu",
  alarms: "À savoir",
  andMore: (n) => `et ${n} de plus`,

  conversations: "Conversations",
  openCount: (n) => count(n, { one: "# ouverte", other: "# ouvertes" }),
  show: "Afficher",
  filters: { all: "Toutes", waiting: "En attente", unread: "Non lues" },
  orders: { longest: "Plus longue attente", newest: "Plus récentes" },
  orderLabel: (order) => `Tri : ${order}`,
  unread: "Non lue",
  mineIs: "Vous : ",
  draftIs: "Brouillon : ",
  opens: "Ouverture…",
  waits: (minutes) =>
    minutes < 1
      ? "maintenant"
      : minutes < 60
        ? `${minutes} min`
        : minutes < 1440
          ? `${Math.floor(minutes / 60)} h`
          : `${Math.floor(minutes / 1440)} j`,
  waitsLong: (minutes) =>
    minutes < 1
      ? "attend depuis moins d’une minute"
      : count(minutes, { one: "attend depuis # minute", other: "attend depuis # minutes" }),
  closedState: "Fermée",
  assignedTo: (name) => `Confiée à ${name}`,
  loadMore: "Afficher les plus anciennes",
  emptyMine: {
    title: "Rien ne vous attend",
    text: "Prenez-en une dans Sans responsable : ouvrez-la et appuyez sur C.",
  },
  emptyUnassigned: {
    title: "Tout le monde est pris en charge",
    text: "Les nouvelles conversations apparaissent ici jusqu’à ce que quelqu’un les prenne.",
  },
  emptyOpen: {
    title: "Aucune conversation ouverte",
    text: "Elles commencent sur votre site. La ligne y est-elle ? Vous la trouvez sous Boîtes.",
  },
  emptyClosed: {
    title: "Rien n’est encore fermé",
    text: "Appuyez sur E dans une conversation quand elle est réglée. Elle se rouvre si le client écrit.",
  },
  emptyInbox: {
    title: "Cette boîte est vide",
    text: "Mettez sa ligne sur votre site, puis écrivez vous-même le premier message.",
  },
  emptyFilter: { title: "Rien ne correspond", text: "Affichez tout pour voir le reste de cette vue." },
  seeInboxes: "Aller aux boîtes",
  seeUnassigned: "Aller à Sans responsable",
  showAll: "Tout afficher",

  pickTitle: "Choisissez une conversation",
  pickText: "J et K pour se déplacer, Entrée pour ouvrir. ? montre toutes les touches.",
  leftTeamTitle: (team) => `Vous n’êtes plus dans l’équipe ${team}`,
  leftTeamText:
    "Ce que ses clients écrivent n’est plus affiché ici. Si c’est une erreur, demandez à quelqu’un qui gère les personnes.",
  conversationWith: (who) => `Conversation avec ${who}`,
  backToList: "Retour à la liste",
  claim: "Prendre",
  assign: "Confier",
  assignTo: "Confier à",
  nobody: "Personne",
  me: (name) => `${name} (vous)`,
  close: "Fermer",
  reopen: "Rouvrir",
  hideCustomer: "Masquer le client",
  customerInfo: "À propos du client",
  waiting: "Attend",
  messages: "Messages",
  lockLine: (who, team) => `Seuls ${who} et l’équipe ${team} peuvent lire ceci`,
  readersCount: (n) => count(n, { one: "# personne", other: "# personnes" }),
  markWords: {
    none: "",
    waiting: "En attente d’une connexion",
    sending: "Envoi…",
    sent: "Envoyé",
    delivered: "Remis",
    read: "Lu",
    failed: "Non envoyé",
  },
  markRead: (time) => `Lu à ${time}`,
  retry: "Renvoyer",
  takeBack: "Reprendre",
  noteLabel: "Note, équipe seulement",
  assistant: "Assistant",
  automatic: "réponse automatique",
  visitor: (mark) => `Visiteur ${mark}`,
  shownThere: "Montré sur l’appareil du visiteur avant votre arrivée",
  shownThereMore: "C’est l’appareil du visiteur qui nous le dit. On ne peut pas le prouver.",
  turns: (n) => count(n, { one: "# ligne", other: "# lignes" }),
  readersChange: {
    created: (team) => `L’équipe ${team} peut lire à partir d’ici.`,
    "key-changed": (team) =>
      `${team} a une nouvelle clé. Les personnes parties ne peuvent pas ouvrir la suite.`,
    "device-added": (_team, by) =>
      `${by} a ajouté un appareil. Il peut lire à partir d’ici, avec l’historique.`,
    "device-removed": (_team, by) => `${by} a retiré un appareil. Il ne peut pas ouvrir la suite.`,
  },
  stateChange: {
    closed: (by) => `${by} a fermé ceci.`,
    reopened: (by) => `${by} a rouvert ceci.`,
    assigned: (by, about) => (about ? `${by} a confié ceci à ${about}.` : `${by} a rendu ceci à tous.`),
  },
  missing: (n) =>
    count(n, {
      one: "# message ne peut pas être ouvert sur cet appareil.",
      other: "# messages ne peuvent pas être ouverts sur cet appareil.",
    }),
  missingMore: "La clé est venue après, ou le délai de conservation est passé.",
  typing: (who) => (who.length === 1 ? `${who[0]} écrit…` : `${names.format(who)} écrivent…`),
  viewing: (who) =>
    who.length === 1 ? `${who[0]} regarde aussi ceci` : `${names.format(who)} regardent aussi ceci`,
  newBelow: "Nouveau message",
  emptyThread: "Pas encore de messages.",

  write: "Écrire",
  reply: "Réponse",
  note: "Note",
  replyTo: (who) => `à ${who}, dans ce chat`,
  noteTo: "seule l’équipe la lit",
  replyPlaceholder: "Écrivez votre réponse",
  notePlaceholder: "Écrivez une note pour l’équipe. Le client ne la voit jamais.",
  send: "Envoyer",
  addNote: "Ajouter la note",
  sealedHint: "Scellé sur cet appareil",
  keptHere: "Brouillon gardé sur cet appareil",

  whoCanRead: "Qui peut lire ceci",
  readersIntro:
    "Chaque message est scellé sur l’appareil de l’expéditeur pour ces personnes. Notre propre serveur ne peut pas l’ouvrir.",
  readerWhy: {
    "wrote-to-us": "A commencé cette conversation",
    answers: "Répond dans cette conversation",
    "in-team": "Membre de l’équipe",
  },
  readerSince: (date) => `depuis le ${date}`,
  fromTheStart: "depuis le début",
  sealTitle: (name) => `Sceau de ${name}`,
  sealText:
    "Comparez-le à celui de votre feuille de récupération. S’il diffère, arrêtez-vous et prévenez un propriétaire.",

  customer: "Client",
  identity: {
    anonymous: {
      title: "Anonyme",
      text: "Nous ne connaissons que ce navigateur. Ne donnez pas de détails de compte.",
    },
    named: { title: "A donné un nom", text: "Dit par le client. Rien ne l’a prouvé." },
  },
  firstSeen: (date) => `A écrit pour la première fois le ${date}`,
  contact: "Dit par le client",
  contactNone: "Rien encore. Vous pouvez demander une adresse e-mail.",
  past: "Conversations passées",
  pastNone: "Aucune que vous puissiez lire.",
  about: "Cette conversation",
  fieldNames: { name: "Nom", email: "E-mail", phone: "Téléphone", page: "Page", title: "Titre de la page" },
  fieldInbox: "Boîte",
  fieldTeam: "Équipe",
  fieldAssignee: "Confiée à",
  keptUntil: (date) => `Gardée jusqu’au ${date}. Ensuite les clés sont détruites.`,
  keptFor: (days) =>
    count(days, {
      one: "Gardée # jour après sa fermeture. Ensuite les clés sont détruites.",
      other: "Gardée # jours après sa fermeture. Ensuite les clés sont détruites.",
    }),

  didClose: (who) => `Fermée : ${who}`,
  didReopen: (who) => `Rouverte : ${who}`,
  didClaim: (who) => `${who} est à vous`,
  didTakeOver: (who, from) => `${who} est à vous, et plus à ${from}`,
  didAssign: (name) => `Confiée à ${name}`,
  didUnassign: "Rendue à tous",

  palette: "Chercher ou faire",
  palettePlaceholder: "Tapez une commande ou des mots d’un message",
  paletteCommands: "Faire",
  paletteGo: "Aller à",
  paletteFound: "Trouvé sur cet appareil",
  paletteHere: "Recherche sur cet appareil. Vos mots ne sont envoyés nulle part.",
  paletteNone: "Rien trouvé. On ne cherche que dans ce que cet appareil a ouvert.",
  help: "Touches",
  helpIntro: "Tout fonctionne sans souris.",
  commands: {
    palette: "Chercher ou faire quoi que ce soit",
    next: "Conversation suivante",
    previous: "Conversation précédente",
    open: "Ouvrir et écrire",
    close: "Fermer la conversation",
    assign: "Confier à quelqu’un",
    claim: "La prendre soi-même",
    reply: "Écrire une réponse",
    note: "Écrire une note",
    search: "Chercher",
    help: "Montrer ces touches",
  },
  sendKey: "Envoyer",
  escapeKey: "Quitter, fermer, revenir",
};
