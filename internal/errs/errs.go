// Package errs is the one error type of the server.
//
// Promise: an error carries what the person in front of the screen needs (what
// happened, what to do next) apart from what the operator needs (operation and
// cause). Only Message, Next and Detail ever leave the process.
//
// Threat: causes name tables, files and addresses; they are never shown. The
// zero Kind is Internal, so an error that nobody classified says nothing.
//
// Limits: it does not translate; messages are plain English.
package errs

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what sort of failure it is. The edge turns it into a status.
type Kind uint8

// The kinds, with the HTTP status that the edge gives them.
const (
	Internal        Kind = iota // 500
	Invalid                     // 400: cannot be read
	Unprocessable               // 422: read, and refused
	Unauthenticated             // 401
	Forbidden                   // 403
	NotFound                    // 404, also for what the caller may not know exists
	Conflict                    // 409
	Gone                        // 410
	TooLarge                    // 413
	Limited                     // 429
	Unavailable                 // 503
)

// String returns the kind's name on the wire.
func (k Kind) String() string {
	switch k {
	case Invalid, Unprocessable:
		return "invalid"
	case Unauthenticated:
		return "unauthenticated"
	case Forbidden:
		return "forbidden"
	case NotFound:
		return "not_found"
	case Conflict:
		return "conflict"
	case Gone:
		return "gone"
	case TooLarge:
		return "too_large"
	case Limited:
		return "limited"
	case Unavailable:
		return "unavailable"
	}
	return "internal"
}

// Error is a failure with a public and a private side.
type Error struct {
	Kind    Kind
	Op      string // what was being done, for the log: "conversation.append"
	Message string // public: one plain sentence
	Next    string // public: what to do next
	Reason  string // public: a word that programs decide on, or ""
	Retry   time.Duration
	Cause   error // private
}

// Error returns the private text, for logs.
func (e *Error) Error() string {
	text := e.Op + ": " + e.Kind.String() + ": " + e.Message
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap returns the private cause.
func (e *Error) Unwrap() error { return e.Cause }

// New makes an error with a public message and a next step.
func New(kind Kind, op, message, next string) *Error {
	return &Error{Kind: kind, Op: op, Message: message, Next: next}
}

// Wrap gives an error a public side and keeps it as the private cause. An
// *Error that is already inside keeps its own public side.
func Wrap(err error, kind Kind, op, message, next string) error {
	if err == nil {
		return nil
	}
	var known *Error
	if errors.As(err, &known) {
		return fmt.Errorf("%s: %w", op, err)
	}
	return &Error{Kind: kind, Op: op, Message: message, Next: next, Cause: err}
}

// Because sets the word that programs decide on and returns the error.
func (e *Error) Because(reason string) *Error {
	e.Reason = reason
	return e
}

// From returns the classified error inside err; what nobody classified is
// Internal and says nothing.
func From(err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	return &Error{
		Kind: Internal, Op: "unclassified", Cause: err,
		Message: "Something went wrong on the server.",
		Next:    "Try again. If it happens again, tell whoever runs this desk; the time is in its log.",
	}
}

// Is reports whether err is of a kind.
func Is(err error, kind Kind) bool {
	var known *Error
	return errors.As(err, &known) && known.Kind == kind
}
