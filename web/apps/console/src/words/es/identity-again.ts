import type { againEn } from "../identity-again.en.ts";

export const againEs: typeof againEn = {
  again: {
    menu: "Lo ha perdido todo…",
    title: (name) => `¿Claves nuevas para ${name}?`,
    sure: (name) =>
      `Para el día en que a ${name} no le quede ningún navegador, llave de acceso, contraseña ni hoja. Asegúrese de que es esa persona: véala o llame a un número que conozca.`,
    ends: "La cuenta termina ahora. Lo que la abría ya no abre nada, esté donde esté.",
    link: "Usted recibe un enlace solo para esa persona. Con él crea claves nuevas: misma dirección, mismos equipos, mismos derechos.",
    back: "Recupera lo que sus equipos pueden leer. Sus borradores, y lo que solo ella podía abrir, se pierden.",
    sole: (teams) => `Nadie más tiene las claves de ${teams}. Lo escrito allí queda cerrado para siempre.`,
    yes: "Terminar y crear el enlace",
    linkTitle: (name) => `Un enlace para ${name}`,
    joinTitle: (organisation) => `Claves nuevas en ${organisation}`,
    joinText:
      "Lo que abría su cuenta anterior ya no vale. Use la misma dirección de correo: vuelven sus equipos, sus derechos y su historial.",
  },
};
