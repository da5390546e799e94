// X-Wing (draft-connolly-cfrg-xwing-kem) and HPKE base mode (RFC 9180) over it, with the encapsulation's
// randomness given from outside: the only way to have fixed boxes, and never to be done with a real one.
import { concat, empty, uintBE, unhex, utf8 } from "./bytes.mjs";
import { aesGcm, hkdfExpand, hmac, mlKem, sha3, shake, x25519 } from "./primitives.mjs";

const label = unhex("5c2e2f2f5e5c"); // \.//^\

function expand(seed) {
  const bytes = shake(seed, 96);
  const { publicKey } = mlKem.keygen(bytes.slice(0, 64));
  const secret = bytes.slice(64, 96);
  return { publicKeyM: publicKey, secretX: secret, publicKeyX: x25519.public(secret) };
}

/** The 1216-byte public key of a 32-byte seed. */
export function xwingPublic(seed) {
  const { publicKeyM, publicKeyX } = expand(seed);
  return concat(publicKeyM, publicKeyX);
}

/** Encapsulation with 64 given bytes: 32 for ML-KEM-768, 32 for the ephemeral X25519 key. */
export function xwingEncapsulate(publicKey, random) {
  const publicKeyX = publicKey.slice(1184);
  const { cipherText, sharedSecret } = mlKem.encapsulate(publicKey.slice(0, 1184), random.slice(0, 32));
  const ephemeral = x25519.public(random.slice(32));
  const sharedX = x25519.shared(random.slice(32), publicKeyX);
  return {
    enc: concat(cipherText, ephemeral),
    secret: sha3(concat(sharedSecret, sharedX, ephemeral, publicKeyX, label)),
  };
}

/** RFC 9180 §5.1, mode_base. `aead` is the AEAD's number: 2 here, 3 in the published vector. */
export function keySchedule(secret, info, aead = 2) {
  const suite = concat(utf8("HPKE"), uintBE(0x647a, 2), uintBE(0x0001, 2), uintBE(aead, 2));
  const labeledExtract = (salt, name, ikm) =>
    hmac(salt.length ? salt : new Uint8Array(32), concat(utf8("HPKE-v1"), suite, utf8(name), ikm));
  const labeledExpand = (prk, name, info, size) =>
    hkdfExpand(prk, concat(uintBE(size, 2), utf8("HPKE-v1"), suite, utf8(name), info), size);
  const context = concat(
    [0],
    labeledExtract(empty, "psk_id_hash", empty),
    labeledExtract(empty, "info_hash", info),
  );
  const prk = labeledExtract(secret, "secret", empty);
  return {
    key: labeledExpand(prk, "key", context, 32),
    nonce: labeledExpand(prk, "base_nonce", context, 12),
  };
}

/** RFC 9180 §6.1: enc || ciphertext. */
export function hpkeSeal(publicKey, info, aad, plaintext, random) {
  const { enc, secret } = xwingEncapsulate(publicKey, random);
  const { key, nonce } = keySchedule(secret, info);
  return concat(enc, aesGcm(key, nonce, aad, plaintext));
}
