package seal

import (
	"bytes"
	"slices"
)

// Certificate is the server's signed word that it destroyed the keys of a
// conversation (section 12). It closes the stored copies of an honest server;
// it says nothing of copies that a reader kept.
type Certificate struct {
	_            struct{} `cbor:",toarray"`
	Suite        Suite
	Org          ID
	ServerKey    ID // the server-key statement's id
	Conversation ID
	Closed       uint64 // Unix seconds
	Destroyed    uint64 // Unix seconds
	Generations  []ID   // of the conversation and of its notes, sorted
	Attachments  uint64 // deleted with it
}

// ObjectType is "certificate".
func (Certificate) ObjectType() string { return "certificate" }

// Validate checks the shape.
func (c Certificate) Validate() error {
	if len(c.Generations) == 0 {
		return Fail(ErrMalformed, "certificate", "it names no key")
	}
	ascending := slices.IsSortedFunc(c.Generations, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	if !ascending || len(slices.Compact(slices.Clone(c.Generations))) != len(c.Generations) {
		return Fail(ErrMalformed, "certificate", "generations are not sorted, or repeat")
	}
	if c.Destroyed < c.Closed {
		return Fail(ErrMalformed, "certificate", "destroyed before it was closed")
	}
	return nil
}
