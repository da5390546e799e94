/** Sessions that are used from elsewhere, in English. */

export const movedEn = {
  sessionMoved: {
    rule: "When a session moves to another network or browser",
    hint: "Somebody may have copied it. Phones change networks all day, and so do people who travel: they are asked then, before what is sensitive. Ending suits desks on one fixed network.",
    asks: "Tell the person, and ask again before sensitive acts (advised)",
    ends: "End the session",
    allowed: "Do nothing",
    title: (name: string) => `Your session is used from elsewhere, in ${name}.`,
    text: (when: string, network: string) =>
      `${when}, from ${network}. Your own phone or another network of yours may be that. If not, end the session and sign in again.`,
  },
};
