/** A server that spoils the list of former passwords keeps nobody from changing theirs, and the list begins anew. */
import { randomBytes } from "node:crypto";
import { asId, asSecret } from "@sealdesk/seal";
import { expect, test } from "vitest";
import { fromBase64, toBase64 } from "../src/base64.ts";
import type { OpenAccount } from "../src/desk/account.ts";
import type { PreparedPassword } from "../src/desk/credentials.ts";
import { FormerPasswords } from "../src/desk/former-passwords.ts";

const random = (n: number) => new Uint8Array(randomBytes(n));
const cost = { memory: 19456, iterations: 2 };

function person(version = 3): OpenAccount {
  const content = {
    identity: [],
    sealing: [asSecret(random(32))],
    accountSecret: asSecret(random(32)),
    ways: [],
  };
  const vault = { version, key: asSecret(random(32)), content };
  return { org: asId(random(32)), account: asId(random(32)), email: "anna@harbour.test", vault };
}

const chosen = (password: string): PreparedPassword => ({
  kind: "password",
  password,
  cost,
  totpSecret: random(20),
});

/** No password is the present one: the vault lists none. */
const nowhere = {} as Parameters<FormerPasswords["has"]>[1];

test("a list that the server spoiled counts as none, and another one begins", async () => {
  const anna = person();
  const none = await FormerPasswords.open(anna, null);
  const kept = await none.with(chosen("the blue heron at dawn"), random);
  const had = await FormerPasswords.open(anna, kept);
  expect(await had.has("the blue heron at dawn", nowhere)).toBe(true);
  expect(await had.has("another bird entirely", nowhere)).toBe(false);

  const bytes = fromBase64(kept);
  const flipped = (at: number) => toBase64(bytes.map((b, i) => (i === at ? b ^ 1 : b)));
  const others = await (await FormerPasswords.open(person(), null)).with(chosen("somebody else’s"), random);
  const spoiled = {
    "one bit of what is sealed": flipped(bytes.length - 1),
    "one bit of its form": flipped(0),
    "cut off": toBase64(bytes.subarray(0, 40)),
    "somebody else’s": others,
    "no base64": "§§§",
    "one byte": "AA==",
    "far too long": toBase64(new Uint8Array(1 << 20)),
  };
  for (const [what, wire] of Object.entries(spoiled)) {
    const found = await FormerPasswords.open(anna, wire);
    expect(found.list, what).toBeNull();
  }
  const again = await FormerPasswords.open(anna, flipped(bytes.length - 1));
  const next = await FormerPasswords.open(anna, await again.with(chosen("a second good one"), random));
  expect(await next.has("a second good one", nowhere)).toBe(true);
}, 60_000);
