import type { authenticatorsEn } from "../identity-authenticators.en.ts";

export const authenticatorsEs: typeof authenticatorsEn = {
  authenticators: {
    title: "Dispositivos para llaves de acceso",
    text: "Quien solo quiera ciertas llaves de seguridad o programas para las llaves nuevas los nombra aquí. Un dispositivo dice él mismo qué es: esto evita errores, no a quien miente.",
    list: "Dispositivos que se admiten",
    hint: "Sus AAGUID, separados por espacios. Vacío: todos. Las llaves que ya existen siguen valiendo y se señalan arriba.",
    saved: "Dispositivos guardados",
  },
};
