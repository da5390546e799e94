package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/client/auditor"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// proof is the file that proves an event, as a console writes it.
func (s *scene) proof(number int64) []byte {
	s.t.Helper()
	var page struct {
		Events []struct {
			Number      int64
			Salt, Event []byte
		}
	}
	s.answer(fmt.Sprintf("/ledger/events?before=%d&limit=1", number+1), &page)
	var proven struct {
		Checkpoint string
		Proof      []seal.ID
	}
	s.answer(fmt.Sprintf("/ledger/events/%d/proof", number), &proven)
	p := ledger.Proof{
		Number: number, Salt: ledger.Salt(page.Events[0].Salt), Event: page.Events[0].Event,
		Hashes: proven.Proof, Note: []byte(proven.Checkpoint),
	}
	return p.Append(nil)
}

func (s *scene) answer(path string, into any) {
	s.t.Helper()
	answer := s.Do(s.Owner.Token, "GET", path, nil)
	if answer.Status != 200 {
		s.t.Fatalf("%s was answered %d %s", path, answer.Status, answer.Body)
	}
	check(s.t, json.Unmarshal(answer.Body, into))
}

// The proof of one event holds wherever it is read; no byte of it can be another.
func TestAProofOfOneEvent(t *testing.T) {
	s := newScene(t)
	trust := auditor.Trust{Key: s.key}
	for _, number := range []int64{0, 255, 256, 300, s.size - 1} {
		p, err := auditor.Proof(s.proof(number), trust)
		if err != nil || p.Number != number || p.Event.Kind == "" {
			t.Errorf("%d: %+v %v", number, p, err)
		}
	}
	file := s.proof(300)
	for at := range file {
		changed := bytes.Clone(file)
		changed[at] ^= 1
		if _, err := auditor.Proof(changed, trust); err == nil {
			t.Errorf("byte %d is not needed: %q", at, file[max(0, at-10):at+1])
		}
		if _, err := auditor.Proof(file[:at], trust); err == nil {
			t.Errorf("the first %d bytes of %d are believed", at, len(file))
		}
	}
}

// What does not prove the event under the auditor's key says why.
func TestWhatIsNoProof(t *testing.T) {
	s := newScene(t)
	file := s.proof(300)
	good, err := ledger.ParseProof(file)
	check(t, err)
	with := func(change func(*ledger.Proof)) []byte {
		p := good
		p.Hashes = slices.Clone(good.Hashes)
		change(&p)
		return p.Append(nil)
	}
	_, other, found := strings.Cut(s.key, "+")
	if !found {
		t.Fatal(s.key)
	}
	for _, row := range []struct {
		what  string
		file  []byte
		trust auditor.Trust
		says  string
	}{
		{"no key to check it with", file, auditor.Trust{}, "--key"},
		{"another desk's key", file, auditor.Trust{Key: "sealdesk-ledger/00+" + other}, "key"},
		{"a checkpoint that is kept, of another record", file, auditor.Trust{Key: s.key, Known: [][]byte{[]byte("x\n1\n\n")}}, "you kept"},
		{"another place", with(func(p *ledger.Proof) { p.Number++ }), auditor.Trust{Key: s.key}, "does not hold"},
		{"a place beyond the end", with(func(p *ledger.Proof) { p.Number = 1 << 40 }), auditor.Trust{Key: s.key}, "of 6"},
		{"another event", with(func(p *ledger.Proof) { p.Event = s.proofOf(299).Event }), auditor.Trust{Key: s.key}, "does not hold"},
		{"a hash less", with(func(p *ledger.Proof) { p.Hashes = p.Hashes[1:] }), auditor.Trust{Key: s.key}, "does not hold"},
		{"a hash more", with(func(p *ledger.Proof) { p.Hashes = append(p.Hashes, seal.ID{}) }), auditor.Trust{Key: s.key}, "does not hold"},
		{"too many hashes", with(func(p *ledger.Proof) { p.Hashes = make([]seal.ID, 64) }), auditor.Trust{Key: s.key}, "not a proof"},
		{"a file without end", bytes.Repeat([]byte("x"), ledger.ProofLimit+1), auditor.Trust{Key: s.key}, "bytes"},
		{"nothing", nil, auditor.Trust{Key: s.key}, "not a proof"},
	} {
		if _, err := auditor.Proof(row.file, row.trust); err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: %v", row.what, err)
		}
	}
}

func (s *scene) proofOf(number int64) ledger.Proof {
	s.t.Helper()
	p, err := ledger.ParseProof(s.proof(number))
	check(s.t, err)
	return p
}

// A part of the record is called one. With the desk, each of its events is looked
// up; without, nothing is claimed of them.
func TestAPartOfTheRecord(t *testing.T) {
	s := newScene(t)
	address := "http://" + s.Server.Addr()
	trust := auditor.Trust{Key: s.key, Known: [][]byte{s.early}}
	part := s.exported("?kind=organisation")
	report, err := auditor.File(bytes.NewReader(part), trust, nil)
	if err != nil || !report.Part || report.Entries == 0 || report.Signed != 0 {
		t.Fatalf("%+v %v", report, err)
	}
	whole, err := auditor.File(bytes.NewReader(s.export()), trust, nil)
	if err != nil || whole.Part || whole.Entries <= report.Entries {
		t.Fatalf("%+v %v", whole, err)
	}
	report, err = auditor.Part(t.Context(), bytes.NewReader(part), address, trust, nil)
	if err != nil || report.Signed != 1 || report.Known != 1 {
		t.Errorf("at the desk: %+v %v", report, err)
	}

	lines := bytes.SplitAfter(s.exported("?kind=ledger.read"), []byte("\n"))
	entry, err := ledger.ParseLine(bytes.TrimSuffix(lines[1], []byte("\n")))
	check(t, err)
	event, err := ledger.ParseEvent(entry.Event)
	check(t, err)
	event.Network = "192.0.2.1"
	forged := func(number int64) [][]byte {
		line := ledger.AppendEntry(nil, number, entry.Salt, event.Append(nil), seal.ID{}, seal.OptionalID{})
		return slices.Replace(slices.Clone(lines), 1, 2, line)
	}
	for what, row := range map[string]struct {
		lines [][]byte
		first int64 // the entry that is named; -1 if the form is wrong
	}{
		"an event is another":        {forged(entry.Number), entry.Number},
		"an event that never was":    {forged(entry.Number + 100_000), entry.Number + 100_000},
		"two change places":          {append([][]byte{lines[0], lines[2], lines[1]}, lines[3:]...), -1},
		"one stands there twice":     {slices.Insert(slices.Clone(lines), 1, lines[1]), -1},
		"one is left out":            {slices.Delete(slices.Clone(lines), 3, 4), -1},
		"the end is cut off":         {lines[:len(lines)-2], -1},
		"it passes for the whole":    {append([][]byte{bytes.Replace(lines[0], []byte(`,"part":true`), nil, 1)}, lines[1:]...), -1},
		"something follows":          {append(slices.Clone(lines), lines[1]), -1},
		"a checkpoint stands in it":  {slices.Insert(slices.Clone(lines), 1, ledger.AppendCheckpoint(nil, s.early)), -1},
		"an erased one stands in it": {slices.Insert(slices.Clone(lines), 1, ledger.AppendEntry(nil, 1<<30, ledger.Salt{}, nil, seal.ID{1}, seal.OptionalID{})), -1},
	} {
		_, err := auditor.Part(t.Context(), bytes.NewReader(bytes.Join(row.lines, nil)), address, trust, nil)
		var damage *ledger.Damage
		if err == nil || row.first >= 0 && (!errors.As(err, &damage) || damage.First != row.first) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
