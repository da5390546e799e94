import type { ssoEn } from "../identity-sso.en.ts";

export const ssoEs: typeof ssoEn = {
  sso: {
    title: "Inicio de sesión único",
    text: "Un proveedor de identidad (Google, Microsoft Entra, Keycloak y otros) dice quién es alguien. No lee nada: las claves se abren con una llave de acceso, una contraseña u otro navegador.",
    none: "Aún no hay proveedor de identidad. La gente entra con sus llaves de acceso y contraseñas.",
    add: "Añadir un proveedor",
    change: (name) => `Cambiar ${name}`,
    edit: "Cambiar",
    remove: "Quitar",
    removeOf: (name) => `Quitar ${name}`,
    removed: (name) => `Se quitó ${name}`,
    saved: (name) => `${name} vale desde ahora`,
    test: "Probar",
    works: "Responde como debe.",
    name: "Nombre en el botón",
    nameHint: "Como lo llama su gente, por ejemplo Keycloak.",
    issuer: "Dirección del proveedor",
    issuerHint: "Allí se llama «issuer» o «authority».",
    returnTo: "Dé esta dirección al proveedor, como URI de redirección:",
    client: "Identificador de cliente",
    secret: "Secreto de cliente",
    secretHint: "Déjelo vacío si el proveedor no da ninguno.",
    secretKept: "Ya hay uno. Déjelo vacío para conservarlo.",
    expires: "El secreto caduca el",
    expiresHint: "Le avisaremos a tiempo. Déjelo vacío si no caduca nunca.",
    several: "Palabras para dos factores",
    severalHint:
      "Lo que dice el proveedor («amr» o «acr») cuando él mismo ha comprobado dos factores. Con una de esas palabras aquí no se pide nada más. Si no está seguro, déjelo vacío.",
    domains: "Dominios de los recién llegados",
    domainsHint:
      "Quien el proveedor acredite con una de esas direcciones y no tenga cuenta aún espera su invitación.",
    only: "Quien esté conectado tiene que usar el proveedor cada vez que entre",
    onlyText: "Las cuentas de emergencia no: son para el día en que falle el proveedor.",
    onlySaved: "Guardado",
    continueWith: (name) => `Continuar con ${name}`,
    or: "o",
    proven: (name) => `${name} dice quién es usted`,
    somebody: "Alguien a quien conoce",
    unconnected:
      "Ninguna cuenta de aquí está conectada todavía. Entre como siempre; después podrá conectar las dos.",
    expected:
      "Aún no tiene cuenta aquí. Sus administradores ven que quiere entrar y le darán una invitación.",
    stillThere: (name) => `Aquí ha cerrado la sesión. En ${name} quizá siga abierta.`,
    leaveThere: (name) => `Cerrar la sesión en ${name}`,
    inviteAs: "Se une con esta dirección:",
    oneMore:
      "Hace falta una prueba más: un código de su aplicación de autenticación o, abajo, su llave de acceso o su contraseña.",
    withCode: "Entrar con el código",
    goOn: "Continuar",
    notMe: "No soy yo",
    mine: "Proveedores de identidad",
    mineText: "Lo que uno de ellos dice de usted cuenta como una de las dos pruebas al entrar.",
    gone: "Un proveedor que ya no se usa",
    connectWith: (name) => `Conectar con ${name}`,
    part: "Desconectar",
    partFrom: (name) => `Desconectar de ${name}`,
    didPart: (name) => `Desconectado de ${name}`,
    didConnect: (name) => `Conectado con ${name}`,
    connectAsk: (name, who) => `${name} le conoce como ${who}. ¿Conectarlo con su cuenta de aquí?`,
    connect: "Conectar",
    notNow: "Ahora no",
    failed: {
      browser: "Esta respuesta la pidió otro navegador, o hace demasiado tiempo. Empiece de nuevo.",
      late: "Esta respuesta llegó tarde o por segunda vez. Empiece de nuevo.",
      "other-provider":
        "Respondió otro proveedor de identidad distinto del preguntado. Empiece de nuevo y avise a un propietario si se repite.",
      refused: "El proveedor de identidad no le ha dejado entrar. Inténtelo de nuevo o entre de otra forma.",
      unreachable:
        "No se puede contactar con el proveedor de identidad. Entre de otra forma o inténtelo más tarde.",
      token:
        "No se pudo comprobar la respuesta del proveedor de identidad. Avise a un propietario; mientras tanto, entre de otra forma.",
      clock:
        "Los relojes de este escritorio y del proveedor no coinciden. Dígaselo a quien administra el servidor.",
      nonce: "Esta respuesta es de otra pregunta. Empiece de nuevo.",
    },
  },
};
