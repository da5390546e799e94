/** What is said of a password while somebody chooses it, in English. */

export const passwordEn = {
  newPassword: {
    set: "Set a password",
    change: "Change the password",
    text: "The old password opens nothing from then on. The authenticator app is set up anew with it. Browsers that came in by the old one are signed out at once.",
    did: "The new password counts from now on",
    label: "Strength of this password",
    steps: { 1: "Too easy to guess", 2: "Weak", 3: "Good", 4: "Strong" },
    advice: {
      1: "Add a few words that do not belong together.",
      2: "It can be used. With one more word it is much better.",
      3: "Programs that guess would need very long.",
      4: "Use it nowhere else.",
    },
    refusals: {
      short: "Too short: use at least 8 characters.",
      long: "Too long: use at most 256 characters.",
      about: "Made of names that others know: leave out your name, your address and the organisation’s.",
      common: "Many people use this one or a single word like it. Put a few words together.",
      weak: "Too easy to guess. Add a few words that do not belong together.",
      breached: "Known from a theft at some other website. Choose one that you use nowhere else.",
      former: "You have had this one before. Choose a new one.",
    },
    unchecked: "The password cannot be checked without a connection. It will be checked when you go on.",
  },
};
