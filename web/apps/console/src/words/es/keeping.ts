/** How long conversations are kept, in Spanish. */
import type { keepingEn } from "../keeping.en.ts";
import { counting } from "../plural.ts";

const count = counting("es");

export const keepingEs: typeof keepingEn = {
  keeping: "Conservación",
  keepingText:
    "Cuánto tiempo se pueden leer las conversaciones cerradas. Cuando se cumple, sus claves se destruyen y lo guardado es solo ruido.",
  keepingLimits:
    "Destruir las claves cierra nuestras copias guardadas y de seguridad. No alcanza a las copias que alguien haya conservado.",
  keepingInboxes: "Por buzón",
  keepingInbox: "Buzón",
  keepingDays: "Tras el cierre",
  keepingOpen: "Abiertas",
  keepingClosed: "Cerradas",
  keepingDue: "Vencen en 30 días",
  keepingHeld: "Retenidas",
  keepingDestroyed: "Destruidas",
  keepingNext: "Próxima",
  keepingNever: "Ninguna",
  keepingNone: "No gestiona ningún buzón. Los propietarios y administradores ven aquí las cifras.",
  certificates: "Certificados",
  certificatesText:
    "Por cada conversación cuyas claves se destruyeron, el servidor firmó que lo hizo. Este puesto comprueba la firma con el registro de su organización.",
  certificatesNone: "Todavía no se ha destruido nada.",
  certificateOf: (id) => `Conversación ${id}`,
  certificateOk: "La firma es válida",
  certificateBad: "La firma no es válida",
  certificateBadMore: "No confíe en este y avise a su equipo de seguridad.",
  certificateSave: (id) => `Guardar el certificado de ${id}`,
  certificatesMore: "Mostrar anteriores",

  keepDays: "Días",
  keepOther: "Otro plazo…",
  tryIt: "¿Qué cambiaría?",
  tryFirst: "Mire antes qué cambiaría: un plazo más corto vale también para las conversaciones ya cerradas.",
  trialNow: (n) =>
    n === 0
      ? "No se destruiría ninguna clave de inmediato."
      : count(n, {
          one: "Las claves de # conversación se destruirían en menos de una hora. Nadie podría volver a leerla.",
          other:
            "Las claves de # conversaciones se destruirían en menos de una hora. Nadie podría volver a leerlas.",
        }),
  trialChanged: (n) =>
    n === 0
      ? "Ninguna conversación cerrada tendría otra fecha."
      : count(n, {
          one: "# conversación cerrada se conservaría hasta un día distinto del actual.",
          other: "# conversaciones cerradas se conservarían hasta un día distinto del actual.",
        }),
  trialHeld: (n) =>
    n === 0
      ? ""
      : count(n, {
          one: "# conversación está retenida y se quedaría.",
          other: "# conversaciones están retenidas y se quedarían.",
        }),
  trialSoonest: "Las próximas",
  trialUntil: (date) => `hasta el ${date}`,
  trialClosed: (date) => `cerrada el ${date}`,
  trialLonger: "Un plazo más largo vale solo para las conversaciones que se cierren desde ahora.",
  shortenAsk: (days) => `¿Conservar solo ${days}?`,
  shortenYes: "Guardar y destruir",
};
