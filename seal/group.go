package seal

import "io"

// GroupSecret is the secret of one generation of a group's key (section 5).
type GroupSecret struct {
	_      struct{} `cbor:",toarray"`
	Number uint64
	Secret Secret
}

// GroupKeys are what a member derives from a generation's secret.
type GroupKeys struct {
	Org, Group ID
	Number     uint64
	// Opening opens boxes sealed to the group's generation.
	Opening OpeningKey
	// Wrap is the root of re-wraps.
	Wrap Secret
	// Commitment must equal the one in the generation statement.
	Commitment ID
}

// DeriveGroupKeys derives a generation's keys. They are unchecked until Match.
func DeriveGroupKeys(org, group ID, secret GroupSecret) (GroupKeys, error) {
	keys := GroupKeys{Org: org, Group: group, Number: secret.Number}
	seed, err := Derive(secret.Secret[:], org[:], "group-seal", group, secret.Number)
	if err != nil {
		return GroupKeys{}, err
	}
	if keys.Opening, err = OpeningKeyFromSeed(seed); err != nil {
		return GroupKeys{}, err
	}
	if keys.Wrap, err = Derive(secret.Secret[:], org[:], "group-wrap", group, secret.Number); err != nil {
		return GroupKeys{}, err
	}
	keys.Commitment, err = Commit(secret.Secret, org, "group", group, secret.Number)
	return keys, err
}

// Match checks the keys against a generation statement: its commitment and its
// public key. Both, because either alone could be made to fit another secret.
func (k GroupKeys) Match(commitment ID, sealing SealingPublicKey) error {
	public := k.Opening.Public()
	if !equal(k.Commitment[:], commitment[:]) || !equal(public[:], sealing[:]) {
		return Fail(ErrUnverified, "check group secret", "it is not the secret of the statement")
	}
	return nil
}

// Wipe overwrites the keys.
func (k *GroupKeys) Wipe() {
	k.Opening.Wipe()
	k.Wrap.Wipe()
}

// GroupBox is the place of a box that carries group secrets to an account.
func GroupBox(org, group ID, number uint64, account, device ID) BoxInfo {
	return BoxInfo{Org: org, Purpose: PurposeGroupSecret, Object: group, Generation: number, Recipient: account, Author: device}
}

// SealGroupSecrets seals secrets, ascending by number, to an account.
func SealGroupSecrets(to SealingPublicKey, info BoxInfo, secrets []GroupSecret) ([]byte, error) {
	if err := checkSecrets(secrets, info.Generation); err != nil {
		return nil, err
	}
	plaintext, err := Encode(secrets)
	if err != nil {
		return nil, err
	}
	defer clear(plaintext)
	return SealBox(to, info, plaintext)
}

// OpenGroupSecrets opens a group box; callers check each secret with Match.
func OpenGroupSecrets(key OpeningKey, info BoxInfo, box []byte) ([]GroupSecret, error) {
	plaintext, err := key.Open(info, box)
	if err != nil {
		return nil, err
	}
	defer clear(plaintext)
	return parseGroupSecrets(plaintext, info.Generation)
}

func parseGroupSecrets(plaintext []byte, number uint64) ([]GroupSecret, error) {
	var secrets []GroupSecret
	if err := Decode(plaintext, DefaultLimit, &secrets); err != nil {
		return nil, err
	}
	return secrets, checkSecrets(secrets, number)
}

// checkSecrets checks that secrets ascend and end with the box's own number.
func checkSecrets(secrets []GroupSecret, number uint64) error {
	if len(secrets) == 0 || secrets[0].Number == 0 || secrets[len(secrets)-1].Number != number {
		return Fail(ErrMalformed, "group box", "its secrets do not end with generation %d", number)
	}
	for i := 1; i < len(secrets); i++ {
		if secrets[i].Number <= secrets[i-1].Number {
			return Fail(ErrMalformed, "group box", "secrets are not ascending")
		}
	}
	return nil
}

// NewGroupSecret draws the secret of generation number.
func NewGroupSecret(random io.Reader, number uint64) (GroupSecret, error) {
	secret, err := NewSecret(random)
	return GroupSecret{Number: number, Secret: secret}, err
}
