/**
 * A real mail server for everybody on this machine, and what arrived there. Limit: one server's software.
 */
import { SMTPServer } from "../harness/packages.mjs";

/** Takes mail until it is closed. */
export async function openPostOffice() {
  const arrived = [];
  let wake = () => {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (piece) => {
        text += piece;
      });
      stream.on("end", () => {
        arrived.push({ to: session.envelope.rcptTo[0].address, text });
        wake();
        done();
      });
    },
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    /** As the desk's settings name it. */
    settings: {
      on: true,
      host: "127.0.0.1",
      port: server.server.address().port,
      tls: "unencrypted-on-this-machine",
      from: "desk@harbour.test",
    },
    close: () => server.close(),
    /** The code of the next letter to an address. */
    async codeFor(address) {
      for (;;) {
        const at = arrived.findIndex(({ to }) => to === address);
        if (at >= 0) return /\b(\d{4} ?\d{4})\b/.exec(arrived.splice(at, 1)[0].text)[1];
        await new Promise((arrives) => {
          wake = arrives;
        });
      }
    },
  };
}
