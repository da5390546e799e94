package seal

import "encoding/binary"

// Transcript is the running hash over a thread's entries (section 7.1): its
// generation statements and messages, in one sequence from 1.
type Transcript struct {
	sequence uint64
	hash     ID
}

// NewTranscript is T(0) of a thread.
func NewTranscript(thread ID) Transcript {
	return Transcript{hash: HashID("transcript", thread[:])}
}

// ResumeTranscript continues at a stored sequence and hash.
func ResumeTranscript(sequence uint64, hash ID) Transcript {
	return Transcript{sequence: sequence, hash: hash}
}

// Sequence is the number of entries.
func (t Transcript) Sequence() uint64 { return t.sequence }

// Hash is T(Sequence()).
func (t Transcript) Hash() ID { return t.hash }

// Next is the transcript after one more entry: a generation's statement id or
// a message hash.
func (t Transcript) Next(entry ID) Transcript {
	data := make([]byte, 0, 72)
	data = append(data, t.hash[:]...)
	data = binary.BigEndian.AppendUint64(data, t.sequence+1)
	data = append(data, entry[:]...)
	return Transcript{sequence: t.sequence + 1, hash: HashID("transcript", data)}
}

// Receipt is the server's word for an entry's place.
type Receipt struct {
	_          struct{} `cbor:",toarray"`
	Suite      Suite
	Org        ID
	ServerKey  ID // the server-key statement's id
	Thread     ID
	Sequence   uint64
	Entry      ID
	Transcript ID // T(Sequence)
	Time       uint64
}

// ObjectType is "receipt".
func (Receipt) ObjectType() string { return "receipt" }

func (r Receipt) appendCBOR(to []byte) []byte {
	to = append(appendHead(to, 4, 8), 0x01) // suite 1
	to = appendBytes(to, r.Org[:])
	to = appendBytes(to, r.ServerKey[:])
	to = appendBytes(to, r.Thread[:])
	to = appendHead(to, 0, r.Sequence)
	to = appendBytes(to, r.Entry[:])
	to = appendBytes(to, r.Transcript[:])
	return appendHead(to, 0, r.Time)
}

// Validate checks the shape.
func (r Receipt) Validate() error {
	if r.Sequence == 0 {
		return Fail(ErrMalformed, "receipt", "sequences start at 1")
	}
	return nil
}

// Accept checks a verified receipt for entry and moves the transcript on. An
// entry out of order, missing or swapped does not get through.
func (t Transcript) Accept(receipt Receipt, entry ID) (Transcript, error) {
	next := t.Next(entry)
	if receipt.Sequence != next.sequence {
		return t, Fail(ErrConflict, "accept entry", "entry %d after %d", receipt.Sequence, t.sequence)
	}
	if !equal(receipt.Entry[:], entry[:]) || !equal(receipt.Transcript[:], next.hash[:]) {
		return t, Fail(ErrUnverified, "accept entry", "the receipt is for another history")
	}
	return next, nil
}

// CheckSeen checks that a message at sequence comes after what it cites, and
// cites the history that the verifier has. at gives the verifier's T(n).
func (h Header) CheckSeen(sequence uint64, at func(n uint64) (ID, bool)) error {
	if h.Seen >= sequence {
		return Fail(ErrUnverified, "check order", "it cites what comes after it")
	}
	known, ok := at(h.Seen)
	if !ok || !equal(known[:], h.SeenTranscript[:]) {
		return Fail(ErrUnverified, "check order", "it cites another history")
	}
	return nil
}

// MarkKind is delivered or read.
type MarkKind uint64

// The kinds of mark.
const (
	MarkDelivered MarkKind = 1
	MarkRead      MarkKind = 2
)

// Mark says up to where a device has received or read.
type Mark struct {
	_          struct{} `cbor:",toarray"`
	Suite      Suite
	Org        ID
	Thread     ID
	Device     ID
	Kind       MarkKind
	Sequence   uint64
	Transcript ID // T(Sequence)
	Time       uint64
}

// ObjectType is "mark".
func (Mark) ObjectType() string { return "mark" }

// Validate checks the shape.
func (m Mark) Validate() error {
	if m.Kind != MarkDelivered && m.Kind != MarkRead {
		return Fail(ErrMalformed, "mark", "unknown kind %d", m.Kind)
	}
	return nil
}

// Session answers the server's challenge (section 13).
type Session struct {
	_         struct{} `cbor:",toarray"`
	Suite     Suite
	Org       ID
	Device    ID // visitor device
	Challenge ID // 32 bytes, used once
	Time      uint64
}

// ObjectType is "session".
func (Session) ObjectType() string { return "session" }

// Validate has nothing to check beyond the encoding.
func (Session) Validate() error { return nil }
