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
};
