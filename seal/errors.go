package seal

import "fmt"

// Kind says what an error means to the caller. A Kind is itself an error, so
// errors.Is(err, seal.ErrMalformed) works on everything this package returns.
type Kind uint8

// The kinds of failure. The zero Kind is never returned.
const (
	// ErrMalformed: the bytes are not the one encoding of the object.
	ErrMalformed Kind = iota + 1
	// ErrReserved: the bytes are laid down for later; this version refuses them.
	ErrReserved
	// ErrUnverified: a signature, commitment, hash or right does not hold.
	ErrUnverified
	// ErrCannotOpen: the key at hand does not open this; the caller is no reader.
	ErrCannotOpen
	// ErrTooLarge: over the object's limit.
	ErrTooLarge
	// ErrConflict: two different objects claim one place.
	ErrConflict
)

// Error names the kind in plain words.
func (k Kind) Error() string {
	switch k {
	case ErrMalformed:
		return "malformed"
	case ErrReserved:
		return "reserved for a later version"
	case ErrUnverified:
		return "not verified"
	case ErrCannotOpen:
		return "cannot be opened with this key"
	case ErrTooLarge:
		return "too large"
	case ErrConflict:
		return "conflict"
	default:
		return "unknown failure"
	}
}

// Error is a failure with its kind, the operation that met it, and a detail
// that holds no content and no secret.
type Error struct {
	Kind   Kind
	Op     string
	Detail string
}

// Error reads "seal: operation: kind: detail".
func (e *Error) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("seal: %s: %s", e.Op, e.Kind.Error())
	}
	return fmt.Sprintf("seal: %s: %s: %s", e.Op, e.Kind.Error(), e.Detail)
}

// Unwrap gives the kind, for errors.Is.
func (e *Error) Unwrap() error { return e.Kind }

// Fail makes an error of this package's shape; seal/directory uses it too.
func Fail(kind Kind, op, format string, args ...any) error {
	return &Error{Kind: kind, Op: op, Detail: fmt.Sprintf(format, args...)}
}
