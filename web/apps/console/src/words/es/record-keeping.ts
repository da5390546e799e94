/** How long the record of acts is kept, in Spanish. */
import { counting } from "../plural.ts";
import type { recordKeepingEn } from "../record-keeping.en.ts";

const count = counting("es");

export const recordKeepingEs: typeof recordKeepingEn = {
  recordKeeping: "Registro de actos",
  recordKeepingText:
    "El servidor anota quién hizo qué y cuándo; nunca lo que se escribió. Aquí elige cuánto tiempo se guarda cada parte del registro.",
  recordParts: {
    "sign-ins": {
      name: "Entradas y rechazos",
      text: "Quién entró y salió, los intentos fallidos y qué se negó a quién.",
    },
    keys: {
      name: "Personas y claves",
      text: "Quién llegó, se fue o cambió de equipo, y las claves nuevas o quitadas.",
    },
    reads: { name: "Lo que se leyó", text: "Quién abrió qué conversación, archivo o lista, y cuándo." },
    conversations: {
      name: "Lo que se hizo en conversaciones",
      text: "Cuándo alguien escribió, cerró, valoró o pasó una. Nunca las palabras.",
    },
    administration: {
      name: "Ajustes",
      text: "Cambios en bandejas, artículos, retenciones y disponibilidad.",
    },
    system: {
      name: "El propio servidor",
      text: "Arranques, paradas, cambios de configuración y certificados.",
    },
  },
  recordForEver: "Para siempre",
  recordKept: (days) => `Se guarda ${days}`,
  recordKeptForEver: "Se guarda para siempre",
  recordNext: (days, date) => `Desde el ${date} se guarda solo ${days}.`,
  recordNextStop: "Parar este cambio",
  recordChange: (part) => `Cambiar cuánto se guarda «${part}»`,
  recordChangeShort: "Cambiar",
  recordKeepFor: "Guardar durante",
  recordLonger: "Un tiempo más largo vale de inmediato.",
  recordShorter:
    "Un tiempo más corto vale a los siete días, para que nadie pueda hacer desaparecer huellas de golpe. Hasta entonces lo ven aquí todos los que pueden leer el registro, y pueden pararlo.",
  recordTry: "¿Qué se borraría?",
  recordTrialNone: "Todavía no hay nada tan antiguo.",
  recordTrial: (n, date) =>
    count(n, {
      one: `Hoy # evento es más antiguo; es del ${date}. Los eventos borrados no se pueden recuperar.`,
      other: `Hoy # eventos son más antiguos; el primero es del ${date}. Los eventos borrados no se pueden recuperar.`,
    }),
  recordTrialMore: (n, date) =>
    count(n, {
      other: `Hoy al menos # eventos son más antiguos; el primero es del ${date}. Los eventos borrados no se pueden recuperar.`,
    }),
  recordTrialHeld: (n) =>
    n === 0
      ? ""
      : count(n, {
          one: "# evento está retenido y se quedaría.",
          other: "# eventos están retenidos y se quedarían.",
        }),
  recordSaved: (part) => `Guardado: ${part}`,
  recordTold:
    "Lo que se borra deja su lugar en el registro y un evento que lo cuenta. Los cambios hechos aquí, las retenciones y los borrados se guardan para siempre.",

  recordHolds: "Retenido",
  recordHoldsText:
    "Lo retenido no se borra, se elija lo que se elija arriba: para un juicio, una investigación o una autoridad que lo pide.",
  recordHoldsNone: "No hay nada retenido.",
  recordHoldBegin: "Retener",
  recordHoldWhat: "Qué se retiene",
  recordHoldAll: "Todo el registro",
  recordHoldOther: "Otra cosa, por su identificador",
  recordHoldId: "Identificador",
  recordHoldIdHint:
    "64 cifras y letras: una conversación, un navegador, un cliente o un archivo, como los nombra el registro.",
  recordHoldWhy: "Por qué",
  recordHoldReasons: {
    litigation: "Un juicio",
    investigation: "Una investigación propia",
    authority: "Lo pidió una autoridad",
    other: "Otro motivo",
  },
  recordHoldSince: (reason, date) => `${reason}, desde el ${date}`,
  recordHoldAbout: (who) => `Todo lo que nombra a ${who}`,
  recordRelease: "Terminar la retención",
  recordReleaseOf: (what) => `Terminar la retención de: ${what}`,
  recordReleaseAsk: "¿Terminar esta retención?",
  recordReleaseText: "Lo que guardaba y ya es bastante antiguo se borra en minutos. No se puede deshacer.",
  recordWholeHeld: "Todo el registro está retenido: no se borra nada de él.",
};
