package seal

import (
	"fmt"
	"io"
	"log/slog"
)

const redacted = "[secret]"

// Secret is 32 bytes that must not be seen: a seed, a symmetric key, a derived
// key. It prints, logs and marshals to text as "[secret]"; only protocol
// encodings inside sealed objects contain it.
type Secret [32]byte

// NewSecret draws a secret from random.
func NewSecret(random io.Reader) (Secret, error) {
	var s Secret
	if _, err := io.ReadFull(random, s[:]); err != nil {
		return Secret{}, fmt.Errorf("seal: draw secret: %w", err)
	}
	return s, nil
}

// SecretFrom takes 32 bytes.
func SecretFrom(raw []byte) (Secret, error) {
	var s Secret
	if len(raw) != len(s) {
		return Secret{}, Fail(ErrMalformed, "read secret", "%d bytes instead of 32", len(raw))
	}
	copy(s[:], raw)
	return s, nil
}

// Wipe overwrites the secret. Copies made before are out of its reach.
func (s *Secret) Wipe() { clear(s[:]) }

// IsZero reports whether the secret is unset or wiped.
func (s Secret) IsZero() bool { return s.Equal(Secret{}) }

// Equal compares in constant time.
func (s Secret) Equal(other Secret) bool { return equal(s[:], other[:]) }

// Format prints "[secret]" whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// String is "[secret]".
func (s Secret) String() string { return redacted }

// MarshalText is "[secret]", so that JSON never holds one.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// LogValue is "[secret]".
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// drawID16 draws a random 16-byte name.
func drawID16(random io.Reader) (ID16, error) {
	var id ID16
	if _, err := io.ReadFull(random, id[:]); err != nil {
		return ID16{}, fmt.Errorf("seal: draw id: %w", err)
	}
	return id, nil
}

// NewID16 draws a random 16-byte name from random.
func NewID16(random io.Reader) (ID16, error) { return drawID16(random) }
