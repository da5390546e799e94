import type { mailEn } from "../identity-mail.en.ts";

export const mailEs: typeof mailEn = {
  mail: {
    title: "Correo",
    text: "El correo sale por el servidor de su organización: que hay una respuesta, códigos y avisos de sus cuentas. Lo que la gente escribe nunca va en él.",
    server: "Servidor de correo",
    serverText:
      "Estos datos se los da su proveedor. La conexión siempre va cifrada, y se comprueba el certificado del servidor.",
    saved: "El servidor de correo vale desde ahora",
    on: "Enviar correo",
    host: "Servidor",
    user: "Usuario",
    from: "Sale de",
    fromName: "Nombre del remitente",
    envelope: "Lo que no se entrega va a",
    tls: "Cifrado",
    tlsHint: "TLS desde el principio es lo mejor, si su proveedor lo ofrece.",
    implicit: "TLS desde el principio",
    loopback: "Ninguno, solo a esta máquina",
    port: "Puerto",
    password: "Contraseña",
    passwordKept: "Hay una contraseña guardada. Se pide otra vez si cambia el servidor.",
    language: "Idioma de los correos",
    test: "Enviar una prueba",
    testText: "Guarde primero. La prueba sale enseguida.",
    testTo: "Para",
    send: "Enviar la prueba",
    sent: "El servidor de correo la aceptó. Mire si llega.",
    certificate:
      "El servidor no muestra un certificado válido para este nombre. Revise el nombre; no se envió nada.",
    noTLS:
      "El servidor no ofrece cifrado, o alguien en medio quitó la oferta. Pruebe TLS desde el principio; no se envió nada.",
    waiting: "Lo que espera",
    waitingText: "Los avisos se intentan durante dos días, los códigos durante diez minutos.",
    refused: "Direcciones rechazadas",
    released: "Se vuelve a escribir a esta dirección",
    release: "Volver a escribirle",
    hints: {
      host: "Por ejemplo smtp.example.org.",
      user: "Vacío, si su servidor no pide ninguno.",
      from: "Una dirección de su organización.",
      fromName: "Va delante de la dirección.",
      envelope: "Vacío: la dirección de arriba.",
    },
    steps: {
      connect: "No se llega al servidor. Revise el nombre y el puerto.",
      tls: "No se logró una conexión cifrada. Revise el cifrado y el puerto.",
      greeting: "Algo respondió, pero no como un servidor de correo. Revise el nombre y el puerto.",
      auth: "El servidor no acepta el usuario o la contraseña. Revise ambos.",
      sender: "El servidor no envía por la dirección de la que sale el correo. Revísela.",
      recipient: "El servidor no entrega a esta dirección.",
      content: "El servidor no aceptó el mensaje.",
    },
    letters: (count: number) =>
      count === 0 ? "No espera nada." : count === 1 ? "Espera un correo." : `Esperan ${count} correos.`,
    replied: (code: number) => `Respondió ${code}.`,
    refusedSince: (date: string, code: number) =>
      `Rechazada para siempre el ${date} (${code}). Ya no se le envía nada.`,
  },
};
