package directory_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/sealdesk/sealdesk/seal/directory"
)

func FuzzDecodeStatement(f *testing.F) {
	d := openDesk(f, 60)
	d.hire("Ben", directory.Attest)
	for _, wire := range d.r.Statements(0) {
		f.Add(wire)
	}
	f.Fuzz(func(t *testing.T, wire []byte) {
		s, err := directory.ParseStatement(wire)
		if err != nil {
			return
		}
		if again, err := s.Bytes(); err != nil || !bytes.Equal(again, wire) {
			t.Fatal("accepted bytes that are not the one encoding")
		}
		if d.r.Clone().Append(wire) == nil {
			t.Fatal("a statement got in that nobody made")
		}
	})
}

func FuzzDecodeHead(f *testing.F) {
	d := openDesk(f, 61)
	wire, err := d.head(d.ada).Bytes()
	f.Add(must(f, wire, err))
	f.Fuzz(func(t *testing.T, wire []byte) {
		head, err := directory.ParseHead(wire)
		if err != nil {
			return
		}
		if again, err := head.Bytes(); err != nil || !bytes.Equal(again, wire) {
			t.Fatal("accepted bytes that are not the one encoding")
		}
	})
}

func FuzzDecodeProof(f *testing.F) {
	d := openDesk(f, 62)
	proof := d.proof(d.head(d.ada), 0)
	f.Add(proof)
	honest, err := directory.VerifyProof(proof, d.question())
	must(f, honest, err)
	f.Fuzz(func(t *testing.T, wire []byte) {
		learnt, err := directory.VerifyProof(wire, d.question())
		if err == nil && !reflect.DeepEqual(learnt, honest) {
			t.Fatal("a proof that nobody made says something else")
		}
	})
}
