/** Teams whose conversations ask once more who is there, in English. */
export const sensitiveEn = {
  sensitive: {
    title: "Sensitive teams",
    text: "Conversations of these teams are shown only to who confirmed in the last minutes, with a passkey or a password and a code, that it is them. A screen that was left open shows nothing of them. How long a confirmation counts is chosen below.",
    saved: "Sensitive teams saved",
    none: "There is no team yet.",
    switch: "Ask again before conversations of this team",
    lockedTitle: "Confirm that it is you",
    lockedText: "Conversations of this team are sensitive: they are shown once you confirm.",
    open: "Open",
    row: "Sensitive: open it to confirm",
  },
};
