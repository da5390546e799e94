package seal

import (
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"
)

// PublicKey is an Ed25519 public key. Zero is refused everywhere.
type PublicKey [32]byte

// String is the first eight hex digits.
func (p PublicKey) String() string { return hex.EncodeToString(p[:4]) }

// Signature is an Ed25519 signature over Domain(type, bytes).
type Signature [64]byte

// SigningKey signs for an identity, a device, a visitor device, an invitation
// or a server. The zero value refuses to sign.
type SigningKey struct {
	private ed25519.PrivateKey
}

// NewSigningKey draws a key from random.
func NewSigningKey(random io.Reader) (SigningKey, error) {
	seed, err := NewSecret(random)
	if err != nil {
		return SigningKey{}, err
	}
	defer seed.Wipe()
	return SigningKeyFromSeed(seed), nil
}

// SigningKeyFromSeed expands an Ed25519 seed (RFC 8032 section 5.1.5).
func SigningKeyFromSeed(seed Secret) SigningKey {
	return SigningKey{private: ed25519.NewKeyFromSeed(seed[:])}
}

// Public is the verifying half.
func (k SigningKey) Public() PublicKey {
	if len(k.private) != ed25519.PrivateKeySize {
		return PublicKey{}
	}
	return PublicKey(k.private[32:])
}

// Seed is the key's seed, for vaults and device stores.
func (k SigningKey) Seed() Secret {
	if len(k.private) != ed25519.PrivateKeySize {
		return Secret{}
	}
	return Secret(k.private.Seed())
}

// Sign is Sign(k, type, bytes) of section 2.
func (k SigningKey) Sign(objectType string, data []byte) (Signature, error) {
	if len(k.private) != ed25519.PrivateKeySize {
		return Signature{}, Fail(ErrUnverified, "sign", "the key is unset or wiped")
	}
	return Signature(ed25519.Sign(k.private, Domain(objectType, data))), nil
}

// Wipe overwrites the private key.
func (k *SigningKey) Wipe() {
	clear(k.private)
	k.private = nil
}

// Format prints the public half only.
func (k SigningKey) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "signing key %s", k.Public())
}

// Check refuses keys of small order and non-canonical encodings, under which
// one signature could hold for several messages or keys (section 2).
func (p PublicKey) Check() error {
	y := p
	y[31] &= 0x7f // the sign of x does not matter for either rule
	if !belowPrime(y) {
		return Fail(ErrUnverified, "check public key", "not a canonical encoding")
	}
	if smallOrder(y) {
		return Fail(ErrUnverified, "check public key", "a point of small order")
	}
	return nil
}

// belowPrime reports y < 2^255 − 19, y little-endian.
func belowPrime(y PublicKey) bool {
	if y[31] != 0x7f || y[0] < 0xed {
		return true
	}
	for _, b := range y[1:31] {
		if b != 0xff {
			return true
		}
	}
	return false
}

// smallOrder reports whether y belongs to one of the eight points whose order
// divides the cofactor 8: y = 0, 1, −1 and the two of order 8.
func smallOrder(y PublicKey) bool {
	switch hex.EncodeToString(y[:]) {
	case "0000000000000000000000000000000000000000000000000000000000000000",
		"0100000000000000000000000000000000000000000000000000000000000000",
		"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
		"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a":
		return true
	}
	return false
}

// Verify checks a signature over Domain(type, bytes).
func (p PublicKey) Verify(objectType string, data []byte, signature Signature) error {
	if err := p.Check(); err != nil {
		return err
	}
	if !ed25519.Verify(p[:], Domain(objectType, data), signature[:]) {
		return Fail(ErrUnverified, "verify "+objectType, "the signature does not hold")
	}
	return nil
}
