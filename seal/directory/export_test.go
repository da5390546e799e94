package directory

import (
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// WithStatements is what a lying server sends: a true proof with statements
// added, each with its true inclusion if it is its slot's newest.
func WithStatements(t testing.TB, r *Replay, proof []byte, added ...Statement) []byte {
	t.Helper()
	return rebuilt(t, r, proof, seal.ID{}, added...)
}

// WithoutStatement is a true proof with one statement left out.
func WithoutStatement(t testing.TB, r *Replay, proof []byte, without seal.ID) []byte {
	t.Helper()
	return rebuilt(t, r, proof, without)
}

func rebuilt(t testing.TB, r *Replay, proof []byte, without seal.ID, added ...Statement) []byte {
	t.Helper()
	var wire proofWire
	if err := seal.Decode(proof, ProofLimit, &wire); err != nil {
		t.Fatal(err)
	}
	b := proofBuilder{r: r, place: map[seal.ID]int{}}
	all := wire.Statements
	wire.Statements = nil
	for _, raw := range all {
		s, err := ParseStatement(raw)
		if err != nil {
			t.Fatal(err)
		}
		if s.ID() != without {
			b.list, wire.Statements = append(b.list, s), append(wire.Statements, raw)
		}
	}
	for _, s := range added {
		bytes, err := s.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		b.list, wire.Statements = append(b.list, s), append(wire.Statements, bytes)
	}
	var err error
	if wire.Inclusions, err = b.inclusions(); err != nil {
		t.Fatal(err)
	}
	out, err := seal.Encode(wire)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
