// §15 who a customer is: attestations and the identities that they vouch for.
import { concat, fixed, hex } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor } from "../cbor.mjs";
import { ed25519 } from "../primitives.mjs";
import { ID, sign } from "../protocol.mjs";

const seed = fixed("attestation server");
const time = 1_800_000_000;
const who = {
  salt: fixed("attestation salt"),
  source: "https://www.example.org",
  identifier: "4711",
  email: "ana@example.org",
  name: "Ana",
};
const ask = {
  publicKey: ed25519.public(seed),
  org: fixed("attestation org"),
  serverKey: fixed("attestation server key"),
  device: fixed("attestation device"),
  received: time + 60,
};

const asked = { challenge: fixed("ask challenge"), seed: fixed("ask seed") };

const commitment = (level, i) =>
  ID("identity", cbor([i.salt, level, i.source, i.identifier, i.email, i.name]));

function attested(over = {}, signer = seed, type = "attestation") {
  const a = {
    suite: 1,
    level: 2,
    challenge: fixed("attestation challenge"),
    issued: time,
    expires: time + 43_200,
    ...over,
  };
  const of = over.commitment ?? commitment(a.level, { ...who, ...over.who });
  const org = over.org ?? ask.org;
  const payload = cbor([
    a.suite,
    org,
    over.serverKey ?? ask.serverKey,
    over.device ?? ask.device,
    a.level,
    of,
    a.challenge,
    a.issued,
    a.expires,
  ]);
  return cbor([payload, sign(signer, type, payload)]);
}

const right = attested();

/** What comes again in every case, written once. */
const shared = {
  right: hex(right),
  key: hex(ask.publicKey),
  org: hex(ask.org),
  server: hex(ask.serverKey),
  device: hex(ask.device),
  salt: hex(who.salt),
  challenge: hex(fixed("attestation challenge")),
};

const short = (cases) => {
  let text = JSON.stringify(cases);
  for (const [name, value] of Object.entries(shared)) text = text.replaceAll(value, `<${name}>`);
  return JSON.parse(text);
};

// Few, since the files have a limit: the plays of internal/customers try the rest on a running desk.
export function attestationSection() {
  const good = (name, why, attestation, change = {}, level = 2) =>
    accept(
      "attestation",
      name,
      why,
      { ...ask, ...who, attestation, ...change },
      { level, issued: time, expires: time + 43_200 },
    );
  const bad = (name, why, attestation, change = {}) =>
    refuse("attestation", name, why, { ...ask, ...who, attestation, ...change });
  const mail = { source: "", identifier: "ana@example.org", email: "", name: "" };
  const cases = [
    good("by the website", "§15", right),
    good("by email", "level 1", attested({ level: 1, who: mail }), mail, 1),
    accept("asked-salt", "of a question", "§15", asked, {
      salt: ID("identity-ask", concat(asked.challenge, asked.seed)),
    }),
    bad("other person", "commitment", right, { identifier: "4712" }),
    bad("other salt", "commitment", right, { salt: fixed("other") }),
    bad("other device", "device", right, { device: fixed("other") }),
    bad("other desk", "org", right, { org: fixed("other") }),
    bad("too late", "over ten minutes after it", right, { received: time + 43_801 }),
    bad("a passkey", "reserved", attested({ level: 3 })),
    bad("other type", "signed as a session", attested({}, seed, "session")),
  ];
  return { shared, cases: short(cases) };
}
