import type { SiteKeyLook } from "../../contract.ts";
import type { customersEn } from "../identity-customers.en.ts";
import { counting } from "../plural.ts";

const count = counting("es");

export const customersEs: typeof customersEn = {
  customers: {
    title: "Clientes",
    text: "Cómo demuestran los clientes quiénes son, para que nadie reciba las respuestas de otra persona.",
    modeTitle: "Comprobar a los clientes",
    modeText: "Observe unos días antes de rechazar a nadie.",
    modes: {
      off: { title: "Desactivado", text: "Todos pueden escribir. A nadie se le pregunta quién es." },
      watch: {
        title: "Observar",
        text: "Todos pueden escribir. Abajo ve a cuántos se habría rechazado.",
      },
      enforce: {
        title: "Exigir",
        text: "Quien no demuestra lo que pide una bandeja no puede empezar ahí una conversación. Se le dice por qué, y conserva lo que escribió.",
      },
    },
    modeSaved: {
      off: "Ya no se comprueba a los clientes",
      watch: "Observando: no se rechaza a nadie",
      enforce: "Desde ahora se comprueba a los clientes",
    },
    countsTitle: "En los últimos 30 días",
    counts: {
      website: "Demostraron que han iniciado sesión en su sitio web",
      email: "Demostraron que una dirección de correo es suya",
      watched: "Conversaciones que se habrían rechazado",
      refused: "Conversaciones que se rechazaron",
      more: "Hay más de lo que se contó aquí.",
      whereTo: "El registro muestra cada caso: busque «visitor.unproven».",
    },
    reasons: {
      "token-form": "Tokens que no se pudieron leer",
      "token-key":
        "Tokens firmados con una clave que aquí no se conoce, o con otro algoritmo que el de la clave",
      "token-signature": "Tokens con una firma incorrecta",
      "token-time": "Tokens caducados, del futuro o válidos más de cinco minutos",
      "token-audience": "Tokens para otro escritorio",
      "token-issuer": "Tokens de otro sitio web",
      "token-device": "Tokens hechos para otro navegador",
      "token-replay": "Tokens que ya se mostraron, o demasiado tarde",
      code: "Códigos incorrectos, enviados a una dirección de correo",
      more: "Otros que solo se contaron",
    },
    siteTitle: "Su sitio web",
    siteText:
      "El servidor de su sitio web puede firmar quién ha iniciado sesión allí. El escritorio lo comprueba con una clave pública que usted pega aquí.",
    noKeys: "Aún no hay clave: nadie puede demostrar que ha iniciado sesión en su sitio web.",
    keys: "Claves públicas",
    addKey: "Añadir una clave",
    rotation:
      "Para cambiar una clave, añada aquí la siguiente, haga que su sitio web la use y quite después esta. Nadie lo nota.",
    issuer: "Nombre de su sitio web («iss»)",
    issuerHint: "Exactamente como aparece en los tokens.",
    issuerSaved: "Desde ahora los tokens tienen que nombrar este sitio web",
    audience: "Los tokens son para («aud»)",
    keyName: "Nombre de la clave («kid»)",
    keyNameHint: "Su sitio web lo pone en sus tokens.",
    keyNameUsed: "Otra clave ya tiene este nombre.",
    key: "Clave pública",
    keyHint: "PEM o JWK: Ed25519, P-256 o RSA con 2048 bits o más.",
    kind: (look: SiteKeyLook) =>
      look.kind === "RSA"
        ? `RSA, ${look.bits} bits (RS256)`
        : look.kind === "Ed25519"
          ? "Ed25519 (EdDSA)"
          : look.kind === "P-256"
            ? "P-256 (ES256)"
            : look.kind === "private"
              ? "Esta es la clave privada. No se ha enviado a ningún sitio. Pegue la pública."
              : "Esto no es una clave pública que se pueda usar.",
    makeKey: "Cómo hacer una clave",
    makeKeyText:
      "Ejecute esto en el servidor de su sitio web. El archivo se queda allí; pegue lo que escribe la segunda línea.",
    keySaved: (name: string) => `La clave ${name} cuenta desde ahora`,
    keyRemoved: (name: string) => `Se ha quitado la clave ${name}`,
    removeOf: (name: string) => `Quitar la clave ${name}`,
    removeTitle: (name: string) => `¿Quitar la clave ${name}?`,
    removeText:
      "Los tokens firmados con ella se rechazan al momento. Asegúrese de que su sitio web ya usa otra clave.",
    removeLast:
      "Es la única clave: desde entonces nadie puede demostrar que ha iniciado sesión en su sitio web. Si una bandeja lo pide, cambie antes la bandeja.",
    snippetTitle: "Para el servidor de su sitio web",
    snippetText:
      "Firma con una clave Ed25519. Con otra clase de clave, use una biblioteca de JSON Web Tokens y los mismos datos. Las páginas y todo lo demás: docs/embedding.md.",
    snippetLanguage: "Lenguaje",
    inboxesTitle: "Qué pide cada bandeja",
    inboxesText:
      "Lo que un cliente tiene que demostrar antes del primer mensaje. Las conversaciones empezadas siguen.",
    inboxesOff: "Cuenta cuando se comprueba a los clientes: elíjalo arriba.",
    inboxesSaved: "Desde ahora las bandejas piden esto",
    levels: {
      anonymous: "Nada",
      email: "Una dirección de correo, con un código que se envía allí",
      token: "Haber iniciado sesión en su sitio web",
      passkey: "Una llave de acceso (aún no)",
    },
    wouldRefuse: (n: number) =>
      count(n, {
        one: "Se habría rechazado # conversación de los últimos 30 días.",
        other: "Se habrían rechazado # conversaciones de los últimos 30 días.",
      }),
  },
};
