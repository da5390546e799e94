/** Passwords that have to be changed, in Spanish. */
import type { dueEn } from "../identity-due.en.ts";

export const dueEs: typeof dueEn = {
  passwordDue: {
    title: "Elija primero otra contraseña",
    why: {
      compromised:
        "Puede que otra persona conozca su contraseña: lo indicó un propietario o administrador de su organización. Se cerraron todas sus sesiones.",
      age: "Su contraseña es más antigua de lo que permite su organización.",
    },
    after:
      "Use una que no utilice en ningún otro sitio. Con ella se configura de nuevo la aplicación de autenticación; después se abre su escritorio.",
    fresh: "Contraseña nueva",
    mark: "Otros conocen la contraseña",
    ask: (name: string) => `¿Conoce otra persona la contraseña de ${name}?`,
    askText:
      "Todas las sesiones de esta persona terminan al instante. Quien entre con la contraseña solo puede cambiarla, en un dispositivo que conozca la cuenta o con su hoja de recuperación. Las llaves de acceso siguen funcionando.",
    did: (name: string) => `${name} debe elegir otra contraseña`,
    age: "Antigüedad de las contraseñas",
    ageAdvice:
      "Desaconsejamos un límite, igual que NIST SP 800-63B-4: quien tiene que cambiar una buena contraseña elige otras más débiles y las apunta. Si alguien puede conocer una contraseña, haga que se cambie esa, en «Personas».",
    ageLimit: "Las contraseñas deben cambiarse",
    ageHint: "Quien entre con una más antigua la cambia primero. Las llaves de acceso no caducan.",
    never: "Nunca (recomendado)",
    ageSaved: "La antigüedad de las contraseñas está fijada",
  },
};
