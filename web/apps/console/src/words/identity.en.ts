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
  health: {
    title: "How sign-in stands",
    text: "What can be mended today. It names people and what is theirs, and no secrets.",
    fine: "Nothing to mend",
    grave: "Mend soon",
    notice: "Worth a look",
    kinds: {
      "password-only": {
        title: (_: string): string => "A password and no passkey",
        mend: "A false page can trick people out of a password and its code, and not out of a passkey. Ask them to add one under My security.",
      },
      "sms-instead": {
        title: (_: string): string => "Signs in by SMS, not with the app",
        mend: "A number can be stolen by a telephone call. Ask them to set up the authenticator app again, or better a passkey, under My security.",
      },
      "one-way": {
        title: (_: string): string => "One passkey, and the kit",
        mend: "When that device is lost, only the sheet is left. A passkey of another device helps.",
      },
      "passkey-unverified": {
        title: (_: string): string => "A passkey without finger, face or PIN",
        mend: "Whoever holds the device comes in. It should be removed and made anew.",
      },
      "passkey-unused": {
        title: (n: string) => `A passkey that was not used for ${n} days`,
        mend: "If the device is gone, remove it.",
      },
      "password-cheap": {
        title: (n: string) => `A password of which a guess costs ${n} MiB only`,
        mend: "Choosing it again takes 64 MiB, which slows down guessing after a theft.",
      },
      "sessions-old": {
        title: (n: string) => `${n} sessions older than a week`,
        mend: "End those that are not needed, or let sessions end sooner below.",
      },
      "token-anywhere": {
        title: (_: string): string => "A token that works from anywhere",
        mend: "Make one that is bound to networks, and revoke this one.",
      },
      "token-ending": {
        title: (n: string) => `A token that ends in ${n} days`,
        mend: "Make a new one before what uses it stops.",
      },
      "secret-ending": {
        title: (n: string) => `An identity provider’s secret that ends in ${n} days`,
        mend: "Make a new one there, and put it in under Single sign-on. After that day nobody signs in by it.",
      },
      "certificate-ending": {
        title: (n: string) => `An identity provider’s certificate that ends in ${n} days`,
        mend: "Paste its new metadata under Single sign-on. Nobody is locked out, but its keys should have changed by then.",
      },
      "one-owner": {
        title: (_: string): string => "Only one owner",
        mend: "If they lose everything, nobody can help them in. Make a second one under People.",
      },
      "rules-weaker": {
        title: (_: string): string => "Rules that are weaker than usual",
        mend: "Sessions or confirmations last longer than we would choose.",
      },
      "address-personal": {
        title: (_: string): string => "An address at a personal mail provider",
        mend: "Your organisation can neither close nor watch that mailbox. Invite them again with their address at work, and remove this account.",
      },
      "address-outside": {
        title: (_: string): string => "An address outside your organisation",
        mend: "Add its domain below if it is yours. Otherwise invite them again with their address at work.",
      },
      "address-alike": {
        title: (_: string): string => "An address that only looks like one of yours",
        mend: "Find out at once, and not by mail, who that is.",
      },
      "passkey-unlisted": {
        title: (_: string): string => "A passkey of a device that is taken no more",
        mend: "Make one with another device, and remove this one.",
      },
      "clock-drifts": {
        title: (n: string) =>
          `Authenticator codes from a clock that is half a minute off, ${n} times in a row`,
        mend: "Let the phone set its clock by itself, before its codes are refused. If several people have this, the server’s clock is wrong.",
      },
      "clock-behind": {
        title: (n: string) => `The server’s clock is ${n} minutes behind`,
        mend: "Whoever runs the server should set it, or codes and signatures will be refused.",
      },
    },
  },
  emergency: "Emergency account",
  emergencyText:
    "An owner’s account whose kit lies in a safe, for the day when nothing else helps. Every sign-in with it alarms the other owners, and stands in the record of acts.",
  emergencyAlone: "With a second owner, one of the two can be it.",
  emergencyUsed: (name: string) => `The emergency account ${name} was used.`,
};
