/** Tokens of programs, whom a provider expects, and shutting people out, in Spanish. */

import type { programsEn } from "../identity-programs.en.ts";

export const programsEs: typeof programsEn = {
  programs: "Programas y proveedor",
  programsText:
    "Los tokens dejan entrar a un programa, para un fin y un tiempo limitado. Un proveedor de identidad dice a quién espera su organización y quién se ha ido.",
  tokensTitle: "Tokens de programas",
  tokensText:
    "Ningún token abre conversaciones, claves, sesiones ni ajustes. Cada uno termina solo, y con quien lo creó.",
  tokensNone: "Ningún programa tiene un token.",
  tokenNew: "Nuevo token",
  tokenName: "¿Para qué programa es?",
  tokenNameHint: "Un nombre corto con el que su equipo lo conozca.",
  tokenFor: "¿Qué puede hacer?",
  tokenScopes: {
    scim: "Decir quién llega y quién se ha ido (SCIM)",
    "ledger.read": "Obtener el registro de actos",
  },
  tokenNetworks: "¿Desde qué redes?",
  tokenNetworksHint: "Una o más, con espacios, como 192.0.2.0/24. Pregunte a quien lleva el programa.",
  tokenAnywhere:
    "Desde cualquier lugar: quien encuentre este token también podrá usarlo desde cualquier lugar.",
  tokenFrom: (networks: string) => `Desde ${networks}`,
  tokenDays: "Termina tras",
  tokenMake: "Crear el token",
  tokenOnce: "Copie este token ahora. Solo se muestra esta vez; nadie podrá consultarlo después.",
  tokenSecret: "El token",
  tokenEnds: (when: string) => `termina ${when}`,
  tokenEnded: "Terminado",
  tokenUsed: (when: string, network: string) => `último uso ${when}, desde ${network}`,
  tokenUnused: "nunca usado",
  tokenRevoke: "Revocar",
  tokenRevokeOf: (name: string) => `Revocar el token «${name}»`,
  tokenRevokeAsk: (name: string) => `¿Revocar el token «${name}»?`,
  tokenRevokeText: "Desde ese momento se rechaza al programa. No se puede deshacer; puede crear otro.",
  tokenRevoked: "El token está revocado",
  expectedTitle: "Personas de su proveedor de identidad",
  expectedText:
    "El proveedor no deja entrar a nadie. Usted invita a quien él espera y dice quién es quién; desde entonces, quien según él se ha ido queda fuera al instante.",
  expectedAddress: "Dirección para el proveedor (SCIM 2.0)",
  expectedNone: "Ningún proveedor ha nombrado a nadie todavía. Cree un token para él y dele esta dirección.",
  expectedSame: (name: string) => `¿Es ${name} de aquí?`,
  expectedSameYes: "Sí, la misma persona",
  expectedSameText: (name: string) =>
    `La misma dirección de correo. Si dice que sí, ${name} sigue lo que diga el proveedor.`,
  expectedLinked: (name: string) => `Corresponde a ${name}`,
  expectedPart: "Separar",
  expectedInvite: "Invitar",
  expectedInviteOf: (name: string) => `Invitar a ${name}`,
  expectedGone: "Se ha ido, dice el proveedor",
  expectedWaits: "Aún no está aquí",
  didLink: "Ahora van juntos",
  didPart: "Están separados",
  groupsTitle: "Grupos de su proveedor de identidad",
  groupsText:
    "Diga qué equipo es cada grupo. Las claves las entregan personas de aquí: se muestra quién está en un grupo, y alguien del equipo lo añade.",
  groupTeam: (name: string) => `Equipo del grupo ${name}`,
  groupNoTeam: "Ningún equipo",
  suspend: "Dejar fuera",
  suspendAsk: (name: string) => `¿Dejar fuera a ${name} ahora mismo?`,
  suspendText:
    "Se cierran todas sus sesiones, nada le deja entrar y el servidor no le da nada más. Las claves de sus equipos cambian solas. Puede volver a dejarle entrar.",
  didSuspend: (name: string) => `${name} queda fuera`,
  reinstate: "Volver a dejar entrar",
  didReinstate: (name: string) =>
    `${name} puede volver a entrar. Añádalo a sus equipos para compartir las claves.`,
  suspended: "Fuera",
  suspendedBy: { admin: "por la administración", provisioning: "por el proveedor de identidad" },
  suspendedSince: (when: string, by: string) => `${when}, ${by}`,
  suspendedKeysWait: (teams: string) =>
    `Las claves de ${teams} cambian cuando se conecte alguien que las entrega.`,
  suspendedKeysChanged: (seconds: string) => `Las claves de sus equipos cambiaron ${seconds} después.`,
};
