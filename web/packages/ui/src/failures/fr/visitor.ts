/** What only customers meet, in French. */
import type { Sentences } from "../../failures.ts";

export const visitor: Sentences = {
  "This conversation is not on this device.": "Cette conversation n’est pas sur cet appareil.",
  "Go back.": "Revenez en arrière.",
  "This conversation belongs to another part of this site.":
    "Cette conversation appartient à une autre partie de ce site.",
  "Go on with it where you began it, or begin another one here.":
    "Poursuivez-la là où vous l’avez commencée, ou commencez-en une autre ici.",
  "Please try again in a minute.": "Veuillez réessayer dans une minute.",
  "Send it in two parts.": "Envoyez-le en deux parties.",
  "The keys of this conversation could not be brought up to date.":
    "Les clés de cette conversation n’ont pas pu être mises à jour.",
  "This article is no longer there.": "Cet article n’existe plus.",
  "Search for another one.": "Cherchez-en un autre.",
  "The chat is not ready for this yet.": "Le chat n’est pas encore prêt pour cela.",
  "What you wrote is kept on this device and sent later.":
    "Ce que vous avez écrit est gardé sur cet appareil et sera envoyé plus tard.",
  "This browser did not keep what was written.": "Ce navigateur n’a pas gardé ce qui a été écrit.",
  "Please try again later, or write to the company another way.":
    "Veuillez réessayer plus tard, ou écrire à l’entreprise par un autre moyen.",
  "Make room on this device, or leave private browsing.":
    "Faites de la place sur cet appareil, ou quittez la navigation privée.",
  "Please close the chat and open it again.": "Veuillez fermer le chat et le rouvrir.",
  "A rating is 1 to 5.": "Une note va de 1 à 5.",
  "Choose one of them.": "Choisissez-en une.",
  "This message was not written on this device.": "Ce message n’a pas été écrit sur cet appareil.",
  "Change it where you wrote it.": "Modifiez-le là où vous l’avez écrit.",
  "This message is no longer waiting.": "Ce message n’attend plus.",
  "The keys of this conversation changed too often for one proof.":
    "Les clés de cette conversation ont changé trop souvent pour une seule preuve.",
  "Ask the company who could read it.": "Demandez à l’entreprise qui a pu la lire.",
  "The company’s list of people is being changed just now.":
    "La liste des personnes de l’entreprise est en cours de modification.",
  "This is no link from another device.": "Ce n’est pas un lien d’un autre appareil.",
  "Copy the whole link.": "Copiez le lien en entier.",
  "This link is over, or was used already.": "Ce lien n’est plus valable ou a déjà servi.",
  "Make a new one on the device that has your conversations.":
    "Créez-en un nouveau sur l’appareil où se trouvent vos conversations.",
  "Somebody else signed in on this page meanwhile.":
    "Entre-temps, quelqu’un d’autre s’est connecté sur cette page.",
  "Reload the page, and write again.": "Rechargez la page et écrivez de nouveau.",
  "This code is not the right one, or it is over.": "Ce code n’est pas le bon, ou il n’est plus valable.",
  "Look again, or ask for a new one.": "Regardez encore, ou demandez-en un nouveau.",
  "Nobody here asks for your address.": "Personne ici ne demande votre adresse.",
  "Look at it again.": "Regardez-la encore.",
  "This team answers only customers whose email address was checked.":
    "Cette équipe ne répond qu’aux clients dont l’adresse a été vérifiée.",
  "Show that the address is yours, then write again.":
    "Montrez que l’adresse est la vôtre, puis écrivez de nouveau.",
  "This question is no longer there.": "Cette question n’est plus là.",
  "This question is over.": "Cette question n’est plus valable.",
  "Write to the team, and it asks again.": "Écrivez à l’équipe, elle vous le demandera à nouveau.",
  "You are not signed in on this website.": "Vous n’êtes pas connecté sur ce site.",
  "Sign in there as who you were when you began, then try again.":
    "Connectez-vous-y comme au début, puis réessayez.",
};
