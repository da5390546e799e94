/** What only staff meet, in French. */
import type { Sentences } from "../../failures.ts";

export const staff: Sentences = {
  "There is already a passkey of yours on this device.":
    "Il y a déjà une clé d’accès à vous sur cet appareil.",
  "Use that one here, and make another on a second device or on a security key.":
    "Utilisez celle-là ici, et créez-en une autre sur un second appareil ou une clé de sécurité.",
  "The server shows an older copy of your vault than this browser has seen.":
    "Le serveur montre une copie de votre coffre plus ancienne que celle que ce navigateur a vue.",
  "Do not go on, and tell your security team. If a backup was restored, use a browser that is new here.":
    "Ne continuez pas, et prévenez votre équipe de sécurité. Si une sauvegarde a été restaurée, utilisez un navigateur nouveau ici.",
  "The server shows other ways to open your keys than the list in your own vault.":
    "Le serveur montre d’autres moyens d’ouvrir vos clés que la liste de votre propre coffre.",
  "Nothing was changed. Do not go on, and tell your security team: the server may be tampered with.":
    "Rien n’a été changé. Ne continuez pas, et prévenez votre équipe de sécurité : le serveur est peut-être altéré.",
  "This vault does not hold the keys by which your organisation knows you.":
    "Ce coffre ne contient pas les clés par lesquelles votre organisation vous connaît.",
  "Do not go on, and tell your security team: the server may be tampered with.":
    "Ne continuez pas, et prévenez votre équipe de sécurité : le serveur est peut-être altéré.",
  "This invitation is gone.": "Cette invitation n’existe plus.",
  "An organisation keeps at least one owner.": "Une organisation garde au moins un propriétaire.",
  "Make somebody else an owner first.": "Nommez d’abord un autre propriétaire.",
  "This team is gone.": "Cette équipe n’existe plus.",
  "A team keeps at least one member who hands out its keys.":
    "Une équipe garde au moins un membre qui remet ses clés.",
  "Let another member hand them out first.": "Laissez d’abord un autre membre les remettre.",
  "The article has no title.": "L’article n’a pas de titre.",
  "Write one first.": "Écrivez-en d’abord un.",
  "A colleague published articles a moment ago.": "Un collègue vient de publier des articles.",
  "Look at what they changed, then publish yours.": "Regardez ce qui a changé, puis publiez les vôtres.",
  "Something here does not match its signatures: a message may be missing, changed or from somebody else.":
    "Quelque chose ici ne correspond pas à ses signatures : un message peut manquer, avoir été modifié ou venir de quelqu’un d’autre.",
  "What you see was checked. Nothing is sent from here until the rest can be; tell your security team.":
    "Ce que vous voyez a été vérifié. Rien n’est envoyé d’ici tant que le reste ne peut pas l’être ; prévenez votre équipe de sécurité.",
  "This computer's clock and the signed times of your organisation do not fit together.":
    "L’horloge de cet ordinateur et les heures signées de votre organisation ne concordent pas.",
  "Set date and time to automatic, then try again. If they are right, tell your security team.":
    "Réglez la date et l’heure sur automatique, puis réessayez. Si elles sont justes, prévenez votre équipe de sécurité.",
  "The server showed another conversation.": "Le serveur a montré une autre conversation.",
  "Tell your security team.": "Prévenez votre équipe de sécurité.",
  "This password is too short.": "Ce mot de passe est trop court.",
  "Use at least {1} characters: a few words, for example.":
    "Prenez au moins {1} caractères : quelques mots, par exemple.",
  "This password is too long.": "Ce mot de passe est trop long.",
  "Use at most {1} characters.": "Utilisez au plus {1} caractères.",
  "This password is made of names that others know.":
    "Ce mot de passe est fait de noms que d’autres connaissent.",
  "Leave out your name, your address and the organisation’s name.":
    "Laissez de côté votre nom, votre adresse et le nom de l’organisation.",
  "This password is one that many people use.": "Beaucoup de gens utilisent ce mot de passe.",
  "Programs that guess try it first. Put a few words together that do not belong together.":
    "Les programmes qui devinent l’essaient en premier. Assemblez quelques mots sans rapport entre eux.",
  "This password is easy to guess.": "Ce mot de passe est facile à deviner.",
  "Make it longer: a few words that do not belong together are easy to remember.":
    "Allongez-le : quelques mots sans rapport entre eux se retiennent facilement.",
  "This password is known from a theft at some other website.":
    "Ce mot de passe est connu par un vol sur un autre site.",
  "Programs that guess try it first. Choose one that you use nowhere else.":
    "Les programmes qui devinent l’essaient en premier. Choisissez-en un que vous n’utilisez nulle part ailleurs.",
  "You have had this password before.": "Vous avez déjà eu ce mot de passe.",
  "Choose a new one: the old one may be known to somebody.":
    "Choisissez-en un nouveau : quelqu’un connaît peut-être l’ancien.",
  "The password could not be checked.": "Le mot de passe n’a pas pu être vérifié.",
  "Check the connection and try again.": "Vérifiez la connexion et réessayez.",
  "A password needs an authenticator app beside it.":
    "Un mot de passe a besoin en plus d’une application d’authentification.",
  "Scan the code first.": "Scannez d’abord le code.",
  "These are not the six digits that the app should show now.":
    "Ce ne sont pas les six chiffres que l’application devrait montrer maintenant.",
  "Type the newest ones. If they are refused again, check the clocks of this computer and of the phone.":
    "Tapez les plus récents. S’ils sont refusés de nouveau, vérifiez l’heure de cet ordinateur et du téléphone.",
  "This passkey signs you in, but cannot unlock your keys.":
    "Cette clé d’accès vous connecte, mais ne peut pas ouvrir vos clés.",
  "Use another browser or security key, or choose a password with an authenticator app.":
    "Utilisez un autre navigateur ou une autre clé de sécurité, ou choisissez un mot de passe avec une application d’authentification.",
  "You may not change this.": "Vous n’avez pas le droit de changer cela.",
  "Ask an owner of your organisation to do it.":
    "Demandez à un propriétaire de votre organisation de le faire.",
  "This does not open your keys.": "Cela n’ouvre pas vos clés.",
  "Check what you typed, or use another way in.": "Vérifiez ce que vous avez tapé, ou entrez autrement.",
  "Try again. If it stays, tell your security team: the server may be wrong or tampered with.":
    "Réessayez. Si cela persiste, prévenez votre équipe de sécurité : le serveur est peut-être défaillant ou altéré.",
  "The server did not answer.": "Le serveur n’a pas répondu.",
  "Check your connection. What you wrote is kept here.":
    "Vérifiez votre connexion. Ce que vous avez écrit est gardé ici.",
  "The passkey was not used.": "La clé d’accès n’a pas été utilisée.",
  "Try again, or choose another way in.": "Réessayez, ou choisissez un autre moyen d’entrer.",
  "Reload the page. Nothing that was sent is lost.":
    "Rechargez la page. Rien de ce qui a été envoyé n’est perdu.",
  "The server showed another invitation than the one in your link.":
    "Le serveur a montré une autre invitation que celle de votre lien.",
  "Do not go on. Ask the person who invited you, by another way than this website.":
    "Ne continuez pas. Demandez à la personne qui vous a invité, par un autre moyen que ce site.",
  "Joining is over.": "L’arrivée dans l’équipe est terminée.",
  "Your name or email is missing.": "Il manque votre nom ou votre adresse e-mail.",
  "Fill in both.": "Remplissez les deux.",
  "These are not the last four characters of your recovery code.":
    "Ce ne sont pas les quatre derniers caractères de votre code de récupération.",
  "Look at the sheet you printed or saved: the last group of the recovery code.":
    "Regardez la feuille que vous avez imprimée ou enregistrée : le dernier groupe du code de récupération.",
  "This invitation link is not complete.": "Ce lien d’invitation n’est pas complet.",
  "Copy all of it, with the part after the # sign, or ask for a new one.":
    "Copiez-le en entier, avec la partie après le signe #, ou demandez-en un nouveau.",
  "This request is gone.": "Cette demande n’existe plus.",
  "Ask again on the new browser.": "Demandez de nouveau dans le nouveau navigateur.",
  "Set-up is over.": "La configuration est terminée.",
  "The organisation has no name yet.": "L’organisation n’a pas encore de nom.",
  "Write the name your customers know.": "Écrivez le nom que vos clients connaissent.",
  "This browser does not let your passkey unlock your keys.":
    "Ce navigateur ne laisse pas votre clé d’accès ouvrir vos clés.",
  "Use another browser, or your recovery code.":
    "Utilisez un autre navigateur, ou votre code de récupération.",
  "This browser does not know your account yet.": "Ce navigateur ne connaît pas encore votre compte.",
  "Type the account secret from your recovery kit as well, or approve this browser from another one.":
    "Tapez aussi le secret de compte de votre feuille de récupération, ou approuvez ce navigateur depuis un autre.",
  "This person is not in the demo.": "Cette personne n’est pas dans la démonstration.",
  "This passkey cannot unlock keys.": "Cette clé d’accès ne peut pas ouvrir de clés.",
  "Use another way.": "Utilisez un autre moyen.",
  "This browser does not know your account.": "Ce navigateur ne connaît pas votre compte.",
  "Use your recovery code.": "Utilisez votre code de récupération.",
  "This code is not complete, or has a typing mistake.":
    "Ce code n’est pas complet, ou contient une faute de frappe.",
  "Compare it with the sheet, group by group.": "Comparez-le avec la feuille, groupe par groupe.",
  "You are signed in, but this does not open your keys.":
    "Vous êtes connecté, mais cela n’ouvre pas vos clés.",
  "Use your recovery code, or approve this browser from another one.":
    "Utilisez votre code de récupération, ou approuvez ce navigateur depuis un autre.",
  "The keys of this conversation were destroyed when its time was over.":
    "Les clés de cette conversation ont été détruites à la fin de son délai.",
  "Nobody can read it any more, or write in it. The certificate says when it was done.":
    "Plus personne ne peut la lire ni y écrire. Le certificat dit quand cela a été fait.",
  "This team has no key yet.": "Cette équipe n’a pas encore de clé.",
  "Wait until a member of the team is online.": "Attendez qu’un membre de l’équipe soit en ligne.",
  "The directory has not been signed yet.": "L’annuaire n’est pas encore signé.",
  "Wait until an owner is online.": "Attendez qu’un propriétaire soit en ligne.",
  "You do not have the key to this conversation yet.": "Vous n’avez pas encore la clé de cette conversation.",
  "The ways to open your keys were changed on another browser.":
    "Les moyens d’ouvrir vos clés ont été changés dans un autre navigateur.",
  "Lock this browser, unlock it again, and try once more. Nothing was changed from here.":
    "Verrouillez ce navigateur, déverrouillez-le, et réessayez. Rien n’a été changé d’ici.",
  "There is no new code yet.": "Il n’y a pas encore de nouveau code.",
  "Make one first.": "Créez-en d’abord un.",
  "This way in is not there any more.": "Ce moyen d’entrer n’existe plus.",
  "Look at the list again.": "Regardez de nouveau la liste.",
  "You need at least two ways in.": "Il vous faut au moins deux moyens d’entrer.",
  "Add another one first, then remove this.": "Ajoutez-en d’abord un autre, puis retirez celui-ci.",
  "Two signed records of your organisation contradict each other.":
    "Deux registres signés de votre organisation se contredisent.",
  "Stop working here and call your security team. Both records are kept on this device.":
    "Cessez de travailler ici et appelez votre équipe de sécurité. Les deux registres sont gardés sur cet appareil.",
  "This message is not one of yours.": "Ce message n’est pas de vous.",
  "Ask whoever wrote it to change it.": "Demandez à la personne qui l’a écrit de le modifier.",
  "The server names no script that can be pinned.":
    "Le serveur n’indique aucun script que l’on puisse figer.",
  "Use the first line, or tell whoever runs this desk.":
    "Prenez la première ligne ou prévenez qui gère ce service.",
  "The newest acts cannot be checked against what this browser has seen of the record, so they are not shown.":
    "Les actes les plus récents ne peuvent pas être vérifiés avec ce que ce navigateur a vu du registre ; ils ne sont donc pas affichés.",
  "Try again. If it stays, tell your security team: the record may have been replaced.":
    "Réessayez. Si cela persiste, prévenez votre équipe de sécurité : le registre a peut-être été remplacé.",
  "This act was erased by the rules of your organisation; only its commitment is left.":
    "Cet acte a été effacé selon les règles de votre organisation ; seule son empreinte reste.",
  "Take the whole record, which proves that it was there.":
    "Prenez le registre entier, qui prouve qu’il était là.",
  "This act could not be proven: what the server has now is not what the record holds.":
    "Cet acte n’a pas pu être prouvé : ce que le serveur a maintenant n’est pas ce que contient le registre.",
  "Save what you see, and tell your security team.":
    "Enregistrez ce que vous voyez et prévenez votre équipe de sécurité.",
  "An act in the export is not what the record holds, so no table was made.":
    "Un acte de l’export n’est pas ce que contient le registre ; aucun tableau n’a donc été fait.",
  "Export the lines instead, check them with ledger-verify, and tell your security team.":
    "Exportez plutôt les lignes, vérifiez-les avec ledger-verify et prévenez votre équipe de sécurité.",
  "This was not done.": "Cela n’a pas été fait.",
  "Try again when you like.": "Réessayez quand vous voulez.",
};
