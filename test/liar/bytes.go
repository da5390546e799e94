package liar

import (
	"slices"

	"github.com/sealdesk/sealdesk/seal"
)

// envelope is a message's outer form (protocol, section 7).
type envelope struct {
	_          struct{} `cbor:",toarray"`
	Header     []byte
	Ciphertext []byte
	Signature  seal.Signature
}

func opened(wire []byte) (envelope, error) {
	var e envelope
	err := seal.Decode(wire, 80<<10, &e)
	return e, err
}

func (e envelope) bytes() []byte {
	wire, err := seal.Encode(e)
	if err != nil { // byte strings always encode
		return nil
	}
	return wire
}

// with is the entry with other bytes, and their hash if they are a message's.
func (e Entry) with(wire []byte) Entry {
	e.Bytes = wire
	if message, err := seal.ParseMessage(wire); err == nil {
		e.Hash = message.Hash()
	}
	return e
}

// flipped changes one bit in the middle.
func flipped(wire []byte) []byte {
	out := slices.Clone(wire)
	if len(out) > 0 {
		out[len(out)/2] ^= 1
	}
	return out
}
