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
};
