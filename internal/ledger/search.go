package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// The index of the record knows for each tile of it which words its events hold:
// kinds, ids, networks. It is written with the tile. A search looks only into the
// tiles that hold all words that it asks for, and the newest entries, which fill
// no tile yet.

// Term is a word of the index. Two words may share one: what is found is compared
// with what was asked for.
type Term int64

func term(kind byte, value []byte) Term {
	digest := sha256.Sum256(append([]byte{kind}, value...))
	return Term(binary.BigEndian.Uint64(digest[:])) //nolint:gosec // any 64 bits
}

const (
	kindTerm    = 'k'
	areaTerm    = 'a'
	idTerm      = 'i'
	networkTerm = 'n'
	refusedTerm = 'r'
)

// area is the first word of a kind: "session" of "session.created".
func area(kind Kind) string {
	first, _, _ := strings.Cut(string(kind), ".")
	return first
}

// Terms hands the words of an event to each.
func Terms(e *Event, each func(Term)) {
	each(term(kindTerm, []byte(e.Kind)))
	each(term(areaTerm, []byte(area(e.Kind))))
	for _, id := range [...]seal.OptionalID{e.Actor.ID, e.Device, e.Object, e.Within} {
		if id.Present() {
			each(term(idTerm, id[:]))
		}
	}
	if e.Network != "" {
		each(term(networkTerm, []byte(e.Network)))
	}
	if e.Outcome == ledger.Refused {
		each(term(refusedTerm, nil))
	}
}

// Filter says which events are wanted: those that hold everything that is set.
type Filter struct {
	Kind         Kind    // a kind, or the first word of some
	Actor        Actor   // whoever did it; a role alone is not enough to search by
	About        seal.ID // an id that is named anywhere: who, from where, on what
	Object       seal.ID // what it was done to, or what that belongs to
	Device       seal.ID
	Network      string
	Refused      bool
	Since, Until uint64 // Unix milliseconds, both included; 0: open
}

// Terms are the words that a tile must hold.
func (f Filter) Terms() (terms []Term) {
	if strings.Contains(string(f.Kind), ".") {
		terms = append(terms, term(kindTerm, []byte(f.Kind)))
	} else if f.Kind != "" {
		terms = append(terms, term(areaTerm, []byte(f.Kind)))
	}
	for _, id := range [...]seal.ID{f.Actor.ID.ID(), f.About, f.Object, f.Device} {
		if !id.IsZero() {
			terms = append(terms, term(idTerm, id[:]))
		}
	}
	if f.Network != "" {
		terms = append(terms, term(networkTerm, []byte(f.Network)))
	}
	if f.Refused {
		terms = append(terms, term(refusedTerm, nil))
	}
	return terms
}

// Holds reports whether an event is wanted.
func (f Filter) Holds(e *Event) bool {
	about, object := seal.Some(f.About), seal.Some(f.Object)
	switch {
	case f.Kind != "" && f.Kind != e.Kind && string(f.Kind) != area(e.Kind),
		f.Actor != (Actor{}) && f.Actor != e.Actor,
		about.Present() && about != e.Actor.ID && about != e.Device && about != e.Object && about != e.Within,
		object.Present() && object != e.Object && object != e.Within,
		!f.Device.IsZero() && seal.Some(f.Device) != e.Device,
		f.Network != "" && f.Network != e.Network,
		f.Refused && e.Outcome != ledger.Refused,
		e.Time < f.Since, f.Until > 0 && e.Time > f.Until:
		return false
	}
	return true
}

// Named is the id that is searched by, zero if there is none.
func (f Filter) Named() seal.ID {
	for _, id := range [...]seal.ID{f.About, f.Object, f.Actor.ID.ID(), f.Device} {
		if !id.IsZero() {
			return id
		}
	}
	return seal.ID{}
}

// IsZero reports whether nothing was asked for, and everything is wanted.
func (f Filter) IsZero() bool { return f == Filter{} }
