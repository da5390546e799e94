/** What the client says to customers and staff alike, in German. */
import type { Sentences } from "../../failures.ts";

export const both: Sentences = {
  "There is no connection.": "Es gibt gerade keine Verbindung.",
  "Something from the server could not be verified, so it is not shown.":
    "Etwas vom Server ließ sich nicht prüfen. Darum wird es nicht gezeigt.",
  "Something unexpected happened on this device.": "Auf diesem Gerät ist etwas Unerwartetes geschehen.",
  "Nothing to do.": "Sie müssen nichts tun.",
  "This file is not here any more.": "Diese Datei ist nicht mehr hier.",
  "This file is no longer at hand.": "Diese Datei ist nicht mehr zur Hand.",
  "Choose it again.": "Bitte wählen Sie sie noch einmal aus.",
  "A file is no longer on this device.": "Eine Datei ist nicht mehr auf diesem Gerät.",
  "The page was closed before this file was ready.":
    "Die Seite wurde geschlossen, bevor diese Datei bereit war.",
  "Files cannot be sent here.": "Hier lassen sich keine Dateien senden.",
  "Describe what is in them.": "Beschreiben Sie bitte, was darin steht.",
  "A message takes at most {1} files.": "In eine Nachricht passen höchstens {1} Dateien.",
  "Send the others with the next message.": "Senden Sie die übrigen mit der nächsten Nachricht.",
  "“{1}” is larger than {2}.": "„{1}“ ist größer als {2}.",
  "Send a smaller file, or a part of it.": "Senden Sie eine kleinere Datei oder einen Teil davon.",
  "You stopped it.": "Sie haben es angehalten.",
  "Open it again if you want it.": "Öffnen Sie sie noch einmal, wenn Sie sie brauchen.",
  "The file changed while it was being read.": "Die Datei hat sich geändert, während sie gelesen wurde.",
  "What came is not the file that was sent. Nothing of it should be used.":
    "Was ankam, ist nicht die gesendete Datei. Nichts davon sollte verwendet werden.",
  "Try again later, or ask for it to be sent again.":
    "Versuchen Sie es später noch einmal oder bitten Sie darum, dass sie noch einmal gesendet wird.",
  "This file is no longer on the server.": "Diese Datei ist nicht mehr auf dem Server.",
  "Ask for it to be sent again.": "Bitten Sie darum, dass sie noch einmal gesendet wird.",
  "Try again when there is one.": "Versuchen Sie es noch einmal, wenn es eine gibt.",
  "This device has no room for this file.": "Auf diesem Gerät ist kein Platz für diese Datei.",
  "Make room, or send a smaller one.": "Schaffen Sie Platz oder senden Sie eine kleinere.",
  "The file could not be read.": "Die Datei konnte nicht gelesen werden.",
  "This file is not in this conversation.": "Diese Datei gehört nicht zu diesem Gespräch.",
  "Choose another one.": "Wählen Sie bitte etwas anderes.",
  "Choose another.": "Wählen Sie bitte etwas anderes.",
  "There is nothing to send.": "Es gibt nichts zu senden.",
  "Write a message first.": "Schreiben Sie zuerst eine Nachricht.",
  "This message is too long.": "Diese Nachricht ist zu lang.",
  "Keep it below {1} characters.": "Bleiben Sie bitte unter {1} Zeichen.",
  "This is no message that can be answered.": "Auf diese Nachricht kann man nicht antworten.",
  "This is no sign to answer with.": "Mit diesem Zeichen kann man nicht antworten.",
  "This is not an email address.": "Das ist keine E-Mail-Adresse.",
  "Too much mail was asked for.": "Es wurden zu viele E-Mails angefordert.",
  "Wait an hour, or use another way.": "Warten Sie eine Stunde, oder nehmen Sie einen anderen Weg.",
  "There is no such identity provider.": "Diesen Identitätsanbieter gibt es nicht.",
  "Reload the page.": "Laden Sie die Seite neu.",
};
