/** New keys for somebody who lost everything, in English. */

export const againEn = {
  again: {
    menu: "Lost everything…",
    title: (name: string) => `New keys for ${name}?`,
    sure: (name: string) =>
      `For the day on which ${name} has no browser, passkey, password or sheet left. Make sure that it is really them: see them, or call a number that you know.`,
    ends: "Their account ends now. What opened it opens nothing any more, wherever it is.",
    link: "You get a link, for them alone. With it they make new keys: same address, same teams, same rights.",
    back: "What their teams may read comes back to them. Their drafts, and what only they could open, are lost.",
    sole: (teams: string) =>
      `Nobody else holds the keys of ${teams}. What was written there stays closed for good.`,
    yes: "End it and make the link",
    linkTitle: (name: string) => `A link for ${name}`,
    joinTitle: (organisation: string) => `New keys at ${organisation}`,
    joinText:
      "What opened your old account is void. Use the same email address as before: your teams, your rights and your history come back.",
  },
};
