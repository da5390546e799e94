package directory

import (
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// WithStatements is what a lying server sends: a true proof with statements
// added, each with its true inclusion if it is its slot's newest.
func WithStatements(t testing.TB, r *Replay, proof []byte, added ...Statement) []byte {
	t.Helper()
	var wire proofWire
	if err := seal.Decode(proof, ProofLimit, &wire); err != nil {
		t.Fatal(err)
	}
	b := proofBuilder{r: r, place: map[seal.ID]int{}}
	for _, raw := range wire.Statements {
		s, err := ParseStatement(raw)
		if err != nil {
			t.Fatal(err)
		}
		b.list = append(b.list, s)
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
