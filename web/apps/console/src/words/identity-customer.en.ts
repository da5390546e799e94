/** What a customer showed of who they are, and who vouches. */
export const customerProofEn = {
  proofs: "Who they are",
  checked: {
    email: {
      title: "Email checked",
      text: "A code sent to the address came back. This desk’s server checked it.",
    },
    website: {
      title: "Signed in on your website",
      text: "Your website vouched, and this desk’s server checked it.",
    },
  },
  proof: {
    email: (address: string) => address,
    website: (site: string, customer: string) => `Customer ${customer} on ${site}`,
  },
  ask: {
    act: "Ask who they are",
    title: (who: string) => `Ask ${who} to show who they are`,
    text: "A card in the conversation asks for it. What they showed before does not count: the proof is made anew, for this question. It stands for a day.",
    how: "They show it by",
    email: "A code sent to their email address",
    website: "Being signed in on your website",
    none: "Customers cannot show who they are on this desk yet. An owner can set up email, or your website’s key under Customers.",
    reason: "Why, in your words (they read it)",
    reasonHint: "To talk about your card, please confirm it is you.",
    send: "Ask",
    sent: (who: string) => `${who} is asked who they are`,
    open: (by: string, how: string) => `${by} asked who this is, by ${how}. There is no answer yet.`,
    over: (by: string) => `${by} asked who this is. No answer came in time.`,
    declined: (by: string) => `${by} asked who this is. The answer: not now.`,
    shown: (by: string, who: string) => `${by} asked who this is. It was shown: ${who}`,
    levels: { email: "email", website: "your website", passkey: "a passkey" },
  },
};
