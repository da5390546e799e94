/** Outgoing mail, in English. */

export const mailEn = {
  mail: {
    title: "Email",
    text: "The desk sends email through your organisation’s mail server: that there is an answer, codes, and news of your accounts. What people write is never in it.",
    server: "Mail server",
    serverText:
      "Your provider tells you these. The connection is always encrypted, and the server’s certificate is checked.",
    saved: "The mail server counts from now on",
    on: "Send email",
    host: "Server",
    user: "User",
    from: "Comes from",
    fromName: "Name of the sender",
    envelope: "Undeliverable mail goes to",
    tls: "Encryption",
    tlsHint: "TLS from the start is best, where your provider offers it.",
    implicit: "TLS from the start",
    loopback: "None, to this machine only",
    port: "Port",
    password: "Password",
    passwordKept: "A password is kept. It is asked for again if the server changes.",
    language: "Language of the emails",
    test: "Send a test",
    testText: "Save first. The test goes out at once.",
    testTo: "To",
    send: "Send the test",
    sent: "The mail server took it. See whether it arrives.",
    certificate:
      "The server does not show a valid certificate for this name. Check the name; nothing was sent.",
    noTLS:
      "The server offers no encryption, or somebody in between removed the offer. Try TLS from the start; nothing was sent.",
    waiting: "What waits",
    waitingText: "Notices are tried for two days, codes for ten minutes.",
    refused: "Addresses that were refused",
    released: "Mail goes to this address again",
    release: "Write to it again",
    hints: {
      host: "For example smtp.example.org.",
      user: "Empty, if your mail server asks for none.",
      from: "An address of your organisation.",
      fromName: "Stands before the address.",
      envelope: "Empty: the address above.",
    },
    steps: {
      connect: "The server cannot be reached. Check its name and port.",
      tls: "No encrypted connection came about. Check encryption and port.",
      greeting: "Something answered, but not as a mail server does. Check name and port.",
      auth: "The server does not accept the user or password. Check both.",
      sender: "The server does not send for the address that mail comes from. Check it.",
      recipient: "The server does not deliver to this address.",
      content: "The server did not take the message.",
    },
    letters: (count: number) =>
      count === 0 ? "Nothing waits." : count === 1 ? "One email waits." : `${count} emails wait.`,
    replied: (code: number) => `It replied ${code}.`,
    refusedSince: (date: string, code: number) =>
      `Refused for good on ${date} (${code}). Nothing more is sent to it.`,
  },
};
