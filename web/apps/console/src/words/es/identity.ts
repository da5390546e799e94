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
  health: {
    title: "Cómo están los accesos",
    text: "Lo que hoy se puede arreglar. Nombra a personas y lo que es suyo, ningún secreto.",
    fine: "Nada que arreglar",
    grave: "Arreglar pronto",
    notice: "Conviene mirarlo",
    kinds: {
      "password-only": {
        title: (_: string): string => "Una contraseña y ninguna clave de acceso",
        mend: "Una página falsa puede sacar a alguien la contraseña y su código, pero no una clave de acceso. Pida que añadan una en Mi seguridad.",
      },
      "sms-instead": {
        title: (_: string): string => "Entra por SMS y no con la aplicación",
        mend: "Un número se puede robar con una llamada. Pídale que vuelva a configurar la aplicación de autenticación o, mejor, una clave de acceso en Mi seguridad.",
      },
      "one-way": {
        title: (_: string): string => "Una clave de acceso y la hoja",
        mend: "Si se pierde ese dispositivo, solo queda la hoja. Ayuda una clave de acceso en otro dispositivo.",
      },
      "passkey-unverified": {
        title: (_: string): string => "Una clave de acceso sin huella, cara ni PIN",
        mend: "Entra quien tenga el dispositivo. Debe quitarse y crearse de nuevo.",
      },
      "passkey-unused": {
        title: (n: string) => `Una clave de acceso sin uso desde hace ${n} días`,
        mend: "Si el dispositivo ya no existe, quítela.",
      },
      "password-cheap": {
        title: (n: string) => `Una contraseña en la que un intento cuesta solo ${n} MiB`,
        mend: "Elegida de nuevo cuesta 64 MiB, lo que frena los intentos tras un robo.",
      },
      "sessions-old": {
        title: (n: string) => `${n} sesiones de más de una semana`,
        mend: "Cierre las que no hagan falta, o haga que acaben antes, más abajo.",
      },
      "token-anywhere": {
        title: (_: string): string => "Un token que vale desde cualquier sitio",
        mend: "Cree uno ligado a redes y revoque este.",
      },
      "token-ending": {
        title: (n: string) => `Un token que acaba en ${n} días`,
        mend: "Cree uno nuevo antes de que se pare lo que lo usa.",
      },
      "secret-ending": {
        title: (n: string) => `Un secreto de un proveedor de identidad que acaba en ${n} días`,
        mend: "Cree uno nuevo allí y póngalo en Inicio de sesión único. Después de ese día nadie entra con él.",
      },
      "certificate-ending": {
        title: (n: string) => `Un certificado de un proveedor de identidad que acaba en ${n} días`,
        mend: "Pegue sus nuevos metadatos en Inicio de sesión único. Nadie se queda fuera, pero para entonces debería haber cambiado sus claves.",
      },
      "one-owner": {
        title: (_: string): string => "Un solo propietario",
        mend: "Si lo pierde todo, nadie puede ayudarle a entrar. Nombre a otro en Personas.",
      },
      "rules-weaker": {
        title: (_: string): string => "Reglas más débiles de lo habitual",
        mend: "Las sesiones o confirmaciones duran más de lo que elegiríamos.",
      },
      "address-personal": {
        title: (_: string): string => "Una dirección de un proveedor personal",
        mend: "Su organización no puede cerrar ni vigilar ese buzón. Invite de nuevo a la persona con su dirección del trabajo y quite esta cuenta.",
      },
      "address-outside": {
        title: (_: string): string => "Una dirección de fuera de su organización",
        mend: "Añada su dominio abajo si es suyo. Si no, invite de nuevo a la persona con su dirección del trabajo.",
      },
      "address-alike": {
        title: (_: string): string => "Una dirección que solo se parece a una suya",
        mend: "Averigüe enseguida, y no por correo, quién es.",
      },
      "passkey-unlisted": {
        title: (_: string): string => "Una llave de un dispositivo que ya no se admite",
        mend: "Cree una con otro dispositivo y quite esta.",
      },
      "clock-drifts": {
        title: (n: string) =>
          `Códigos de una aplicación cuyo reloj difiere medio minuto, ${n} veces seguidas`,
        mend: "Deje que el teléfono ajuste solo su reloj, antes de que se rechacen sus códigos. Si les pasa a varios, el reloj del servidor va mal.",
      },
      "clock-behind": {
        title: (n: string) => `El reloj del servidor va ${n} minutos atrasado`,
        mend: "Quien administra el servidor debe ponerlo en hora, o se rechazarán códigos y firmas.",
      },
    },
  },
  emergency: "Cuenta de emergencia",
  emergencyText:
    "Una cuenta de propietario cuya hoja está en una caja fuerte, para el día en que nada más ayude. Cada acceso con ella alerta a los demás propietarios y queda en el registro.",
  emergencyAlone: "Con un segundo propietario, uno de los dos puede serlo.",
  emergencyUsed: (name: string) => `Se usó la cuenta de emergencia ${name}.`,
};
