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
  "This is not an email address.": "Ce n’est pas une adresse e-mail.",
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
};
