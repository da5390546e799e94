package seal

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

// VisitorDevice is the key pair statement of a customer's browser (section 6).
// It is signed by itself.
type VisitorDevice struct {
	_       struct{} `cbor:",toarray"`
	Suite   Suite
	Org     ID
	Signing PublicKey
	Sealing SealingPublicKey
	Time    uint64 // Unix seconds
	Salt    ID16
}

// ObjectType is "visitor-device".
func (VisitorDevice) ObjectType() string { return "visitor-device" }

// Validate checks both keys.
func (d VisitorDevice) Validate() error {
	if err := d.Signing.Check(); err != nil {
		return err
	}
	return d.Sealing.Check()
}

// ParseVisitorDevice reads a visitor device and checks its own signature.
func ParseVisitorDevice(wire []byte) (Signed[VisitorDevice], error) {
	signed, err := ParseSigned[VisitorDevice](wire)
	if err != nil {
		return Signed[VisitorDevice]{}, err
	}
	if _, err := signed.Verify(signed.Unverified().Signing); err != nil {
		return Signed[VisitorDevice]{}, err
	}
	return signed, nil
}

// ThreadKind tells conversations from staff notes.
type ThreadKind uint64

// The kinds of thread.
const (
	Conversation ThreadKind = 1
	Notes        ThreadKind = 2
	Room         ThreadKind = 3
)

// Thread opens a thread; its id is the hash of this payload.
type Thread struct {
	_       struct{} `cbor:",toarray"`
	Suite   Suite
	Org     ID
	Kind    ThreadKind
	Subject ID // the inbox, or for notes the conversation
	Author  ID // visitor device, or for notes the staff device
	Head    ID
	Random  ID // 32 random bytes
	Time    uint64
}

// ObjectType is "thread".
func (Thread) ObjectType() string { return "thread" }

// Validate refuses unknown kinds; rooms are reserved.
func (t Thread) Validate() error {
	switch t.Kind {
	case Conversation, Notes:
		return nil
	case Room:
		return Fail(ErrReserved, "thread", "rooms are not part of this version")
	default:
		return Fail(ErrMalformed, "thread", "unknown kind %d", t.Kind)
	}
}

// ReaderKind tells what a reader's reference names.
type ReaderKind uint64

// Kinds of reader; 3 to 5 are reserved.
const (
	ReaderVisitor ReaderKind = 1
	ReaderGroup   ReaderKind = 2
	ReaderArchive ReaderKind = 3
	ReaderBot     ReaderKind = 4
	ReaderAccount ReaderKind = 5
)

// Reader is one who can open a thread generation: a visitor device, or a group
// by its generation's statement id.
type Reader struct {
	_    struct{} `cbor:",toarray"`
	Kind ReaderKind
	Ref  ID
}

func compareReaders(a, b Reader) int {
	if a.Kind != b.Kind {
		return int(a.Kind) - int(b.Kind)
	}
	return bytes.Compare(a.Ref[:], b.Ref[:])
}

// Reason says why a thread generation was made.
type Reason string

// The reasons. "transfer" is reserved, and refused as any other word is.
const (
	ReasonCreate  Reason = "create"
	ReasonRefresh Reason = "refresh"
	ReasonDevice  Reason = "device"
)

// ThreadGeneration names the readers of one version of a thread's key.
type ThreadGeneration struct {
	_          struct{} `cbor:",toarray"`
	Suite      Suite
	Org        ID
	Thread     ID
	Number     uint64 // 1, 2, 3 …
	Previous   OptionalID
	Author     ID
	Head       ID
	Time       uint64
	Readers    []Reader // sorted by kind, then ref
	Commitment ID
	BoxHashes  []ID // one per reader, same order
	Reason     Reason
}

// ObjectType is "thread-generation".
func (ThreadGeneration) ObjectType() string { return "thread-generation" }

// Validate checks the shape: numbering, order, one box per reader, no reserved
// reader. Who may sign it, and which change is allowed, is for CheckSuccessor
// and the directory.
func (g ThreadGeneration) Validate() error {
	const op = "thread generation"
	if (g.Number == 1) == g.Previous.Present() || g.Number == 0 {
		return Fail(ErrMalformed, op, "number %d and its previous do not fit", g.Number)
	}
	if (g.Number == 1) != (g.Reason == ReasonCreate) {
		return Fail(ErrMalformed, op, "the first generation, and only it, creates")
	}
	switch g.Reason {
	case ReasonCreate, ReasonRefresh, ReasonDevice:
	default:
		return Fail(ErrMalformed, op, "unknown reason")
	}
	if len(g.Readers) == 0 || len(g.BoxHashes) != len(g.Readers) {
		return Fail(ErrMalformed, op, "%d boxes for %d readers", len(g.BoxHashes), len(g.Readers))
	}
	return validateReaders(g.Readers)
}

func validateReaders(readers []Reader) error {
	for i, reader := range readers {
		if i > 0 && compareReaders(readers[i-1], reader) >= 0 {
			return Fail(ErrMalformed, "thread generation", "readers are not sorted or repeat")
		}
		switch reader.Kind {
		case ReaderVisitor, ReaderGroup:
		case ReaderArchive, ReaderBot, ReaderAccount:
			return Fail(ErrReserved, "thread generation", "reader kind %d", reader.Kind)
		default:
			return Fail(ErrMalformed, "thread generation", "unknown reader kind %d", reader.Kind)
		}
	}
	return nil
}

// CheckSuccessor checks that next may follow g whose statement id is id: same
// thread, next number, and the readers that its reason and its author may
// change. refresh keeps the visitor devices, device keeps the groups; a visitor
// device must be a reader, and it alone changes the visitor devices, itself never
// away. byVisitor: the author is a visitor device, not staff of the owning group.
func (g ThreadGeneration) CheckSuccessor(id ID, next ThreadGeneration, byVisitor bool) error {
	const op = "thread generation"
	if next.Org != g.Org || next.Thread != g.Thread {
		return Fail(ErrUnverified, op, "it belongs to another thread")
	}
	if next.Previous != Some(id) || next.Number != g.Number+1 {
		return Fail(ErrConflict, op, "it does not follow the current generation")
	}
	if byVisitor && !slices.Contains(g.Visitors(), next.Author) {
		return Fail(ErrUnverified, op, "its author is a visitor device that is no reader")
	}
	if next.Reason == ReasonDevice {
		if !byVisitor || !slices.Contains(next.Visitors(), next.Author) {
			return Fail(ErrUnverified, op, "the customer's devices are the customer's to change")
		}
		if len(next.Groups()) != len(g.Groups()) {
			return Fail(ErrUnverified, op, "a device change keeps the groups")
		}
		return nil
	}
	if !slices.Equal(g.Visitors(), next.Visitors()) {
		return Fail(ErrUnverified, op, "a %s keeps the visitor devices", next.Reason)
	}
	return nil
}

// Visitors are the readers that are visitor devices.
func (g ThreadGeneration) Visitors() []ID { return g.refs(ReaderVisitor) }

// Groups are the group generations among the readers.
func (g ThreadGeneration) Groups() []ID { return g.refs(ReaderGroup) }

func (g ThreadGeneration) refs(kind ReaderKind) []ID {
	var refs []ID
	for _, reader := range g.Readers {
		if reader.Kind == kind {
			refs = append(refs, reader.Ref)
		}
	}
	return refs
}

// NewVisitorDevice makes and signs the statement of a new visitor device.
func NewVisitorDevice(random io.Reader, org ID, signing SigningKey, opening OpeningKey, unix uint64) (Signed[VisitorDevice], error) {
	salt, err := drawID16(random)
	if err != nil {
		return Signed[VisitorDevice]{}, err
	}
	return SignObject(signing, VisitorDevice{Org: org, Signing: signing.Public(), Sealing: opening.Public(), Time: unix, Salt: salt})
}

// NewThread makes and signs a thread; only its 32 random bytes are drawn.
func NewThread(random io.Reader, signing SigningKey, thread Thread) (Signed[Thread], error) {
	if _, err := io.ReadFull(random, thread.Random[:]); err != nil {
		return Signed[Thread]{}, fmt.Errorf("seal: draw thread: %w", err)
	}
	return SignObject(signing, thread)
}
