/** A colleague vouches for somebody who has nothing but a recovery code. */
export const recoveryEn = {
  recovery: {
    title: "Somebody has lost their ways in",
    colleague: "An owner or admin who knows me",
    colleagueHint:
      "They confirm from their own browser that it is you. You need a way to talk to them: by phone, or face to face.",
    ask: "Ask them",
    waiting: "Now call an owner or admin of your organisation",
    compare:
      "They find your request on their page “My security”. Read this code out to them, so that they answer yours and nobody else’s:",
    lasts:
      "A request lasts ten minutes. If they see none, check the recovery code and ask again. If nobody can be reached, ask whoever runs the server for a code, or try again later.",
    refused: "A colleague said no.",
    vouchFor: (name: string) => `${name} asks somebody to vouch for them`,
    vouchText: (name: string) =>
      `Somebody has the recovery code of ${name}, and nothing else that proves who they are. Talk to ${name} yourself: on a number that you know, or face to face. Vouch only if you know the person, and they read this code out to you.`,
    vouch: (name: string) => `It is ${name}: let them in`,
    noVouch: "I cannot vouch",
    own: "Somebody with your recovery code asks to be let in",
    ownText:
      "A colleague is asked to vouch for you. If it is not you, refuse, and make a new recovery code: somebody else has your sheet.",
    ownRefuse: "It is not me: refuse",
    operator: (name: string) => `${name} came in with a code from whoever runs the server.`,
    operatorText: (when: string, network: string) =>
      `From ${network}, ${when}. If nobody knows why, sign them out everywhere in People, and talk to whoever runs the server.`,
    operatorKnown: "I know of it",
    operatorPeople: "Go to People",
    mail: "A code by mail",
    mailHint: "Whoever reads your mail can see it: the weakest of these proofs.",
    mailSend: "Send me a code",
    mailSent:
      "If the recovery code is right, a code is on its way to your address. It counts once, within ten minutes.",
    mailCode: "Code from the mail",
    mailAgain: "No mail? Check the recovery code and send again",
  },
};
