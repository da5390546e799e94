package seal

import (
	"crypto/hpke"
	"encoding/hex"
	"fmt"
	"io"
)

// Sizes of X-Wing (draft-connolly-cfrg-xwing-kem), in bytes.
const (
	SealingKeySize    = 1216
	EncapsulationSize = 1120
)

// SealingPublicKey is an X-Wing public key (HPKE KEM 0x647a).
type SealingPublicKey [SealingKeySize]byte

// String is the first eight hex digits.
func (p SealingPublicKey) String() string { return hex.EncodeToString(p[:4]) }

// Check refuses bytes that are no X-Wing public key.
func (p SealingPublicKey) Check() error {
	if _, err := hpke.MLKEM768X25519().NewPublicKey(p[:]); err != nil {
		return Fail(ErrMalformed, "check sealing key", "not an X-Wing public key")
	}
	return nil
}

// OpeningKey is an X-Wing private key. The zero value opens nothing.
type OpeningKey struct {
	seed    Secret
	private hpke.PrivateKey
	public  SealingPublicKey
}

// NewOpeningKey draws a key from random.
func NewOpeningKey(random io.Reader) (OpeningKey, error) {
	seed, err := NewSecret(random)
	if err != nil {
		return OpeningKey{}, err
	}
	return OpeningKeyFromSeed(seed)
}

// OpeningKeyFromSeed expands a 32-byte seed.
func OpeningKeyFromSeed(seed Secret) (OpeningKey, error) {
	private, err := hpke.MLKEM768X25519().NewPrivateKey(seed[:])
	if err != nil {
		return OpeningKey{}, Fail(ErrMalformed, "read opening key", "%v", err)
	}
	key := OpeningKey{seed: seed, private: private}
	copy(key.public[:], private.PublicKey().Bytes())
	return key, nil
}

// Public is the sealing half.
func (k OpeningKey) Public() SealingPublicKey { return k.public }

// Seed is the key's seed, for vaults and device stores.
func (k OpeningKey) Seed() Secret { return k.seed }

// Wipe overwrites the seed and drops the key.
func (k *OpeningKey) Wipe() {
	k.seed.Wipe()
	k.private = nil
}

// Format prints the public half only.
func (k OpeningKey) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "opening key %s", k.public)
}

// Purpose says what a box holds (section 3).
type Purpose string

// The purposes of protocol 1.
const (
	PurposeGroupSecret   Purpose = "group-secret"
	PurposeThreadKey     Purpose = "thread-key"
	PurposeVaultApproval Purpose = "vault-approval"
	PurposeVaultUnlock   Purpose = "vault-unlock"

	PurposeVisitorHistory Purpose = "visitor-history"
)

// BoxInfo binds a box to its place: a box moved elsewhere does not open.
type BoxInfo struct {
	Org        ID
	Purpose    Purpose
	Object     ID
	Generation uint64
	Recipient  ID
	Author     ID
}

func (i BoxInfo) bytes() ([]byte, error) {
	switch i.Purpose {
	case PurposeGroupSecret, PurposeThreadKey, PurposeVaultApproval, PurposeVaultUnlock, PurposeVisitorHistory:
	default:
		return nil, Fail(ErrMalformed, "box", "unknown purpose")
	}
	encoded, err := Encode([]any{i.Org, string(i.Purpose), i.Object, i.Generation, i.Recipient, i.Author})
	if err != nil {
		return nil, err
	}
	return Domain("box", encoded), nil
}

// SealBox seals plaintext to one key: HPKE base mode, single shot, empty AAD,
// enc || ciphertext (RFC 9180 section 6.1). Randomness is the system's.
func SealBox(to SealingPublicKey, info BoxInfo, plaintext []byte) ([]byte, error) {
	bound, err := info.bytes()
	if err != nil {
		return nil, err
	}
	public, err := hpke.MLKEM768X25519().NewPublicKey(to[:])
	if err != nil {
		return nil, Fail(ErrMalformed, "seal box", "not an X-Wing public key")
	}
	box, err := hpke.Seal(public, hpke.HKDFSHA256(), hpke.AES256GCM(), bound, plaintext)
	if err != nil {
		return nil, Fail(ErrMalformed, "seal box", "%v", err)
	}
	return box, nil
}

// Open opens a box made for this key at this place.
func (k OpeningKey) Open(info BoxInfo, box []byte) ([]byte, error) {
	if k.private == nil {
		return nil, Fail(ErrCannotOpen, "open box", "the key is unset or wiped")
	}
	if len(box) > DefaultLimit {
		return nil, Fail(ErrTooLarge, "open box", "%d bytes", len(box))
	}
	bound, err := info.bytes()
	if err != nil {
		return nil, err
	}
	plaintext, err := hpke.Open(k.private, hpke.HKDFSHA256(), hpke.AES256GCM(), bound, box)
	if err != nil {
		return nil, Fail(ErrCannotOpen, "open box", "not for this key and place, or altered")
	}
	return plaintext, nil
}

// BoxHash names a box in signed statements.
func BoxHash(box []byte) ID { return HashID("box", box) }
