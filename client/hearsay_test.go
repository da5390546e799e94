package client

import (
	"crypto/rand"
	"errors"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// An author can write what they like; without the server's signature it is nobody's
// word, nothing is asked about it, and nobody is alarmed.
func TestAnAuthorAloneAlarmsNobody(t *testing.T) {
	org, key := seal.ID{7}, signingKey(t)
	vkey, err := ledger.VerifierKey(org, key.Public())
	if err != nil {
		t.Fatal(err)
	}
	other := signingKey(t)
	byOther, err := ledger.VerifierKey(org, other.Public())
	if err != nil {
		t.Fatal(err)
	}
	note, err := ledger.Sign(ledger.Checkpoint{Origin: ledger.Origin(org), Size: 9, Root: seal.ID{1}}, other)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := ledger.Seen(note, byOther)
	if err != nil {
		t.Fatal(err)
	}
	s := &acts{at: ledger.Checkpoint{Origin: ledger.Origin(org), Size: 5, Root: seal.ID{2}}}
	s.hear(seal.ID{1}, signed)
	s.hear(seal.ID{1}, seal.RecordSeen{Size: 5, Root: seal.ID{3}})
	s.hear(seal.ID{1}, seal.RecordSeen{Size: 1 << 60, Root: seal.ID{3}})
	if err := s.compare(t.Context(), nil, org, []string{vkey}); err != nil {
		t.Error(err)
	}
	if len(s.heard) > 0 {
		t.Errorf("%d are asked about again", len(s.heard))
	}
}

// Two checkpoints of one size and one key need nobody's answer.
func TestTwoOfOneSizeAreTwoRecords(t *testing.T) {
	org, key := seal.ID{7}, signingKey(t)
	vkey, err := ledger.VerifierKey(org, key.Public())
	if err != nil {
		t.Fatal(err)
	}
	note, err := ledger.Sign(ledger.Checkpoint{Origin: ledger.Origin(org), Size: 5, Root: seal.ID{1}}, key)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := ledger.Seen(note, vkey)
	if err != nil {
		t.Fatal(err)
	}
	s := &acts{at: ledger.Checkpoint{Origin: ledger.Origin(org), Size: 5, Root: seal.ID{2}}}
	s.hear(seal.ID{4}, seen)
	for range 2 { // it stands
		if err := s.compare(t.Context(), nil, org, []string{vkey}); !errors.Is(err, seal.ErrUnverified) {
			t.Error(err)
		}
	}
	s.at.Root = seal.ID{1}
	if err := s.compare(t.Context(), nil, org, []string{vkey}); err != nil {
		t.Error(err)
	}
}

// What waits is bounded, and the newest is what stays.
func TestHearsayIsBounded(t *testing.T) {
	s := &acts{seen: seal.RecordSeen{Size: 3}}
	for n := range uint64(100) {
		for range 2 {
			s.hear(seal.ID{1}, seal.RecordSeen{Size: n})
		}
	}
	if len(s.heard) != heardLimit || s.heard[heardLimit-1].record.Size != 99 {
		t.Errorf("%+v", s.heard)
	}
}

func signingKey(t *testing.T) seal.SigningKey {
	t.Helper()
	key, err := seal.NewSigningKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}
