/** Passwords that have to be changed, in English. */

export const dueEn = {
  passwordDue: {
    title: "Choose another password first",
    why: {
      compromised:
        "Somebody else may know your password: an owner or admin of your organisation said so. All your sessions were ended.",
      age: "Your password is older than your organisation allows.",
    },
    after:
      "Take one that you use nowhere else. The authenticator app is set up anew with it; then your desk opens.",
    fresh: "New password",
    mark: "Password known to others",
    ask: (name: string) => `Does somebody else know ${name}’s password?`,
    askText:
      "All sessions of this person end at once. Whoever signs in with the password can only change it, on a device that knows the account or has its recovery sheet. Passkeys go on working.",
    did: (name: string) => `${name} has to choose another password`,
    age: "Age of passwords",
    ageAdvice:
      "We advise against a limit, as NIST SP 800-63B-4 does: people who have to change a good password choose weaker ones and write them down. When somebody may know a password, have that one changed, under People.",
    ageLimit: "Passwords must be changed",
    ageHint: "Those who sign in with an older one change it first. Passkeys do not age.",
    never: "Never (advised)",
    ageSaved: "The age of passwords is set",
  },
};
