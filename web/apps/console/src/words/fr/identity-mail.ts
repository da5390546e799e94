import type { mailEn } from "../identity-mail.en.ts";

export const mailFr: typeof mailEn = {
  mail: {
    title: "E-mail",
    text: "Les e-mails partent par le serveur de votre organisation : qu’il y a une réponse, des codes, des nouvelles de vos comptes. Ce que les gens écrivent n’y est jamais.",
    server: "Serveur de messagerie",
    serverText:
      "Votre fournisseur vous donne ces indications. La connexion est toujours chiffrée, et le certificat du serveur est vérifié.",
    saved: "Le serveur de messagerie vaut dès maintenant",
    on: "Envoyer des e-mails",
    host: "Serveur",
    user: "Utilisateur",
    from: "Vient de",
    fromName: "Nom de l’expéditeur",
    envelope: "Ce qui n’est pas remis va à",
    tls: "Chiffrement",
    tlsHint: "TLS dès le début est préférable, si votre fournisseur l’offre.",
    implicit: "TLS dès le début",
    loopback: "Aucun, vers cette machine seulement",
    port: "Numéro de port",
    password: "Mot de passe",
    passwordKept: "Un mot de passe est gardé. Il est redemandé si le serveur change.",
    language: "Langue des e-mails",
    test: "Envoyer un essai",
    testText: "Enregistrez d’abord. L’essai part tout de suite.",
    testTo: "À",
    send: "Envoyer l’essai",
    sent: "Le serveur de messagerie l’a pris. Regardez s’il arrive.",
    certificate:
      "Le serveur ne montre pas de certificat valable pour ce nom. Vérifiez le nom ; rien n’a été envoyé.",
    noTLS:
      "Le serveur n’offre pas de chiffrement, ou quelqu’un entre les deux a retiré l’offre. Essayez TLS dès le début ; rien n’a été envoyé.",
    waiting: "Ce qui attend",
    waitingText: "Les avis sont essayés pendant deux jours, les codes pendant dix minutes.",
    refused: "Adresses refusées",
    released: "On écrit de nouveau à cette adresse",
    release: "Lui écrire de nouveau",
    hints: {
      host: "Par exemple smtp.example.org.",
      user: "Vide, si votre serveur n’en demande pas.",
      from: "Une adresse de votre organisation.",
      fromName: "Se trouve devant l’adresse.",
      envelope: "Vide : l’adresse ci-dessus.",
    },
    steps: {
      connect: "Le serveur est injoignable. Vérifiez son nom et le port.",
      tls: "Aucune connexion chiffrée n’a abouti. Vérifiez le chiffrement et le port.",
      greeting: "Quelque chose répond, mais pas comme un serveur de messagerie. Vérifiez le nom et le port.",
      auth: "Le serveur n’accepte pas l’utilisateur ou le mot de passe. Vérifiez les deux.",
      sender: "Le serveur n’envoie pas pour l’adresse d’où vient l’e-mail. Vérifiez-la.",
      recipient: "Le serveur ne remet pas à cette adresse.",
      content: "Le serveur n’a pas pris le message.",
    },
    letters: (count: number) =>
      count === 0 ? "Rien n’attend." : count === 1 ? "Un e-mail attend." : `${count} e-mails attendent.`,
    replied: (code: number) => `Il a répondu ${code}.`,
    refusedSince: (date: string, code: number) =>
      `Refusée pour de bon le ${date} (${code}). Plus rien ne lui est envoyé.`,
  },
};
