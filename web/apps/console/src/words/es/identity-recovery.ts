import type { recoveryEn } from "../identity-recovery.en.ts";

export const recoveryEs: typeof recoveryEn = {
  recovery: {
    title: "Alguien ha perdido sus formas de entrar",
    colleague: "Un propietario o administrador que me conoce",
    colleagueHint:
      "Confirma desde su propio navegador que es usted. Tiene que poder hablar con esa persona: por teléfono o en persona.",
    ask: "Pedírselo",
    waiting: "Ahora llame a un propietario o administrador de su organización",
    compare:
      "Encontrará su solicitud en la página «Mi seguridad». Léale este código, para que responda a la suya y a ninguna otra:",
    lasts:
      "Una solicitud dura diez minutos. Si no ven ninguna, revise el código de recuperación y pídalo de nuevo. Si no localiza a nadie, pida un código a quien administra el servidor, o inténtelo más tarde.",
    refused: "Un compañero dijo que no.",
    vouchFor: (name: string) => `${name} pide que alguien responda por su identidad`,
    vouchText: (name: string) =>
      `Alguien tiene el código de recuperación de ${name} y nada más que demuestre quién es. Hable usted con ${name}: a un número que conozca, o en persona. Responda por esa persona solo si la conoce y le lee este código.`,
    vouch: (name: string) => `Es ${name}: dejar entrar`,
    noVouch: "No puedo responder",
    own: "Alguien con su código de recuperación pide entrar",
    ownText:
      "Se pide a un compañero que responda por usted. Si no es usted, rechácelo y cree un nuevo código de recuperación: otra persona tiene su hoja.",
    ownRefuse: "No soy yo: rechazar",
    operator: (name: string) => `${name} entró con un código de quien administra el servidor.`,
    operatorText: (when: string, network: string) =>
      `Desde ${network}, ${when}. Si nadie sabe por qué, cierre todas sus sesiones en «Personas» y hable con quien administra el servidor.`,
    operatorKnown: "Lo sabía",
    operatorPeople: "Ir a Personas",
    mail: "Un código por correo",
    mailHint: "Quien lea su correo puede verlo: es la prueba más débil.",
    mailSend: "Enviarme un código",
    mailSent:
      "Si el código de recuperación es correcto, hay un código en camino a su dirección. Vale una vez, durante diez minutos.",
    mailCode: "Código del correo",
    mailAgain: "¿No llega? Revise el código de recuperación y envíelo de nuevo",
  },
};
