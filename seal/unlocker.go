package seal

import "bytes"

// UnlockerKind is a kind of way to the vault key.
type UnlockerKind uint64

// The kinds of unlocker.
const (
	UnlockPasskey  UnlockerKind = 1
	UnlockPassword UnlockerKind = 2
	UnlockRecovery UnlockerKind = 3
)

// MaxWays is how many ways a vault lists at most.
const MaxWays = 32

func (k UnlockerKind) check() error {
	if k < UnlockPasskey || k > UnlockRecovery {
		return Fail(ErrMalformed, "unlocker", "unknown kind %d", k)
	}
	return nil
}

// Way is one line of the list that the vault itself keeps (section 9). New
// vault keys are sealed to these public keys and to no others: one that a server
// names is never sealed to.
type Way struct {
	_      struct{} `cbor:",toarray"`
	ID     ID16
	Kind   UnlockerKind
	Public SealingPublicKey
}

// checkWays refuses a list that is not sorted, too long, or names a password or
// a recovery code twice.
func checkWays(ways []Way) error {
	const op = "ways into the vault"
	if len(ways) == 0 || len(ways) > MaxWays {
		return Fail(ErrMalformed, op, "%d of them", len(ways))
	}
	seen := map[UnlockerKind]bool{}
	for i, way := range ways {
		if err := way.Kind.check(); err != nil {
			return err
		}
		if i > 0 && bytes.Compare(ways[i-1].ID[:], way.ID[:]) >= 0 {
			return Fail(ErrMalformed, op, "not sorted")
		}
		if way.Kind != UnlockPasskey && seen[way.Kind] {
			return Fail(ErrMalformed, op, "kind %d twice", way.Kind)
		}
		seen[way.Kind] = true
	}
	return nil
}

// PasskeyWay names the unlocker of a passkey by its credential id, so that the
// server knows which of the two belong together.
func PasskeyWay(credential []byte) ID16 {
	hash := HashID("credential", credential)
	return ID16(hash[:16])
}

// UnlockKey is what an unlock secret becomes: the key pair of one way into one
// account's vault. Only its public half is ever written down.
type UnlockKey struct {
	org, account ID
	way          Way
	opening      OpeningKey
}

// NewUnlockKey derives the key pair of a way. The same secret under another
// account, kind or id gives another.
func NewUnlockKey(org, account ID, kind UnlockerKind, id ID16, unlock Secret) (UnlockKey, error) {
	if err := kind.check(); err != nil {
		return UnlockKey{}, err
	}
	seed, err := Derive(unlock[:], org[:], "unlock", account, uint64(kind), id)
	if err != nil {
		return UnlockKey{}, err
	}
	defer seed.Wipe()
	opening, err := OpeningKeyFromSeed(seed)
	if err != nil {
		return UnlockKey{}, err
	}
	return UnlockKey{org, account, Way{ID: id, Kind: kind, Public: opening.Public()}, opening}, nil
}

// Way is the line for the vault's list.
func (k UnlockKey) Way() Way { return k.way }

// Wipe overwrites the private half.
func (k *UnlockKey) Wipe() { k.opening.Wipe() }

// UnlockBox is the place of the box in which a version's vault key is sealed to
// a way.
func UnlockBox(org, account ID, version uint64, to SealingPublicKey) BoxInfo {
	return BoxInfo{Org: org, Purpose: PurposeVaultUnlock, Object: account, Generation: version, Recipient: HashID("unlocker", to[:]), Author: account}
}

// Unlocker is one version's vault key, sealed to one way.
type Unlocker struct {
	_     struct{} `cbor:",toarray"`
	Suite Suite
	ID    ID16
	Kind  UnlockerKind
	Box   [EncapsulationSize + 32 + 16]byte
}

// SealUnlocker seals the vault key of a version to a way of the vault's list.
func SealUnlocker(org, account ID, version uint64, to Way, vaultKey Secret) (Unlocker, error) {
	box, err := SealBox(to.Public, UnlockBox(org, account, version, to.Public), vaultKey[:])
	if err != nil {
		return Unlocker{}, err
	}
	u := Unlocker{ID: to.ID, Kind: to.Kind}
	copy(u.Box[:], box)
	return u, u.Kind.check()
}

// ParseUnlocker reads an unlocker's wire form.
func ParseUnlocker(wire []byte) (Unlocker, error) {
	var u Unlocker
	if err := Decode(wire, DefaultLimit, &u); err != nil {
		return Unlocker{}, err
	}
	return u, u.Kind.check()
}

// Bytes is the unlocker's wire form.
func (u Unlocker) Bytes() ([]byte, error) { return Encode(u) }

// Open gives the vault key of a version.
func (k UnlockKey) Open(u Unlocker, version uint64) (Secret, error) {
	if u.ID != k.way.ID || u.Kind != k.way.Kind {
		return Secret{}, Fail(ErrCannotOpen, "unlock", "it is another way's unlocker")
	}
	plaintext, err := k.opening.Open(UnlockBox(k.org, k.account, version, k.way.Public), u.Box[:])
	if err != nil {
		return Secret{}, err
	}
	defer clear(plaintext)
	return SecretFrom(plaintext)
}
