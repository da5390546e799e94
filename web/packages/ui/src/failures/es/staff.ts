/** What only staff meet, in Spanish. */
import type { Sentences } from "../../failures.ts";

export const staff: Sentences = {
  "There is already a passkey of yours on this device.":
    "En este dispositivo ya hay una llave de acceso suya.",
  "Use that one here, and make another on a second device or on a security key.":
    "Use aquí esa y cree otra en un segundo dispositivo o en una llave de seguridad.",
  "The server shows an older copy of your vault than this browser has seen.":
    "El servidor muestra una copia de su caja fuerte más antigua que la que este navegador ha visto.",
  "Do not go on, and tell your security team. If a backup was restored, use a browser that is new here.":
    "No siga y avise a su equipo de seguridad. Si se restauró una copia de seguridad, use un navegador que sea nuevo aquí.",
  "The server shows other ways to open your keys than the list in your own vault.":
    "El servidor muestra otras formas de abrir sus claves que la lista de su propia caja fuerte.",
  "Nothing was changed. Do not go on, and tell your security team: the server may be tampered with.":
    "No se ha cambiado nada. No siga y avise a su equipo de seguridad: el servidor puede estar manipulado.",
  "This vault does not hold the keys by which your organisation knows you.":
    "Esta caja fuerte no contiene las claves por las que su organización le conoce.",
  "Do not go on, and tell your security team: the server may be tampered with.":
    "No siga y avise a su equipo de seguridad: el servidor puede estar manipulado.",
  "This invitation is gone.": "Esta invitación ya no existe.",
  "An organisation keeps at least one owner.": "Una organización conserva al menos un propietario.",
  "Make somebody else an owner first.": "Haga antes propietario a otra persona.",
  "This team is gone.": "Este equipo ya no existe.",
  "A team keeps at least one member who hands out its keys.":
    "Un equipo conserva al menos un miembro que reparte sus claves.",
  "Let another member hand them out first.": "Deje antes que las reparta otro miembro.",
  "The article has no title.": "El artículo no tiene título.",
  "Write one first.": "Escriba primero uno.",
  "A colleague published articles a moment ago.": "Un colega acaba de publicar artículos.",
  "Look at what they changed, then publish yours.": "Mire lo que ha cambiado y publique después los suyos.",
  "Something here does not match its signatures: a message may be missing, changed or from somebody else.":
    "Algo aquí no concuerda con sus firmas: puede que falte un mensaje, que esté cambiado o que sea de otra persona.",
  "What you see was checked. Nothing is sent from here until the rest can be; tell your security team.":
    "Lo que ve se ha comprobado. Desde aquí no se envía nada hasta que se pueda comprobar el resto; avise a su equipo de seguridad.",
  "This computer's clock and the signed times of your organisation do not fit together.":
    "El reloj de este ordenador y las horas firmadas de su organización no concuerdan.",
  "Set date and time to automatic, then try again. If they are right, tell your security team.":
    "Ponga fecha y hora en automático e inténtelo de nuevo. Si están bien, avise a su equipo de seguridad.",
  "The server showed another conversation.": "El servidor ha mostrado otra conversación.",
  "Tell your security team.": "Avise a su equipo de seguridad.",
  "This password is too short.": "Esta contraseña es demasiado corta.",
  "Use at least {1} characters: a few words, for example.":
    "Use al menos {1} caracteres: unas cuantas palabras, por ejemplo.",
  "This password is too long.": "Esta contraseña es demasiado larga.",
  "Use at most {1} characters.": "Use como máximo {1} caracteres.",
  "This password is made of names that others know.":
    "Esta contraseña está hecha de nombres que otros conocen.",
  "Leave out your name, your address and the organisation’s name.":
    "No use su nombre, su dirección ni el nombre de la organización.",
  "This password is one that many people use.": "Mucha gente usa esta contraseña.",
  "Programs that guess try it first. Put a few words together that do not belong together.":
    "Los programas que adivinan la prueban primero. Junte unas palabras que no tengan relación entre sí.",
  "This password is easy to guess.": "Esta contraseña es fácil de adivinar.",
  "Make it longer: a few words that do not belong together are easy to remember.":
    "Hágala más larga: unas palabras sin relación entre sí se recuerdan fácilmente.",
  "This password is known from a theft at some other website.":
    "Esta contraseña se conoce por un robo en otro sitio web.",
  "Programs that guess try it first. Choose one that you use nowhere else.":
    "Los programas que adivinan la prueban primero. Elija una que no use en ningún otro sitio.",
  "You have had this password before.": "Ya tuvo esta contraseña.",
  "Choose a new one: the old one may be known to somebody.":
    "Elija una nueva: quizá alguien conozca la antigua.",
  "The password could not be checked.": "No se pudo comprobar la contraseña.",
  "Check the connection and try again.": "Compruebe la conexión e inténtelo de nuevo.",
  "A password needs an authenticator app beside it.":
    "Una contraseña necesita además una aplicación de autenticación.",
  "Scan the code first.": "Escanee primero el código.",
  "These are not the six digits that the app should show now.":
    "No son las seis cifras que la aplicación debería mostrar ahora.",
  "Type the newest ones. If they are refused again, check the clocks of this computer and of the phone.":
    "Escriba las más recientes. Si se rechazan otra vez, compruebe los relojes de este equipo y del teléfono.",
  "This passkey signs you in, but cannot unlock your keys.":
    "Esta llave de acceso le identifica, pero no puede abrir sus claves.",
  "Use another browser or security key, or choose a password with an authenticator app.":
    "Use otro navegador u otra llave de seguridad, o elija una contraseña con aplicación de autenticación.",
  "You may not change this.": "No tiene permiso para cambiar esto.",
  "Ask an owner of your organisation to do it.": "Pida a un propietario de su organización que lo haga.",
  "This does not open your keys.": "Esto no abre sus claves.",
  "Check what you typed, or use another way in.": "Compruebe lo que ha escrito o entre de otra forma.",
  "Try again. If it stays, tell your security team: the server may be wrong or tampered with.":
    "Inténtelo de nuevo. Si sigue igual, avise a su equipo de seguridad: el servidor puede estar mal o manipulado.",
  "The server did not answer.": "El servidor no ha respondido.",
  "Check your connection. What you wrote is kept here.":
    "Compruebe su conexión. Lo que ha escrito se guarda aquí.",
  "The passkey was not used.": "La llave de acceso no se ha usado.",
  "Try again, or choose another way in.": "Inténtelo de nuevo o elija otra forma de entrar.",
  "Reload the page. Nothing that was sent is lost.":
    "Vuelva a cargar la página. No se ha perdido nada de lo enviado.",
  "The server showed another invitation than the one in your link.":
    "El servidor ha mostrado una invitación distinta de la de su enlace.",
  "Do not go on. Ask the person who invited you, by another way than this website.":
    "No siga. Pregunte a quien le invitó por un medio distinto de este sitio.",
  "Joining is over.": "La incorporación ya ha terminado.",
  "Your name or email is missing.": "Falta su nombre o su correo.",
  "Fill in both.": "Rellene ambos.",
  "These are not the last four characters of your recovery code.":
    "No son los cuatro últimos caracteres de su código de recuperación.",
  "Look at the sheet you printed or saved: the last group of the recovery code.":
    "Mire la hoja que imprimió o guardó: el último grupo del código de recuperación.",
  "This invitation link is not complete.": "Este enlace de invitación no está completo.",
  "Copy all of it, with the part after the # sign, or ask for a new one.":
    "Cópielo entero, con la parte que sigue al signo #, o pida uno nuevo.",
  "This request is gone.": "Esta petición ya no existe.",
  "Ask again on the new browser.": "Pida de nuevo en el navegador nuevo.",
  "Set-up is over.": "La configuración ha terminado.",
  "The organisation has no name yet.": "La organización aún no tiene nombre.",
  "Write the name your customers know.": "Escriba el nombre que conocen sus clientes.",
  "This browser does not let your passkey unlock your keys.":
    "Este navegador no deja que su llave de acceso abra sus claves.",
  "Use another browser, or your recovery code.": "Use otro navegador o su código de recuperación.",
  "This browser does not know your account yet.": "Este navegador aún no conoce su cuenta.",
  "Type the account secret from your recovery kit as well, or approve this browser from another one.":
    "Escriba también el secreto de cuenta de su hoja de recuperación o apruebe este navegador desde otro.",
  "This person is not in the demo.": "Esta persona no está en la demostración.",
  "This passkey cannot unlock keys.": "Esta llave de acceso no puede abrir claves.",
  "Use another way.": "Use otra forma.",
  "This browser does not know your account.": "Este navegador no conoce su cuenta.",
  "Use your recovery code.": "Use su código de recuperación.",
  "This code is not complete, or has a typing mistake.": "Este código no está completo o tiene una errata.",
  "Compare it with the sheet, group by group.": "Compárelo con la hoja, grupo por grupo.",
  "You are signed in, but this does not open your keys.": "Ha iniciado sesión, pero esto no abre sus claves.",
  "Use your recovery code, or approve this browser from another one.":
    "Use su código de recuperación o apruebe este navegador desde otro.",
  "The keys of this conversation were destroyed when its time was over.":
    "Las claves de esta conversación se destruyeron al acabar su plazo.",
  "Nobody can read it any more, or write in it. The certificate says when it was done.":
    "Nadie puede ya leerla ni escribir en ella. El certificado dice cuándo se hizo.",
  "This team has no key yet.": "Este equipo aún no tiene clave.",
  "Wait until a member of the team is online.": "Espere a que un miembro del equipo esté en línea.",
  "The directory has not been signed yet.": "El directorio aún no está firmado.",
  "Wait until an owner is online.": "Espere a que un propietario esté en línea.",
  "You do not have the key to this conversation yet.": "Usted aún no tiene la clave de esta conversación.",
  "The ways to open your keys were changed on another browser.":
    "Las formas de abrir sus claves se cambiaron en otro navegador.",
  "Lock this browser, unlock it again, and try once more. Nothing was changed from here.":
    "Bloquee este navegador, desbloquéelo e inténtelo otra vez. Desde aquí no se ha cambiado nada.",
  "There is no new code yet.": "Todavía no hay un código nuevo.",
  "Make one first.": "Cree uno primero.",
  "This way in is not there any more.": "Esta forma de entrar ya no existe.",
  "Look at the list again.": "Mire la lista de nuevo.",
  "You need at least two ways in.": "Necesita al menos dos formas de entrar.",
  "Add another one first, then remove this.": "Añada antes otra y quite después esta.",
  "Two signed records of your organisation contradict each other.":
    "Dos registros firmados de su organización se contradicen.",
  "Stop working here and call your security team. Both records are kept on this device.":
    "Deje de trabajar aquí y llame a su equipo de seguridad. Ambos registros se guardan en este dispositivo.",
  "This message is not one of yours.": "Este mensaje no es suyo.",
  "Ask whoever wrote it to change it.": "Pida a quien lo escribió que lo cambie.",
  "The server names no script that can be pinned.": "El servidor no indica ningún script que se pueda fijar.",
  "Use the first line, or tell whoever runs this desk.":
    "Use la primera línea o avise a quien gestiona este servicio.",
  "The newest acts cannot be checked against what this browser has seen of the record, so they are not shown.":
    "Los actos más recientes no se pueden comprobar con lo que este navegador ha visto del registro, así que no se muestran.",
  "Try again. If it stays, tell your security team: the record may have been replaced.":
    "Inténtelo de nuevo. Si sigue así, avise a su equipo de seguridad: el registro puede haber sido sustituido.",
  "This act was erased by the rules of your organisation; only its commitment is left.":
    "Este acto se borró según las reglas de su organización; solo queda su compromiso criptográfico.",
  "Take the whole record, which proves that it was there.":
    "Tome el registro completo, que demuestra que estuvo ahí.",
  "This act could not be proven: what the server has now is not what the record holds.":
    "Este acto no se pudo demostrar: lo que el servidor tiene ahora no es lo que contiene el registro.",
  "Save what you see, and tell your security team.": "Guarde lo que ve y avise a su equipo de seguridad.",
  "An act in the export is not what the record holds, so no table was made.":
    "Un acto de la exportación no es lo que contiene el registro, así que no se hizo ninguna tabla.",
  "Export the lines instead, check them with ledger-verify, and tell your security team.":
    "Exporte las líneas en su lugar, compruébelas con ledger-verify y avise a su equipo de seguridad.",
  "This was not done.": "Esto no se hizo.",
  "Try again when you like.": "Inténtelo de nuevo cuando quiera.",
};
