/** What the server answers to staff who sign in, and who arrange the desk, in French. */
import type { Sentences } from "../../failures.ts";

export const answers: Sentences = {
  "This does not match.": "Cela ne correspond pas.",
  "Check what you typed and try again.": "Vérifiez ce que vous avez tapé et réessayez.",
  "There were too many failed attempts.": "Il y a eu trop de tentatives échouées.",
  "Wait a little and try again.": "Attendez un peu et réessayez.",
  "There were too many requests for approval.": "Il y a eu trop de demandes d’approbation.",
  "Answer those that wait, or use another way to sign in.":
    "Répondez à celles qui attendent, ou connectez-vous autrement.",
  "There is no such invitation.": "Cette invitation n’existe pas.",
  "Check the link, or ask for a new one.": "Vérifiez le lien, ou demandez-en un nouveau.",
  "This invitation was used, revoked, or is too old.":
    "Cette invitation a servi, a été révoquée ou est trop ancienne.",
  "This request is over.": "Cette demande est terminée.",
  "Ask again, or use another way to sign in.": "Demandez de nouveau, ou connectez-vous autrement.",
  "Ask again from the new browser.": "Demandez de nouveau depuis le nouveau navigateur.",
  "This session has ended.": "Cette session est terminée.",
  "Sign in again.": "Connectez-vous de nouveau.",
  "The set-up token does not match.": "Le jeton de configuration ne correspond pas.",
  "Copy it from the terminal where the server was started.":
    "Copiez-le depuis le terminal où le serveur a été lancé.",
  "There is already an account with this email address.":
    "Il existe déjà un compte avec cette adresse e-mail.",
  "Sign in, or use another address.": "Connectez-vous, ou utilisez une autre adresse.",
  "Write it like name@example.org.": "Écrivez-la comme name@example.org.",
  "This passkey could not be verified.": "Cette clé d’accès n’a pas pu être vérifiée.",
  "Try again, and confirm with your finger, face or PIN.":
    "Réessayez, et confirmez avec le doigt, le visage ou le code PIN.",
  "This passkey is not known here, or was not confirmed.":
    "Cette clé d’accès n’est pas connue ici, ou n’a pas été confirmée.",
  "Try again, or use another way to sign in.": "Réessayez, ou connectez-vous autrement.",
  "This passkey was removed.": "Cette clé d’accès a été retirée.",
  "This passkey is not known here.": "Cette clé d’accès n’est pas connue ici.",
  "Use another way to sign in.": "Connectez-vous autrement.",
  "This passkey belongs to another account.": "Cette clé d’accès appartient à un autre compte.",
  "Make a new passkey, or use another device.":
    "Créez une nouvelle clé d’accès, ou utilisez un autre appareil.",
  "This account was removed.": "Ce compte a été supprimé.",
  "Ask an owner of your organisation.": "Demandez à un propriétaire de votre organisation.",
  "This browser is not certified for your account.": "Ce navigateur n’est pas certifié pour votre compte.",
  "Unlock your vault to certify it.": "Déverrouillez-le pour le certifier.",
  "Another browser of yours changed the vault first.":
    "Un autre de vos navigateurs a changé le coffre en premier.",
  "Lock this browser, unlock it again, and try once more.":
    "Verrouillez ce navigateur, déverrouillez-le, et réessayez.",
  "A colleague has just taken this conversation.": "Un collègue vient de prendre cette conversation.",
  "Take another one, or ask to have it assigned to you.":
    "Prenez-en une autre, ou demandez qu’elle vous soit attribuée.",
  "This colleague is not on the team of the conversation.":
    "Ce collègue n’est pas dans l’équipe de la conversation.",
  "Add them to the team first, or choose somebody else.":
    "Ajoutez-le d’abord à l’équipe, ou choisissez quelqu’un d’autre.",
  "Somebody else changed the directory first.": "Quelqu’un d’autre a changé l’annuaire en premier.",
  "Fetch it and try again.": "Rechargez la page et réessayez.",
  "The signer may not make this change.": "Vous n’avez pas le droit de faire ce changement.",
  "This was signed in the future.": "Cela a été signé dans le futur.",
  "Set the clock of your device.": "Réglez l’heure de votre appareil.",
  "Nobody has signed the directory yet.": "Personne n’a encore signé l’annuaire.",
  "Sign in to the console once.": "Connectez-vous une fois à la console.",
  "The articles are larger than 4 MiB together.": "Les articles dépassent ensemble 4 Mio.",
  "Shorten them.": "Raccourcissez-les.",
  "Your browser has seen a newer state of this organisation than there is here.":
    "Votre navigateur a vu un état de cette organisation plus récent que celui d’ici.",
  "Do not write here; tell the organisation.": "N’écrivez rien ici ; prévenez l’organisation.",
  "Another browser of yours has changed this draft.": "Un autre de vos navigateurs a modifié ce brouillon.",
  "Fetch it, and keep both.": "Récupérez-le et gardez les deux.",
  "This draft is too long to keep.": "Ce brouillon est trop long pour être gardé.",
  "Shorten it; it stays in this browser.": "Raccourcissez-le ; il reste dans ce navigateur.",
  "This browser is not certified yet.": "Ce navigateur n’est pas encore certifié.",
  "Unlock your vault first.": "Ouvrez d’abord votre coffre.",
  "This passkey was begun for something else.": "Cette passkey a été commencée pour autre chose.",
  "A passkey could not be prepared.": "Une passkey n’a pas pu être préparée.",
  "A sign-in could not be prepared.": "Une connexion n’a pas pu être préparée.",
  "A stored passkey cannot be read.": "Une passkey enregistrée est illisible.",
  "Try again.": "Réessayez.",
  "Your vault has no lock for this way in.": "Votre coffre n’a pas de serrure pour cet accès.",
  "These bytes are not a statement of the protocol.": "Ces octets ne sont pas une déclaration du protocole.",
  "This statement is reserved and not in use yet.": "Cette déclaration est réservée et pas encore utilisée.",
  "This is not a passkey's answer.": "Ce n’est pas la réponse d’une passkey.",
  "There is no such article set.": "Cette collection d’articles n’existe pas.",
  "This account is not known here.": "Ce compte n’est pas connu ici.",
  "A statement is larger than the protocol allows.":
    "Une déclaration est plus grande que ne le permet le protocole.",
  "Split it.": "Divisez-la.",
  "This passkey's counter went back: it may have been copied.":
    "Le compteur de cette passkey a reculé : elle a peut-être été copiée.",
  "Use another way to sign in, and replace this passkey.":
    "Connectez-vous autrement et remplacez cette passkey.",
  "Your browser sent the passkey's secret along. The server must never get it, and has thrown it away.":
    "Votre navigateur a envoyé le secret de la passkey. Le serveur ne doit jamais l’obtenir et l’a jeté.",
  "The authenticator's code does not match.": "Le code de l’authentificateur ne correspond pas.",
  "Wait for the next code, and check your device's clock.":
    "Attendez le code suivant et vérifiez l’horloge de votre appareil.",
  "The authenticator's secret is not usable.": "Le secret de l’authentificateur n’est pas utilisable.",
  "Set up the authenticator again.": "Configurez de nouveau l’authentificateur.",
  "An account needs a passkey or a password, and a recovery code.":
    "Un compte a besoin d’une passkey ou d’un mot de passe, et d’un code de récupération.",
  "Go through the steps again.": "Refaites les étapes.",
  "Start the set-up again.": "Recommencez la mise en place.",
  "Open the link again.": "Ouvrez de nouveau le lien.",
  "The statements do not make the account that was invited.":
    "Les déclarations ne forment pas le compte qui a été invité.",
  "The first statements must name one account and this server's key, and come with a head.":
    "Les premières déclarations doivent nommer un compte et la clé de ce serveur, et venir avec une tête.",
  "There are too many holds on the record of acts.":
    "Trop de choses sont déjà retenues dans le registre des actes.",
  "Release those that are not needed any more, or hold the whole record.":
    "Mettez fin à ce qui ne sert plus, ou retenez tout le registre.",
  "This secret is too long.": "Ce secret est trop long.",
  "Paste it again, without anything around it.": "Collez-le de nouveau, sans rien autour.",
  "Somebody else changed these settings first.": "Quelqu’un d’autre a changé ces réglages avant vous.",
  "Look at what they are now, and change them again.":
    "Regardez ce qu’ils sont maintenant, et changez-les de nouveau.",
  "A session can stay unused for 15 minutes to 24 hours.":
    "Une session peut rester inutilisée de 15 minutes à 24 heures.",
  "A session can last for one hour to 30 days.": "Une session peut durer d’une heure à 30 jours.",
  "A confirmation can last for 1 to 60 minutes.": "Une confirmation peut durer de 1 à 60 minutes.",
  "Choose a number within these bounds.": "Choisissez un nombre dans ces limites.",
  "This takes two proofs of who you are.": "Il faut pour cela deux preuves de votre identité.",
  "A recovery code takes one more proof of who you are.":
    "Un code de récupération demande encore une preuve de votre identité.",
  "Add your password, a code of your authenticator app, or a code from whoever runs the server.":
    "Ajoutez votre mot de passe, un code de votre application d’authentification ou un code de la personne qui exploite le serveur.",
  "Please confirm first that it is you.": "Confirmez d’abord que c’est vous.",
  "Use your passkey, or your password with a code, and try again.":
    "Utilisez votre clé d’accès, ou votre mot de passe avec un code, et réessayez.",
  "Use a passkey of your own.": "Utilisez une clé d’accès à vous.",
  "Your account is suspended.": "Votre compte est suspendu.",
  "There is no such person.": "Cette personne n’existe pas.",
  "You cannot suspend yourself.": "Vous ne pouvez pas vous suspendre vous-même.",
  "Ask another owner or admin.": "Demandez à une autre personne de l’administration.",
  "Only an owner may suspend an owner.": "Seul un propriétaire peut suspendre un propriétaire.",
  "Only an owner may let an owner in again.":
    "Seul un propriétaire peut laisser un propriétaire entrer de nouveau.",
  "An organisation keeps at least one owner who can sign in.":
    "Une organisation garde au moins un propriétaire qui peut se connecter.",
  "You have as many tokens as one person can have.":
    "Vous avez autant de jetons qu’une personne peut en avoir.",
  "Revoke one that is not used any more.": "Révoquez-en un qui ne sert plus.",
  "A token needs a short name.": "Un jeton a besoin d’un nom court.",
  "Name the program that will use it.": "Nommez le programme qui l’utilisera.",
  "There is no such permission for a token.": "Cette permission n’existe pas pour un jeton.",
  "Choose one of those that are listed, each once.": "Choisissez dans la liste, chacune une fois.",
  "A token needs something that it may do.": "Un jeton doit avoir le droit de faire quelque chose.",
  "Choose what it is for.": "Choisissez à quoi il sert.",
  "A token lasts from 1 to 365 days.": "Un jeton dure de 1 à 365 jours.",
  "Choose a number of days within that.": "Choisissez un nombre de jours dans cet intervalle.",
  "These are too many networks.": "Cela fait trop de réseaux.",
  "Name at most 32.": "Indiquez-en 32 au plus.",
  "One of the networks cannot be read.": "Un des réseaux est illisible.",
  "Write each like 192.0.2.0/24 or 2001:db8::/32.": "Écrivez chacun comme 192.0.2.0/24 ou 2001:db8::/32.",
  "There is no such token.": "Ce jeton n’existe pas.",
  "Let your colleague ask again.": "Que la personne redemande.",
  "This recovery code was replaced.": "Ce code de récupération a été remplacé.",
  "Use the new sheet.": "Utilisez la nouvelle feuille.",
  "This browser is new itself.": "Ce navigateur est lui-même nouveau.",
  "Say so in a browser that you used before, or tomorrow.":
    "Dites-le dans un navigateur que vous avez déjà utilisé, ou demain.",
  "There is no such account.": "Ce compte n’existe pas.",
  "This would shut yourself out.": "Vous vous excluriez vous-même.",
  "This account belongs to another entry already.": "Ce compte appartient déjà à une autre entrée.",
  "Part them there first.": "Séparez-les d’abord là-bas.",
  "Mail is written in English, German, Spanish, French or Arabic.":
    "Les e-mails sont écrits en anglais, allemand, espagnol, français ou arabe.",
  "A port is a number from 1 to 65535.": "Un port est un nombre de 1 à 65535.",
  "Take 465, or 587 with STARTTLS.": "Prenez 465, ou 587 avec STARTTLS.",
  "A name or password is too long, or has characters that do not belong there.":
    "Un nom ou un mot de passe est trop long, ou contient des caractères qui n’ont rien à y faire.",
  "Type it again.": "Saisissez-le de nouveau.",
  "A user of the mail server comes with a password.":
    "Un utilisateur du serveur de messagerie a un mot de passe.",
  "Type both again: the password is not kept when the server changes.":
    "Saisissez les deux de nouveau : le mot de passe n’est pas gardé quand le serveur change.",
  "This is not an email address that mail can come from.":
    "Ce n’est pas une adresse d’où un e-mail peut venir.",
  "Mail needs a server, and an address that it comes from.":
    "L’e-mail demande un serveur, et une adresse d’où il vient.",
  "Fill in both, or switch mail off.": "Remplissez les deux, ou désactivez l’e-mail.",
  "This is not the name of a mail server.": "Ce n’est pas le nom d’un serveur de messagerie.",
  "Write it without a port, for example smtp.example.org.":
    "Écrivez-le sans port, par exemple smtp.example.org.",
  "Mail is sent unencrypted only to this machine itself, and without a password.":
    "L’e-mail ne part sans chiffrement que vers cette machine elle-même, et sans mot de passe.",
  "Choose TLS or STARTTLS.": "Choisissez TLS ou STARTTLS.",
  "The way to the mail server is encrypted by TLS or by STARTTLS.":
    "Le chemin vers le serveur de messagerie est chiffré par TLS ou par STARTTLS.",
  "This desk sends no mail.": "Aucun e-mail n’est envoyé d’ici.",
  "Mail to this address is not held back.": "L’e-mail vers cette adresse n’est pas retenu.",
  "Reload the list.": "Rechargez la liste.",
  "Mail is switched off.": "L’e-mail est désactivé.",
  "Switch it on and save, then send the test.": "Activez-le et enregistrez, puis envoyez l’essai.",
  "An organisation has four emergency accounts at most.":
    "Une organisation a quatre comptes d’urgence au plus.",
  "Take one off the list first.": "Retirez-en d’abord un de la liste.",
  "An emergency account is unknown, or named twice.": "Un compte d’urgence est inconnu, ou nommé deux fois.",
  "Reload the page and choose again.": "Rechargez la page et choisissez de nouveau.",
  "Your organisation wants you to sign in by its identity provider first.":
    "Votre organisation veut que vous passiez d’abord par son fournisseur d’identité.",
  "Begin with its button on the sign-in page.": "Commencez par son bouton sur la page de connexion.",
  "This takes one more proof of who you are.": "Il faut encore une preuve de qui vous êtes.",
  "Use your passkey, your password, or a code of your authenticator app.":
    "Utilisez votre clé d’accès, votre mot de passe ou un code de votre application d’authentification.",
  "There are more than eight identity providers.": "Il y a plus de huit fournisseurs d’identité.",
  "Take away those that are no longer used.": "Retirez ceux qui ne servent plus.",
  "Nobody can be asked to use an identity provider while there is none.":
    "On ne peut demander à personne de passer par un fournisseur d’identité tant qu’il n’y en a pas.",
  "Add one first.": "Ajoutez-en un d’abord.",
  "Two identity providers are the same.": "Deux fournisseurs d’identité sont les mêmes.",
  "Take one of them away.": "Retirez-en un.",
  "The identity provider cannot be reached.": "Le fournisseur d’identité est injoignable.",
  "Use another way to sign in, or try again later.": "Connectez-vous autrement, ou réessayez plus tard.",
  "Somebody else is already connected with this account of the identity provider.":
    "Quelqu’un d’autre est déjà relié à ce compte du fournisseur d’identité.",
  "Sign in at the provider as yourself, or ask an owner.":
    "Connectez-vous chez le fournisseur avec votre propre compte, ou demandez à un propriétaire.",
  "Your account is not connected with this identity provider.":
    "Votre compte n’est pas relié à ce fournisseur d’identité.",
  "The identity provider did not sign you in.": "Le fournisseur d’identité ne vous a pas connecté.",
  "This answer was asked for by another browser, or too long ago.":
    "Cette réponse a été demandée par un autre navigateur, ou il y a trop longtemps.",
  "Begin again on the sign-in page.": "Recommencez sur la page de connexion.",
  "The clocks of this server and of the identity provider differ.":
    "Les horloges de ce serveur et du fournisseur d’identité diffèrent.",
  "Tell whoever runs this server.": "Dites-le à qui gère ce serveur.",
  "An identity provider's short name is made of small letters, digits and hyphens.":
    "Le nom court d’un fournisseur d’identité se compose de minuscules, de chiffres et de tirets.",
  'Choose one such as "keycloak".': "Choisissez-en un comme « keycloak ».",
  "A name or a list of an identity provider is missing or too long.":
    "Un nom ou une liste d’un fournisseur d’identité manque ou est trop long.",
  "Shorten it.": "Raccourcissez-le.",
  "One of the domains is none.": "L’un des domaines n’en est pas un.",
  "Write it as behind the @ of an address, such as example.org.":
    "Écrivez-le comme après le @ d’une adresse, par exemple example.org.",
  "The day on which the secret expires cannot be read.": "Le jour d’expiration du secret est illisible.",
  "Write it as 2030-12-31, or leave it empty.": "Écrivez-le comme 2030-12-31, ou laissez vide.",
  "The metadata of the identity provider is missing or too large.":
    "Les métadonnées du fournisseur d’identité manquent ou sont trop grandes.",
  "Paste the XML that it offers.": "Collez le XML qu’il propose.",
  "An identity provider speaks OpenID Connect or SAML.":
    "Un fournisseur d’identité parle OpenID Connect ou SAML.",
  "Choose one of the two.": "Choisissez l’un des deux.",
  "The address of the identity provider has to begin with https://.":
    "L’adresse du fournisseur d’identité doit commencer par https://.",
  'Copy it from the provider: it is called "issuer" or "authority".':
    "Copiez-la chez le fournisseur : elle s’appelle « issuer » ou « authority ».",
  "This address of Microsoft stands for the people of every organisation.":
    "Cette adresse de Microsoft vaut pour les personnes de toutes les organisations.",
  "Use the one with your tenant's id (https://login.microsoftonline.com/<tenant id>/v2.0).":
    "Utilisez celle qui porte l’identifiant de votre organisation (https://login.microsoftonline.com/<tenant id>/v2.0).",
  "The client id is missing.": "L’identifiant client manque.",
  "Register this desk at the identity provider, and copy the client id that it gives.":
    "Enregistrez ce service chez le fournisseur d’identité et copiez l’identifiant client qu’il donne.",
  "You cannot give yourself new keys in this way.":
    "Vous ne pouvez pas vous donner de nouvelles clés de cette façon.",
  "The statements do not put one invitation with the same rights in the place of this account.":
    "Les déclarations ne mettent pas une invitation avec les mêmes droits à la place de ce compte.",
  "This person is suspended.": "Cette personne est suspendue.",
  "Let them in again first, if they may.": "Laissez-la d’abord entrer de nouveau, si elle en a le droit.",
  "This invitation does not count any more.": "Cette invitation ne vaut plus.",
  "This invitation is for another email address.": "Cette invitation est pour une autre adresse e-mail.",
  "Use the address that you signed in with before.": "Utilisez l’adresse avec laquelle vous vous connectiez.",
  "Reload the page and try again.": "Rechargez la page et réessayez.",
  "An address is allowed, pointed out, or refused.": "Une adresse est permise, signalée ou refusée.",
  "Choose one of the three.": "Choisissez l’une des trois.",
  "There are more than 50 domains.": "Il y a plus de 50 domaines.",
  "Take away those that are no longer used: a domain stands for all below it, too.":
    "Retirez ceux qui ne servent plus : un domaine vaut aussi pour tous ceux qui sont en dessous.",
  "Without a domain of your own, every address would be refused.":
    "Sans domaine à vous, toute adresse serait refusée.",
  "Name your domains first.": "Indiquez d’abord vos domaines.",
  "Anybody can have an address at one of these domains.":
    "N’importe qui peut avoir une adresse dans l’un de ces domaines.",
  "Name only domains that belong to your organisation.":
    "N’indiquez que des domaines qui appartiennent à votre organisation.",
  "A domain is named twice.": "Un domaine est nommé deux fois.",
  "This address only looks like one of your organisation.":
    "Cette adresse ressemble seulement à une adresse de votre organisation.",
  "Check each letter behind the @. If the domain is yours, an owner can add it under Sign-in rules.":
    "Vérifiez chaque lettre après le @. Si le domaine est à vous, un propriétaire peut l’ajouter sous « Règles de connexion ».",
  "This is an address of a personal mail provider.":
    "C’est une adresse d’un fournisseur de messagerie personnelle.",
  "Use your address at work: your organisation cannot close a personal one when somebody leaves, nor see that it was broken into.":
    "Utilisez votre adresse professionnelle : votre organisation ne peut pas fermer une adresse personnelle quand quelqu’un part, ni voir qu’elle a été piratée.",
  "This address is not at one of your organisation's domains.":
    "Cette adresse n’est dans aucun des domaines de votre organisation.",
  "Use your address at work, or ask an owner to add the domain under Sign-in rules.":
    "Utilisez votre adresse professionnelle, ou demandez à un propriétaire d’ajouter le domaine sous « Règles de connexion ».",
  "A passkey needs a name of at most 100 letters.":
    "Une clé d’accès a besoin d’un nom de 100 lettres au plus.",
  "Name it after the device that has it.": "Nommez-la d’après l’appareil qui la contient.",
  "There is no such passkey.": "Cette clé d’accès n’existe pas.",
  "The checking of customers is off, watching, or enforced.":
    "La vérification des clients est désactivée, observe ou est exigée.",
  "There are too many keys or inboxes, or the issuer's name is too long.":
    "Il y a trop de clés ou de boîtes, ou le nom de l’émetteur est trop long.",
  "At most 8 keys; take away those that are no longer used.":
    "8 clés au plus ; retirez celles qui ne servent plus.",
  "The name of the issuer is missing.": "Il manque le nom de l’émetteur.",
  'Say what stands in "iss" of your website\'s tokens, such as https://www.example.org.':
    "Indiquez ce qui figure dans « iss » des jetons de votre site, par exemple https://www.example.org.",
  "Each key needs a name of its own.": "Chaque clé a besoin d’un nom à elle.",
  'Use the "kid" that your website puts into its tokens.':
    "Utilisez le « kid » que votre site met dans ses jetons.",
  "The key {1} cannot be used.": "La clé {1} ne peut pas être utilisée.",
  "Paste a public key of the kind Ed25519, P-256 or RSA (2048 bits or more), as PEM or JWK.":
    "Collez une clé publique de type Ed25519, P-256 ou RSA (2048 bits ou plus), en PEM ou JWK.",
  "An inbox is named twice.": "Une boîte est nommée deux fois.",
  "Say once what it wants.": "Dites une seule fois ce qu’elle demande.",
  "This is no way to show who one is.": "Ce n’est pas une façon de montrer qui l’on est.",
  "Choose one of the list.": "Choisissez dans la liste.",
  "An inbox wants sign-in on your website, but no key of it is known.":
    "Une boîte demande d’être connecté à votre site, mais aucune clé de ce site n’est connue.",
  "Add the website's public key first, or let the inbox ask for something else.":
    "Ajoutez d’abord la clé publique du site, ou faites demander autre chose à la boîte.",
  "An inbox asks for an email address, but this desk sends no email.":
    "Une boîte demande une adresse e-mail, mais ce bureau n’envoie pas d’e-mails.",
  "Set up email first, or let the inbox ask for something else.":
    "Configurez d’abord l’e-mail, ou faites demander autre chose à la boîte.",
  "The metadata names no sign-in page that a browser can be sent to, by HTTP-Redirect and https://.":
    "Les métadonnées ne nomment aucune page de connexion vers laquelle envoyer un navigateur, par HTTP-Redirect et https://.",
  "Switch this binding on at the provider, and paste its metadata again.":
    "Activez ce mode chez le fournisseur, puis collez de nouveau ses métadonnées.",
  "A certificate of the identity provider cannot be used.":
    "Un certificat du fournisseur d’identité est inutilisable.",
  "It needs an RSA key of 2048 bits or more, or one of an elliptic curve.":
    "Il faut une clé RSA de 2048 bits ou plus, ou une clé de courbe elliptique.",
  "This is not the metadata of one SAML 2.0 provider.":
    "Ce ne sont pas les métadonnées d’un seul fournisseur SAML 2.0.",
  "Paste the XML that it offers, from <EntityDescriptor> to </EntityDescriptor>.":
    "Collez le XML qu’il propose, de <EntityDescriptor> à </EntityDescriptor>.",
  "The metadata is of another identity provider than the one that is named.":
    "Les métadonnées sont celles d’un autre fournisseur d’identité que celui qui est nommé.",
  "Use the entity id that stands in the metadata.":
    "Utilisez l’identifiant d’entité qui figure dans les métadonnées.",
  "Choose another password first.": "Choisissez d’abord un autre mot de passe.",
  "Sign in to the console, which asks for it.": "Connectez-vous à la console, qui vous le demandera.",
  "Only an owner may have an owner's password changed.":
    "Seul un propriétaire peut faire changer le mot de passe d’un propriétaire.",
  "This person has no password.": "Cette personne n’a pas de mot de passe.",
  "There is nothing to change.": "Il n’y a rien à changer.",
  "A password can last for 30 to 730 days, or for ever.":
    "Un mot de passe peut durer de 30 à 730 jours, ou toujours.",
  "Choose a number within these bounds, or none.": "Choisissez un nombre dans ces limites, ou aucun.",
  "The list of stolen passwords cannot be read.": "La liste des mots de passe volés ne peut pas être lue.",
  "Try again later, and tell whoever runs the server.":
    "Réessayez plus tard et prévenez la personne qui gère le serveur.",
  "One of the authenticators is none, or there are more than 100.":
    "L’un des appareils n’en est pas un, ou il y en a plus de 100.",
  "Write each as its maker does, such as 2fc0579f-8113-47ea-b116-bb5a8db9202a.":
    "Écrivez chacun comme son fabricant, par exemple 2fc0579f-8113-47ea-b116-bb5a8db9202a.",
  "Your organisation does not take passkeys of this device or program.":
    "Votre organisation n’accepte pas les clés d’accès de cet appareil ou programme.",
  "Use another one, or ask an owner which.": "Utilisez-en un autre, ou demandez à un propriétaire lequel.",
  "Customers cannot show this here.": "Les clients ne peuvent pas montrer cela ici.",
  "An owner can set it up: email under Email, the website under Customers.":
    "Un propriétaire peut l’installer : l’e-mail sous « E-mail », le site sous « Clients ».",
  "Sessions that move can be allowed, asked again or ended.":
    "Les sessions qui se déplacent peuvent être permises, redemandées ou terminées.",
  "Choose one of these.": "Choisissez l’une d’elles.",
  "A team is named twice.": "Une équipe est nommée deux fois.",
  "Name it once.": "Nommez-la une fois.",
  "These are too many teams.": "Ce sont trop d’équipes.",
  "Name at most 1000.": "Nommez-en au plus 1000.",
  "An inbox asks its customers for an email address, which takes email.":
    "Une boîte demande à ses clients une adresse e-mail, ce qui nécessite l’e-mail.",
  "Let it ask for something else first, under Customers.":
    "Faites-lui d’abord demander autre chose, sous « Clients ».",
  "A gateway is asked by POST or PUT.": "On s’adresse à la passerelle par POST ou PUT.",
  "A gateway is told in JSON or as a form.": "La passerelle reçoit du JSON ou un formulaire.",
  "This is not an address that codes can be sent to.": "On ne peut pas envoyer de codes à cette adresse.",
  "Write the gateway's address, beginning with https://, without a password in it.":
    "Écrivez l’adresse de la passerelle, commençant par https://, sans mot de passe.",
  "This header cannot carry a secret.": "Cet en-tête ne peut pas porter de secret.",
  "Write the name that the gateway asks for, such as Authorization.":
    "Écrivez le nom que demande la passerelle, par exemple Authorization.",
  "A person can have 1 to 20 codes an hour, a network 1 to 1,000, and all together 1 to 100,000 a day.":
    "Une personne peut recevoir 1 à 20 codes par heure, un réseau 1 à 1 000, et tous ensemble 1 à 100 000 par jour.",
  "Choose numbers within these bounds.": "Choisissez des nombres dans ces limites.",
  "One of the beginnings of numbers is none, or there are more than 50.":
    "L’un des préfixes n’est pas valable, ou il y en a plus de 50.",
  "Write each with a plus, such as +49.": "Écrivez chacun avec un plus, par exemple +49.",
  "Codes by SMS need a gateway.": "Les codes par SMS ont besoin d’une passerelle.",
  "Write its address, or switch them off.": "Écrivez son adresse, ou désactivez-les.",
  "This body cannot be read in its format.": "Ce contenu ne peut pas être lu dans son format.",
  "Copy the gateway's example, and put {to} and {text} where number and text belong.":
    "Copiez l’exemple de la passerelle et mettez {to} et {text} à la place du numéro et du texte.",
  "This is not a telephone number with its country.": "Ce n’est pas un numéro de téléphone avec son pays.",
  "Write it like +49 151 12345678.": "Écrivez-le ainsi : +49 151 12345678.",
  "Your organisation does not let you use codes by SMS.":
    "Votre organisation ne vous permet pas d’utiliser des codes par SMS.",
  "Use a passkey or an authenticator app.": "Utilisez une clé d’accès ou une application d’authentification.",
  "This is not the code that was sent, or it is too old.":
    "Ce n’est pas le code envoyé, ou il est trop ancien.",
  "Look at the newest message, or ask for another code.":
    "Regardez le message le plus récent, ou demandez un autre code.",
  "Your organisation sends no codes to numbers of this country.":
    "Votre organisation n’envoie pas de codes aux numéros de ce pays.",
  "Use another number, or an authenticator app.":
    "Utilisez un autre numéro ou une application d’authentification.",
  "A code by SMS counts only beside a password.": "Un code par SMS ne compte qu’avec un mot de passe.",
  "Set a password first, or keep to your passkey, which is stronger.":
    "Définissez d’abord un mot de passe, ou gardez votre clé d’accès, plus sûre.",
  "This desk sends no codes by SMS.": "Ce service n’envoie pas de codes par SMS.",
  "Use your authenticator app or a passkey.":
    "Utilisez votre application d’authentification ou une clé d’accès.",
  "Codes by SMS are switched off.": "Les codes par SMS sont désactivés.",
  "Switch them on and save, then send the test.": "Activez-les et enregistrez, puis envoyez l’essai.",
  "The gateway for SMS did not take the message.": "La passerelle SMS n’a pas accepté le message.",
  "Try again later. If it stays so, an owner looks at its settings.":
    "Réessayez plus tard. Si cela persiste, un propriétaire vérifie ses réglages.",
  "No more codes go out by SMS today.": "Plus aucun code ne part par SMS aujourd’hui.",
  "Use your authenticator app or a passkey. An owner can raise the limit.":
    "Utilisez votre application d’authentification ou une clé d’accès. Un propriétaire peut relever la limite.",
  "Too many codes were asked for.": "Trop de codes ont été demandés.",
};
