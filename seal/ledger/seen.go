package ledger

import (
	"encoding/hex"
	"strings"

	"github.com/sealdesk/sealdesk/seal"
)

// A message can end with what its sender's device last saw of the record: size,
// root and the server's signature of a checkpoint. The other words of the note are
// the same for everybody, and are put around it again by who reads it.

// Seen is what a signed checkpoint says, for a message, checked under the keys that
// may have signed it.
func Seen(signed []byte, keys ...string) (seal.RecordSeen, error) {
	opened, err := OpenSigned(signed, keys...)
	if err != nil {
		return seal.RecordSeen{}, err
	}
	seen := seal.RecordSeen{Size: uint64(opened.Size), Root: opened.Root} //nolint:gosec // not negative
	raw, err := encoding.DecodeString(opened.own.Base64)
	if err != nil || len(raw) != keyHashSize+len(seen.Signature) {
		return seal.RecordSeen{}, notACheckpoint("an Ed25519 signature")
	}
	copy(seen.Signature[:], raw[keyHashSize:])
	return seen, nil
}

const keyHashSize = 4

// OpenSeen puts the note together again that somebody saw, and checks it as Open
// does. What no key of these signed is seal.ErrUnverified.
func OpenSeen(seen seal.RecordSeen, org seal.ID, keys ...string) (signed []byte, c Checkpoint, err error) {
	const op, most = "ledger checkpoint", 1<<53 - 1
	if seen.Size > most {
		return nil, c, seal.Fail(seal.ErrMalformed, op, "no record is so long")
	}
	c = Checkpoint{Origin: Origin(org), Size: int64(seen.Size), Root: seen.Root} //nolint:gosec // below 2^53
	for _, key := range keys {
		parts := strings.Split(key, "+")
		hash, err := hex.DecodeString(parts[min(1, len(parts)-1)])
		if err != nil {
			return nil, c, seal.Fail(seal.ErrMalformed, "ledger key", "%v", err)
		}
		signature := encoding.EncodeToString(append(hash, seen.Signature[:]...))
		signed = []byte(c.Text() + "\n— " + c.Origin + " " + signature + "\n")
		if again, err := Open(signed, key); err == nil && again == c {
			return signed, c, nil
		}
	}
	return nil, c, seal.Fail(seal.ErrUnverified, op, "no key of the server signed it")
}
