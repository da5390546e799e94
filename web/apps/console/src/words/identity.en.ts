/** Who somebody is, and that it is still them, in English. */

export const identityEn = {
  confirmTitle: "Please confirm that it is you",
  confirmText:
    "This changes or gives away something that matters. Whoever finds this screen open must not be able to do it.",
  confirmPasskey: "Confirm with a passkey",
  confirmPassword: "Use password and code instead",
  confirmGo: "Confirm",
  confirmNone:
    "You came in by another way. Sign out and in again; for a few minutes after that, nothing is asked.",
  signinRules: "Sign-in rules",
  signinRulesText: "What your organisation asks of its people when they sign in.",
  sessionRules: "Staying signed in",
  sessionRulesText:
    "Whoever finds a screen open can read what it shows, until its session ends. Fewer hours count at once, for those who are signed in, too.",
  sessionRulesSaved: "The new times count from now on",
  idleLimit: "Ends when unused for",
  idleLimitHint:
    "The standard (NIST SP 800-63B-4) advises one hour at most where customers’ data is at stake.",
  absoluteLimit: "Ends in any case after",
  absoluteLimitHint: "The standard advises 24 hours at most.",
  confirmLimit: "A confirmation counts for",
  confirmLimitHint:
    "Whoever changes keys or settings, or takes the record away, confirms that it is them; for so long, they are not asked again.",
  ownersChoose: "Owners of your organisation can change this.",
  endOthers: "Sign out everywhere else",
  didEndOthers: "Signed out everywhere else",
  endAll: "Sign out everywhere",
  endAllAsk: (name: string) => `Sign ${name} out everywhere?`,
  endAllText:
    "All browsers of this person are signed out at once. Their keys and what they may read stay as they are: they can sign in again.",
  didEndAll: (name: string) => `${name} is signed out everywhere`,
  newBrowser: (name: string) => `A new browser signed in as you: ${name}.`,
  newBrowserText: (when: string, network: string) =>
    `${when}, from ${network}. If it was not you, end it and look at your ways to sign in.`,
  newBrowserMine: "That was me",
  newBrowserNot: "That was not me",
  didDisown: "It is signed out. Now look at your ways to open your keys, and make a new recovery kit.",
};
