/** The daily work, in Spanish. */
import { counting } from "../plural.ts";
import type { workEn } from "../work.en.ts";

const count = counting("es");
const names = new Intl.ListFormat("es");

export const workEs: typeof workEn = {
  cancel: "Cancelar",
  save: "Guardar",
  saved: "Guardado",
  undo: "Deshacer",
  dismiss: "Ocultar",
  done: "Hecho",
  copy: "Copiar",
  copied: "Copiado",
  back: "Atrás",
  closeSheet: "Cerrar",
  tryAgain: "Reintentar",
  brokenTitle: "No se pudo mostrar esta página",
  brokenText:
    "El fallo es nuestro. Sus mensajes y borradores están a salvo. Inténtelo de nuevo o recargue la página.",
  you: "Usted",
  opening: "Abriendo su puesto…",
  loading: "Cargando…",
  skip: "Ir a la conversación",

  rail: "Vistas y buzones",
  find: "Buscar o hacer…",
  views: {
    mine: "Asignadas a mí",
    unassigned: "Sin asignar",
    open: "Todas las abiertas",
    closed: "Cerradas",
  },
  inboxesHeading: "Buzones",
  deskHeading: "Puesto",
  people: "Personas",
  articles: "Artículos",
  inboxes: "Buzones",
  mySecurity: "Mi seguridad",
  theme: "Aspecto",
  themes: { system: "Como el sistema", light: "Claro", dark: "Oscuro", contrast: "Alto contraste" },
  available: "disponible",
  away: "ausente",
  beAvailable: "Estar disponible",
  beAway: "Estar ausente",
  lock: "Bloquear este navegador",
  signOut: "Cerrar sesión",
  myMenu: (name) => `${name}: disponibilidad, cerrar sesión`,
  unreadIn: (n) => count(n, { one: "# sin leer", other: "# sin leer" }),
  unreadAtLeast: (n) => count(n, { one: "al menos # sin leer", other: "al menos # sin leer" }),
  menu: "Menú",

  offline: "Está sin conexión.",
  offlineMore: (n) =>
    n === 0
      ? "Puede seguir leyendo lo que hay aquí."
      : count(n, {
          one: "# mensaje espera en este dispositivo.",
          other: "# mensajes esperan en este dispositivo.",
        }),
  updated: "Sealdesk se ha actualizado.",
  updatedMore: "Recargue la página para seguir con la nueva versión. Sus borradores se conservan.",
  updatedEntry: "Recargue la página para continuar.",
  updatedReload: "Recargar",
  reconnecting: "Conectando de nuevo…",
  waitingOut: (n) => count(n, { one: "# mensaje va en camino.", other: "# mensajes van en camino." }),
  staleGroup: (team) => `${team}: los miembros han cambiado, la clave todavía no.`,
  staleGroupMore:
    "Cambia en cuanto esté en línea un miembro que pueda entregarla. Hasta entonces, quienes se fueron podrían abrir mensajes nuevos.",
  waitingForKey: (team) => `Se ha unido a ${team}. Su clave va en camino.`,
  waitingForKeyMore:
    "Un colega del equipo debe estar en línea una vez para entregársela. Mientras tanto puede cerrar esta página.",
  oneOwner: "Usted es el único propietario.",
  oneOwnerMore:
    "Si pierde su llave de acceso y su hoja de recuperación, nadie podrá dejarle entrar de nuevo. Haga también propietario a un colega.",
  oneOwnerDo: "Elegir a quién",
  unverifiedDirectory: "No se pudieron comprobar novedades sobre personas y equipos.",
  unverifiedDirectoryMore:
    "Nada cambia aquí hasta que se pueda. Avise a su equipo de seguridad si sigue así.",
  unverified: (who) => `No se pudo comprobar la conversación con ${who}.`,
  unverifiedNobody: "No se pudo comprobar una conversación.",
  unverifiedMore:
    "Puede que falte un mensaje, que esté cambiado o que sea de otra persona. Lo que no concuerda no se muestra, y allí no se envía nada. Avise a su equipo de seguridad.",
  clock: "El reloj de este ordenador está mal, o lo están las horas firmadas del servidor.",
  clockMore:
    "Nada cambia aquí hasta que concuerden. Ponga fecha y hora en automático; si están bien, avise a su equipo de seguridad.",
  unverifiedLedger: "El registro de actos ya no es el que vio este navegador.",
  unverifiedLedgerMore:
    "Se quitaron o se cambiaron entradas, o se restauró una copia antigua. Avise a su equipo de seguridad, pregunte a un colega si su navegador dice lo mismo y guarde lo que este ha conservado de ambos.",
  saveEvidence: "Guardar ambos",
  followLedger: "Un propietario lo ha mirado: seguir con este registro",
  noticedOver: (when) =>
    `Esto fue el ${when}. Ahora se puede comprobar de nuevo; avise igualmente a su equipo de seguridad.`,
  understood: "Lo he visto",
  alarms: "Conviene saberlo",
  andMore: (n) => `y ${n} más`,

  conversations: "Conversaciones",
  openCount: (n) => `${n} abiertas`,
  show: "Mostrar",
  filters: { all: "Todas", waiting: "En espera", unread: "Sin leer" },
  orders: { longest: "Mayor espera", newest: "Más recientes" },
  orderLabel: (order) => `Orden: ${order}`,
  unread: "Sin leer",
  mineIs: "Usted: ",
  draftIs: "Borrador: ",
  opens: "Abriendo…",
  waits: (minutes) =>
    minutes < 1
      ? "ahora"
      : minutes < 60
        ? `${minutes} min`
        : minutes < 1440
          ? `${Math.floor(minutes / 60)} h`
          : `${Math.floor(minutes / 1440)} d`,
  waitsLong: (minutes) =>
    minutes < 1
      ? "espera desde hace menos de un minuto"
      : count(minutes, { one: "espera desde hace # minuto", other: "espera desde hace # minutos" }),
  closedState: "Cerrada",
  assignedTo: (name) => `Asignada a ${name}`,
  loadMore: "Mostrar anteriores",
  emptyMine: { title: "Nada le espera", text: "Tome una de Sin asignar: ábrala y pulse C." },
  emptyUnassigned: {
    title: "Todos están atendidos",
    text: "Las conversaciones nuevas aparecen aquí hasta que alguien las toma.",
  },
  emptyOpen: {
    title: "No hay conversaciones abiertas",
    text: "Empiezan en su sitio web. ¿Está allí la línea? La encuentra en Buzones.",
  },
  emptyClosed: {
    title: "Todavía no hay nada cerrado",
    text: "Pulse E en una conversación cuando esté resuelta. Se abre de nuevo si el cliente escribe.",
  },
  emptyInbox: {
    title: "Este buzón está vacío",
    text: "Ponga su línea en su sitio web y escriba usted el primer mensaje.",
  },
  emptyFilter: { title: "Nada coincide", text: "Muestre todas para ver el resto de esta vista." },
  seeInboxes: "Ir a Buzones",
  seeUnassigned: "Ir a Sin asignar",
  showAll: "Mostrar todas",

  pickTitle: "Elija una conversación",
  pickText: "Muévase con J y K, abra con Intro. Pulse ? para ver todas las teclas.",
  leftTeamTitle: (team) => `Ya no está en el equipo ${team}`,
  leftTeamText:
    "Lo que escriben sus clientes ya no se muestra aquí. Si es un error, pregunte a quien gestiona a las personas.",
  conversationWith: (who) => `Conversación con ${who}`,
  backToList: "Volver a la lista",
  claim: "Tomar",
  assign: "Asignar",
  assignTo: "Asignar a",
  nobody: "Nadie",
  me: (name) => `${name} (usted)`,
  close: "Cerrar",
  reopen: "Abrir de nuevo",
  hideCustomer: "Ocultar al cliente",
  customerInfo: "Sobre el cliente",
  waiting: "En espera",
  messages: "Mensajes",
  lockLine: (who, team) => `Solo ${who} y el equipo ${team} pueden leer esto`,
  readersCount: (n) => count(n, { one: "# persona", other: "# personas" }),
  markWords: {
    none: "",
    waiting: "Esperando conexión",
    sending: "Enviando…",
    sent: "Enviado",
    delivered: "Entregado",
    read: "Leído",
    failed: "No enviado",
  },
  markRead: (time) => `Leído a las ${time}`,
  retry: "Enviar de nuevo",
  takeBack: "Retirar",
  noteLabel: "Nota, solo para el equipo",
  assistant: "Asistente",
  automatic: "respuesta automática",
  visitor: (mark) => `Visitante ${mark}`,
  shownThere: "Mostrado en el dispositivo del visitante antes de que usted llegara",
  shownThereMore: "Nos lo dice el dispositivo del visitante. No se puede probar.",
  turns: (n) => count(n, { one: "# línea", other: "# líneas" }),
  readersChange: {
    created: (team) => `El equipo ${team} puede leer desde aquí.`,
    "key-changed": (team) => `${team} tiene una clave nueva. Quienes se fueron no pueden abrir lo que sigue.`,
    "device-added": (_team, by) => `${by} añadió un dispositivo. Puede leer desde aquí, con el historial.`,
    "device-removed": (_team, by) => `${by} quitó un dispositivo. No puede abrir lo que sigue.`,
  },
  stateChange: {
    closed: (by) => `${by} cerró esto.`,
    reopened: (by) => `${by} abrió esto de nuevo.`,
    assigned: (by, about) => (about ? `${by} asignó esto a ${about}.` : `${by} devolvió esto a todos.`),
  },
  missing: (n) =>
    count(n, {
      one: "# mensaje no se puede abrir en este dispositivo.",
      other: "# mensajes no se pueden abrir en este dispositivo.",
    }),
  missingMore: "La clave llegó después, o se cumplió el plazo de conservación.",
  typing: (who) =>
    who.length === 1 ? `${who[0]} está escribiendo…` : `${names.format(who)} están escribiendo…`,
  viewing: (who) =>
    who.length === 1 ? `${who[0]} también lo está viendo` : `${names.format(who)} también lo están viendo`,
  newBelow: "Mensaje nuevo",
  emptyThread: "Todavía no hay mensajes.",

  write: "Escribir",
  reply: "Respuesta",
  note: "Nota",
  replyTo: (who) => `a ${who}, en este chat`,
  noteTo: "solo la lee el equipo",
  replyPlaceholder: "Escriba su respuesta",
  notePlaceholder: "Escriba una nota para el equipo. El cliente nunca la ve.",
  send: "Enviar",
  addNote: "Añadir nota",
  sealedHint: "Se sella en este dispositivo",
  keptHere: "Borrador guardado en este dispositivo",

  whoCanRead: "Quién puede leer esto",
  readersIntro:
    "Cada mensaje se sella en el dispositivo de quien lo envía para estas personas. Nuestro propio servidor no puede abrirlo.",
  readerWhy: {
    "wrote-to-us": "Empezó esta conversación",
    answers: "Responde en esta conversación",
    "in-team": "Miembro del equipo",
  },
  readerSince: (date) => `desde el ${date}`,
  fromTheStart: "desde el principio",
  sealTitle: (name) => `Sello de ${name}`,
  sealText:
    "Compárelo con el de su hoja de recuperación. Si es distinto, deténgase y avise a un propietario.",

  customer: "Cliente",
  identity: {
    anonymous: {
      title: "Anónimo",
      text: "Solo conocemos este navegador. No dé detalles de cuentas.",
    },
    named: { title: "Dio un nombre", text: "Lo dijo el cliente. Nada lo ha probado." },
  },
  firstSeen: (date) => `Escribió por primera vez el ${date}`,
  contact: "Dicho por el cliente",
  contactNone: "Nada todavía. Puede pedir una dirección de correo.",
  past: "Conversaciones anteriores",
  pastNone: "Ninguna que usted pueda leer.",
  about: "Esta conversación",
  fieldNames: {
    name: "Nombre",
    email: "Correo",
    phone: "Teléfono",
    page: "Página",
    title: "Título de la página",
  },
  fieldInbox: "Buzón",
  fieldTeam: "Equipo",
  fieldAssignee: "Asignada a",
  keptUntil: (date) => `Se conserva hasta el ${date}. Después se destruyen las claves.`,
  keptFor: (days) =>
    count(days, {
      one: "Se conserva # día tras el cierre. Después se destruyen las claves.",
      other: "Se conserva # días tras el cierre. Después se destruyen las claves.",
    }),

  didClose: (who) => `Cerrada: ${who}`,
  didReopen: (who) => `Abierta de nuevo: ${who}`,
  didClaim: (who) => `${who} ahora es suya`,
  didTakeOver: (who, from) => `${who} ahora es suya, y ya no de ${from}`,
  didAssign: (name) => `Asignada a ${name}`,
  didUnassign: "Devuelta a todos",

  palette: "Buscar o hacer",
  palettePlaceholder: "Escriba una orden o palabras de un mensaje",
  paletteCommands: "Hacer",
  paletteGo: "Ir a",
  paletteFound: "Encontrado en este dispositivo",
  paletteHere: "Se busca en este dispositivo. Sus palabras no se envían a ningún sitio.",
  paletteNone: "Nada encontrado. Solo se busca en lo que este dispositivo ha abierto.",
  help: "Teclas",
  helpIntro: "Todo funciona sin ratón.",
  commands: {
    palette: "Buscar o hacer cualquier cosa",
    next: "Conversación siguiente",
    previous: "Conversación anterior",
    open: "Abrir y escribir",
    close: "Cerrar la conversación",
    assign: "Asignar a alguien",
    claim: "Tomarla usted",
    reply: "Escribir una respuesta",
    note: "Escribir una nota",
    search: "Buscar",
    help: "Mostrar estas teclas",
  },
  sendKey: "Enviar",
  escapeKey: "Salir, cerrar, volver",
};
