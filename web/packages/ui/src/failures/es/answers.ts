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
  "Your account is suspended.": "Su cuenta está suspendida.",
  "There is no such person.": "No existe esa persona.",
  "You cannot suspend yourself.": "No puede suspenderse a sí mismo.",
  "Ask another owner or admin.": "Pídaselo a otra persona de la administración.",
  "Only an owner may suspend an owner.": "Solo un propietario puede suspender a un propietario.",
  "Only an owner may let an owner in again.":
    "Solo un propietario puede volver a dejar entrar a un propietario.",
  "An organisation keeps at least one owner who can sign in.":
    "Una organización conserva al menos un propietario que pueda entrar.",
  "You have as many tokens as one person can have.": "Tiene tantos tokens como puede tener una persona.",
  "Revoke one that is not used any more.": "Revoque uno que ya no se use.",
  "A token needs a short name.": "Un token necesita un nombre corto.",
  "Name the program that will use it.": "Nombre el programa que lo usará.",
  "There is no such permission for a token.": "No existe ese permiso para un token.",
  "Choose one of those that are listed, each once.": "Elija de la lista, cada una una vez.",
  "A token needs something that it may do.": "Un token necesita algo que pueda hacer.",
  "Choose what it is for.": "Elija para qué es.",
  "A token lasts from 1 to 365 days.": "Un token dura de 1 a 365 días.",
  "Choose a number of days within that.": "Elija un número de días dentro de ese margen.",
  "These are too many networks.": "Son demasiadas redes.",
  "Name at most 32.": "Indique 32 como máximo.",
  "One of the networks cannot be read.": "Una de las redes no se puede leer.",
  "Write each like 192.0.2.0/24 or 2001:db8::/32.": "Escriba cada una como 192.0.2.0/24 o 2001:db8::/32.",
  "There is no such token.": "No existe ese token.",
  "Let your colleague ask again.": "Que la otra persona lo pida de nuevo.",
  "This recovery code was replaced.": "Este código de recuperación fue sustituido.",
  "Use the new sheet.": "Use la hoja nueva.",
  "This browser is new itself.": "Este navegador también es nuevo.",
  "Say so in a browser that you used before, or tomorrow.":
    "Dígalo en un navegador que ya haya usado, o mañana.",
  "There is no such account.": "No existe esa cuenta.",
  "This would shut yourself out.": "Con esto se dejaría fuera a sí mismo.",
  "This account belongs to another entry already.": "Esta cuenta ya pertenece a otra entrada.",
  "Part them there first.": "Sepárelas allí primero.",
  "Mail is written in English, German, Spanish, French or Arabic.":
    "El correo se escribe en inglés, alemán, español, francés o árabe.",
  "A port is a number from 1 to 65535.": "Un puerto es un número de 1 a 65535.",
  "Take 465, or 587 with STARTTLS.": "Use 465, o 587 con STARTTLS.",
  "A name or password is too long, or has characters that do not belong there.":
    "Un nombre o una contraseña es demasiado largo o tiene caracteres que no corresponden.",
  "Type it again.": "Escríbalo de nuevo.",
  "A user of the mail server comes with a password.":
    "Un usuario del servidor de correo va con una contraseña.",
  "Type both again: the password is not kept when the server changes.":
    "Escriba ambos de nuevo: la contraseña no se conserva cuando cambia el servidor.",
  "This is not an email address that mail can come from.":
    "Esta no es una dirección desde la que pueda salir correo.",
  "Mail needs a server, and an address that it comes from.":
    "El correo necesita un servidor y una dirección de la que sale.",
  "Fill in both, or switch mail off.": "Rellene ambos, o apague el correo.",
  "This is not the name of a mail server.": "Este no es el nombre de un servidor de correo.",
  "Write it without a port, for example smtp.example.org.":
    "Escríbalo sin puerto, por ejemplo smtp.example.org.",
  "Mail is sent unencrypted only to this machine itself, and without a password.":
    "El correo solo se envía sin cifrar a esta misma máquina, y sin contraseña.",
  "Choose TLS or STARTTLS.": "Elija TLS o STARTTLS.",
  "The way to the mail server is encrypted by TLS or by STARTTLS.":
    "El camino al servidor de correo se cifra con TLS o con STARTTLS.",
  "This desk sends no mail.": "Desde aquí no se envía correo.",
  "Mail to this address is not held back.": "El correo a esta dirección no está retenido.",
  "Reload the list.": "Vuelva a cargar la lista.",
  "Mail is switched off.": "El correo está apagado.",
  "Switch it on and save, then send the test.": "Enciéndalo y guarde, luego envíe la prueba.",
  "An organisation has four emergency accounts at most.":
    "Una organización tiene cuatro cuentas de emergencia como máximo.",
  "Take one off the list first.": "Quite antes una de la lista.",
  "An emergency account is unknown, or named twice.":
    "Una cuenta de emergencia no se conoce o está dos veces.",
  "Reload the page and choose again.": "Recargue la página y elija de nuevo.",
  "Your organisation wants you to sign in by its identity provider first.":
    "Su organización quiere que entre primero por su proveedor de identidad.",
  "Begin with its button on the sign-in page.": "Empiece con su botón en la página de inicio de sesión.",
  "This takes one more proof of who you are.": "Hace falta una prueba más de quién es usted.",
  "Use your passkey, your password, or a code of your authenticator app.":
    "Use su llave de acceso, su contraseña o un código de su aplicación de autenticación.",
  "There are more than eight identity providers.": "Hay más de ocho proveedores de identidad.",
  "Take away those that are no longer used.": "Quite los que ya no se usan.",
  "Nobody can be asked to use an identity provider while there is none.":
    "No se puede pedir a nadie que use un proveedor de identidad mientras no haya ninguno.",
  "Add one first.": "Añada uno primero.",
  "Two identity providers are the same.": "Dos proveedores de identidad son el mismo.",
  "Take one of them away.": "Quite uno de ellos.",
  "The identity provider cannot be reached.": "No se puede contactar con el proveedor de identidad.",
  "Use another way to sign in, or try again later.": "Entre de otra forma o inténtelo más tarde.",
  "Somebody else is already connected with this account of the identity provider.":
    "Otra persona ya está conectada con esta cuenta del proveedor de identidad.",
  "Sign in at the provider as yourself, or ask an owner.":
    "Entre en el proveedor con su propia cuenta o pregunte a un propietario.",
  "Your account is not connected with this identity provider.":
    "Su cuenta no está conectada con este proveedor de identidad.",
  "The identity provider did not sign you in.": "El proveedor de identidad no le ha dejado entrar.",
  "This answer was asked for by another browser, or too long ago.":
    "Esta respuesta la pidió otro navegador, o hace demasiado tiempo.",
  "Begin again on the sign-in page.": "Empiece de nuevo en la página de inicio de sesión.",
  "The clocks of this server and of the identity provider differ.":
    "Los relojes de este servidor y del proveedor de identidad no coinciden.",
  "Tell whoever runs this server.": "Dígaselo a quien administra este servidor.",
  "An identity provider's short name is made of small letters, digits and hyphens.":
    "El nombre corto de un proveedor de identidad se compone de minúsculas, cifras y guiones.",
  'Choose one such as "keycloak".': "Elija uno como «keycloak».",
  "A name or a list of an identity provider is missing or too long.":
    "Falta un nombre o una lista de un proveedor de identidad, o es demasiado largo.",
  "Shorten it.": "Acórtelo.",
  "One of the domains is none.": "Uno de los dominios no lo es.",
  "Write it as behind the @ of an address, such as example.org.":
    "Escríbalo como tras la @ de una dirección, por ejemplo example.org.",
  "The day on which the secret expires cannot be read.": "No se puede leer el día en que caduca el secreto.",
  "Write it as 2030-12-31, or leave it empty.": "Escríbalo como 2030-12-31 o déjelo vacío.",
  "The metadata of the identity provider is missing or too large.":
    "Faltan los metadatos del proveedor de identidad, o son demasiado grandes.",
  "Paste the XML that it offers.": "Pegue el XML que ofrece.",
  "An identity provider speaks OpenID Connect or SAML.":
    "Un proveedor de identidad habla OpenID Connect o SAML.",
  "Choose one of the two.": "Elija uno de los dos.",
  "The address of the identity provider has to begin with https://.":
    "La dirección del proveedor de identidad tiene que empezar por https://.",
  'Copy it from the provider: it is called "issuer" or "authority".':
    "Cópiela del proveedor: se llama «issuer» o «authority».",
  "This address of Microsoft stands for the people of every organisation.":
    "Esta dirección de Microsoft vale para las personas de cualquier organización.",
  "Use the one with your tenant's id (https://login.microsoftonline.com/<tenant id>/v2.0).":
    "Use la que lleva el identificador de su organización (https://login.microsoftonline.com/<tenant id>/v2.0).",
  "The client id is missing.": "Falta el identificador de cliente.",
  "Register this desk at the identity provider, and copy the client id that it gives.":
    "Registre este escritorio en el proveedor de identidad y copie el identificador de cliente que le dé.",
  "You cannot give yourself new keys in this way.": "No puede darse claves nuevas a sí mismo de esta forma.",
  "The statements do not put one invitation with the same rights in the place of this account.":
    "Las declaraciones no ponen una invitación con los mismos derechos en lugar de esta cuenta.",
  "This person is suspended.": "Esta persona está suspendida.",
  "Let them in again first, if they may.": "Déjela entrar de nuevo primero, si puede.",
  "This invitation does not count any more.": "Esta invitación ya no vale.",
  "This invitation is for another email address.": "Esta invitación es para otra dirección de correo.",
  "Use the address that you signed in with before.": "Use la dirección con la que entraba antes.",
  "Reload the page and try again.": "Recargue la página e inténtelo de nuevo.",
  "An address is allowed, pointed out, or refused.": "Una dirección se permite, se señala o se rechaza.",
  "Choose one of the three.": "Elija una de las tres.",
  "There are more than 50 domains.": "Hay más de 50 dominios.",
  "Take away those that are no longer used: a domain stands for all below it, too.":
    "Quite los que ya no se usan: un dominio vale también para todos los que están por debajo.",
  "Without a domain of your own, every address would be refused.":
    "Sin un dominio propio, se rechazaría cualquier dirección.",
  "Name your domains first.": "Indique primero sus dominios.",
  "Anybody can have an address at one of these domains.":
    "Cualquiera puede tener una dirección en uno de estos dominios.",
  "Name only domains that belong to your organisation.":
    "Indique solo dominios que pertenezcan a su organización.",
  "A domain is named twice.": "Un dominio aparece dos veces.",
  "This address only looks like one of your organisation.":
    "Esta dirección solo se parece a una de su organización.",
  "Check each letter behind the @. If the domain is yours, an owner can add it under Sign-in rules.":
    "Compruebe cada letra después de la @. Si el dominio es suyo, un propietario puede añadirlo en «Reglas de acceso».",
  "This is an address of a personal mail provider.": "Es una dirección de un proveedor de correo personal.",
  "Use your address at work: your organisation cannot close a personal one when somebody leaves, nor see that it was broken into.":
    "Use su dirección de trabajo: su organización no puede cerrar una personal cuando alguien se va, ni ver si alguien entró en ella.",
  "This address is not at one of your organisation's domains.":
    "Esta dirección no está en ninguno de los dominios de su organización.",
  "Use your address at work, or ask an owner to add the domain under Sign-in rules.":
    "Use su dirección de trabajo, o pida a un propietario que añada el dominio en «Reglas de acceso».",
  "A passkey needs a name of at most 100 letters.":
    "Una llave de acceso necesita un nombre de 100 letras como máximo.",
  "Name it after the device that has it.": "Llámela como el dispositivo que la tiene.",
  "There is no such passkey.": "No existe esa llave de acceso.",
  "The checking of customers is off, watching, or enforced.":
    "La comprobación de clientes está desactivada, observa o se exige.",
  "There are too many keys or inboxes, or the issuer's name is too long.":
    "Hay demasiadas claves o bandejas, o el nombre del emisor es demasiado largo.",
  "At most 8 keys; take away those that are no longer used.":
    "Como mucho 8 claves; quite las que ya no se usan.",
  "The name of the issuer is missing.": "Falta el nombre del emisor.",
  'Say what stands in "iss" of your website\'s tokens, such as https://www.example.org.':
    "Indique lo que pone en «iss» de los tokens de su sitio web, por ejemplo https://www.example.org.",
  "Each key needs a name of its own.": "Cada clave necesita un nombre propio.",
  'Use the "kid" that your website puts into its tokens.':
    "Use el «kid» que su sitio web pone en sus tokens.",
  "The key {1} cannot be used.": "La clave {1} no se puede usar.",
  "Paste a public key of the kind Ed25519, P-256 or RSA (2048 bits or more), as PEM or JWK.":
    "Pegue una clave pública de la clase Ed25519, P-256 o RSA (2048 bits o más), como PEM o JWK.",
  "An inbox is named twice.": "Una bandeja se nombra dos veces.",
  "Say once what it wants.": "Diga una sola vez qué pide.",
  "This is no way to show who one is.": "Esta no es una manera de demostrar quién se es.",
  "Choose one of the list.": "Elija una de la lista.",
  "An inbox wants sign-in on your website, but no key of it is known.":
    "Una bandeja pide haber iniciado sesión en su sitio web, pero no se conoce ninguna clave de él.",
  "Add the website's public key first, or let the inbox ask for something else.":
    "Añada antes la clave pública del sitio web, o haga que la bandeja pida otra cosa.",
  "An inbox asks for an email address, but this desk sends no email.":
    "Una bandeja pide una dirección de correo, pero este escritorio no envía correo.",
  "Set up email first, or let the inbox ask for something else.":
    "Configure antes el correo, o haga que la bandeja pida otra cosa.",
  "The metadata names no sign-in page that a browser can be sent to, by HTTP-Redirect and https://.":
    "Los metadatos no nombran ninguna página de inicio de sesión a la que enviar un navegador, con HTTP-Redirect y https://.",
  "Switch this binding on at the provider, and paste its metadata again.":
    "Active este enlace en el proveedor y pegue de nuevo sus metadatos.",
  "A certificate of the identity provider cannot be used.":
    "Un certificado del proveedor de identidad no se puede usar.",
  "It needs an RSA key of 2048 bits or more, or one of an elliptic curve.":
    "Necesita una clave RSA de 2048 bits o más, o una de curva elíptica.",
  "This is not the metadata of one SAML 2.0 provider.":
    "Esto no son los metadatos de un solo proveedor SAML 2.0.",
  "Paste the XML that it offers, from <EntityDescriptor> to </EntityDescriptor>.":
    "Pegue el XML que ofrece, desde <EntityDescriptor> hasta </EntityDescriptor>.",
  "The metadata is of another identity provider than the one that is named.":
    "Los metadatos son de otro proveedor de identidad que el indicado.",
  "Use the entity id that stands in the metadata.":
    "Use el identificador de entidad que figura en los metadatos.",
  "Choose another password first.": "Elija primero otra contraseña.",
  "Sign in to the console, which asks for it.": "Inicie sesión en la consola, que se la pedirá.",
  "Only an owner may have an owner's password changed.":
    "Solo un propietario puede hacer que se cambie la contraseña de un propietario.",
  "This person has no password.": "Esta persona no tiene contraseña.",
  "There is nothing to change.": "No hay nada que cambiar.",
  "A password can last for 30 to 730 days, or for ever.":
    "Una contraseña puede durar de 30 a 730 días, o para siempre.",
  "Choose a number within these bounds, or none.": "Elija un número dentro de estos límites, o ninguno.",
  "The list of stolen passwords cannot be read.": "No se puede leer la lista de contraseñas robadas.",
  "Try again later, and tell whoever runs the server.":
    "Inténtelo más tarde y avise a quien gestiona el servidor.",
  "One of the authenticators is none, or there are more than 100.":
    "Uno de los dispositivos no es ninguno, o hay más de 100.",
  "Write each as its maker does, such as 2fc0579f-8113-47ea-b116-bb5a8db9202a.":
    "Escriba cada uno como su fabricante, por ejemplo 2fc0579f-8113-47ea-b116-bb5a8db9202a.",
  "Your organisation does not take passkeys of this device or program.":
    "Su organización no admite llaves de acceso de este dispositivo o programa.",
  "Use another one, or ask an owner which.": "Use otro, o pregunte a un propietario cuál.",
  "Customers cannot show this here.": "Los clientes no pueden mostrar esto aquí.",
  "An owner can set it up: email under Email, the website under Customers.":
    "Un propietario puede configurarlo: el correo en «Correo», el sitio web en «Clientes».",
  "Sessions that move can be allowed, asked again or ended.":
    "Las sesiones que cambian de lugar pueden permitirse, preguntarse de nuevo o cerrarse.",
  "Choose one of these.": "Elija una de ellas.",
  "A team is named twice.": "Un equipo se nombra dos veces.",
  "Name it once.": "Nómbrelo una vez.",
  "These are too many teams.": "Son demasiados equipos.",
  "Name at most 1000.": "Nombre como máximo 1000.",
  "An inbox asks its customers for an email address, which takes email.":
    "Un buzón pide a sus clientes una dirección de correo, y para eso hace falta el correo.",
  "Let it ask for something else first, under Customers.": "Haga antes que pida otra cosa, en «Clientes».",
  "A gateway is asked by POST or PUT.": "A la pasarela se le habla con POST o PUT.",
  "A gateway is told in JSON or as a form.": "La pasarela recibe JSON o un formulario.",
  "This is not an address that codes can be sent to.": "A esta dirección no se pueden enviar códigos.",
  "Write the gateway's address, beginning with https://, without a password in it.":
    "Escriba la dirección de la pasarela, empezando por https:// y sin contraseña.",
  "This header cannot carry a secret.": "Esta cabecera no puede llevar un secreto.",
  "Write the name that the gateway asks for, such as Authorization.":
    "Escriba el nombre que pide la pasarela, por ejemplo Authorization.",
  "A person can have 1 to 20 codes an hour, a network 1 to 1,000, and all together 1 to 100,000 a day.":
    "Una persona puede recibir de 1 a 20 códigos por hora, una red de 1 a 1000, y todas juntas de 1 a 100 000 al día.",
  "Choose numbers within these bounds.": "Elija números dentro de estos límites.",
  "One of the beginnings of numbers is none, or there are more than 50.":
    "Uno de los prefijos no es válido, o hay más de 50.",
  "Write each with a plus, such as +49.": "Escriba cada uno con un signo más, por ejemplo +49.",
  "Codes by SMS need a gateway.": "Los códigos por SMS necesitan una pasarela.",
  "Write its address, or switch them off.": "Escriba su dirección o desactívelos.",
  "This body cannot be read in its format.": "Este contenido no se puede leer en su formato.",
  "Copy the gateway's example, and put {to} and {text} where number and text belong.":
    "Copie el ejemplo de la pasarela y ponga {to} y {text} donde van el número y el texto.",
  "This is not a telephone number with its country.": "No es un número de teléfono con su país.",
  "Write it like +49 151 12345678.": "Escríbalo así: +49 151 12345678.",
  "Your organisation does not let you use codes by SMS.":
    "Su organización no le permite usar códigos por SMS.",
  "Use a passkey or an authenticator app.": "Use una clave de acceso o una aplicación de autenticación.",
  "This is not the code that was sent, or it is too old.":
    "No es el código que se envió, o es demasiado antiguo.",
  "Look at the newest message, or ask for another code.": "Mire el mensaje más reciente o pida otro código.",
  "Your organisation sends no codes to numbers of this country.":
    "Su organización no envía códigos a números de este país.",
  "Use another number, or an authenticator app.": "Use otro número o una aplicación de autenticación.",
  "A code by SMS counts only beside a password.": "Un código por SMS solo cuenta junto a una contraseña.",
  "Set a password first, or keep to your passkey, which is stronger.":
    "Establezca antes una contraseña o siga con su clave de acceso, que es más segura.",
  "This desk sends no codes by SMS.": "Este servicio no envía códigos por SMS.",
  "Use your authenticator app or a passkey.": "Use su aplicación de autenticación o una clave de acceso.",
  "Codes by SMS are switched off.": "Los códigos por SMS están desactivados.",
  "Switch them on and save, then send the test.": "Actívelos y guarde; después envíe la prueba.",
  "The gateway for SMS did not take the message.": "La pasarela de SMS no aceptó el mensaje.",
  "Try again later. If it stays so, an owner looks at its settings.":
    "Inténtelo más tarde. Si sigue así, un propietario debe mirar su configuración.",
  "No more codes go out by SMS today.": "Hoy no salen más códigos por SMS.",
  "Use your authenticator app or a passkey. An owner can raise the limit.":
    "Use su aplicación de autenticación o una clave de acceso. Un propietario puede subir el límite.",
  "Too many codes were asked for.": "Se pidieron demasiados códigos.",
};
