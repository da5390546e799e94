/** Mail addresses of staff, in English. */

export const addressesEn = {
  addresses: {
    title: "Mail addresses",
    text: "People sign in with addresses of their work, not of their home. A personal mailbox stays theirs when they leave, and nobody here sees that it was broken into.",
    saved: "Mail addresses saved",
    domains: "Your own domains",
    domainsHint: "As behind the @, with spaces between. All below a domain is meant, too.",
    personal: "Addresses at personal mail providers",
    personalHint: "Such as Gmail or GMX. The list is part of this program.",
    outside: "Addresses elsewhere",
    outsideHint: "At none of your own domains, once you have named one.",
    rules: {
      allow: "Allow",
      warn: "Allow, and point out",
      refuse: "Refuse for newcomers",
    },
  },
};
