// What people read and type: recovery codes, account secrets, approval codes (§9); invitations (§10).
import { concat, empty, fixed, hex } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { xwingPublic } from "../hpke.mjs";
import { ed25519 } from "../primitives.mjs";
import { ID, KDF } from "../protocol.mjs";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford base32: no I, L, O, U

/** Most significant bit first; the last character is filled with zero bits. */
export function crockford(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const filled = bits.padEnd(Math.ceil(bits.length / 5) * 5, "0");
  return filled
    .match(/.{5}/g)
    .map((five) => alphabet[Number.parseInt(five, 2)])
    .join("");
}

const groups = (text) => text.match(/.{4}/g).join("-");

function codeCases(op, size, fill) {
  const good = (name, bytes) =>
    accept(op, name, "written in groups of four, read again", { bytes }, { text: groups(crockford(bytes)) });
  const text = groups(crockford(fixed(`codes ${op}`, size)));
  const bad = (name, why, broken) => refuse(op, name, why, { text: broken });
  return [
    good("some bytes", fixed(`codes ${op}`, size)),
    good("zeros", new Uint8Array(size)),
    good("ones", new Uint8Array(size).fill(255)),
    bad("a character short", "the length is fixed", text.slice(0, -1)),
    bad("a character long", "the length is fixed", `${text}0`),
    bad("a group short", "the length is fixed", text.slice(0, -5)),
    bad("letter U", "U is no Crockford character", `U${text.slice(1)}`),
    bad("a star", "no Crockford character", `*${text.slice(1)}`),
    bad("a check character", "check symbols do not occur", `${text.slice(0, -1)}~`),
    bad("a letter outside ASCII", "Ο is a Greek letter", `Ο${text.slice(1)}`),
    bad("nothing", "no text", ""),
    ...fill,
  ];
}

export const recoverySection = () => codeCases("recovery-code", 20, []);

export function accountSecretSection() {
  const zeros = groups(crockford(new Uint8Array(32))).slice(0, -1);
  return codeCases(
    "account-secret",
    32,
    ["1", "8", "F", "H", "Z"].map((last) =>
      refuse("account-secret", `last character ${last}`, "its last four bits are not zero", {
        text: zeros + last,
      }),
    ),
  );
}

export function approvalSection() {
  const org = fixed("approval org");
  const seed = fixed("approval seed");
  const publicKey = xwingPublic(seed);
  const code = (key, o) => crockford(ID("approval-code", concat(key, o))).slice(0, 20);
  const right = code(publicKey, org);
  const bad = (name, why, change) =>
    refuse("approval-code", name, why, { org, publicKey, code: right, ...change });
  const cases = [
    accept(
      "approval-code",
      "a new browser",
      "§9: the first 20 characters; grouping is the screen's matter",
      { org, seed, publicKey },
      { code: right, recipient: ID("approval", publicKey) },
    ),
    bad("other key", "a key put in between", { publicKey: xwingPublic(fixed("approval intruder")) }),
    bad("other organisation", "another organisation", { org: fixed("approval other org") }),
    bad("19 characters", "all twenty are compared", { code: right.slice(0, 19) }),
    bad("one character off", "all twenty are compared", {
      code: right.slice(0, 19) + (right[19] === "0" ? "1" : "0"),
    }),
    bad("no code", "nothing is no code", { code: "" }),
  ];
  return { shared: { "public-key": hex(publicKey) }, cases };
}

export function inviteSection() {
  const org = fixed("invite org");
  const random = fixed("invite random");
  const seed = KDF(random, org, ["invite"], 32);
  const publicKey = ed25519.public(seed);
  const bad = (name, why, change) => refuse("invite", name, why, { org, random, publicKey, ...change });
  return [
    accept("invite", "a link", "§10", { org, random }, { seed, publicKey }),
    bad("other organisation", "a link belongs to one pin", { org: fixed("invite other org") }),
    bad("other link", "another link's key", { random: fixed("invite other random") }),
    bad("short link", "31 bytes", { random: random.slice(1) }),
    bad("long link", "33 bytes", { random: concat(random, [0]) }),
    bad("empty link", "no bytes", { random: empty }),
  ];
}
