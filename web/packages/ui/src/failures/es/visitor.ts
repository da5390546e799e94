/** What only customers meet, in Spanish. */
import type { Sentences } from "../../failures.ts";

export const visitor: Sentences = {
  "This conversation is not on this device.": "Esta conversación no está en este dispositivo.",
  "Go back.": "Vuelva atrás.",
  "This conversation belongs to another part of this site.":
    "Esta conversación pertenece a otra parte de este sitio.",
  "Go on with it where you began it, or begin another one here.":
    "Sígala donde la empezó o empiece otra aquí.",
  "Please try again in a minute.": "Inténtelo de nuevo en un minuto.",
  "Send it in two parts.": "Envíelo en dos partes.",
  "The keys of this conversation could not be brought up to date.":
    "No se pudieron actualizar las claves de esta conversación.",
  "This article is no longer there.": "Este artículo ya no existe.",
  "Search for another one.": "Busque otro.",
  "The chat is not ready for this yet.": "El chat aún no está listo para esto.",
  "What you wrote is kept on this device and sent later.":
    "Lo que ha escrito se guarda en este dispositivo y se enviará más tarde.",
  "This browser did not keep what was written.": "Este navegador no ha guardado lo que se escribió.",
  "Please try again later, or write to the company another way.":
    "Inténtelo más tarde o escriba a la empresa por otro medio.",
  "Make room on this device, or leave private browsing.":
    "Haga sitio en este dispositivo o salga de la navegación privada.",
  "Please close the chat and open it again.": "Cierre el chat y ábralo de nuevo, por favor.",
  "A rating is 1 to 5.": "Una valoración va de 1 a 5.",
  "Choose one of them.": "Elija uno de ellos.",
  "This message was not written on this device.": "Este mensaje no se escribió en este dispositivo.",
  "Change it where you wrote it.": "Cámbielo donde lo escribió.",
  "This message is no longer waiting.": "Este mensaje ya no está esperando.",
  "The keys of this conversation changed too often for one proof.":
    "Las claves de esta conversación cambiaron demasiadas veces para una sola prueba.",
  "Ask the company who could read it.": "Pregunte a la empresa quién pudo leerla.",
  "The company’s list of people is being changed just now.":
    "La lista de personas de la empresa se está cambiando en este momento.",
  "This is no link from another device.": "Este no es un enlace de otro dispositivo.",
  "Copy the whole link.": "Copie el enlace entero.",
  "This link is over, or was used already.": "Este enlace ya no vale o ya se usó.",
  "Make a new one on the device that has your conversations.":
    "Cree uno nuevo en el dispositivo que tiene sus conversaciones.",
  "Somebody else signed in on this page meanwhile.":
    "Mientras tanto, otra persona ha iniciado sesión en esta página.",
  "Reload the page, and write again.": "Vuelva a cargar la página y escriba de nuevo.",
  "This code is not the right one, or it is over.": "Este código no es correcto o ya no vale.",
  "Look again, or ask for a new one.": "Mire otra vez o pida uno nuevo.",
  "Nobody here asks for your address.": "Aquí nadie pide su dirección.",
  "Look at it again.": "Mírela otra vez.",
  "This team answers only customers whose email address was checked.":
    "Este equipo solo responde a clientes con la dirección comprobada.",
  "Show that the address is yours, then write again.": "Muestre que la dirección es suya y escriba de nuevo.",
  "This question is no longer there.": "Esta pregunta ya no está.",
  "This question is over.": "Esta pregunta ya no vale.",
  "Write to the team, and it asks again.": "Escriba al equipo y le preguntará otra vez.",
  "You are not signed in on this website.": "No ha iniciado sesión en este sitio web.",
  "Sign in there as who you were when you began, then try again.":
    "Inicie sesión allí como al empezar e inténtelo de nuevo.",
};
