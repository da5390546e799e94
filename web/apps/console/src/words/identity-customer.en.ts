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
};
