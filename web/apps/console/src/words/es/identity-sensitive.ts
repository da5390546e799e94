import type { sensitiveEn } from "../identity-sensitive.en.ts";

export const sensitiveEs: typeof sensitiveEn = {
  sensitive: {
    title: "Equipos sensibles",
    text: "Las conversaciones de estos equipos solo se muestran a quien ha confirmado en los últimos minutos, con una llave de acceso o con contraseña y código, que es quien dice ser. Una pantalla que quedó abierta no muestra nada de ellas. Cuánto vale una confirmación se elige abajo.",
    saved: "Equipos sensibles guardados",
    none: "Todavía no hay ningún equipo.",
    switch: "Preguntar otra vez antes de las conversaciones de este equipo",
    lockedTitle: "Confirme que es usted",
    lockedText: "Las conversaciones de este equipo son sensibles: se muestran cuando usted confirma.",
    open: "Abrir",
    row: "Sensible: ábrala para confirmar",
  },
};
