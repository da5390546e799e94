/** What an owner is told of a text that they paste as their website's key. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { siteKey } from "../src/desk/site-key.ts";

const spki = (key: KeyObject) => key.export({ type: "spki", format: "pem" }) as string;
const jwk = (key: KeyObject, more: object = {}) =>
  JSON.stringify({ ...key.export({ format: "jwk" }), ...more });
const ed = generateKeyPairSync("ed25519");
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });

describe("a key that is pasted", () => {
  it.each([
    ["Ed25519", spki(ed.publicKey), { kind: "Ed25519" }],
    ["with space around it", `\n ${spki(ed.publicKey)} \n`, { kind: "Ed25519" }],
    ["Ed25519 as JWK", jwk(ed.publicKey, { use: "sig", kid: "2026", alg: "EdDSA" }), { kind: "Ed25519" }],
    ["P-256", spki(curve.publicKey), { kind: "P-256" }],
    ["P-256 as JWK", jwk(curve.publicKey), { kind: "P-256" }],
    ["RSA", spki(rsa.publicKey), { kind: "RSA", bits: 2048 }],
    ["RSA as JWK", jwk(rsa.publicKey), { kind: "RSA", bits: 2048 }],
  ])("is taken: %s", async (_, text, look) => expect(await siteKey(text)).toEqual(look));

  it.each([
    ["PKCS #8", ed.privateKey.export({ type: "pkcs8", format: "pem" }) as string],
    ["SEC 1", curve.privateKey.export({ type: "sec1", format: "pem" }) as string],
    ["PKCS #1", rsa.privateKey.export({ type: "pkcs1", format: "pem" }) as string],
    ["JWK", jwk(ed.privateKey)],
    ["a shared secret", '{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"}'],
    ["beside its public one", spki(ed.publicKey) + ed.privateKey.export({ type: "pkcs8", format: "pem" })],
  ])("is called private: %s", async (_, text) => expect(await siteKey(text)).toEqual({ kind: "private" }));

  it.each([
    ["nothing", ""],
    ["words", "hello"],
    ["no JSON", "{"],
    ["another JSON", "{}"],
    ["two keys", spki(ed.publicKey) + spki(ed.publicKey)],
    ["half a key", spki(ed.publicKey).replace("MCow", "")],
    ["another curve", spki(generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey)],
    ["a short RSA key", spki(generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey)],
    ["for key agreement", spki(generateKeyPairSync("x25519").publicKey)],
    ["without end", `-----BEGIN PUBLIC KEY-----${"A".repeat(9000)}-----END PUBLIC KEY-----`],
  ])("is none that can be used: %s", async (_, text) =>
    expect(await siteKey(text)).toEqual({ kind: "unknown" }),
  );
});
