/** What the server answers to staff who sign in, and who arrange the desk, in German. */
import type { Sentences } from "../../failures.ts";

export const answers: Sentences = {
  "This does not match.": "Das stimmt nicht überein.",
  "Check what you typed and try again.":
    "Prüfen Sie, was Sie getippt haben, und versuchen Sie es noch einmal.",
  "There were too many failed attempts.": "Es gab zu viele Fehlversuche.",
  "Wait a little and try again.": "Warten Sie ein wenig und versuchen Sie es noch einmal.",
  "There were too many requests for approval.": "Es gab zu viele Bitten um Freigabe.",
  "Answer those that wait, or use another way to sign in.":
    "Beantworten Sie die wartenden, oder melden Sie sich anders an.",
  "There is no such invitation.": "Diese Einladung gibt es nicht.",
  "Check the link, or ask for a new one.": "Prüfen Sie den Link oder bitten Sie um einen neuen.",
  "This invitation was used, revoked, or is too old.":
    "Diese Einladung wurde benutzt oder widerrufen, oder sie ist zu alt.",
  "This request is over.": "Diese Anfrage ist vorbei.",
  "Ask again, or use another way to sign in.": "Fragen Sie noch einmal, oder melden Sie sich anders an.",
  "Ask again from the new browser.": "Fragen Sie im neuen Browser noch einmal.",
  "This session has ended.": "Diese Sitzung ist beendet.",
  "Sign in again.": "Melden Sie sich noch einmal an.",
  "The set-up token does not match.": "Das Einrichtungszeichen stimmt nicht.",
  "Copy it from the terminal where the server was started.":
    "Kopieren Sie es aus dem Terminal, in dem der Server gestartet wurde.",
  "There is already an account with this email address.":
    "Es gibt schon ein Konto mit dieser E-Mail-Adresse.",
  "Sign in, or use another address.": "Melden Sie sich an, oder nehmen Sie eine andere Adresse.",
  "Write it like name@example.org.": "Schreiben Sie sie wie name@example.org.",
  "This passkey could not be verified.": "Dieser Passkey konnte nicht geprüft werden.",
  "Try again, and confirm with your finger, face or PIN.":
    "Versuchen Sie es noch einmal und bestätigen Sie mit Finger, Gesicht oder PIN.",
  "This passkey is not known here, or was not confirmed.":
    "Dieser Passkey ist hier nicht bekannt oder wurde nicht bestätigt.",
  "Try again, or use another way to sign in.":
    "Versuchen Sie es noch einmal, oder melden Sie sich anders an.",
  "This passkey was removed.": "Dieser Passkey wurde entfernt.",
  "This passkey is not known here.": "Dieser Passkey ist hier nicht bekannt.",
  "Use another way to sign in.": "Melden Sie sich anders an.",
  "This passkey belongs to another account.": "Dieser Passkey gehört zu einem anderen Konto.",
  "Make a new passkey, or use another device.":
    "Erstellen Sie einen neuen Passkey, oder nehmen Sie ein anderes Gerät.",
  "This account was removed.": "Dieses Konto wurde entfernt.",
  "Ask an owner of your organisation.": "Fragen Sie einen Inhaber Ihrer Organisation.",
  "This browser is not certified for your account.": "Dieser Browser ist für Ihr Konto nicht bestätigt.",
  "Unlock your vault to certify it.": "Schließen Sie ihn auf, um ihn zu bestätigen.",
  "Another browser of yours changed the vault first.":
    "Ein anderer Ihrer Browser hat den Tresor zuerst geändert.",
  "Lock this browser, unlock it again, and try once more.":
    "Sperren Sie diesen Browser, schließen Sie ihn wieder auf und versuchen Sie es noch einmal.",
  "A colleague has just taken this conversation.":
    "Jemand aus dem Team hat dieses Gespräch gerade übernommen.",
  "Take another one, or ask to have it assigned to you.":
    "Nehmen Sie ein anderes, oder bitten Sie darum, dass es Ihnen zugewiesen wird.",
  "This colleague is not on the team of the conversation.":
    "Diese Person gehört nicht zum Team des Gesprächs.",
  "Add them to the team first, or choose somebody else.":
    "Nehmen Sie sie zuerst ins Team auf, oder wählen Sie jemand anderen.",
  "Somebody else changed the directory first.": "Jemand anderes hat das Verzeichnis zuerst geändert.",
  "Fetch it and try again.": "Laden Sie die Seite neu und versuchen Sie es noch einmal.",
  "The signer may not make this change.": "Diese Änderung ist Ihnen nicht erlaubt.",
  "This was signed in the future.": "Das wurde in der Zukunft unterschrieben.",
  "Set the clock of your device.": "Stellen Sie die Uhr Ihres Geräts.",
  "Nobody has signed the directory yet.": "Noch niemand hat das Verzeichnis unterschrieben.",
  "Sign in to the console once.": "Melden Sie sich einmal in der Konsole an.",
  "The articles are larger than 4 MiB together.": "Die Artikel sind zusammen größer als 4 MiB.",
  "Shorten them.": "Kürzen Sie sie.",
  "Your browser has seen a newer state of this organisation than there is here.":
    "Ihr Browser hat schon einen neueren Stand dieser Organisation gesehen, als es hier gibt.",
  "Do not write here; tell the organisation.": "Schreiben Sie hier nichts; sagen Sie es der Organisation.",
  "Another browser of yours has changed this draft.":
    "Ein anderer Ihrer Browser hat diesen Entwurf geändert.",
  "Fetch it, and keep both.": "Holen Sie ihn, und behalten Sie beide.",
  "This draft is too long to keep.": "Dieser Entwurf ist zu lang, um ihn aufzuheben.",
  "Shorten it; it stays in this browser.": "Kürzen Sie ihn; in diesem Browser bleibt er.",
  "This browser is not certified yet.": "Dieser Browser ist noch nicht beglaubigt.",
  "Unlock your vault first.": "Schließen Sie zuerst Ihren Tresor auf.",
  "This passkey was begun for something else.": "Dieser Passkey wurde für etwas anderes begonnen.",
  "A passkey could not be prepared.": "Ein Passkey ließ sich nicht vorbereiten.",
  "A sign-in could not be prepared.": "Eine Anmeldung ließ sich nicht vorbereiten.",
  "A stored passkey cannot be read.": "Ein gespeicherter Passkey ist nicht lesbar.",
  "Try again.": "Versuchen Sie es noch einmal.",
  "Your vault has no lock for this way in.": "Ihr Tresor hat für diesen Zugang kein Schloss.",
  "These bytes are not a statement of the protocol.": "Diese Bytes sind keine Erklärung des Protokolls.",
  "This statement is reserved and not in use yet.":
    "Diese Erklärung ist vorbehalten und noch nicht in Gebrauch.",
  "This is not a passkey's answer.": "Das ist nicht die Antwort eines Passkeys.",
  "There is no such article set.": "Diese Artikelsammlung gibt es nicht.",
  "This account is not known here.": "Dieses Konto ist hier nicht bekannt.",
  "A statement is larger than the protocol allows.": "Eine Erklärung ist größer, als das Protokoll erlaubt.",
  "Split it.": "Teilen Sie sie auf.",
  "This passkey's counter went back: it may have been copied.":
    "Der Zähler dieses Passkeys lief zurück: Er könnte kopiert worden sein.",
  "Use another way to sign in, and replace this passkey.":
    "Melden Sie sich auf andere Weise an, und ersetzen Sie diesen Passkey.",
  "Your browser sent the passkey's secret along. The server must never get it, and has thrown it away.":
    "Ihr Browser hat das Geheimnis des Passkeys mitgeschickt. Der Server darf es nie bekommen und hat es verworfen.",
  "The authenticator's code does not match.": "Der Code der Authenticator-App stimmt nicht.",
  "Wait for the next code, and check your device's clock.":
    "Warten Sie auf den nächsten Code, und prüfen Sie die Uhr Ihres Geräts.",
  "The authenticator's secret is not usable.": "Das Geheimnis der Authenticator-App ist nicht brauchbar.",
  "Set up the authenticator again.": "Richten Sie die Authenticator-App noch einmal ein.",
  "An account needs a passkey or a password, and a recovery code.":
    "Ein Konto braucht einen Passkey oder ein Passwort und einen Wiederherstellungscode.",
  "Go through the steps again.": "Gehen Sie die Schritte noch einmal durch.",
  "Start the set-up again.": "Beginnen Sie die Einrichtung noch einmal.",
  "Open the link again.": "Öffnen Sie den Link noch einmal.",
  "The statements do not make the account that was invited.":
    "Die Erklärungen ergeben nicht das Konto, das eingeladen wurde.",
  "The first statements must name one account and this server's key, and come with a head.":
    "Die ersten Erklärungen müssen ein Konto und den Schlüssel dieses Servers nennen und mit einem Kopf kommen.",
  "There are too many holds on the record of acts.":
    "Vom Protokoll der Handlungen ist schon zu vieles angehalten.",
  "Release those that are not needed any more, or hold the whole record.":
    "Heben Sie auf, was nicht mehr nötig ist, oder halten Sie das ganze Protokoll an.",
  "This secret is too long.": "Dieses Geheimnis ist zu lang.",
  "Paste it again, without anything around it.": "Fügen Sie es noch einmal ein, ohne etwas drumherum.",
  "Somebody else changed these settings first.": "Jemand anderes hat diese Einstellungen zuerst geändert.",
  "Look at what they are now, and change them again.":
    "Sehen Sie nach, wie sie jetzt sind, und ändern Sie sie noch einmal.",
  "A session can stay unused for 15 minutes to 24 hours.":
    "Eine Sitzung kann 15 Minuten bis 24 Stunden unbenutzt bleiben.",
  "A session can last for one hour to 30 days.": "Eine Sitzung kann eine Stunde bis 30 Tage dauern.",
  "A confirmation can last for 1 to 60 minutes.": "Eine Bestätigung kann 1 bis 60 Minuten gelten.",
  "Choose a number within these bounds.": "Wählen Sie eine Zahl innerhalb dieser Grenzen.",
  "This takes two proofs of who you are.": "Dafür braucht es zwei Nachweise, wer Sie sind.",
  "A recovery code takes one more proof of who you are.":
    "Ein Wiederherstellungscode braucht noch einen Nachweis, wer Sie sind.",
  "Add your password, a code of your authenticator app, or a code from whoever runs the server.":
    "Fügen Sie Ihr Passwort, einen Code Ihrer Authenticator-App oder einen Code von der Person hinzu, die den Server betreibt.",
  "Please confirm first that it is you.": "Bestätigen Sie bitte zuerst, dass Sie es sind.",
  "Use your passkey, or your password with a code, and try again.":
    "Nehmen Sie Ihren Passkey oder Ihr Passwort mit einem Code, und versuchen Sie es noch einmal.",
  "Use a passkey of your own.": "Nehmen Sie einen eigenen Passkey.",
  "Your account is suspended.": "Ihr Konto ist gesperrt.",
  "There is no such person.": "Diese Person gibt es nicht.",
  "You cannot suspend yourself.": "Sich selbst können Sie nicht sperren.",
  "Ask another owner or admin.": "Bitten Sie eine andere Person aus der Verwaltung.",
  "Only an owner may suspend an owner.": "Nur Inhaber dürfen Inhaber sperren.",
  "Only an owner may let an owner in again.": "Nur Inhaber dürfen Inhaber wieder zulassen.",
  "An organisation keeps at least one owner who can sign in.":
    "Eine Organisation behält mindestens einen Inhaber, der sich anmelden kann.",
  "You have as many tokens as one person can have.": "Sie haben so viele Token, wie eine Person haben kann.",
  "Revoke one that is not used any more.": "Widerrufen Sie eines, das nicht mehr benutzt wird.",
  "A token needs a short name.": "Ein Token braucht einen kurzen Namen.",
  "Name the program that will use it.": "Nennen Sie das Programm, das es benutzen wird.",
  "There is no such permission for a token.": "Diese Berechtigung gibt es für ein Token nicht.",
  "Choose one of those that are listed, each once.": "Wählen Sie aus der Liste, jede einmal.",
  "A token needs something that it may do.": "Ein Token braucht etwas, das es darf.",
  "Choose what it is for.": "Wählen Sie, wofür es ist.",
  "A token lasts from 1 to 365 days.": "Ein Token gilt 1 bis 365 Tage.",
  "Choose a number of days within that.": "Wählen Sie eine Zahl von Tagen dazwischen.",
  "These are too many networks.": "Das sind zu viele Netze.",
  "Name at most 32.": "Nennen Sie höchstens 32.",
  "One of the networks cannot be read.": "Eines der Netze ist nicht lesbar.",
  "Write each like 192.0.2.0/24 or 2001:db8::/32.":
    "Schreiben Sie jedes wie 192.0.2.0/24 oder 2001:db8::/32.",
  "There is no such token.": "Dieses Token gibt es nicht.",
  "Let your colleague ask again.": "Die andere Person soll noch einmal fragen.",
  "This recovery code was replaced.": "Dieser Wiederherstellungscode wurde ersetzt.",
  "Use the new sheet.": "Benutzen Sie das neue Blatt.",
  "This browser is new itself.": "Dieser Browser ist selbst neu.",
  "Say so in a browser that you used before, or tomorrow.":
    "Sagen Sie es in einem Browser, den Sie schon benutzt haben, oder morgen.",
  "There is no such account.": "Dieses Konto gibt es nicht.",
  "This would shut yourself out.": "Damit würden Sie sich selbst aussperren.",
  "This account belongs to another entry already.": "Dieses Konto gehört schon zu einem anderen Eintrag.",
  "Part them there first.": "Trennen Sie sie zuerst dort.",
  "Mail is written in English, German, Spanish, French or Arabic.":
    "E-Mails werden auf Englisch, Deutsch, Spanisch, Französisch oder Arabisch geschrieben.",
  "A port is a number from 1 to 65535.": "Ein Port ist eine Zahl von 1 bis 65535.",
  "Take 465, or 587 with STARTTLS.": "Nehmen Sie 465, oder 587 mit STARTTLS.",
  "A name or password is too long, or has characters that do not belong there.":
    "Ein Name oder Passwort ist zu lang oder enthält Zeichen, die nicht hineingehören.",
  "Type it again.": "Tippen Sie es noch einmal.",
  "A user of the mail server comes with a password.":
    "Zu einem Benutzer des Mailservers gehört ein Passwort.",
  "Type both again: the password is not kept when the server changes.":
    "Tippen Sie beides noch einmal: Das Passwort bleibt nicht, wenn sich der Server ändert.",
  "This is not an email address that mail can come from.":
    "Das ist keine E-Mail-Adresse, von der E-Mails kommen können.",
  "Mail needs a server, and an address that it comes from.":
    "E-Mail braucht einen Server und eine Adresse, von der sie kommt.",
  "Fill in both, or switch mail off.": "Füllen Sie beides aus, oder schalten Sie E-Mail aus.",
  "This is not the name of a mail server.": "Das ist kein Name eines Mailservers.",
  "Write it without a port, for example smtp.example.org.":
    "Schreiben Sie ihn ohne Port, zum Beispiel smtp.example.org.",
  "Mail is sent unencrypted only to this machine itself, and without a password.":
    "Unverschlüsselt geht E-Mail nur an diesen Rechner selbst, und ohne Passwort.",
  "Choose TLS or STARTTLS.": "Wählen Sie TLS oder STARTTLS.",
  "The way to the mail server is encrypted by TLS or by STARTTLS.":
    "Der Weg zum Mailserver ist mit TLS oder STARTTLS verschlüsselt.",
  "This desk sends no mail.": "Von hier werden keine E-Mails verschickt.",
  "Mail to this address is not held back.": "E-Mail an diese Adresse wird nicht zurückgehalten.",
  "Reload the list.": "Laden Sie die Liste neu.",
  "Mail is switched off.": "E-Mail ist ausgeschaltet.",
  "Switch it on and save, then send the test.":
    "Schalten Sie sie ein und speichern Sie, dann schicken Sie den Test.",
  "An organisation has four emergency accounts at most.":
    "Eine Organisation hat höchstens vier Notfallkonten.",
  "Take one off the list first.": "Nehmen Sie zuerst eines von der Liste.",
  "An emergency account is unknown, or named twice.": "Ein Notfallkonto ist unbekannt oder zweimal genannt.",
  "Reload the page and choose again.": "Laden Sie die Seite neu, und wählen Sie noch einmal.",
  "Your organisation wants you to sign in by its identity provider first.":
    "Ihre Organisation möchte, dass Sie sich zuerst bei ihrem Identitätsanbieter anmelden.",
  "Begin with its button on the sign-in page.": "Beginnen Sie mit seiner Schaltfläche auf der Anmeldeseite.",
  "This takes one more proof of who you are.": "Dafür braucht es noch einen Nachweis, wer Sie sind.",
  "Use your passkey, your password, or a code of your authenticator app.":
    "Nehmen Sie Ihren Passkey, Ihr Passwort oder einen Code Ihrer Authenticator-App.",
  "There are more than eight identity providers.": "Es sind mehr als acht Identitätsanbieter.",
  "Take away those that are no longer used.": "Nehmen Sie die weg, die nicht mehr benutzt werden.",
  "Nobody can be asked to use an identity provider while there is none.":
    "Niemand kann einen Identitätsanbieter benutzen müssen, solange es keinen gibt.",
  "Add one first.": "Fügen Sie zuerst einen hinzu.",
  "Two identity providers are the same.": "Zwei Identitätsanbieter sind derselbe.",
  "Take one of them away.": "Nehmen Sie einen davon weg.",
  "The identity provider cannot be reached.": "Der Identitätsanbieter ist nicht zu erreichen.",
  "Use another way to sign in, or try again later.":
    "Melden Sie sich anders an, oder versuchen Sie es später noch einmal.",
  "Somebody else is already connected with this account of the identity provider.":
    "Mit diesem Konto des Identitätsanbieters ist schon jemand anderes verbunden.",
  "Sign in at the provider as yourself, or ask an owner.":
    "Melden Sie sich beim Anbieter als Sie selbst an, oder fragen Sie einen Inhaber.",
  "Your account is not connected with this identity provider.":
    "Ihr Konto ist mit diesem Identitätsanbieter nicht verbunden.",
  "The identity provider did not sign you in.": "Der Identitätsanbieter hat Sie nicht angemeldet.",
  "This answer was asked for by another browser, or too long ago.":
    "Diese Antwort hatte ein anderer Browser verlangt, oder es ist zu lange her.",
  "Begin again on the sign-in page.": "Beginnen Sie auf der Anmeldeseite von vorn.",
  "The clocks of this server and of the identity provider differ.":
    "Die Uhren dieses Servers und des Identitätsanbieters gehen verschieden.",
  "Tell whoever runs this server.": "Sagen Sie es denen, die diesen Server betreiben.",
  "An identity provider's short name is made of small letters, digits and hyphens.":
    "Der Kurzname eines Identitätsanbieters besteht aus kleinen Buchstaben, Ziffern und Bindestrichen.",
  'Choose one such as "keycloak".': "Wählen Sie einen wie „keycloak“.",
  "A name or a list of an identity provider is missing or too long.":
    "Ein Name oder eine Liste eines Identitätsanbieters fehlt oder ist zu lang.",
  "Shorten it.": "Kürzen Sie das.",
  "One of the domains is none.": "Eine der Domains ist keine.",
  "Write it as behind the @ of an address, such as example.org.":
    "Schreiben Sie sie wie hinter dem @ einer Adresse, etwa example.org.",
  "The day on which the secret expires cannot be read.":
    "Der Tag, an dem das Geheimnis abläuft, ist nicht lesbar.",
  "Write it as 2030-12-31, or leave it empty.":
    "Schreiben Sie ihn wie 2030-12-31, oder lassen Sie das Feld leer.",
  "The metadata of the identity provider is missing or too large.":
    "Die Metadaten des Identitätsanbieters fehlen oder sind zu groß.",
  "Paste the XML that it offers.": "Fügen Sie das XML ein, das er anbietet.",
  "An identity provider speaks OpenID Connect or SAML.":
    "Ein Identitätsanbieter spricht OpenID Connect oder SAML.",
  "Choose one of the two.": "Wählen Sie eines von beiden.",
  "The address of the identity provider has to begin with https://.":
    "Die Adresse des Identitätsanbieters muss mit https:// beginnen.",
  'Copy it from the provider: it is called "issuer" or "authority".':
    "Kopieren Sie sie vom Anbieter: Sie heißt „issuer“ oder „authority“.",
  "This address of Microsoft stands for the people of every organisation.":
    "Diese Adresse von Microsoft steht für die Leute jeder Organisation.",
  "Use the one with your tenant's id (https://login.microsoftonline.com/<tenant id>/v2.0).":
    "Nehmen Sie die mit der Kennung Ihres Mandanten (https://login.microsoftonline.com/<tenant id>/v2.0).",
  "The client id is missing.": "Die Client-ID fehlt.",
  "Register this desk at the identity provider, and copy the client id that it gives.":
    "Melden Sie diesen Desk beim Identitätsanbieter an und kopieren Sie die Client-ID, die er vergibt.",
  "You cannot give yourself new keys in this way.":
    "Auf diesem Weg können Sie sich selbst keine neuen Schlüssel geben.",
  "The statements do not put one invitation with the same rights in the place of this account.":
    "Die Erklärungen setzen keine Einladung mit denselben Rechten an die Stelle dieses Kontos.",
  "This person is suspended.": "Diese Person ist gesperrt.",
  "Let them in again first, if they may.": "Lassen Sie sie zuerst wieder zu, wenn sie darf.",
  "This invitation does not count any more.": "Diese Einladung gilt nicht mehr.",
  "This invitation is for another email address.": "Diese Einladung ist für eine andere E-Mail-Adresse.",
  "Use the address that you signed in with before.":
    "Nehmen Sie die Adresse, mit der Sie sich bisher angemeldet haben.",
  "Reload the page and try again.": "Laden Sie die Seite neu und versuchen Sie es noch einmal.",
  "An address is allowed, pointed out, or refused.":
    "Eine Adresse ist erlaubt, wird gemeldet oder abgelehnt.",
  "Choose one of the three.": "Wählen Sie eines der drei.",
  "There are more than 50 domains.": "Es sind mehr als 50 Domains.",
  "Take away those that are no longer used: a domain stands for all below it, too.":
    "Nehmen Sie weg, was nicht mehr gebraucht wird: Eine Domain steht auch für alle darunter.",
  "Without a domain of your own, every address would be refused.":
    "Ohne eigene Domain würde jede Adresse abgelehnt.",
  "Name your domains first.": "Nennen Sie zuerst Ihre Domains.",
  "Anybody can have an address at one of these domains.":
    "Bei einer dieser Domains kann jeder eine Adresse haben.",
  "Name only domains that belong to your organisation.":
    "Nennen Sie nur Domains, die Ihrer Organisation gehören.",
  "A domain is named twice.": "Eine Domain ist zweimal genannt.",
  "This address only looks like one of your organisation.":
    "Diese Adresse sieht nur so aus wie eine Ihrer Organisation.",
  "Check each letter behind the @. If the domain is yours, an owner can add it under Sign-in rules.":
    "Prüfen Sie jeden Buchstaben hinter dem @. Gehört die Domain Ihnen, kann ein Eigentümer sie unter „Anmelderegeln“ hinzufügen.",
  "This is an address of a personal mail provider.": "Das ist die Adresse eines privaten Mailanbieters.",
  "Use your address at work: your organisation cannot close a personal one when somebody leaves, nor see that it was broken into.":
    "Nehmen Sie Ihre dienstliche Adresse: Eine private kann Ihre Organisation nicht schließen, wenn jemand geht, und sie sieht nicht, ob jemand dort eingebrochen ist.",
  "This address is not at one of your organisation's domains.":
    "Diese Adresse liegt bei keiner Domain Ihrer Organisation.",
  "Use your address at work, or ask an owner to add the domain under Sign-in rules.":
    "Nehmen Sie Ihre dienstliche Adresse, oder bitten Sie einen Eigentümer, die Domain unter „Anmelderegeln“ hinzuzufügen.",
  "A passkey needs a name of at most 100 letters.":
    "Ein Passkey braucht einen Namen mit höchstens 100 Buchstaben.",
  "Name it after the device that has it.": "Nennen Sie ihn nach dem Gerät, auf dem er ist.",
  "There is no such passkey.": "Diesen Passkey gibt es nicht.",
  "The checking of customers is off, watching, or enforced.":
    "Die Prüfung der Kunden ist aus, beobachtet oder wird durchgesetzt.",
  "There are too many keys or inboxes, or the issuer's name is too long.":
    "Es sind zu viele Schlüssel oder Posteingänge, oder der Name des Ausstellers ist zu lang.",
  "At most 8 keys; take away those that are no longer used.":
    "Höchstens 8 Schlüssel; entfernen Sie die, die nicht mehr verwendet werden.",
  "The name of the issuer is missing.": "Der Name des Ausstellers fehlt.",
  'Say what stands in "iss" of your website\'s tokens, such as https://www.example.org.':
    "Geben Sie an, was in „iss“ der Token Ihrer Website steht, etwa https://www.example.org.",
  "Each key needs a name of its own.": "Jeder Schlüssel braucht einen eigenen Namen.",
  'Use the "kid" that your website puts into its tokens.':
    "Verwenden Sie die „kid“, die Ihre Website in ihre Token schreibt.",
  "The key {1} cannot be used.": "Der Schlüssel {1} kann nicht verwendet werden.",
  "Paste a public key of the kind Ed25519, P-256 or RSA (2048 bits or more), as PEM or JWK.":
    "Fügen Sie einen öffentlichen Schlüssel der Art Ed25519, P-256 oder RSA (mindestens 2048 Bit) ein, als PEM oder JWK.",
  "An inbox is named twice.": "Ein Posteingang ist zweimal genannt.",
  "Say once what it wants.": "Geben Sie einmal an, was er verlangt.",
  "This is no way to show who one is.": "So lässt sich nicht zeigen, wer man ist.",
  "Choose one of the list.": "Wählen Sie eines aus der Liste.",
  "An inbox wants sign-in on your website, but no key of it is known.":
    "Ein Posteingang verlangt die Anmeldung auf Ihrer Website, aber kein Schlüssel von ihr ist bekannt.",
  "Add the website's public key first, or let the inbox ask for something else.":
    "Fügen Sie zuerst den öffentlichen Schlüssel der Website hinzu, oder lassen Sie den Posteingang etwas anderes verlangen.",
  "An inbox asks for an email address, but this desk sends no email.":
    "Ein Posteingang verlangt eine E-Mail-Adresse, aber dieser Desk sendet keine E-Mails.",
  "Set up email first, or let the inbox ask for something else.":
    "Richten Sie zuerst E-Mail ein, oder lassen Sie den Posteingang etwas anderes verlangen.",
  "The metadata names no sign-in page that a browser can be sent to, by HTTP-Redirect and https://.":
    "Die Metadaten nennen keine Anmeldeseite, zu der ein Browser geschickt werden kann, mit HTTP-Redirect und https://.",
  "Switch this binding on at the provider, and paste its metadata again.":
    "Schalten Sie dieses Binding beim Anbieter ein und fügen Sie seine Metadaten noch einmal ein.",
  "A certificate of the identity provider cannot be used.":
    "Ein Zertifikat des Identitätsanbieters lässt sich nicht verwenden.",
  "It needs an RSA key of 2048 bits or more, or one of an elliptic curve.":
    "Es braucht einen RSA-Schlüssel mit 2048 Bit oder mehr oder einen einer elliptischen Kurve.",
  "This is not the metadata of one SAML 2.0 provider.":
    "Das sind nicht die Metadaten eines SAML-2.0-Anbieters.",
  "Paste the XML that it offers, from <EntityDescriptor> to </EntityDescriptor>.":
    "Fügen Sie das XML ein, das er anbietet, von <EntityDescriptor> bis </EntityDescriptor>.",
  "The metadata is of another identity provider than the one that is named.":
    "Die Metadaten sind die eines anderen Identitätsanbieters als des genannten.",
  "Use the entity id that stands in the metadata.":
    "Verwenden Sie die Entity-ID, die in den Metadaten steht.",
  "Choose another password first.": "Wählen Sie zuerst ein anderes Passwort.",
  "Sign in to the console, which asks for it.": "Melden Sie sich in der Konsole an; sie fragt danach.",
  "Only an owner may have an owner's password changed.":
    "Nur Inhaber dürfen das Passwort eines Inhabers ändern lassen.",
  "This person has no password.": "Diese Person hat kein Passwort.",
  "There is nothing to change.": "Es gibt nichts zu ändern.",
  "A password can last for 30 to 730 days, or for ever.":
    "Ein Passwort kann 30 bis 730 Tage gelten, oder für immer.",
  "Choose a number within these bounds, or none.": "Wählen Sie eine Zahl in diesen Grenzen, oder keine.",
  "The list of stolen passwords cannot be read.":
    "Die Liste gestohlener Passwörter kann nicht gelesen werden.",
  "Try again later, and tell whoever runs the server.":
    "Versuchen Sie es später noch einmal, und sagen Sie es dem Betreiber des Servers.",
  "One of the authenticators is none, or there are more than 100.":
    "Eines der Geräte ist keines, oder es sind mehr als 100.",
  "Write each as its maker does, such as 2fc0579f-8113-47ea-b116-bb5a8db9202a.":
    "Schreiben Sie jedes wie sein Hersteller, zum Beispiel 2fc0579f-8113-47ea-b116-bb5a8db9202a.",
  "Your organisation does not take passkeys of this device or program.":
    "Ihre Organisation nimmt keine Passkeys dieses Geräts oder Programms.",
  "Use another one, or ask an owner which.":
    "Nehmen Sie ein anderes, oder fragen Sie jemanden mit Eigentümerrechten, welches.",
  "Customers cannot show this here.": "Das können Kunden hier nicht zeigen.",
  "An owner can set it up: email under Email, the website under Customers.":
    "Ein Inhaber kann es einrichten: E-Mail unter „E-Mail“, die Website unter „Kunden“.",
  "Sessions that move can be allowed, asked again or ended.":
    "Sitzungen, die wechseln, können erlaubt, neu gefragt oder beendet werden.",
  "Choose one of these.": "Wählen Sie eines davon.",
  "A team is named twice.": "Ein Team ist zweimal genannt.",
  "Name it once.": "Nennen Sie es einmal.",
  "These are too many teams.": "Das sind zu viele Teams.",
  "Name at most 1000.": "Nennen Sie höchstens 1000.",
  "An inbox asks its customers for an email address, which takes email.":
    "Ein Posteingang fragt seine Kunden nach einer E-Mail-Adresse; dafür braucht es E-Mail.",
  "Let it ask for something else first, under Customers.":
    "Lassen Sie ihn zuerst etwas anderes verlangen, unter „Kunden“.",
  "A gateway is asked by POST or PUT.": "Ein Gateway wird mit POST oder PUT angesprochen.",
  "A gateway is told in JSON or as a form.": "Ein Gateway bekommt JSON oder ein Formular.",
  "This is not an address that codes can be sent to.": "An diese Adresse können keine Codes gehen.",
  "Write the gateway's address, beginning with https://, without a password in it.":
    "Schreiben Sie die Adresse des Gateways, beginnend mit https://, ohne Passwort darin.",
  "This header cannot carry a secret.": "Dieser Header kann kein Geheimnis tragen.",
  "Write the name that the gateway asks for, such as Authorization.":
    "Schreiben Sie den Namen, den das Gateway verlangt, etwa Authorization.",
  "A person can have 1 to 20 codes an hour, a network 1 to 1,000, and all together 1 to 100,000 a day.":
    "Eine Person kann 1 bis 20 Codes pro Stunde bekommen, ein Netz 1 bis 1.000, alle zusammen 1 bis 100.000 am Tag.",
  "Choose numbers within these bounds.": "Wählen Sie Zahlen in diesen Grenzen.",
  "One of the beginnings of numbers is none, or there are more than 50.":
    "Einer der Anfänge von Nummern ist keiner, oder es sind mehr als 50.",
  "Write each with a plus, such as +49.": "Schreiben Sie jeden mit einem Plus, etwa +49.",
  "Codes by SMS need a gateway.": "Codes per SMS brauchen ein Gateway.",
  "Write its address, or switch them off.": "Schreiben Sie seine Adresse, oder schalten Sie die Codes aus.",
  "This body cannot be read in its format.": "Dieser Inhalt lässt sich in seinem Format nicht lesen.",
  "Copy the gateway's example, and put {to} and {text} where number and text belong.":
    "Kopieren Sie das Beispiel des Gateways, und setzen Sie {to} und {text} an die Stelle von Nummer und Text.",
  "This is not a telephone number with its country.": "Das ist keine Telefonnummer mit Landesvorwahl.",
  "Write it like +49 151 12345678.": "Schreiben Sie sie wie +49 151 12345678.",
  "Your organisation does not let you use codes by SMS.":
    "Ihre Organisation lässt Sie keine Codes per SMS nutzen.",
  "Use a passkey or an authenticator app.": "Nehmen Sie einen Passkey oder eine Authenticator-App.",
  "This is not the code that was sent, or it is too old.":
    "Das ist nicht der gesendete Code, oder er ist zu alt.",
  "Look at the newest message, or ask for another code.":
    "Sehen Sie in die neueste Nachricht, oder fordern Sie einen anderen Code an.",
  "Your organisation sends no codes to numbers of this country.":
    "Ihre Organisation sendet keine Codes an Nummern dieses Landes.",
  "Use another number, or an authenticator app.":
    "Nehmen Sie eine andere Nummer oder eine Authenticator-App.",
  "A code by SMS counts only beside a password.": "Ein Code per SMS zählt nur neben einem Passwort.",
  "Set a password first, or keep to your passkey, which is stronger.":
    "Legen Sie erst ein Passwort fest, oder bleiben Sie bei Ihrem Passkey, der stärker ist.",
  "This desk sends no codes by SMS.": "Dieser Desk sendet keine Codes per SMS.",
  "Use your authenticator app or a passkey.": "Nehmen Sie Ihre Authenticator-App oder einen Passkey.",
  "Codes by SMS are switched off.": "Codes per SMS sind ausgeschaltet.",
  "Switch them on and save, then send the test.":
    "Schalten Sie sie ein und speichern Sie, dann senden Sie den Test.",
  "The gateway for SMS did not take the message.": "Das SMS-Gateway hat die Nachricht nicht angenommen.",
  "Try again later. If it stays so, an owner looks at its settings.":
    "Versuchen Sie es später noch einmal. Bleibt es so, sieht ein Inhaber in die Einstellungen.",
  "No more codes go out by SMS today.": "Heute gehen keine Codes per SMS mehr hinaus.",
  "Use your authenticator app or a passkey. An owner can raise the limit.":
    "Nehmen Sie Ihre Authenticator-App oder einen Passkey. Ein Inhaber kann die Grenze anheben.",
  "Too many codes were asked for.": "Es wurden zu viele Codes angefordert.",
};
