package ledger_test

import (
	"bytes"
	"crypto/rand"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// What is read as an event is written as the same bytes.
func FuzzParseEvent(f *testing.F) {
	e := full()
	f.Add(e.Append(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		if e, err := ledger.ParseEvent(data); err == nil && !bytes.Equal(e.Append(nil), data) {
			t.Errorf("%x is read, and written as %x", data, e.Append(nil))
		}
	})
}

// What is read as a line of an export is written as the same line.
func FuzzParseLine(f *testing.F) {
	e := full()
	event, leaf := e.Append(nil), seal.Some(seal.ID{5})
	for _, line := range [][]byte{
		ledger.AppendHeader(nil, "sealdesk-ledger/00", "sealdesk-ledger/00+01020304+AAAA", false), ledger.AppendHeader(nil, "o", "k", true),
		ledger.AppendEntry(nil, 0, ledger.Salt{1}, event, seal.ID{}, leaf), ledger.AppendEntry(nil, 1_000_000, ledger.Salt{1}, event, seal.ID{}, seal.OptionalID{}),
		ledger.AppendEntry(nil, 7, ledger.Salt{}, nil, seal.ID{9}, leaf), ledger.AppendCheckpoint(nil, []byte("a\n1\nb\n\n— a c\n")), ledger.AppendEnd(nil, 12),
	} {
		if _, err := ledger.ParseLine(line[:len(line)-1]); err != nil {
			f.Fatalf("%s: %v", line, err)
		}
		f.Add(line[:len(line)-1])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		line, err := ledger.ParseLine(data)
		if err != nil {
			return
		}
		var again []byte
		switch {
		case line.End:
			again = ledger.AppendEnd(nil, line.Number)
		case line.Checkpoint != nil:
			again = ledger.AppendCheckpoint(nil, line.Checkpoint)
		case line.Origin != "" || line.Key != "":
			again = ledger.AppendHeader(nil, line.Origin, line.Key, line.Part)
		default:
			again = ledger.AppendEntry(nil, line.Number, line.Salt, line.Event, line.Entry, line.Leaf)
		}
		if !bytes.Equal(again, append(bytes.Clone(data), '\n')) {
			t.Errorf("%q is read, and written as %q", data, again)
		}
	})
}

// What is read as a proof is written as the same file.
func FuzzParseProof(f *testing.F) {
	e := full()
	proof := ledger.Proof{Number: 7, Salt: ledger.Salt{1}, Event: e.Append(nil), Hashes: []seal.ID{{1}, {2}}, Note: []byte("a\n1\nb\n\n— a c\n")}
	f.Add(proof.Append(nil))
	proof.Hashes = nil
	f.Add(proof.Append(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := ledger.ParseProof(data); err == nil && !bytes.Equal(p.Append(nil), data) {
			t.Errorf("%q is read, and written as %q", data, p.Append(nil))
		}
	})
}

// What is opened as a checkpoint is that checkpoint's one spelling, but for
// signatures of others; no altered byte of its text is believed.
func FuzzOpen(f *testing.F) {
	key, err := seal.NewSigningKey(rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	org := seal.ID{7}
	vkey, err := ledger.VerifierKey(org, key.Public())
	if err != nil {
		f.Fatal(err)
	}
	signed, err := ledger.Sign(ledger.Checkpoint{Origin: ledger.Origin(org), Size: 17, Root: seal.ID{3}}, key)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(signed)
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ledger.Open(data, vkey)
		if err == nil && (c.Size != 17 || c.Root != seal.ID{3} || !bytes.HasPrefix(data, []byte(c.Text()))) {
			t.Errorf("%q was opened as %+v", data, c)
		}
		c, err = ledger.ParseCheckpoint(string(data))
		if err == nil && !bytes.HasPrefix(data, []byte(c.Text())) {
			t.Errorf("%q was read as %+v", data, c)
		}
	})
}
