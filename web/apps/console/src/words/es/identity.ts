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
  signinRules: "Reglas de acceso",
  signinRulesText: "Lo que su organización pide a las personas que inician sesión.",
  sessionRules: "Seguir con la sesión abierta",
  sessionRulesText:
    "Quien encuentre una pantalla abierta lee lo que muestra hasta que acabe la sesión. Menos horas valen enseguida, también para quien ya ha entrado.",
  sessionRulesSaved: "Los nuevos tiempos valen desde ahora",
  idleLimit: "Acaba sin uso tras",
  idleLimitHint: "La norma (NIST SP 800-63B-4) aconseja una hora como máximo cuando hay datos de clientes.",
  absoluteLimit: "Acaba en todo caso tras",
  absoluteLimitHint: "La norma aconseja 24 horas como máximo.",
  confirmLimit: "Una confirmación vale",
  confirmLimitHint:
    "Quien cambia claves o ajustes, o se lleva el registro, confirma su identidad; durante ese tiempo no se le pregunta otra vez.",
  ownersChoose: "Pueden cambiarlo los propietarios de su organización.",
  endOthers: "Cerrar las demás sesiones",
  didEndOthers: "Sesiones cerradas en los demás sitios",
  endAll: "Cerrar todas sus sesiones",
  endAllAsk: (name: string) => `¿Cerrar todas las sesiones de ${name}?`,
  endAllText:
    "Se cierran enseguida todos los navegadores de esta persona. Sus claves y lo que puede leer no cambian: puede volver a entrar.",
  didEndAll: (name: string) => `${name} ya no tiene sesiones abiertas`,
  newBrowser: (name: string) => `Un navegador nuevo entró como usted: ${name}.`,
  newBrowserText: (when: string, network: string) =>
    `${when}, desde ${network}. Si no fue usted, ciérrelo y revise sus vías de acceso.`,
  newBrowserMine: "Fui yo",
  newBrowserNot: "No fui yo",
  didDisown:
    "Su sesión está cerrada. Revise ahora las vías de acceso a sus claves y cree una nueva hoja de recuperación.",
};
