/** What the client says to customers and staff alike, in French. */
import type { Sentences } from "../../failures.ts";

export const both: Sentences = {
  "There is no connection.": "Il n’y a pas de connexion.",
  "Something from the server could not be verified, so it is not shown.":
    "Quelque chose venant du serveur n’a pas pu être vérifié : il n’est donc pas montré.",
  "Something unexpected happened on this device.":
    "Quelque chose d’inattendu s’est produit sur cet appareil.",
  "Nothing to do.": "Vous n’avez rien à faire.",
  "This file is not here any more.": "Ce fichier n’est plus ici.",
  "This file is no longer at hand.": "Ce fichier n’est plus à portée.",
  "Choose it again.": "Choisissez-le de nouveau.",
  "A file is no longer on this device.": "Un fichier n’est plus sur cet appareil.",
  "The page was closed before this file was ready.": "La page a été fermée avant que ce fichier soit prêt.",
  "Files cannot be sent here.": "On ne peut pas envoyer de fichiers ici.",
  "Describe what is in them.": "Décrivez ce qu’ils contiennent.",
  "A message takes at most {1} files.": "Un message contient {1} fichiers au plus.",
  "Send the others with the next message.": "Envoyez les autres avec le message suivant.",
  "“{1}” is larger than {2}.": "« {1} » dépasse {2}.",
  "Send a smaller file, or a part of it.": "Envoyez un fichier plus petit, ou une partie.",
  "You stopped it.": "Vous l’avez arrêté.",
  "Open it again if you want it.": "Ouvrez-le de nouveau si vous en avez besoin.",
  "The file changed while it was being read.": "Le fichier a changé pendant sa lecture.",
  "What came is not the file that was sent. Nothing of it should be used.":
    "Ce qui est arrivé n’est pas le fichier envoyé. Rien ne doit en être utilisé.",
  "Try again later, or ask for it to be sent again.": "Réessayez plus tard, ou demandez qu’il soit renvoyé.",
  "This file is no longer on the server.": "Ce fichier n’est plus sur le serveur.",
  "Ask for it to be sent again.": "Demandez qu’il soit renvoyé.",
  "Try again when there is one.": "Réessayez quand il y en aura une.",
  "This device has no room for this file.": "Il n’y a pas de place pour ce fichier sur cet appareil.",
  "Make room, or send a smaller one.": "Faites de la place, ou envoyez-en un plus petit.",
  "The file could not be read.": "Le fichier n’a pas pu être lu.",
  "This file is not in this conversation.": "Ce fichier n’est pas dans cette conversation.",
  "Choose another one.": "Choisissez-en un autre.",
  "Choose another.": "Choisissez-en un autre.",
  "There is nothing to send.": "Il n’y a rien à envoyer.",
  "Write a message first.": "Écrivez d’abord un message.",
  "This message is too long.": "Ce message est trop long.",
  "Keep it below {1} characters.": "Restez au-dessous de {1} caractères.",
  "This is no message that can be answered.": "On ne peut pas répondre à ce message.",
  "This is no sign to answer with.": "On ne peut pas répondre par ce signe.",
  "This is not an email address.": "Ce n’est pas une adresse e-mail.",
  "Too much mail was asked for.": "Trop d’e-mails ont été demandés.",
  "Wait an hour, or use another way.": "Attendez une heure, ou prenez un autre moyen.",
  "The list of stolen passwords cannot be read.": "La liste des mots de passe volés ne peut pas être lue.",
  "Try again later, and tell whoever runs the server.":
    "Réessayez plus tard, et dites-le à qui gère le serveur.",
};
