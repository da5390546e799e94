/** What the server answers to anybody, in French. */
import type { Sentences } from "../../failures.ts";

export const server: Sentences = {
  "The server did not accept this.": "Le serveur n’a pas accepté cela.",
  "Please try again.": "Veuillez réessayer.",
  "Something went wrong on the server.": "Quelque chose s’est mal passé sur le serveur.",
  "Try again. If it happens again, tell whoever runs this desk; the time is in its log.":
    "Réessayez. Si cela se reproduit, prévenez la personne qui gère ce poste ; l’heure est dans son journal.",
  "There were too many requests.": "Il y a eu trop de demandes.",
  "Wait a moment and try again.": "Patientez un instant et réessayez.",
  "This request came from another site.": "Cette demande est venue d’un autre site.",
  "Open the page itself and try again.": "Ouvrez la page elle-même et réessayez.",
  "This request is too large.": "Cette demande est trop grande.",
  "Send less at once.": "Envoyez moins à la fois.",
  "This request cannot be read.": "Cette demande est illisible.",
  "Reload the page to get the current version.": "Rechargez la page pour avoir la version actuelle.",
  "This took too long, or was already used.": "Cela a pris trop de temps, ou a déjà servi.",
  "Start again.": "Recommencez.",
  "There is nothing at this address.": "Il n’y a rien à cette adresse.",
  "Check the address.": "Vérifiez l’adresse.",
  "This conversation was deleted when its time was over: its keys are destroyed.":
    "Cette conversation a été supprimée à la fin de son délai : ses clés sont détruites.",
  "This conversation's keys have been destroyed.": "Les clés de cette conversation sont détruites.",
  "Start a new conversation.": "Commencez une nouvelle conversation.",
  "The conversation's key is missing.": "La clé de la conversation manque.",
  "Tell whoever runs this desk.": "Prévenez la personne qui gère ce poste.",
  "Too many files are waiting for a message.": "Trop de fichiers attendent un message.",
  "Send the message that they belong to first, or take some back.":
    "Envoyez d’abord le message auquel ils appartiennent, ou retirez-en.",
  "Files here may have up to {1} MB.": "Les fichiers peuvent faire ici jusqu’à {1} Mo.",
  "Send a smaller one.": "Envoyez-en un plus petit.",
  "This file was taken back.": "Ce fichier a été retiré.",
  "Attach it again, under a new id.": "Ajoutez-le de nouveau.",
  "Another file was already begun under this id.":
    "Un autre fichier a déjà été commencé sous cet identifiant.",
  "Take a new id.": "Ajoutez-le de nouveau.",
  "Another part comes next.": "C’est une autre partie qui vient ensuite.",
  "Ask how far the file has come.": "Réessayez.",
  "There is no such file here.": "Ce fichier n’existe pas ici.",
  "Fetch the conversation again.": "Rouvrez la conversation.",
  "Only who sent a file can take it back.": "Seule la personne qui a envoyé un fichier peut le retirer.",
  "Ask them to.": "Demandez-le-lui.",
  "A file of this message is not here, or not whole.":
    "Un fichier de ce message manque ou n’est pas complet.",
  "Upload it again, under a new id.": "Ajoutez-le de nouveau.",
  "These are too many files for one message.": "C’est trop de fichiers pour un message.",
  "Send up to {1} with each.": "Envoyez-en {1} au plus avec chacun.",
  "This part did not arrive whole.": "Une partie n’est pas arrivée entière.",
  "Send it again.": "Renvoyez-la.",
  "Ask whoever sent it to send it again.": "Demandez à la personne qui l’a envoyé de le renvoyer.",
  "The server's disk is full.": "Le disque du serveur est plein.",
  "Tell whoever runs this desk; nothing was lost.":
    "Prévenez la personne qui gère ce poste ; rien n’est perdu.",
  "The store for files did not answer.": "Le stockage des fichiers n’a pas répondu.",
  "Try again; if it happens again, run sealdesk doctor.":
    "Réessayez ; si cela se reproduit, prévenez la personne qui gère ce poste (sealdesk doctor).",
  "The database refused this.": "La base de données a refusé cela.",
  "The shred store did not answer.": "Le stockage des clés n’a pas répondu.",
  "The server is shutting down.": "Le serveur est en train de s’arrêter.",
  "This could not be saved.": "Cela n’a pas pu être enregistré.",
  "This could not be recorded.": "Cela n’a pas pu être consigné.",
  "Live events cannot be followed at the moment: that somebody listens could not be recorded.":
    "Les nouveautés ne peuvent pas s’afficher d’elles-mêmes pour le moment : il n’a pas été possible de consigner que quelqu’un les suit.",
  "This cannot be shown at the moment: that it was read could not be recorded.":
    "Cela ne peut pas être affiché pour le moment : il n’a pas été possible de consigner que cela a été lu.",
  "Try again in a moment; if it goes on, tell whoever runs this desk.":
    "Réessayez dans un instant ; si cela continue, signalez-le à la personne qui gère ce service.",
  "Try again in a moment.": "Réessayez dans un instant.",
  "You are not signed in.": "Vous n’êtes pas connecté.",
  "Sign in and try again.": "Connectez-vous et réessayez.",
  "There is nothing here that you can see.": "Il n’y a rien ici que vous puissiez voir.",
  "Check the address, or ask a colleague to add you to the team.":
    "Vérifiez l’adresse, ou demandez à un collègue de vous ajouter à l’équipe.",
  "You may not do this.": "Vous n’avez pas le droit de faire cela.",
  "Ask an owner or admin of your organisation.":
    "Demandez à un propriétaire ou administrateur de votre organisation.",
  "There is no such inbox.": "Cette boîte n’existe pas.",
  "Check the line of code on the page.": "Vérifiez la ligne de code de la page.",
  "This desk is not set up yet.": "Ce poste n’est pas encore configuré.",
  "Set it up first.": "Configurez-le d’abord.",
  "This desk is already set up.": "Ce poste est déjà configuré.",
  "Sign in, or ask an owner for an invitation.":
    "Connectez-vous, ou demandez une invitation à un propriétaire.",
  "There is no such conversation that you can see.": "Aucune conversation de ce genre ne vous est visible.",
  "Go back to the list.": "Revenez à la liste.",
  "A signature or right does not hold.": "Une signature ou un droit n’est pas valable.",
  "Reload the page; if it happens again, tell whoever runs this desk.":
    "Rechargez la page ; si cela se reproduit, prévenez la personne qui gère ce poste.",
  "This was signed by another device than the one signed in.":
    "Cela a été signé par un autre appareil que celui qui est connecté.",
  "Send it from the device that signed it.": "Envoyez-le depuis l’appareil qui l’a signé.",
  "This browser's certificate is not valid any more.": "Le certificat de ce navigateur n’est plus valable.",
  "Unlock your vault again to renew it.": "Déverrouillez de nouveau ce navigateur pour le renouveler.",
  "This device is not known here.": "Cet appareil n’est pas connu ici.",
  "This device could not be verified.": "Cet appareil n’a pas pu être vérifié.",
  "Open the chat again.": "Rouvrez le chat.",
  "This challenge is not ours, too old, or used.": "La connexion a expiré ou a déjà servi.",
  "Ask for a new one.": "Demandez-en une nouvelle.",
  "Too many messages at once.": "Trop de messages à la fois.",
  "Send the rest afterwards.": "Envoyez le reste ensuite.",
  "This is larger than the protocol allows.": "C’est plus grand que permis.",
  "Somebody else changed this first.": "Quelqu’un d’autre a changé cela en premier.",
  "Fetch the current state and try again.": "Rouvrez-le et réessayez.",
  "Another message was already sent under this id.":
    "Un autre message a déjà été envoyé sous cet identifiant.",
  "Seal it again under a new id.": "Veuillez réessayer.",
  "The conversation's key has changed.": "La clé de la conversation a changé.",
  "Refresh the key and seal the message again.": "Veuillez réessayer.",
  "An earlier message from this device is missing or was already replaced.":
    "Un message précédent de cet appareil manque ou a déjà été remplacé.",
  "Send the earlier ones first, or seal this one again.": "Veuillez réessayer.",
  "This device saw another history of the conversation.":
    "Cet appareil a vu une autre histoire de la conversation.",
  "The team's key has changed.": "La clé de l’équipe a changé.",
  "Fetch the inbox again.": "Veuillez recharger la page.",
  "Fetch the directory and make a new key.": "Veuillez recharger la page.",
  "Refresh and try again.": "Rechargez la page et réessayez.",
  "This key was already used.": "Cette clé a déjà servi.",
  "Make a new one.": "Veuillez réessayer.",
  "This thread was already opened with other content.":
    "Cette conversation a déjà été ouverte avec un autre contenu.",
  "Fetch it, or start a new one.": "Ouvrez-la, ou commencez-en une nouvelle.",
  "Only the customer changes the customer's devices.": "Seul le client change les appareils du client.",
  "Ask the customer.": "Demandez au client.",
  "A colleague has already started the notes.": "Un collègue a déjà commencé les notes.",
  "This connection came from another site.": "Cette connexion est venue d’un autre site.",
  "Open the page itself.": "Ouvrez la page elle-même.",
  "Too many files are on their way at once.": "Trop de fichiers sont en route à la fois.",
  "Too much was sent from this network today.": "Trop a été envoyé aujourd’hui depuis ce réseau.",
  "Try again later; what you wrote stays on this device.":
    "Réessayez plus tard ; ce que vous avez écrit reste sur cet appareil.",
  "This is not an email address that we can write to.":
    "Ce n’est pas une adresse e-mail à laquelle nous pouvons écrire.",
  "Check it for a typing mistake.": "Vérifiez s’il y a une faute de frappe.",
  "This part has not the {1} bytes that it should have.":
    "Cette partie n’a pas les {1} octets qu’elle devrait avoir.",
  "Send it again, whole.": "Renvoyez-la, entière.",
  "These bytes are not an object of the protocol.": "Ces octets ne sont pas un objet du protocole.",
  "This part of the protocol is reserved and not in use yet.":
    "Cette partie du protocole est réservée et pas encore utilisée.",
  "Leave it out.": "Laissez-le de côté.",
  "This cites a state of the directory that is not known here.":
    "Ceci cite un état de l’annuaire qui n’est pas connu ici.",
  "Fetch the directory again.": "Rechargez la page.",
  "This file was damaged on the server.": "Ce fichier a été endommagé sur le serveur.",
  "Ask whoever sent it to send it again, or whoever runs this desk for a backup.":
    "Demandez à la personne qui l’a envoyé de l’envoyer à nouveau, ou une sauvegarde à qui gère ce service.",
  "You do not have the team's key yet.": "Vous n’avez pas encore la clé de l’équipe.",
  "A colleague who is online hands it over by itself. Try again in a moment.":
    "Le navigateur d’un collègue en ligne la remet de lui-même. Réessayez dans un instant.",
  "This team answers only customers who are signed in.": "Cette équipe ne répond qu’aux clients connectés.",
  "Sign in on the website, then write again.": "Connectez-vous sur le site web, puis écrivez à nouveau.",
  "Your sign-in could not be checked.": "Votre connexion n’a pas pu être vérifiée.",
  "Sign in on the website again and reload the page.":
    "Connectez-vous à nouveau sur le site web et rechargez la page.",
  "Somebody else signed in on this browser before.":
    "Une autre personne s’est connectée avant vous sur ce navigateur.",
  "Begin anew: their conversations stay theirs.":
    "Recommencez à neuf : ses conversations restent les siennes.",
  "Only a customer's own device can show who they are.":
    "Seul l’appareil d’un client peut montrer qui il est.",
  "The salt is missing.": "Le sel manque.",
  "This sign-in names nobody, or is too long.":
    "Cette connexion ne désigne personne, ou elle est trop longue.",
  "Tell whoever looks after the website.": "Prévenez la personne qui s’occupe du site web.",
  "Too many devices are being added right now.": "Trop d’appareils sont ajoutés en ce moment.",
  "Try again in a few minutes.": "Réessayez dans quelques minutes.",
  "There are more conversations than one link carries.":
    "Il y a plus de conversations qu’un lien ne peut en transmettre.",
  "Go on with them on the first device.": "Continuez-les sur le premier appareil.",
  "Only a customer's own device can add another one.":
    "Seul un appareil du client lui-même peut en ajouter un autre.",
  "This link is incomplete.": "Ce lien est incomplet.",
};
