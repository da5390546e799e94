/** What only customers meet, in German. */
import type { Sentences } from "../../failures.ts";

export const visitor: Sentences = {
  "This conversation is not on this device.": "Dieses Gespräch ist nicht auf diesem Gerät.",
  "Go back.": "Gehen Sie bitte zurück.",
  "This conversation belongs to another part of this site.":
    "Dieses Gespräch gehört zu einem anderen Teil dieser Website.",
  "Go on with it where you began it, or begin another one here.":
    "Führen Sie es dort weiter, wo Sie es begonnen haben, oder beginnen Sie hier ein neues.",
  "Please try again in a minute.": "Bitte versuchen Sie es in einer Minute noch einmal.",
  "Send it in two parts.": "Senden Sie sie in zwei Teilen.",
  "The keys of this conversation could not be brought up to date.":
    "Die Schlüssel dieses Gesprächs konnten nicht erneuert werden.",
  "This article is no longer there.": "Diesen Artikel gibt es nicht mehr.",
  "Search for another one.": "Suchen Sie einen anderen.",
  "The chat is not ready for this yet.": "Der Chat ist dafür noch nicht bereit.",
  "What you wrote is kept on this device and sent later.":
    "Was Sie geschrieben haben, bleibt auf diesem Gerät und wird später gesendet.",
  "This browser did not keep what was written.": "Dieser Browser hat das Geschriebene nicht aufbewahrt.",
  "Please try again later, or write to the company another way.":
    "Bitte versuchen Sie es später noch einmal oder schreiben Sie der Firma auf einem anderen Weg.",
  "Make room on this device, or leave private browsing.":
    "Schaffen Sie Platz auf diesem Gerät oder verlassen Sie das private Fenster.",
  "Please close the chat and open it again.": "Bitte schließen Sie den Chat und öffnen Sie ihn noch einmal.",
  "A rating is 1 to 5.": "Eine Bewertung geht von 1 bis 5.",
  "Choose one of them.": "Wählen Sie bitte eine Zahl davon.",
  "This message was not written on this device.": "Diese Nachricht wurde nicht auf diesem Gerät geschrieben.",
  "Change it where you wrote it.": "Ändern Sie sie dort, wo Sie sie geschrieben haben.",
  "This message is no longer waiting.": "Diese Nachricht wartet nicht mehr.",
  "The keys of this conversation changed too often for one proof.":
    "Die Schlüssel dieses Gesprächs haben sich für einen einzigen Beweis zu oft geändert.",
  "Ask the company who could read it.": "Fragen Sie die Firma, wer es lesen konnte.",
  "The company’s list of people is being changed just now.":
    "Die Liste der Menschen dieser Firma wird gerade geändert.",
  "This is no link from another device.": "Das ist kein Link von einem anderen Gerät.",
  "Copy the whole link.": "Kopieren Sie den ganzen Link.",
  "This link is over, or was used already.": "Dieser Link ist abgelaufen oder wurde schon benutzt.",
  "Make a new one on the device that has your conversations.":
    "Erstellen Sie einen neuen auf dem Gerät, auf dem Ihre Gespräche sind.",
  "Somebody else signed in on this page meanwhile.":
    "Jemand anders hat sich inzwischen auf dieser Seite angemeldet.",
  "Reload the page, and write again.": "Laden Sie die Seite neu und schreiben Sie noch einmal.",
  "This code is not the right one, or it is over.": "Dieser Code stimmt nicht, oder er ist abgelaufen.",
  "Look again, or ask for a new one.": "Sehen Sie noch einmal nach, oder fordern Sie einen neuen an.",
  "Nobody here asks for your address.": "Hier fragt niemand nach Ihrer Adresse.",
  "Look at it again.": "Sehen Sie sie sich noch einmal an.",
  "This team answers only customers whose email address was checked.":
    "Dieses Team antwortet nur, wenn die E-Mail-Adresse geprüft ist.",
  "Show that the address is yours, then write again.":
    "Zeigen Sie, dass die Adresse Ihnen gehört, und schreiben Sie dann noch einmal.",
  "This question is no longer there.": "Diese Frage ist nicht mehr da.",
  "This question is over.": "Diese Frage ist vorbei.",
  "Write to the team, and it asks again.": "Schreiben Sie dem Team, dann fragt es noch einmal.",
  "You are not signed in on this website.": "Sie sind auf dieser Website nicht angemeldet.",
  "Sign in there as who you were when you began, then try again.":
    "Melden Sie sich dort an wie zu Beginn und versuchen Sie es noch einmal.",
};
