package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
)

// deriveBytes is KDF(secret, salt, context, n) of section 2.
func deriveBytes(secret, salt []byte, n int, context ...any) ([]byte, error) {
	encoded, err := Encode(context)
	if err != nil {
		return nil, err
	}
	out, err := hkdf.Key(sha256.New, secret, salt, string(Domain("kdf", encoded)), n)
	if err != nil {
		return nil, Fail(ErrMalformed, "derive", "%v", err)
	}
	return out, nil
}

// Derive is KDF(secret, salt, context, 32): HKDF-SHA256 with the context as
// deterministic CBOR in info. Context elements are text, uint64, ID or ID16.
func Derive(secret, salt []byte, context ...any) (Secret, error) {
	out, err := deriveBytes(secret, salt, 32, context...)
	if err != nil {
		return Secret{}, err
	}
	return Secret(out), nil
}

// Commit is the commitment of section 2: AES-GCM is not key-committing, so a
// signed statement names the one secret that its boxes may hold.
func Commit(secret Secret, org ID, label string, object ID, number uint64) (ID, error) {
	encoded, err := Encode([]any{org, label, object, number})
	if err != nil {
		return ID{}, err
	}
	mac := hmac.New(sha256.New, secret[:])
	mac.Write(Domain("commitment", encoded))
	return ID(mac.Sum(nil)), nil
}

func newGCM(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, Fail(ErrMalformed, "cipher", "%v", err)
	}
	return cipher.NewGCM(block)
}

// keyAndNonce splits 44 derived bytes into an AES-256 key and its nonce.
func keyAndNonce(okm []byte) (key, nonce []byte) { return okm[:32], okm[32:44] }

func gcmSeal(key, nonce, ad, plaintext []byte) ([]byte, error) {
	aead, err := newGCM(key)
	if err != nil {
		return nil, err
	}
	return aead.Seal(nil, nonce, plaintext, ad), nil
}

func gcmOpen(op string, key, nonce, ad, ciphertext []byte) ([]byte, error) {
	aead, err := newGCM(key)
	if err != nil {
		return nil, err
	}
	plaintext, err := aead.Open(nil, nonce, ciphertext, ad)
	if err != nil {
		return nil, Fail(ErrCannotOpen, op, "wrong key or altered bytes")
	}
	return plaintext, nil
}

// zeroNonce is for keys that are used exactly once.
func zeroNonce() []byte { return make([]byte, 12) }
