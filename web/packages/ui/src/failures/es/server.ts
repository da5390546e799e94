/** What the server answers to anybody, in Spanish. */
import type { Sentences } from "../../failures.ts";

export const server: Sentences = {
  "The server did not accept this.": "El servidor no ha aceptado esto.",
  "Please try again.": "Inténtelo de nuevo, por favor.",
  "Something went wrong on the server.": "Algo ha fallado en el servidor.",
  "Try again. If it happens again, tell whoever runs this desk; the time is in its log.":
    "Inténtelo de nuevo. Si se repite, avise a quien gestiona este puesto; la hora consta en su registro.",
  "There were too many requests.": "Ha habido demasiadas peticiones.",
  "Wait a moment and try again.": "Espere un momento e inténtelo de nuevo.",
  "This request came from another site.": "Esta petición ha llegado desde otro sitio.",
  "Open the page itself and try again.": "Abra la propia página e inténtelo de nuevo.",
  "This request is too large.": "Esta petición es demasiado grande.",
  "Send less at once.": "Envíe menos de una vez.",
  "This request cannot be read.": "Esta petición no se puede leer.",
  "Reload the page to get the current version.": "Vuelva a cargar la página para tener la versión actual.",
  "This took too long, or was already used.": "Ha tardado demasiado o ya se había usado.",
  "Start again.": "Empiece de nuevo.",
  "There is nothing at this address.": "No hay nada en esta dirección.",
  "Check the address.": "Compruebe la dirección.",
  "This conversation was deleted when its time was over: its keys are destroyed.":
    "Esta conversación se borró al acabar su plazo: sus claves están destruidas.",
  "This conversation's keys have been destroyed.": "Las claves de esta conversación están destruidas.",
  "Start a new conversation.": "Empiece una conversación nueva.",
  "The conversation's key is missing.": "Falta la clave de la conversación.",
  "Tell whoever runs this desk.": "Avise a quien gestiona este puesto.",
  "Too many files are waiting for a message.": "Hay demasiados archivos a la espera de un mensaje.",
  "Send the message that they belong to first, or take some back.":
    "Envíe primero el mensaje al que pertenecen o retire algunos.",
  "Files here may have up to {1} MB.": "Aquí los archivos pueden ocupar hasta {1} MB.",
  "Send a smaller one.": "Envíe uno más pequeño.",
  "This file was taken back.": "Este archivo se ha retirado.",
  "Attach it again, under a new id.": "Añádalo de nuevo.",
  "Another file was already begun under this id.": "Con este identificador ya se empezó otro archivo.",
  "Take a new id.": "Añádalo de nuevo.",
  "Another part comes next.": "Ahora toca otra parte.",
  "Ask how far the file has come.": "Inténtelo de nuevo.",
  "There is no such file here.": "Aquí no existe ese archivo.",
  "Fetch the conversation again.": "Abra la conversación de nuevo.",
  "Only who sent a file can take it back.": "Solo quien envió un archivo puede retirarlo.",
  "Ask them to.": "Pídaselo.",
  "A file of this message is not here, or not whole.":
    "Un archivo de este mensaje no está o no está completo.",
  "Upload it again, under a new id.": "Añádalo de nuevo.",
  "These are too many files for one message.": "Son demasiados archivos para un mensaje.",
  "Send up to {1} with each.": "Envíe hasta {1} con cada uno.",
  "This part did not arrive whole.": "Una parte no llegó completa.",
  "Send it again.": "Envíelo de nuevo.",
  "Ask whoever sent it to send it again.": "Pida a quien lo envió que lo envíe de nuevo.",
  "The server's disk is full.": "El disco del servidor está lleno.",
  "Tell whoever runs this desk; nothing was lost.":
    "Avise a quien gestiona este puesto; no se ha perdido nada.",
  "The store for files did not answer.": "El almacén de archivos no ha respondido.",
  "Try again; if it happens again, run sealdesk doctor.":
    "Inténtelo de nuevo; si se repite, avise a quien gestiona este puesto (sealdesk doctor).",
  "The database refused this.": "La base de datos lo ha rechazado.",
  "The shred store did not answer.": "El almacén de claves no ha respondido.",
  "The server is shutting down.": "El servidor se está apagando.",
  "This could not be saved.": "No se ha podido guardar.",
  "This could not be recorded.": "Esto no se pudo registrar.",
  "Live events cannot be followed at the moment: that somebody listens could not be recorded.":
    "En este momento lo nuevo no puede aparecer por sí solo: no se pudo registrar que alguien lo sigue.",
  "This cannot be shown at the moment: that it was read could not be recorded.":
    "Esto no se puede mostrar en este momento: no se pudo registrar que se leyó.",
  "Try again in a moment; if it goes on, tell whoever runs this desk.":
    "Inténtelo de nuevo en un momento; si continúa, avise a quien gestiona este puesto.",
  "Try again in a moment.": "Inténtelo de nuevo en un momento.",
  "You are not signed in.": "No ha iniciado sesión.",
  "Sign in and try again.": "Inicie sesión e inténtelo de nuevo.",
  "There is nothing here that you can see.": "Aquí no hay nada que usted pueda ver.",
  "Check the address, or ask a colleague to add you to the team.":
    "Compruebe la dirección o pida a un colega que le añada al equipo.",
  "You may not do this.": "No tiene permiso para hacer esto.",
  "Ask an owner or admin of your organisation.":
    "Pregunte a un propietario o administrador de su organización.",
  "There is no such inbox.": "No existe esa bandeja.",
  "Check the line of code on the page.": "Compruebe la línea de código de la página.",
  "This desk is not set up yet.": "Este puesto aún no está configurado.",
  "Set it up first.": "Configúrelo primero.",
  "This desk is already set up.": "Este puesto ya está configurado.",
  "Sign in, or ask an owner for an invitation.": "Inicie sesión o pida una invitación a un propietario.",
  "There is no such conversation that you can see.": "No hay ninguna conversación así que usted pueda ver.",
  "Go back to the list.": "Vuelva a la lista.",
  "A signature or right does not hold.": "Una firma o un permiso no es válido.",
  "Reload the page; if it happens again, tell whoever runs this desk.":
    "Vuelva a cargar la página; si se repite, avise a quien gestiona este puesto.",
  "This was signed by another device than the one signed in.":
    "Lo ha firmado un dispositivo distinto del que ha iniciado sesión.",
  "Send it from the device that signed it.": "Envíelo desde el dispositivo que lo firmó.",
  "This browser's certificate is not valid any more.": "El certificado de este navegador ya no es válido.",
  "Unlock your vault again to renew it.": "Desbloquee este navegador de nuevo para renovarlo.",
  "This device is not known here.": "Este dispositivo no se conoce aquí.",
  "This device could not be verified.": "No se pudo comprobar este dispositivo.",
  "Open the chat again.": "Abra el chat de nuevo.",
  "This challenge is not ours, too old, or used.": "El inicio de sesión ha caducado o ya se usó.",
  "Ask for a new one.": "Pida una nueva.",
  "Too many messages at once.": "Son demasiados mensajes de una vez.",
  "Send the rest afterwards.": "Envíe el resto después.",
  "This is larger than the protocol allows.": "Es mayor de lo permitido.",
  "Somebody else changed this first.": "Otra persona lo ha cambiado antes.",
  "Fetch the current state and try again.": "Ábralo de nuevo e inténtelo otra vez.",
  "Another message was already sent under this id.": "Con este identificador ya se envió otro mensaje.",
  "Seal it again under a new id.": "Inténtelo de nuevo, por favor.",
  "The conversation's key has changed.": "La clave de la conversación ha cambiado.",
  "Refresh the key and seal the message again.": "Inténtelo de nuevo, por favor.",
  "An earlier message from this device is missing or was already replaced.":
    "Falta un mensaje anterior de este dispositivo o ya se sustituyó.",
  "Send the earlier ones first, or seal this one again.": "Inténtelo de nuevo, por favor.",
  "This device saw another history of the conversation.":
    "Este dispositivo ha visto otra historia de la conversación.",
  "The team's key has changed.": "La clave del equipo ha cambiado.",
  "Fetch the inbox again.": "Vuelva a cargar la página, por favor.",
  "Fetch the directory and make a new key.": "Vuelva a cargar la página, por favor.",
  "Refresh and try again.": "Vuelva a cargar la página e inténtelo de nuevo.",
  "This key was already used.": "Esta clave ya se ha usado.",
  "Make a new one.": "Inténtelo de nuevo, por favor.",
  "This thread was already opened with other content.": "Esta conversación ya se abrió con otro contenido.",
  "Fetch it, or start a new one.": "Ábrala o empiece una nueva.",
  "Only the customer changes the customer's devices.": "Solo el cliente cambia los dispositivos del cliente.",
  "Ask the customer.": "Pregunte al cliente.",
  "A colleague has already started the notes.": "Un colega ya ha empezado las notas.",
  "This connection came from another site.": "Esta conexión ha llegado desde otro sitio.",
  "Open the page itself.": "Abra la propia página.",
  "Too many files are on their way at once.": "Hay demasiados archivos en camino a la vez.",
  "Too much was sent from this network today.": "Hoy se ha enviado demasiado desde esta red.",
  "Try again later; what you wrote stays on this device.":
    "Inténtelo más tarde; lo que ha escrito se queda en este dispositivo.",
  "This is not an email address that we can write to.":
    "Esta no es una dirección de correo a la que podamos escribir.",
  "Check it for a typing mistake.": "Compruebe si hay un error al escribirla.",
  "This part has not the {1} bytes that it should have.":
    "Esta parte no tiene los {1} bytes que debería tener.",
  "Send it again, whole.": "Envíela de nuevo, completa.",
  "These bytes are not an object of the protocol.": "Estos bytes no son un objeto del protocolo.",
  "This part of the protocol is reserved and not in use yet.":
    "Esta parte del protocolo está reservada y aún no se usa.",
  "Leave it out.": "Déjelo fuera.",
  "This cites a state of the directory that is not known here.":
    "Esto cita un estado del directorio que aquí no se conoce.",
  "Fetch the directory again.": "Vuelva a cargar la página.",
  "This file was damaged on the server.": "Este archivo se dañó en el servidor.",
  "Ask whoever sent it to send it again, or whoever runs this desk for a backup.":
    "Pida a quien lo envió que lo envíe de nuevo, o una copia de seguridad a quien administra este servicio.",
  "You do not have the team's key yet.": "Usted aún no tiene la clave del equipo.",
  "A colleague who is online hands it over by itself. Try again in a moment.":
    "Un colega en línea se la pasa sin hacer nada. Inténtelo de nuevo en un momento.",
  "This team answers only customers who are signed in.":
    "Este equipo solo responde a clientes que han iniciado sesión.",
  "Sign in on the website, then write again.": "Inicie sesión en el sitio web y vuelva a escribir.",
  "Your sign-in could not be checked.": "No se pudo comprobar su inicio de sesión.",
  "Sign in on the website again and reload the page.":
    "Vuelva a iniciar sesión en el sitio web y recargue la página.",
  "Somebody else signed in on this browser before.": "Antes inició sesión otra persona en este navegador.",
  "Begin anew: their conversations stay theirs.":
    "Empiece de nuevo: las conversaciones anteriores siguen siendo de esa persona.",
  "Only a customer's own device can show who they are.":
    "Solo el propio dispositivo de un cliente puede demostrar quién es.",
  "The salt is missing.": "Falta la sal.",
  "This sign-in names nobody, or is too long.":
    "Este inicio de sesión no nombra a nadie o es demasiado largo.",
  "Tell whoever looks after the website.": "Avise a quien se ocupa del sitio web.",
  "Too many devices are being added right now.": "Ahora mismo se están añadiendo demasiados dispositivos.",
  "Try again in a few minutes.": "Inténtelo de nuevo dentro de unos minutos.",
  "There are more conversations than one link carries.":
    "Hay más conversaciones de las que caben en un enlace.",
  "Go on with them on the first device.": "Siga con ellas en el primer dispositivo.",
  "Only a customer's own device can add another one.":
    "Solo un dispositivo del propio cliente puede añadir otro.",
  "This link is incomplete.": "Este enlace está incompleto.",
};
