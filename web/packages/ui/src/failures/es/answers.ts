/** What the server answers to staff who sign in, and who arrange the desk, in Spanish. */
import type { Sentences } from "../../failures.ts";

export const answers: Sentences = {
  "This does not match.": "No coincide.",
  "Check what you typed and try again.": "Compruebe lo que ha escrito e inténtelo de nuevo.",
  "There were too many failed attempts.": "Ha habido demasiados intentos fallidos.",
  "Wait a little and try again.": "Espere un poco e inténtelo de nuevo.",
  "There were too many requests for approval.": "Ha habido demasiadas peticiones de aprobación.",
  "Answer those that wait, or use another way to sign in.":
    "Responda a las que esperan o inicie sesión de otra forma.",
  "There is no such invitation.": "No existe esa invitación.",
  "Check the link, or ask for a new one.": "Compruebe el enlace o pida uno nuevo.",
  "This invitation was used, revoked, or is too old.":
    "Esta invitación se usó, se anuló o es demasiado antigua.",
  "This request is over.": "Esta petición ha terminado.",
  "Ask again, or use another way to sign in.": "Pida de nuevo o inicie sesión de otra forma.",
  "Ask again from the new browser.": "Pida de nuevo desde el navegador nuevo.",
  "This session has ended.": "Esta sesión ha terminado.",
  "Sign in again.": "Inicie sesión de nuevo.",
  "The set-up token does not match.": "El código de configuración no coincide.",
  "Copy it from the terminal where the server was started.":
    "Cópielo del terminal donde se inició el servidor.",
  "There is already an account with this email address.":
    "Ya existe una cuenta con esta dirección de correo.",
  "Sign in, or use another address.": "Inicie sesión o use otra dirección.",
  "This is not an email address.": "Esto no es una dirección de correo.",
  "Write it like name@example.org.": "Escríbala como name@example.org.",
  "This passkey could not be verified.": "No se pudo comprobar esta llave de acceso.",
  "Try again, and confirm with your finger, face or PIN.":
    "Inténtelo de nuevo y confirme con el dedo, la cara o el PIN.",
  "This passkey is not known here, or was not confirmed.":
    "Esta llave de acceso no se conoce aquí o no se confirmó.",
  "Try again, or use another way to sign in.": "Inténtelo de nuevo o inicie sesión de otra forma.",
  "This passkey was removed.": "Esta llave de acceso se ha quitado.",
  "This passkey is not known here.": "Esta llave de acceso no se conoce aquí.",
  "Use another way to sign in.": "Inicie sesión de otra forma.",
  "This passkey belongs to another account.": "Esta llave de acceso pertenece a otra cuenta.",
  "Make a new passkey, or use another device.": "Cree una llave de acceso nueva o use otro dispositivo.",
  "This account was removed.": "Esta cuenta se ha eliminado.",
  "Ask an owner of your organisation.": "Pregunte a un propietario de su organización.",
  "This browser is not certified for your account.": "Este navegador no está certificado para su cuenta.",
  "Unlock your vault to certify it.": "Desbloquéelo para certificarlo.",
  "Another browser of yours changed the vault first.": "Otro navegador suyo cambió antes la caja fuerte.",
  "Lock this browser, unlock it again, and try once more.":
    "Bloquee este navegador, desbloquéelo e inténtelo otra vez.",
  "A colleague has just taken this conversation.": "Un colega acaba de quedarse con esta conversación.",
  "Take another one, or ask to have it assigned to you.": "Tome otra o pida que se la asignen.",
  "This colleague is not on the team of the conversation.":
    "Este colega no está en el equipo de la conversación.",
  "Add them to the team first, or choose somebody else.": "Añádale antes al equipo o elija a otra persona.",
  "Somebody else changed the directory first.": "Otra persona ha cambiado antes el directorio.",
  "Fetch it and try again.": "Vuelva a cargar la página e inténtelo de nuevo.",
  "The signer may not make this change.": "No tiene permiso para hacer este cambio.",
  "This was signed in the future.": "Esto se firmó en el futuro.",
  "Set the clock of your device.": "Ponga en hora su dispositivo.",
  "Nobody has signed the directory yet.": "Nadie ha firmado aún el directorio.",
  "Sign in to the console once.": "Inicie sesión una vez en la consola.",
  "The articles are larger than 4 MiB together.": "Los artículos juntos ocupan más de 4 MiB.",
  "Shorten them.": "Acórtelos.",
  "Your browser has seen a newer state of this organisation than there is here.":
    "Su navegador ha visto un estado de esta organización más reciente que el de aquí.",
  "Do not write here; tell the organisation.": "No escriba aquí; avise a la organización.",
  "Another browser of yours has changed this draft.": "Otro de sus navegadores ha cambiado este borrador.",
  "Fetch it, and keep both.": "Recupérelo y conserve ambos.",
  "This draft is too long to keep.": "Este borrador es demasiado largo para guardarlo.",
  "Shorten it; it stays in this browser.": "Acórtelo; en este navegador se conserva.",
  "This browser is not certified yet.": "Este navegador aún no está certificado.",
  "Unlock your vault first.": "Primero abra su caja fuerte.",
  "This passkey was begun for something else.": "Esta passkey se empezó para otra cosa.",
  "A passkey could not be prepared.": "No se pudo preparar una passkey.",
  "A sign-in could not be prepared.": "No se pudo preparar un inicio de sesión.",
  "A stored passkey cannot be read.": "Una passkey guardada no se puede leer.",
  "Try again.": "Inténtelo de nuevo.",
  "Your vault has no lock for this way in.": "Su caja fuerte no tiene cerradura para esta forma de entrar.",
  "These bytes are not a statement of the protocol.": "Estos bytes no son una declaración del protocolo.",
  "This statement is reserved and not in use yet.": "Esta declaración está reservada y aún no se usa.",
  "This is not a passkey's answer.": "Esta no es la respuesta de una passkey.",
  "There is no such article set.": "No existe esa colección de artículos.",
  "This account is not known here.": "Esta cuenta no se conoce aquí.",
  "A statement is larger than the protocol allows.":
    "Una declaración es más grande de lo que permite el protocolo.",
  "Split it.": "Divídala.",
  "This passkey's counter went back: it may have been copied.":
    "El contador de esta passkey retrocedió: puede que la hayan copiado.",
  "Use another way to sign in, and replace this passkey.": "Entre de otra forma y sustituya esta passkey.",
  "Your browser sent the passkey's secret along. The server must never get it, and has thrown it away.":
    "Su navegador envió también el secreto de la passkey. El servidor no debe recibirlo nunca y lo ha desechado.",
  "The authenticator's code does not match.": "El código del autenticador no coincide.",
  "Wait for the next code, and check your device's clock.":
    "Espere al siguiente código y compruebe el reloj de su dispositivo.",
  "The authenticator's secret is not usable.": "El secreto del autenticador no sirve.",
  "Set up the authenticator again.": "Configure de nuevo el autenticador.",
  "An account needs a passkey or a password, and a recovery code.":
    "Una cuenta necesita una passkey o una contraseña, y un código de recuperación.",
  "Go through the steps again.": "Repita los pasos.",
  "Start the set-up again.": "Empiece de nuevo la configuración.",
  "Open the link again.": "Abra de nuevo el enlace.",
  "The statements do not make the account that was invited.":
    "Las declaraciones no forman la cuenta que fue invitada.",
  "The first statements must name one account and this server's key, and come with a head.":
    "Las primeras declaraciones deben nombrar una cuenta y la clave de este servidor, y venir con una cabecera.",
  "There are too many holds on the record of acts.": "Hay demasiadas retenciones en el registro de actos.",
  "Release those that are not needed any more, or hold the whole record.":
    "Termine las que ya no hagan falta, o retenga todo el registro.",
  "This secret is too long.": "Este secreto es demasiado largo.",
  "Paste it again, without anything around it.": "Péguelo de nuevo, sin nada alrededor.",
  "Somebody else changed these settings first.": "Otra persona cambió antes estos ajustes.",
  "Look at what they are now, and change them again.": "Mire cómo están ahora y cámbielos de nuevo.",
  "A session can stay unused for 15 minutes to 24 hours.":
    "Una sesión puede quedar sin uso de 15 minutos a 24 horas.",
  "A session can last for one hour to 30 days.": "Una sesión puede durar de una hora a 30 días.",
  "A confirmation can last for 1 to 60 minutes.": "Una confirmación puede durar de 1 a 60 minutos.",
  "Choose a number within these bounds.": "Elija un número dentro de estos límites.",
  "This takes two proofs of who you are.": "Esto requiere dos pruebas de quién es usted.",
  "A recovery code takes one more proof of who you are.":
    "Un código de recuperación requiere una prueba más de quién es usted.",
  "Add your password, a code of your authenticator app, or a code from whoever runs the server.":
    "Añada su contraseña, un código de su aplicación de autenticación o un código de quien administra el servidor.",
  "Please confirm first that it is you.": "Confirme primero que es usted.",
  "Use your passkey, or your password with a code, and try again.":
    "Use su clave de acceso, o su contraseña con un código, e inténtelo de nuevo.",
  "Use a passkey of your own.": "Use una clave de acceso propia.",
};
