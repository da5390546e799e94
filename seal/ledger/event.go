package ledger

import (
	"encoding/binary"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/sealdesk/sealdesk/seal"
)

// Kind names an act, for example "message.appended".
type Kind string

// Role says what kind of actor did it. The zero value is nobody who is known.
type Role uint8

// The roles.
const (
	Nobody  Role = iota // not signed in; its id is zero
	Visitor             // a visitor device, by its id
	Account             // a member of staff, by account
	Server              // the server by itself: chores, start and stop; its id is zero
	Machine             // reserved: a token of a program
	roles
)

var roleNames = [roles]string{"nobody", "visitor", "account", "server", "machine"}

// String is the role's name.
func (r Role) String() string {
	if r < roles {
		return roleNames[r]
	}
	return "unknown"
}

// Actor is who did it.
type Actor struct {
	_    struct{} `cbor:",toarray"`
	Role Role
	ID   seal.OptionalID
}

// String is "account:" and the id in hex, or the role alone.
func (a Actor) String() string {
	if !a.ID.Present() {
		return a.Role.String()
	}
	return a.Role.String() + ":" + a.ID.ID().Hex()
}

// ParseActor reads what String wrote.
func ParseActor(text string) (Actor, error) {
	name, hex, named := strings.Cut(text, ":")
	role := slices.Index(roleNames[:], name)
	if role < 0 {
		return Actor{}, seal.Fail(seal.ErrMalformed, "ledger actor", "no role of that name")
	}
	a := Actor{Role: Role(role)} //nolint:gosec // one of a few
	if named {
		id, err := seal.ParseID(hex)
		if err != nil {
			return Actor{}, err
		}
		a.ID = seal.Some(id)
	}
	return a, nil
}

// Outcome says whether the act was done.
type Outcome uint8

// The outcomes.
const (
	Done Outcome = iota
	Refused
	outcomes
)

// Event is one act. It holds ids, times, counts and words of closed
// vocabularies; never content, names or secrets.
type Event struct {
	_       struct{} `cbor:",toarray"`
	Version uint8    // of this form: 1
	Time    uint64   // Unix milliseconds, as the server's clock had it
	Kind    Kind
	Actor   Actor
	Device  seal.OptionalID // the browser that it came from, if one was bound
	Network string          // where it came from: an IPv4 address or an IPv6 /64
	Object  seal.OptionalID // what it was done to; the kind says what that is
	Within  seal.OptionalID // the conversation or inbox that the object belongs to, if it is another
	Outcome Outcome
	Policy  string // the action that was asked for, for example "thread.read"
	Reason  string // why: the check that refused, or a word of the kind's vocabulary
	First   uint64 // of a range, for example the first sequence that was fetched; or a count
	Last    uint64
}

// Details goes through what else is known of the act, by name, as text.
func (e *Event) Details() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		named := [...]struct{ name, value string }{
			{"outcome", map[Outcome]string{Refused: "refused"}[e.Outcome]}, {"object", hexOf(e.Object)}, {"within", hexOf(e.Within)},
			{"device", hexOf(e.Device)}, {"network", e.Network}, {"policy", e.Policy}, {"reason", e.Reason}, {"first", countOf(e.First)}, {"last", countOf(e.Last)},
		}
		for _, detail := range named {
			if detail.value != "" && !yield(detail.name, detail.value) {
				return
			}
		}
	}
}

func hexOf(id seal.OptionalID) string {
	if !id.Present() {
		return ""
	}
	return id.ID().Hex()
}

func countOf(n uint64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

// Limits of an event's form, in bytes.
const (
	EventLimit = 1024
	wordLimit  = 64
)

// Append adds the event's one encoding (CBOR, docs/protocol.md section 2) to
// data. Words over their limits are cut: an act must not fail for them.
func (e *Event) Append(data []byte) []byte {
	data = append(data, 0x80|13, 1)
	data = number(data, 0, e.Time)
	data = word(data, string(e.Kind))
	data = append(data, 0x82, byte(e.Actor.Role))
	data = id(data, e.Actor.ID)
	data = id(data, e.Device)
	data = word(data, e.Network)
	data = id(data, e.Object)
	data = id(data, e.Within)
	data = append(data, byte(e.Outcome))
	data = word(data, e.Policy)
	data = word(data, e.Reason)
	data = number(data, 0, e.First)
	return number(data, 0, e.Last)
}

// number writes a head of the shortest form (RFC 8949 section 4.2.1).
func number(data []byte, major byte, value uint64) []byte {
	switch {
	case value < 24:
		return append(data, major|byte(value))
	case value < 1<<8:
		return append(data, major|24, byte(value))
	case value < 1<<16:
		return binary.BigEndian.AppendUint16(append(data, major|25), uint16(value))
	case value < 1<<32:
		return binary.BigEndian.AppendUint32(append(data, major|26), uint32(value))
	}
	return binary.BigEndian.AppendUint64(append(data, major|27), value)
}

func word(data []byte, text string) []byte {
	text = text[:min(len(text), wordLimit)]
	return append(number(data, 0x60, uint64(len(text))), text...)
}

func id(data []byte, id seal.OptionalID) []byte {
	if !id.Present() {
		return append(data, 0x40)
	}
	return append(append(data, 0x58, 32), id[:]...)
}

// ParseEvent reads an event's one encoding, and refuses every other.
func ParseEvent(data []byte) (Event, error) {
	var e Event
	if err := seal.Decode(data, EventLimit, &e); err != nil {
		return Event{}, err
	}
	words := []string{string(e.Kind), e.Network, e.Policy, e.Reason}
	long := slices.ContainsFunc(words, func(w string) bool { return len(w) > wordLimit })
	if e.Version != 1 || e.Kind == "" || e.Actor.Role >= roles || e.Outcome >= outcomes || long {
		return Event{}, seal.Fail(seal.ErrMalformed, "ledger event", "not an event of version 1")
	}
	return e, nil
}

// Salt hides an event in its commitment until it is shown: without it, events
// that can be guessed could be recognised.
type Salt [16]byte

// Commit is an event's entry in the tree: what stays when the event is erased.
func Commit(salt Salt, event []byte) seal.ID {
	data := make([]byte, 0, len(salt)+len(event))
	return seal.HashID("ledger-event", append(append(data, salt[:]...), event...))
}
