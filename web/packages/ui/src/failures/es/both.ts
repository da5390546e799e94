/** What the client says to customers and staff alike, in Spanish. */
import type { Sentences } from "../../failures.ts";

export const both: Sentences = {
  "There is no connection.": "No hay conexión.",
  "Something from the server could not be verified, so it is not shown.":
    "Algo del servidor no se pudo comprobar, por eso no se muestra.",
  "Something unexpected happened on this device.": "Ha ocurrido algo inesperado en este dispositivo.",
  "Nothing to do.": "No tiene que hacer nada.",
  "This file is not here any more.": "Este archivo ya no está aquí.",
  "This file is no longer at hand.": "Este archivo ya no está a mano.",
  "Choose it again.": "Elíjalo de nuevo.",
  "A file is no longer on this device.": "Un archivo ya no está en este dispositivo.",
  "The page was closed before this file was ready.":
    "La página se cerró antes de que este archivo estuviera listo.",
  "Files cannot be sent here.": "Aquí no se pueden enviar archivos.",
  "Describe what is in them.": "Describa lo que contienen.",
  "A message takes at most {1} files.": "En un mensaje caben {1} archivos como máximo.",
  "Send the others with the next message.": "Envíe los demás con el mensaje siguiente.",
  "“{1}” is larger than {2}.": "«{1}» ocupa más de {2}.",
  "Send a smaller file, or a part of it.": "Envíe un archivo más pequeño, o una parte.",
  "You stopped it.": "Usted lo ha detenido.",
  "Open it again if you want it.": "Ábralo de nuevo si lo necesita.",
  "The file changed while it was being read.": "El archivo cambió mientras se leía.",
  "What came is not the file that was sent. Nothing of it should be used.":
    "Lo que ha llegado no es el archivo que se envió. No debe usarse nada de él.",
  "Try again later, or ask for it to be sent again.": "Inténtelo más tarde o pida que se lo envíen de nuevo.",
  "This file is no longer on the server.": "Este archivo ya no está en el servidor.",
  "Ask for it to be sent again.": "Pida que se lo envíen de nuevo.",
  "Try again when there is one.": "Inténtelo de nuevo cuando la haya.",
  "This device has no room for this file.": "En este dispositivo no hay sitio para este archivo.",
  "Make room, or send a smaller one.": "Haga sitio o envíe uno más pequeño.",
  "The file could not be read.": "No se pudo leer el archivo.",
  "This file is not in this conversation.": "Este archivo no está en esta conversación.",
  "Choose another one.": "Elija otro.",
  "Choose another.": "Elija otro.",
  "There is nothing to send.": "No hay nada que enviar.",
  "Write a message first.": "Escriba primero un mensaje.",
  "This message is too long.": "Este mensaje es demasiado largo.",
  "Keep it below {1} characters.": "No pase de {1} caracteres.",
  "This is no message that can be answered.": "A este mensaje no se puede responder.",
  "This is no sign to answer with.": "Con este signo no se puede responder.",
  "This is not an email address.": "Esto no es una dirección de correo.",
  "Too much mail was asked for.": "Se pidió demasiado correo.",
  "Wait an hour, or use another way.": "Espere una hora, o use otra vía.",
  "The list of stolen passwords cannot be read.": "No se puede leer la lista de contraseñas robadas.",
  "Try again later, and tell whoever runs the server.":
    "Inténtelo más tarde y dígaselo a quien lleva el servidor.",
};
