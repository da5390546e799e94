import type { customerProofEn } from "../identity-customer.en.ts";

export const customerProofEs: typeof customerProofEn = {
  proofs: "Quién es",
  checked: {
    email: {
      title: "Correo comprobado",
      text: "Un código enviado a la dirección volvió. Lo comprobó el servidor de este desk.",
    },
    website: {
      title: "Con sesión iniciada en su sitio web",
      text: "Su sitio web responde por la persona y el servidor de este desk lo comprobó.",
    },
  },
  proof: {
    email: (address: string) => address,
    website: (site: string, customer: string) => `Cliente ${customer} en ${site}`,
  },
  ask: {
    act: "Preguntar quién es",
    title: (who) => `Pedir a ${who} que muestre quién es`,
    text: "Una tarjeta en la conversación lo pide. Lo mostrado antes no cuenta: la prueba se hace de nuevo, para esta pregunta. Vale un día.",
    how: "Lo muestra con",
    email: "Un código enviado a su correo",
    website: "La sesión iniciada en su sitio web",
    none: "Los clientes aún no pueden mostrar quiénes son en este escritorio. Un propietario puede configurar el correo, o la clave de su sitio web en Clientes.",
    reason: "Por qué, con sus palabras (lo leerá)",
    reasonHint: "Para hablar de su tarjeta, confirme por favor que es usted.",
    send: "Preguntar",
    sent: (who) => `Se le pregunta a ${who} quién es`,
    open: (by, how) => `${by} preguntó quién es, por ${how}. Aún no hay respuesta.`,
    over: (by) => `${by} preguntó quién es. No llegó respuesta a tiempo.`,
    declined: (by) => `${by} preguntó quién es. La respuesta: ahora no.`,
    shown: (by, who) => `${by} preguntó quién es. Lo ha mostrado: ${who}`,
    levels: { email: "correo", website: "su sitio web", passkey: "llave de acceso" },
  },
};
