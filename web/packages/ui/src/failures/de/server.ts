/** What the server answers to anybody, in German. */
import type { Sentences } from "../../failures.ts";

export const server: Sentences = {
  "The server did not accept this.": "Der Server hat das nicht angenommen.",
  "Please try again.": "Bitte versuchen Sie es noch einmal.",
  "Something went wrong on the server.": "Auf dem Server ist etwas schiefgegangen.",
  "Try again. If it happens again, tell whoever runs this desk; the time is in its log.":
    "Versuchen Sie es noch einmal. Geschieht es wieder, sagen Sie es bitte dem Betreiber; die Uhrzeit steht in seinem Protokoll.",
  "There were too many requests.": "Das waren zu viele Anfragen.",
  "Wait a moment and try again.": "Warten Sie einen Moment und versuchen Sie es noch einmal.",
  "This request came from another site.": "Diese Anfrage kam von einer anderen Website.",
  "Open the page itself and try again.": "Öffnen Sie die Seite selbst und versuchen Sie es noch einmal.",
  "This request is too large.": "Diese Anfrage ist zu groß.",
  "Send less at once.": "Senden Sie bitte weniger auf einmal.",
  "This request cannot be read.": "Diese Anfrage ist nicht lesbar.",
  "Reload the page to get the current version.":
    "Laden Sie die Seite neu, um die aktuelle Version zu bekommen.",
  "This took too long, or was already used.": "Das hat zu lange gedauert oder wurde schon benutzt.",
  "Start again.": "Beginnen Sie bitte von vorn.",
  "There is nothing at this address.": "Unter dieser Adresse gibt es nichts.",
  "Check the address.": "Prüfen Sie bitte die Adresse.",
  "This conversation was deleted when its time was over: its keys are destroyed.":
    "Dieses Gespräch wurde gelöscht, als seine Zeit um war: Seine Schlüssel sind vernichtet.",
  "This conversation's keys have been destroyed.": "Die Schlüssel dieses Gesprächs sind vernichtet.",
  "Start a new conversation.": "Beginnen Sie ein neues Gespräch.",
  "The conversation's key is missing.": "Der Schlüssel des Gesprächs fehlt.",
  "Tell whoever runs this desk.": "Sagen Sie es bitte dem Betreiber.",
  "Too many files are waiting for a message.": "Zu viele Dateien warten auf eine Nachricht.",
  "Send the message that they belong to first, or take some back.":
    "Senden Sie zuerst die zugehörige Nachricht oder nehmen Sie einige zurück.",
  "Files here may have up to {1} MB.": "Dateien dürfen hier bis zu {1} MB haben.",
  "Send a smaller one.": "Senden Sie bitte eine kleinere.",
  "This file was taken back.": "Diese Datei wurde zurückgenommen.",
  "Attach it again, under a new id.": "Bitte fügen Sie sie noch einmal hinzu.",
  "Another file was already begun under this id.":
    "Unter dieser Kennung wurde schon eine andere Datei begonnen.",
  "Take a new id.": "Bitte fügen Sie sie noch einmal hinzu.",
  "Another part comes next.": "Ein anderer Teil ist an der Reihe.",
  "Ask how far the file has come.": "Versuchen Sie es bitte noch einmal.",
  "There is no such file here.": "Diese Datei gibt es hier nicht.",
  "Fetch the conversation again.": "Öffnen Sie das Gespräch bitte noch einmal.",
  "Only who sent a file can take it back.": "Nur wer eine Datei gesendet hat, kann sie zurücknehmen.",
  "Ask them to.": "Bitten Sie diese Person darum.",
  "A file of this message is not here, or not whole.":
    "Eine Datei dieser Nachricht ist nicht oder nicht ganz angekommen.",
  "Upload it again, under a new id.": "Bitte fügen Sie sie noch einmal hinzu.",
  "These are too many files for one message.": "Das sind zu viele Dateien für eine Nachricht.",
  "Send up to {1} with each.": "Senden Sie je Nachricht bis zu {1}.",
  "This part did not arrive whole.": "Ein Teil ist nicht ganz angekommen.",
  "Send it again.": "Senden Sie es bitte noch einmal.",
  "Ask whoever sent it to send it again.": "Bitten Sie darum, dass sie noch einmal gesendet wird.",
  "The server's disk is full.": "Die Festplatte des Servers ist voll.",
  "Tell whoever runs this desk; nothing was lost.":
    "Sagen Sie es bitte dem Betreiber; es ist nichts verloren gegangen.",
  "The store for files did not answer.": "Der Speicher für Dateien hat nicht geantwortet.",
  "Try again; if it happens again, run sealdesk doctor.":
    "Versuchen Sie es noch einmal; geschieht es wieder, sagen Sie es bitte dem Betreiber (sealdesk doctor).",
  "The database refused this.": "Die Datenbank hat das abgelehnt.",
  "The shred store did not answer.": "Der Speicher für Schlüssel hat nicht geantwortet.",
  "The server is shutting down.": "Der Server wird gerade beendet.",
  "This could not be saved.": "Das konnte nicht gespeichert werden.",
  "This could not be recorded.": "Das konnte nicht aufgezeichnet werden.",
  "Live events cannot be followed at the moment: that somebody listens could not be recorded.":
    "Neues kann gerade nicht von selbst erscheinen: Dass jemand mitliest, ließ sich nicht aufzeichnen.",
  "This cannot be shown at the moment: that it was read could not be recorded.":
    "Das kann gerade nicht gezeigt werden: Dass es gelesen wurde, ließ sich nicht aufzeichnen.",
  "Try again in a moment; if it goes on, tell whoever runs this desk.":
    "Versuchen Sie es gleich noch einmal; bleibt es dabei, sagen Sie es bitte dem Betreiber.",
  "Try again in a moment.": "Versuchen Sie es gleich noch einmal.",
  "You are not signed in.": "Sie sind nicht angemeldet.",
  "Sign in and try again.": "Melden Sie sich an und versuchen Sie es noch einmal.",
  "There is nothing here that you can see.": "Hier gibt es nichts, was Sie sehen können.",
  "Check the address, or ask a colleague to add you to the team.":
    "Prüfen Sie die Adresse oder bitten Sie jemanden aus dem Team, Sie aufzunehmen.",
  "You may not do this.": "Das dürfen Sie nicht.",
  "Ask an owner or admin of your organisation.": "Fragen Sie die Inhaber oder Verwalter Ihrer Organisation.",
  "There is no such inbox.": "Dieses Postfach gibt es nicht.",
  "Check the line of code on the page.": "Prüfen Sie die Codezeile auf der Seite.",
  "This desk is not set up yet.": "Hier ist noch nichts eingerichtet.",
  "Set it up first.": "Richten Sie es zuerst ein.",
  "This desk is already set up.": "Hier ist schon alles eingerichtet.",
  "Sign in, or ask an owner for an invitation.":
    "Melden Sie sich an oder bitten Sie einen Inhaber um eine Einladung.",
  "There is no such conversation that you can see.": "Ein solches Gespräch können Sie hier nicht sehen.",
  "Go back to the list.": "Gehen Sie zurück zur Liste.",
  "A signature or right does not hold.": "Eine Unterschrift oder ein Recht gilt nicht.",
  "Reload the page; if it happens again, tell whoever runs this desk.":
    "Laden Sie die Seite neu; geschieht es wieder, sagen Sie es bitte dem Betreiber.",
  "This was signed by another device than the one signed in.":
    "Das hat ein anderes Gerät unterschrieben als das angemeldete.",
  "Send it from the device that signed it.": "Senden Sie es von dem Gerät, das es unterschrieben hat.",
  "This browser's certificate is not valid any more.": "Das Zertifikat dieses Browsers gilt nicht mehr.",
  "Unlock your vault again to renew it.": "Schließen Sie diesen Browser noch einmal auf, um es zu erneuern.",
  "This device is not known here.": "Dieses Gerät ist hier nicht bekannt.",
  "This device could not be verified.": "Dieses Gerät konnte nicht geprüft werden.",
  "Open the chat again.": "Öffnen Sie den Chat bitte noch einmal.",
  "This challenge is not ours, too old, or used.": "Die Anmeldung ist abgelaufen oder wurde schon benutzt.",
  "Ask for a new one.": "Versuchen Sie es bitte noch einmal mit etwas Neuem.",
  "Too many messages at once.": "Das sind zu viele Nachrichten auf einmal.",
  "Send the rest afterwards.": "Senden Sie die übrigen danach.",
  "This is larger than the protocol allows.": "Das ist größer als erlaubt.",
  "Somebody else changed this first.": "Jemand anderes hat das zuerst geändert.",
  "Fetch the current state and try again.": "Öffnen Sie es neu und versuchen Sie es noch einmal.",
  "Another message was already sent under this id.":
    "Unter dieser Kennung wurde schon eine andere Nachricht gesendet.",
  "Seal it again under a new id.": "Bitte versuchen Sie es noch einmal.",
  "The conversation's key has changed.": "Der Schlüssel des Gesprächs hat sich geändert.",
  "Refresh the key and seal the message again.": "Bitte versuchen Sie es noch einmal.",
  "An earlier message from this device is missing or was already replaced.":
    "Eine frühere Nachricht von diesem Gerät fehlt oder wurde schon ersetzt.",
  "Send the earlier ones first, or seal this one again.": "Bitte versuchen Sie es noch einmal.",
  "This device saw another history of the conversation.":
    "Dieses Gerät kennt einen anderen Verlauf des Gesprächs.",
  "The team's key has changed.": "Der Schlüssel des Teams hat sich geändert.",
  "Fetch the inbox again.": "Laden Sie die Seite bitte neu.",
  "Fetch the directory and make a new key.": "Laden Sie die Seite bitte neu.",
  "Refresh and try again.": "Laden Sie die Seite neu und versuchen Sie es noch einmal.",
  "This key was already used.": "Dieser Schlüssel wurde schon benutzt.",
  "Make a new one.": "Bitte versuchen Sie es noch einmal.",
  "This thread was already opened with other content.":
    "Dieses Gespräch wurde schon mit anderem Inhalt begonnen.",
  "Fetch it, or start a new one.": "Öffnen Sie es, oder beginnen Sie ein neues.",
  "Only the customer changes the customer's devices.":
    "Nur die Kundin oder der Kunde ändert die eigenen Geräte.",
  "Ask the customer.": "Fragen Sie die Kundin oder den Kunden.",
  "A colleague has already started the notes.": "Jemand aus dem Team hat die Notizen schon begonnen.",
  "This connection came from another site.": "Diese Verbindung kam von einer anderen Website.",
  "Open the page itself.": "Öffnen Sie die Seite selbst.",
  "Too many files are on their way at once.": "Es sind zu viele Dateien auf einmal unterwegs.",
  "Too much was sent from this network today.": "Von diesem Netz wurde heute zu viel gesendet.",
  "Try again later; what you wrote stays on this device.":
    "Versuchen Sie es später noch einmal; was Sie geschrieben haben, bleibt auf diesem Gerät.",
  "This is not an email address that we can write to.":
    "Das ist keine E-Mail-Adresse, an die wir schreiben können.",
  "Check it for a typing mistake.": "Prüfen Sie bitte, ob Sie sich vertippt haben.",
  "This part has not the {1} bytes that it should have.":
    "Dieser Teil hat nicht die {1} Bytes, die er haben müsste.",
  "Send it again, whole.": "Senden Sie ihn bitte noch einmal, vollständig.",
  "These bytes are not an object of the protocol.": "Diese Bytes sind kein Objekt des Protokolls.",
  "This part of the protocol is reserved and not in use yet.":
    "Dieser Teil des Protokolls ist vorbehalten und noch nicht in Gebrauch.",
  "Leave it out.": "Lassen Sie es bitte weg.",
  "This cites a state of the directory that is not known here.":
    "Das nennt einen Stand des Verzeichnisses, der hier nicht bekannt ist.",
  "Fetch the directory again.": "Laden Sie die Seite bitte neu.",
  "This file was damaged on the server.": "Diese Datei wurde auf dem Server beschädigt.",
  "Ask whoever sent it to send it again, or whoever runs this desk for a backup.":
    "Bitten Sie die Person, die sie geschickt hat, sie noch einmal zu schicken, oder den Betreiber um eine Sicherung.",
  "You do not have the team's key yet.": "Sie haben den Schlüssel des Teams noch nicht.",
  "A colleague who is online hands it over by itself. Try again in a moment.":
    "Wer aus dem Team online ist, gibt ihn von selbst weiter. Versuchen Sie es gleich noch einmal.",
  "This team answers only customers who are signed in.":
    "Dieses Team antwortet nur Kunden, die angemeldet sind.",
  "Sign in on the website, then write again.":
    "Melden Sie sich auf der Website an und schreiben Sie dann noch einmal.",
  "Your sign-in could not be checked.": "Ihre Anmeldung ließ sich nicht prüfen.",
  "Sign in on the website again and reload the page.":
    "Melden Sie sich auf der Website noch einmal an und laden Sie die Seite neu.",
  "Somebody else signed in on this browser before.": "In diesem Browser war vorher jemand anders angemeldet.",
  "Begin anew: their conversations stay theirs.":
    "Fangen Sie neu an: Die bisherigen Gespräche bleiben bei der anderen Person.",
  "Only a customer's own device can show who they are.":
    "Nur das eigene Gerät eines Kunden kann zeigen, wer er ist.",
  "The salt is missing.": "Das Salz fehlt.",
  "This sign-in names nobody, or is too long.": "Diese Anmeldung nennt niemanden oder ist zu lang.",
  "Tell whoever looks after the website.": "Sagen Sie es der Person, die sich um die Website kümmert.",
  "Too many devices are being added right now.": "Gerade werden zu viele Geräte hinzugefügt.",
  "Try again in a few minutes.": "Versuchen Sie es in ein paar Minuten noch einmal.",
  "There are more conversations than one link carries.":
    "Es sind mehr Gespräche, als ein Link übertragen kann.",
  "Go on with them on the first device.": "Führen Sie sie auf dem ersten Gerät weiter.",
  "Only a customer's own device can add another one.":
    "Nur ein Gerät des Kunden selbst kann ein weiteres hinzufügen.",
  "This link is incomplete.": "Dieser Link ist unvollständig.",
};
