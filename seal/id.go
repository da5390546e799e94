package seal

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
)

// ID is a SHA-256 value that names an object (section 2).
type ID [32]byte

// String is the first eight hex digits, for people and logs; Hex is the whole.
func (id ID) String() string { return hex.EncodeToString(id[:4]) }

// Hex is the id as 64 lower-case hex digits.
func (id ID) Hex() string { return hex.EncodeToString(id[:]) }

// MarshalText gives Hex, so that ids are hex in JSON and as map keys.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.Hex()), nil }

// UnmarshalText reads 64 lower-case hex digits.
func (id *ID) UnmarshalText(text []byte) error {
	parsed, err := ParseID(string(text))
	if err != nil {
		return err
	}
	*id = parsed
	return nil
}

// IsZero reports whether the id is unset.
func (id ID) IsZero() bool { return id == ID{} }

// ParseID reads 64 lower-case hex digits; one spelling only.
func ParseID(text string) (ID, error) {
	var id ID
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != len(id) || hex.EncodeToString(raw) != text {
		return ID{}, Fail(ErrMalformed, "read id", "an id has 64 lower-case hex digits")
	}
	copy(id[:], raw)
	return id, nil
}

// OptionalID is an id or nothing (`id?`); the zero value is absent and is
// written as the empty byte string.
type OptionalID ID

// Some is a present id.
func Some(id ID) OptionalID { return OptionalID(id) }

// Present reports whether there is an id.
func (o OptionalID) Present() bool { return o != OptionalID{} }

// ID is the id, zero if absent.
func (o OptionalID) ID() ID { return ID(o) }

// MarshalCBOR writes the empty byte string or 32 bytes.
func (o OptionalID) MarshalCBOR() ([]byte, error) {
	if !o.Present() {
		return []byte{0x40}, nil
	}
	return append([]byte{0x58, 32}, o[:]...), nil
}

// UnmarshalCBOR reads the empty byte string or 32 bytes.
func (o *OptionalID) UnmarshalCBOR(data []byte) error {
	switch {
	case len(data) == 1 && data[0] == 0x40:
		*o = OptionalID{}
		return nil
	case len(data) == 34 && data[0] == 0x58 && data[1] == 32:
		copy(o[:], data[2:])
		return nil
	default:
		return Fail(ErrMalformed, "read optional id", "neither empty nor 32 bytes")
	}
}

// ID16 is a 16-byte name, random but for the unlockers of passkeys: message ids,
// logical ids, blob and unlocker ids.
type ID16 [16]byte

// String is the whole id in hex; it carries no secret.
func (id ID16) String() string { return hex.EncodeToString(id[:]) }

// Domain is M(type, bytes): what every signature, hash and MAC of the protocol
// covers, so that no object can pass for one of another type (section 2).
func Domain(objectType string, data []byte) []byte {
	out := make([]byte, 0, len(domainPrefix)+len(objectType)+1+len(data))
	out = append(out, domainPrefix...)
	out = append(out, objectType...)
	out = append(out, 0)
	return append(out, data...)
}

const domainPrefix = "sealdesk/1/"

// HashID is ID(type, bytes).
func HashID(objectType string, data []byte) ID {
	return sha256.Sum256(Domain(objectType, data))
}

func equal(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }
