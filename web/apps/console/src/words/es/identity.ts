/** Who somebody is, and that it is still them, in Spanish. */
import type { identityEn } from "../identity.en.ts";

export const identityEs: typeof identityEn = {
  confirmTitle: "Confirme que es usted",
  confirmText:
    "Esto cambia o entrega algo importante. Quien encuentre esta pantalla abierta no debe poder hacerlo.",
  confirmPasskey: "Confirmar con una clave de acceso",
  confirmPassword: "Usar contraseña y código",
  confirmGo: "Confirmar",
  confirmNone:
    "Usted entró por otra vía. Cierre la sesión y vuelva a entrar; durante unos minutos después no se pregunta nada.",
};
