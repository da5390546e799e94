/** Who somebody is, and that it is still them, in French. */
import type { identityEn } from "../identity.en.ts";

export const identityFr: typeof identityEn = {
  confirmTitle: "Confirmez que c’est vous",
  confirmText:
    "Ceci change ou livre quelque chose d’important. Qui trouve cet écran ouvert ne doit pas pouvoir le faire.",
  confirmPasskey: "Confirmer avec une clé d’accès",
  confirmPassword: "Plutôt mot de passe et code",
  confirmGo: "Confirmer",
  confirmNone:
    "Vous êtes entré par une autre voie. Déconnectez-vous et reconnectez-vous ; pendant quelques minutes ensuite, rien n’est demandé.",
  signinRules: "Règles de connexion",
  signinRulesText: "Ce que votre organisation demande aux personnes qui se connectent.",
  sessionRules: "Rester connecté",
  sessionRulesText:
    "Qui trouve un écran ouvert lit ce qu’il montre jusqu’à la fin de la session. Moins d’heures valent tout de suite, aussi pour les personnes connectées.",
  sessionRulesSaved: "Les nouvelles durées valent dès maintenant",
  idleLimit: "Se termine sans usage après",
  idleLimitHint:
    "La norme (NIST SP 800-63B-4) conseille une heure au plus quand il s’agit de données de clients.",
  absoluteLimit: "Se termine dans tous les cas après",
  absoluteLimitHint: "La norme conseille 24 heures au plus.",
  confirmLimit: "Une confirmation vaut",
  confirmLimitHint:
    "Qui change des clés ou des réglages, ou emporte le registre, confirme son identité ; pendant ce temps, on ne demande pas de nouveau.",
  ownersChoose: "Les propriétaires de votre organisation peuvent changer cela.",
  endOthers: "Se déconnecter partout ailleurs",
  didEndOthers: "Déconnecté partout ailleurs",
  endAll: "Déconnecter partout",
  endAllAsk: (name: string) => `Déconnecter ${name} partout ?`,
  endAllText:
    "Tous les navigateurs de cette personne sont déconnectés tout de suite. Ses clés et ce qu’elle peut lire restent : elle peut se reconnecter.",
  didEndAll: (name: string) => `${name} est déconnecté partout`,
  newBrowser: (name: string) => `Un nouveau navigateur s’est connecté en votre nom : ${name}.`,
  newBrowserText: (when: string, network: string) =>
    `${when}, depuis ${network}. Si ce n’était pas vous, mettez-y fin et vérifiez vos moyens de connexion.`,
  newBrowserMine: "C’était moi",
  newBrowserNot: "Ce n’était pas moi",
  didDisown:
    "Il est déconnecté. Vérifiez maintenant vos accès à vos clés, et faites une nouvelle feuille de récupération.",
  health: {
    title: "Où en est la connexion",
    text: "Ce qui peut être corrigé aujourd’hui. On y lit des noms et ce qui est à chacun, aucun secret.",
    fine: "Rien à corriger",
    grave: "À corriger vite",
    notice: "À regarder",
    kinds: {
      "password-only": {
        title: (_: string): string => "Un mot de passe et pas de clé d’accès",
        mend: "Une fausse page peut soutirer un mot de passe et son code, pas une clé d’accès. Demandez d’en ajouter une dans Ma sécurité.",
      },
      "sms-instead": {
        title: (_: string): string => "Se connecte par SMS et non avec l’application",
        mend: "Un numéro peut être volé par un simple appel. Demandez-lui de configurer à nouveau l’application d’authentification ou, mieux, une clé d’accès dans Ma sécurité.",
      },
      "one-way": {
        title: (_: string): string => "Une clé d’accès, et la feuille",
        mend: "Si cet appareil est perdu, il ne reste que la feuille. Une clé d’accès sur un autre appareil aide.",
      },
      "passkey-unverified": {
        title: (_: string): string => "Une clé d’accès sans doigt, visage ni code PIN",
        mend: "Qui tient l’appareil entre. Il faut la retirer et en créer une autre.",
      },
      "passkey-unused": {
        title: (n: string) => `Une clé d’accès inutilisée depuis ${n} jours`,
        mend: "Si l’appareil n’existe plus, retirez-la.",
      },
      "password-cheap": {
        title: (n: string) => `Un mot de passe dont un essai ne coûte que ${n} Mio`,
        mend: "Choisi de nouveau, il en coûte 64, ce qui freine les essais après un vol.",
      },
      "sessions-old": {
        title: (n: string) => `${n} sessions de plus d’une semaine`,
        mend: "Terminez celles qui ne servent plus, ou faites-les finir plus tôt, plus bas.",
      },
      "token-anywhere": {
        title: (_: string): string => "Un jeton qui vaut de partout",
        mend: "Créez-en un lié à des réseaux, et révoquez celui-ci.",
      },
      "token-ending": {
        title: (n: string) => `Un jeton qui prend fin dans ${n} jours`,
        mend: "Créez-en un nouveau avant que ce qui l’utilise s’arrête.",
      },
      "secret-ending": {
        title: (n: string) => `Le secret d’un fournisseur d’identité prend fin dans ${n} jours`,
        mend: "Créez-en un nouveau là-bas et inscrivez-le sous Authentification unique. Après ce jour, personne n’entre plus par lui.",
      },
      "certificate-ending": {
        title: (n: string) => `Un certificat d’un fournisseur d’identité prend fin dans ${n} jours`,
        mend: "Collez ses nouvelles métadonnées sous Authentification unique. Personne n’est exclu, mais d’ici là il devrait avoir changé ses clés.",
      },
      "one-owner": {
        title: (_: string): string => "Un seul propriétaire",
        mend: "S’il perd tout, personne ne peut l’aider à entrer. Nommez-en un deuxième dans Personnes.",
      },
      "rules-weaker": {
        title: (_: string): string => "Des règles plus faibles que d’habitude",
        mend: "Les sessions ou les confirmations durent plus que ce que nous choisirions.",
      },
      "address-personal": {
        title: (_: string): string => "Une adresse chez un fournisseur personnel",
        mend: "Votre organisation ne peut ni fermer ni surveiller cette boîte. Invitez de nouveau la personne avec son adresse du travail, et retirez ce compte.",
      },
      "address-outside": {
        title: (_: string): string => "Une adresse hors de votre organisation",
        mend: "Ajoutez son domaine plus bas s’il est à vous. Sinon, invitez de nouveau la personne avec son adresse du travail.",
      },
      "address-alike": {
        title: (_: string): string => "Une adresse qui ressemble seulement à l’une des vôtres",
        mend: "Cherchez tout de suite, et pas par e-mail, qui c’est.",
      },
      "passkey-unlisted": {
        title: (_: string): string => "Une clé d’un appareil qui n’est plus accepté",
        mend: "Créez-en une avec un autre appareil, et retirez celle-ci.",
      },
      "clock-drifts": {
        title: (n: string) =>
          `Codes d’une application dont l’horloge a une demi-minute d’écart, ${n} fois de suite`,
        mend: "Laissez le téléphone régler son horloge lui-même, avant que ses codes soient refusés. Si plusieurs personnes sont touchées, c’est l’horloge du serveur qui est fausse.",
      },
      "clock-behind": {
        title: (n: string) => `L’horloge du serveur retarde de ${n} minutes`,
        mend: "Qui exploite le serveur doit la régler, sinon codes et signatures seront refusés.",
      },
    },
  },
  emergency: "Compte d’urgence",
  emergencyText:
    "Un compte de propriétaire dont la feuille est dans un coffre, pour le jour où rien d’autre n’aide. Chaque connexion avec lui alerte les autres propriétaires et figure au registre.",
  emergencyAlone: "Avec un deuxième propriétaire, l’un des deux peut l’être.",
  emergencyUsed: (name: string) => `Le compte d’urgence ${name} a été utilisé.`,
};
