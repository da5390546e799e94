/** Sessions that are used from elsewhere, in Spanish. */
import type { movedEn } from "../identity-moved.en.ts";

export const movedEs: typeof movedEn = {
  sessionMoved: {
    rule: "Cuando una sesión pasa a otra red u otro navegador",
    hint: "Quizá alguien la copió. Los teléfonos cambian de red todo el día, y quien viaja también: se les pregunta entonces, antes de lo delicado. Cerrarla conviene donde todos trabajan en una red fija.",
    asks: "Avisar a la persona y preguntar antes de lo delicado (recomendado)",
    ends: "Cerrar la sesión",
    allowed: "No hacer nada",
    title: (name: string) => `Su sesión se usa desde otro lugar, en ${name}.`,
    text: (when: string, network: string) =>
      `${when}, desde ${network}. Puede ser su propio teléfono u otra red suya. Si no, cierre la sesión y vuelva a entrar.`,
  },
};
