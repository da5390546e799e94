import type { passwordEn } from "../identity-password.en.ts";

export const passwordEs: typeof passwordEn = {
  newPassword: {
    set: "Crear una contraseña",
    change: "Cambiar la contraseña",
    text: "Desde ese momento la contraseña antigua no abre nada. La aplicación de autenticación se configura de nuevo. Los navegadores que entraron con la antigua se desconectan al momento.",
    did: "La nueva contraseña vale desde ahora",
    label: "Seguridad de esta contraseña",
    steps: { 1: "Demasiado fácil de adivinar", 2: "Débil", 3: "Buena", 4: "Fuerte" },
    advice: {
      1: "Añada unas palabras que no tengan relación entre sí.",
      2: "Se puede usar. Con una palabra más es mucho mejor.",
      3: "Los programas que adivinan tardarían muchísimo.",
      4: "No la use en ningún otro sitio.",
    },
    refusals: {
      short: "Demasiado corta: use al menos 8 caracteres.",
      long: "Demasiado larga: use como máximo 256 caracteres.",
      about: "Hecha de nombres que otros conocen: no use su nombre, su dirección ni el de la organización.",
      common: "Mucha gente usa esta, o una sola palabra parecida. Junte unas cuantas palabras.",
      weak: "Demasiado fácil de adivinar. Añada unas palabras que no tengan relación entre sí.",
      breached: "Conocida por un robo en otro sitio web. Elija una que no use en ningún otro sitio.",
      former: "Ya tuvo esta contraseña. Elija una nueva.",
    },
    unchecked: "Sin conexión no se puede comprobar la contraseña. Se comprobará cuando continúe.",
  },
};
