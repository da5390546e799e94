// §16 going on on another device: what the two devices make of the link, and what one hands to the other.
import { concat, fixed, hex } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor } from "../cbor.mjs";
import { xwingPublic } from "../hpke.mjs";
import { ed25519 } from "../primitives.mjs";
import { ID, KDF, sealBox, signed } from "../protocol.mjs";
import { crockford } from "./codes.mjs";

const link = fixed("link secret");
const org = fixed("link org");
const from = fixed("link old device");
const to = fixed("link new device");
const name = KDF(link, org, ["link-name"], 32);
const proof = (role, device) => KDF(link, org, ["link-proof", role, device], 32);
const code = crockford(ID("link-code", concat(org, from, to))).slice(0, 20);

const signer = fixed("link signer");
const seed = fixed("link sealing seed");
const [thread, generation, key] = ["thread", "generation", "key"].map((of) => fixed(`link ${of}`));
const history = cbor([[[thread, [[generation, key]]]]]);

function handed({ purpose = "visitor-history", plain = history, type = "device-link", by = signer } = {}) {
  const context = { org, purpose, object: name, generation: 1, recipient: to, author: from };
  const box = sealBox(xwingPublic(seed), context, plain, fixed("link randomness", 64));
  return signed(by, type, cbor([1, org, name, from, to, 1_800_000_000, box]));
}

const right = handed();
const shared = {
  right: hex(right),
  org: hex(org),
  name: hex(name),
  from: hex(from),
  to: hex(to),
  seed: hex(seed),
};

const short = (cases) => {
  let text = JSON.stringify(cases);
  for (const [of, value] of Object.entries(shared)) text = text.replaceAll(value, `<${of}>`);
  return JSON.parse(text);
};

export function linkSection() {
  const known = { link, org, from, to };
  const other = (of, why, change) => refuse("link", of, why, { ...known, code, ...change });
  const ask = { org, name, from, to, publicKey: ed25519.public(signer), seed, wire: right };
  const bad = (of, why, change) => refuse("device-link", of, why, { ...ask, ...change });
  const cases = [
    accept("link", "two devices", "§16", known, {
      name,
      old: proof("old", from),
      new: proof("new", to),
      code,
    }),
    other("another new device", "the code is of both devices", { to: fixed("link intruder") }),
    other("devices the other way round", "the old one comes first", { from: to, to: from }),
    other("another organisation", "the code is of the organisation too", { org: fixed("link other org") }),
    accept("device-link", "one conversation", "§16", ask, { thread, generation, key }),
    bad("another link", "it was made for one link", { name: fixed("link other") }),
    bad("for another device", "it names whom it is for", { to: fixed("link intruder") }),
    bad("by another device", "it names who made it", { from: fixed("link intruder") }),
    bad("another signer", "the old device signs it", { publicKey: ed25519.public(fixed("link forger")) }),
    bad("another key", "it is sealed to the new device", { seed: fixed("link other seed") }),
    bad("another purpose", "a thread key is no history", { wire: handed({ purpose: "thread-key" }) }),
  ];
  return { cases: short(cases), shared };
}
