/** What only staff meet, in German. */
import type { Sentences } from "../../failures.ts";

export const staff: Sentences = {
  "There is already a passkey of yours on this device.":
    "Auf diesem Gerät gibt es schon einen Passkey von Ihnen.",
  "Use that one here, and make another on a second device or on a security key.":
    "Nehmen Sie hier diesen, und erstellen Sie einen weiteren auf einem zweiten Gerät oder einem Sicherheitsschlüssel.",
  "The server shows an older copy of your vault than this browser has seen.":
    "Der Server zeigt einen älteren Stand Ihres Tresors, als dieser Browser schon gesehen hat.",
  "Do not go on, and tell your security team. If a backup was restored, use a browser that is new here.":
    "Machen Sie nicht weiter und sagen Sie es Ihrer Sicherheitsabteilung. Wurde eine Sicherung eingespielt, nehmen Sie einen Browser, der hier neu ist.",
  "The server shows other ways to open your keys than the list in your own vault.":
    "Der Server nennt andere Wege zu Ihren Schlüsseln als die Liste in Ihrem eigenen Tresor.",
  "Nothing was changed. Do not go on, and tell your security team: the server may be tampered with.":
    "Nichts wurde geändert. Machen Sie nicht weiter und sagen Sie es Ihrer Sicherheitsabteilung: Der Server könnte manipuliert sein.",
  "This vault does not hold the keys by which your organisation knows you.":
    "Dieser Tresor enthält nicht die Schlüssel, unter denen Ihre Organisation Sie kennt.",
  "Do not go on, and tell your security team: the server may be tampered with.":
    "Machen Sie nicht weiter und sagen Sie es Ihrer Sicherheitsabteilung: Der Server könnte manipuliert sein.",
  "This invitation is gone.": "Diese Einladung gibt es nicht mehr.",
  "An organisation keeps at least one owner.": "Eine Organisation behält mindestens einen Inhaber.",
  "Make somebody else an owner first.": "Machen Sie zuerst jemand anderen zum Inhaber.",
  "This team is gone.": "Dieses Team gibt es nicht mehr.",
  "A team keeps at least one member who hands out its keys.":
    "Ein Team behält mindestens ein Mitglied, das seine Schlüssel vergibt.",
  "Let another member hand them out first.": "Lassen Sie zuerst ein anderes Mitglied sie vergeben.",
  "The article has no title.": "Der Artikel hat keinen Titel.",
  "Write one first.": "Schreiben Sie zuerst einen.",
  "A colleague published articles a moment ago.": "Jemand aus dem Team hat gerade Artikel veröffentlicht.",
  "Look at what they changed, then publish yours.":
    "Sehen Sie sich die Änderungen an und veröffentlichen Sie dann Ihre.",
  "Something here does not match its signatures: a message may be missing, changed or from somebody else.":
    "Etwas hier passt nicht zu seinen Unterschriften: Eine Nachricht kann fehlen, verändert oder von jemand anderem sein.",
  "What you see was checked. Nothing is sent from here until the rest can be; tell your security team.":
    "Was Sie sehen, wurde geprüft. Von hier wird nichts gesendet, bis das Übrige geprüft werden kann; sagen Sie es Ihrer Sicherheitsabteilung.",
  "This computer's clock and the signed times of your organisation do not fit together.":
    "Die Uhr dieses Computers und die unterschriebenen Zeiten Ihrer Organisation passen nicht zusammen.",
  "Set date and time to automatic, then try again. If they are right, tell your security team.":
    "Stellen Sie Datum und Uhrzeit auf automatisch und versuchen Sie es noch einmal. Stimmen sie, sagen Sie es Ihrer Sicherheitsabteilung.",
  "The server showed another conversation.": "Der Server hat ein anderes Gespräch gezeigt.",
  "Tell your security team.": "Sagen Sie es Ihrer Sicherheitsabteilung.",
  "This password is too short.": "Dieses Passwort ist zu kurz.",
  "Use at least {1} characters: a few words, for example.":
    "Nehmen Sie mindestens {1} Zeichen, zum Beispiel ein paar Wörter.",
  "This password is too long.": "Dieses Passwort ist zu lang.",
  "Use at most {1} characters.": "Nehmen Sie höchstens {1} Zeichen.",
  "This password is made of names that others know.": "Dieses Passwort besteht aus Namen, die andere kennen.",
  "Leave out your name, your address and the organisation’s name.":
    "Lassen Sie Ihren Namen, Ihre Adresse und den Namen der Organisation weg.",
  "This password is one that many people use.": "Dieses Passwort nehmen viele.",
  "Programs that guess try it first. Put a few words together that do not belong together.":
    "Programme, die raten, versuchen es zuerst. Setzen Sie ein paar Wörter zusammen, die nicht zusammengehören.",
  "This password is easy to guess.": "Dieses Passwort ist leicht zu erraten.",
  "Make it longer: a few words that do not belong together are easy to remember.":
    "Machen Sie es länger: Ein paar Wörter, die nicht zusammengehören, merkt man sich leicht.",
  "This password is known from a theft at some other website.":
    "Dieses Passwort ist aus einem Diebstahl bei einer anderen Website bekannt.",
  "Programs that guess try it first. Choose one that you use nowhere else.":
    "Programme, die raten, versuchen es zuerst. Wählen Sie eines, das Sie nirgends sonst nehmen.",
  "You have had this password before.": "Dieses Passwort hatten Sie schon einmal.",
  "Choose a new one: the old one may be known to somebody.":
    "Wählen Sie ein neues: Das alte kennt vielleicht jemand.",
  "The password could not be checked.": "Das Passwort konnte nicht geprüft werden.",
  "Check the connection and try again.": "Prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
  "A password needs an authenticator app beside it.": "Ein Passwort braucht eine Authenticator-App dazu.",
  "Scan the code first.": "Scannen Sie zuerst den Code.",
  "These are not the six digits that the app should show now.":
    "Das sind nicht die sechs Ziffern, die die App jetzt zeigen sollte.",
  "Type the newest ones. If they are refused again, check the clocks of this computer and of the phone.":
    "Tippen Sie die neuesten. Werden sie wieder abgelehnt, prüfen Sie die Uhren dieses Computers und des Telefons.",
  "This passkey signs you in, but cannot unlock your keys.":
    "Dieser Passkey meldet Sie an, kann Ihre Schlüssel aber nicht öffnen.",
  "Use another browser or security key, or choose a password with an authenticator app.":
    "Nehmen Sie einen anderen Browser oder Sicherheitsschlüssel, oder wählen Sie ein Passwort mit Authenticator-App.",
  "You may not change this.": "Das dürfen Sie nicht ändern.",
  "Ask an owner of your organisation to do it.": "Bitten Sie einen Inhaber Ihrer Organisation darum.",
  "This does not open your keys.": "Das öffnet Ihre Schlüssel nicht.",
  "Check what you typed, or use another way in.":
    "Prüfen Sie, was Sie getippt haben, oder nehmen Sie einen anderen Weg.",
  "Try again. If it stays, tell your security team: the server may be wrong or tampered with.":
    "Versuchen Sie es noch einmal. Bleibt es so, sagen Sie es Ihrer Sicherheitsabteilung: Der Server könnte fehlerhaft oder manipuliert sein.",
  "The server did not answer.": "Der Server hat nicht geantwortet.",
  "Check your connection. What you wrote is kept here.":
    "Prüfen Sie Ihre Verbindung. Was Sie geschrieben haben, bleibt hier.",
  "The passkey was not used.": "Der Passkey wurde nicht benutzt.",
  "Try again, or choose another way in.": "Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.",
  "Reload the page. Nothing that was sent is lost.":
    "Laden Sie die Seite neu. Nichts Gesendetes ist verloren.",
  "The server showed another invitation than the one in your link.":
    "Der Server hat eine andere Einladung gezeigt als die in Ihrem Link.",
  "Do not go on. Ask the person who invited you, by another way than this website.":
    "Machen Sie nicht weiter. Fragen Sie die Person, die Sie eingeladen hat, auf einem anderen Weg als dieser Website.",
  "Joining is over.": "Das Beitreten ist abgeschlossen.",
  "Your name or email is missing.": "Ihr Name oder Ihre E-Mail-Adresse fehlt.",
  "Fill in both.": "Füllen Sie beides aus.",
  "These are not the last four characters of your recovery code.":
    "Das sind nicht die letzten vier Zeichen Ihres Wiederherstellungscodes.",
  "Look at the sheet you printed or saved: the last group of the recovery code.":
    "Sehen Sie auf das Blatt, das Sie gedruckt oder gespeichert haben: die letzte Gruppe des Wiederherstellungscodes.",
  "This invitation link is not complete.": "Dieser Einladungslink ist nicht vollständig.",
  "Copy all of it, with the part after the # sign, or ask for a new one.":
    "Kopieren Sie ihn ganz, mit dem Teil nach dem #-Zeichen, oder bitten Sie um einen neuen.",
  "This request is gone.": "Diese Anfrage gibt es nicht mehr.",
  "Ask again on the new browser.": "Fragen Sie im neuen Browser noch einmal.",
  "Set-up is over.": "Die Einrichtung ist abgeschlossen.",
  "The organisation has no name yet.": "Die Organisation hat noch keinen Namen.",
  "Write the name your customers know.": "Schreiben Sie den Namen, den Ihre Kundschaft kennt.",
  "This browser does not let your passkey unlock your keys.":
    "In diesem Browser kann Ihr Passkey Ihre Schlüssel nicht öffnen.",
  "Use another browser, or your recovery code.":
    "Nehmen Sie einen anderen Browser oder Ihren Wiederherstellungscode.",
  "This browser does not know your account yet.": "Dieser Browser kennt Ihr Konto noch nicht.",
  "Type the account secret from your recovery kit as well, or approve this browser from another one.":
    "Tippen Sie auch das Kontogeheimnis von Ihrem Wiederherstellungsblatt, oder geben Sie diesen Browser von einem anderen aus frei.",
  "This person is not in the demo.": "Diese Person gibt es in der Demo nicht.",
  "This passkey cannot unlock keys.": "Dieser Passkey kann keine Schlüssel öffnen.",
  "Use another way.": "Nehmen Sie einen anderen Weg.",
  "This browser does not know your account.": "Dieser Browser kennt Ihr Konto nicht.",
  "Use your recovery code.": "Nehmen Sie Ihren Wiederherstellungscode.",
  "This code is not complete, or has a typing mistake.":
    "Dieser Code ist nicht vollständig oder enthält einen Tippfehler.",
  "Compare it with the sheet, group by group.": "Vergleichen Sie ihn mit dem Blatt, Gruppe für Gruppe.",
  "You are signed in, but this does not open your keys.":
    "Sie sind angemeldet, aber das öffnet Ihre Schlüssel nicht.",
  "Use your recovery code, or approve this browser from another one.":
    "Nehmen Sie Ihren Wiederherstellungscode, oder geben Sie diesen Browser von einem anderen aus frei.",
  "The keys of this conversation were destroyed when its time was over.":
    "Die Schlüssel dieses Gesprächs wurden vernichtet, als seine Zeit um war.",
  "Nobody can read it any more, or write in it. The certificate says when it was done.":
    "Niemand kann es mehr lesen oder darin schreiben. Die Bescheinigung sagt, wann das geschah.",
  "This team has no key yet.": "Dieses Team hat noch keinen Schlüssel.",
  "Wait until a member of the team is online.": "Warten Sie, bis jemand aus dem Team online ist.",
  "The directory has not been signed yet.": "Das Verzeichnis ist noch nicht unterschrieben.",
  "Wait until an owner is online.": "Warten Sie, bis ein Inhaber online ist.",
  "You do not have the key to this conversation yet.":
    "Sie haben den Schlüssel zu diesem Gespräch noch nicht.",
  "The ways to open your keys were changed on another browser.":
    "Die Wege zu Ihren Schlüsseln wurden in einem anderen Browser geändert.",
  "Lock this browser, unlock it again, and try once more. Nothing was changed from here.":
    "Sperren Sie diesen Browser, schließen Sie ihn wieder auf und versuchen Sie es noch einmal. Von hier wurde nichts geändert.",
  "There is no new code yet.": "Es gibt noch keinen neuen Code.",
  "Make one first.": "Erstellen Sie zuerst einen.",
  "This way in is not there any more.": "Diesen Weg gibt es nicht mehr.",
  "Look at the list again.": "Sehen Sie noch einmal in die Liste.",
  "You need at least two ways in.": "Sie brauchen mindestens zwei Wege.",
  "Add another one first, then remove this.":
    "Fügen Sie zuerst einen anderen hinzu und entfernen Sie dann diesen.",
  "Two signed records of your organisation contradict each other.":
    "Zwei unterschriebene Verzeichnisse Ihrer Organisation widersprechen einander.",
  "Stop working here and call your security team. Both records are kept on this device.":
    "Arbeiten Sie hier nicht weiter und rufen Sie Ihre Sicherheitsabteilung an. Beide liegen auf diesem Gerät.",
  "This message is not one of yours.": "Diese Nachricht ist nicht von Ihnen.",
  "Ask whoever wrote it to change it.": "Bitten Sie die Person, die sie geschrieben hat, sie zu ändern.",
  "The server names no script that can be pinned.": "Der Server nennt kein Skript, das man festlegen kann.",
  "Use the first line, or tell whoever runs this desk.":
    "Nehmen Sie die erste Zeile oder sagen Sie es dem Betreiber.",
  "The newest acts cannot be checked against what this browser has seen of the record, so they are not shown.":
    "Die neuesten Vorgänge lassen sich nicht an dem prüfen, was dieser Browser vom Protokoll gesehen hat; deshalb werden sie nicht gezeigt.",
  "Try again. If it stays, tell your security team: the record may have been replaced.":
    "Versuchen Sie es noch einmal. Bleibt es so, sagen Sie es Ihrer Sicherheitsabteilung: Das Protokoll könnte ausgetauscht worden sein.",
  "This act was erased by the rules of your organisation; only its commitment is left.":
    "Dieser Vorgang wurde nach den Regeln Ihrer Organisation gelöscht; nur seine Festlegung ist geblieben.",
  "Take the whole record, which proves that it was there.":
    "Nehmen Sie das ganze Protokoll; es beweist, dass er da war.",
  "This act could not be proven: what the server has now is not what the record holds.":
    "Dieser Vorgang ließ sich nicht beweisen: Was der Server jetzt hat, ist nicht das, was im Protokoll steht.",
  "Save what you see, and tell your security team.":
    "Speichern Sie, was Sie sehen, und sagen Sie es Ihrer Sicherheitsabteilung.",
  "An act in the export is not what the record holds, so no table was made.":
    "Ein Vorgang in der Ausfuhr ist nicht das, was im Protokoll steht; deshalb wurde keine Tabelle erstellt.",
  "Export the lines instead, check them with ledger-verify, and tell your security team.":
    "Führen Sie stattdessen die Zeilen aus, prüfen Sie sie mit ledger-verify, und sagen Sie es Ihrer Sicherheitsabteilung.",
  "This was not done.": "Das wurde nicht getan.",
  "Try again when you like.": "Versuchen Sie es noch einmal, wann Sie möchten.",
};
