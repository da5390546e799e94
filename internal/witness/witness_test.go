package witness_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/internal/witness"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// stage is a witness of one log, on a database of its own.
type stage struct {
	t       testing.TB
	folder  string
	db      *storage.DB
	log     seal.SigningKey
	witness *witness.Service
	self    form.Witness
	now     time.Time
}

var (
	org      = seal.ID{1}
	from     = ledger.Source{Network: "192.0.2.1"}
	ownKey   = seal.SigningKeyFromSeed(seal.Secret{2})
	otherKey = seal.SigningKeyFromSeed(seal.Secret{3})
)

func newStage(t testing.TB) *stage {
	t.Helper()
	s := &stage{t: t, folder: t.TempDir(), log: seal.SigningKeyFromSeed(seal.Secret{4}), now: time.Unix(1_800_000_000, 0)}
	check(t, os.Chmod(s.folder, 0o700)) //nolint:gosec // it is a folder
	var err error
	s.self, err = form.OwnWitness(ownKey.Public())
	check(t, err)
	s.open()
	t.Cleanup(func() { check(t, s.db.Close()) })
	return s
}

func (s *stage) open() {
	s.t.Helper()
	var err error
	s.db, err = storage.Open(context.Background(), s.folder, nil)
	check(s.t, err)
	logs, err := witness.ParseLogs([]string{s.key()})
	check(s.t, err)
	s.witness, err = witness.New(witness.Config{
		Store: storage.Witness{DB: s.db}, Refusals: ledger.NewRefusals(storage.Ledger{DB: s.db}, s.clock), Logs: logs, Key: ownKey, Now: s.clock,
	})
	check(s.t, err)
}

func (s *stage) clock() time.Time { return s.now }

func (s *stage) key() string {
	s.t.Helper()
	key, err := form.VerifierKey(org, s.log.Public())
	check(s.t, err)
	return key
}

// history is a tree whose leaves say to which story they belong.
type history struct {
	s    *stage
	tree form.Tree
}

func (s *stage) history(leaves ...byte) *history {
	h := &history{s: s}
	return h.then(leaves...)
}

func (h *history) then(leaves ...byte) *history {
	for _, leaf := range leaves {
		h.tree.Add(form.LeafHash(seal.ID{leaf}))
	}
	return h
}

func (h *history) root() seal.ID {
	root, err := h.tree.Root(h.tree.Size(), nil)
	check(h.s.t, err)
	return root
}

func (h *history) proof(old int64) []seal.ID {
	proof, err := h.tree.Consistency(old, h.tree.Size(), nil)
	check(h.s.t, err)
	return proof
}

func (h *history) note(key seal.SigningKey) []byte {
	note, err := form.Sign(form.Checkpoint{Origin: form.Origin(org), Size: h.tree.Size(), Root: h.root()}, key)
	check(h.s.t, err)
	return note
}

// from submits the history with a proof from a size.
func (h *history) from(old int64) ([]byte, error) {
	return h.s.submit(form.Submission{Old: old, Proof: h.proof(old), Note: h.note(h.s.log)})
}

func (s *stage) submit(asked form.Submission) ([]byte, error) {
	return s.witness.Cosign(context.Background(), from, asked.Append(nil))
}

// holds demands that a line is the witness's word for a history.
func (h *history) holds(line []byte, err error) form.Cosignature {
	h.s.t.Helper()
	check(h.s.t, err)
	signed, err := form.OpenSigned(append(h.note(h.s.log), line...), h.s.key())
	check(h.s.t, err)
	cosignatures := signed.Cosignatures(h.s.self)
	if len(cosignatures) != 1 {
		h.s.t.Fatalf("%q is no cosignature", line)
	}
	return cosignatures[0]
}

// events counts those of a kind.
func (s *stage) events(kind ledger.Kind) (n int) {
	s.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(s.folder, "data.db")+"?_pragma=busy_timeout(5000)")
	check(s.t, err)
	defer db.Close()
	check(s.t, db.QueryRow(`SELECT count(*) FROM ledger WHERE instr(event, ?) > 0`, []byte(kind)).Scan(&n))
	return n
}

func TestALogThatGrows(t *testing.T) {
	s := newStage(t)
	h := s.history(1, 2, 3)
	first := h.holds(h.from(0))
	if first.Time != uint64(s.now.Unix()) { //nolint:gosec // after 1970
		t.Errorf("cosigned at %d", first.Time)
	}
	h.then(4)
	h.holds(h.from(3))
	s.now = s.now.Add(time.Minute)
	if again := h.holds(h.from(4)); again.Time != first.Time+60 { // the same again, as of now
		t.Errorf("cosigned at %d", again.Time)
	}
	s.now = s.now.Add(-time.Hour) // of one moment, one size is the newest
	h.then(5)
	if late := h.holds(h.from(4)); late.Time != first.Time+60 {
		t.Errorf("with a clock that went back, it cosigned at %d", late.Time)
	}
}

// The refusals of C2SP tlog-witness, in its order.
func TestWhatIsRefused(t *testing.T) {
	s := newStage(t)
	h := s.history(1, 2, 3)
	h.holds(h.from(0))
	longer := s.history(1, 2, 3, 4, 5)
	another := s.history(1, 9, 3, 4, 5)
	foreign, err := form.Sign(form.Checkpoint{Origin: form.Origin(seal.ID{7}), Size: 3, Root: h.root()}, s.log)
	check(t, err)
	empty, err := form.Sign(form.Checkpoint{Origin: form.Origin(org), Size: 0, Root: seal.ID{1}}, s.log)
	check(t, err)
	for _, row := range []struct {
		what string
		asks form.Submission
		kind errs.Kind
		size int64 // of a conflict; -1 for none
	}{
		{"what is no submission", form.Submission{Old: 3}, errs.Invalid, -1},
		{"a log that is not known", form.Submission{Old: 3, Note: foreign}, errs.NotFound, -1},
		{"another key", form.Submission{Old: 3, Proof: longer.proof(3), Note: longer.note(otherKey)}, errs.Forbidden, -1},
		{"no signature", form.Submission{Old: 3, Note: []byte(form.Origin(org) + "\n3\nAAAA\n")}, errs.Invalid, -1},
		{"an old size beyond the new", form.Submission{Old: 6, Note: longer.note(s.log)}, errs.Invalid, -1},
		{"a smaller old size", form.Submission{Old: 2, Proof: longer.proof(2), Note: longer.note(s.log)}, 0, 3},
		{"the beginning once more", form.Submission{Note: longer.note(s.log)}, 0, 3},
		{"a larger old size", form.Submission{Old: 4, Proof: longer.proof(4), Note: longer.note(s.log)}, 0, 3},
		{"a smaller checkpoint", form.Submission{Old: 2, Note: s.history(1, 2).note(s.log)}, 0, 3},
		{"the empty tree with a root", form.Submission{Note: empty}, 0, 3},
		{"a fork of the same size", form.Submission{Old: 3, Note: s.history(1, 2, 9).note(s.log)}, 0, 3},
		{"a fork that is longer", form.Submission{Old: 3, Proof: another.proof(3), Note: another.note(s.log)}, errs.Unprocessable, -1},
		{"no proof", form.Submission{Old: 3, Note: longer.note(s.log)}, errs.Unprocessable, -1},
		{"a proof too long", form.Submission{Old: 3, Proof: append(longer.proof(3), seal.ID{}), Note: longer.note(s.log)}, errs.Unprocessable, -1},
		{"a proof for the same size", form.Submission{Old: 3, Proof: []seal.ID{{}}, Note: h.note(s.log)}, errs.Unprocessable, -1},
	} {
		line, err := s.submit(row.asks)
		var behind *witness.Behind
		conflict := errors.As(err, &behind)
		if line != nil || conflict != (row.size >= 0) || conflict && behind.Size != row.size || !conflict && !errs.Is(err, row.kind) {
			t.Errorf("%s: %q %v", row.what, line, err)
		}
	}
	if forks := s.events(ledger.WitnessRefused); forks != 5 {
		t.Errorf("%d contradictions are recorded instead of 5", forks)
	}
	longer.holds(longer.from(3)) // what is true goes on
}

// A first submission needs no proof, and takes none.
func TestTheFirstCheckpoint(t *testing.T) {
	s := newStage(t)
	h := s.history(1, 2)
	if line, err := s.submit(form.Submission{Proof: []seal.ID{{}}, Note: h.note(s.log)}); !errs.Is(err, errs.Unprocessable) {
		t.Errorf("%q %v", line, err)
	}
	if s.events(ledger.WitnessRefused) != 0 {
		t.Error("it contradicts nothing")
	}
	nothing := s.history()
	nothing.holds(nothing.from(0))
	h.holds(h.from(0))
}

// Told once an hour, of everything since the last time: a desk that witnesses the
// one that witnesses it would otherwise never come to rest.
func TestCosignaturesAreToldOnceAnHour(t *testing.T) {
	s := newStage(t)
	h := s.history(1)
	h.holds(h.from(0))
	for size := range int64(50) {
		h.then(byte(size))
		h.holds(h.from(size + 1))
	}
	if n := s.events(ledger.WitnessCosigned); n != 1 {
		t.Errorf("%d events of one hour", n)
	}
	s.now = s.now.Add(time.Hour)
	h.holds(h.from(51))
	h.holds(h.from(51))
	if n := s.events(ledger.WitnessCosigned); n != 2 {
		t.Errorf("%d events of two hours", n)
	}
	s.now = s.now.Add(time.Hour)
	h.holds(h.from(51))
	if n := s.events(ledger.WitnessCosigned); n != 2 {
		t.Errorf("%d events, and nothing was new", n)
	}
}

// Many at once with two histories: whatever is cosigned is of one of them, and a
// restart does not change which.
func TestTwoHistoriesAtOnce(t *testing.T) {
	s := newStage(t)
	const steps = 40
	var mu sync.Mutex
	cosigned := map[byte]int{}
	var work sync.WaitGroup
	for _, story := range []byte{100, 200} {
		for range 4 {
			work.Go(func() {
				h := s.history(1)
				for size := int64(0); size < steps; {
					line, err := h.from(size)
					var behind *witness.Behind
					switch {
					case err == nil && line != nil:
						mu.Lock()
						if h.tree.Size() > 1 {
							cosigned[story]++
						}
						mu.Unlock()
						size = h.tree.Size()
						h.then(story)
					case errors.As(err, &behind) && behind.Size >= h.tree.Size():
						if h.tree.Size() == behind.Size {
							return // somebody's other history has this place
						}
						for h.tree.Size() < behind.Size+1 {
							h.then(story)
						}
						size = behind.Size
					case errors.As(err, &behind):
						size = behind.Size
					default:
						return // found out
					}
				}
			})
		}
	}
	work.Wait()
	if (cosigned[100] > 0) == (cosigned[200] > 0) {
		t.Fatalf("both histories were cosigned, or none: %v", cosigned)
	}
	lost := byte(100)
	if cosigned[100] > 0 {
		lost = 200
	}
	check(t, s.db.Close())
	s.open()
	for size := range int64(steps + 2) {
		h := s.history(1)
		for h.tree.Size() < steps+3 {
			h.then(lost)
		}
		if line, err := h.from(size); err == nil {
			t.Errorf("after a restart the other history is cosigned from %d on: %s", size, line)
		}
	}
}

// What cannot be kept is not cosigned.
func TestNothingIsCosignedThatIsNotKept(t *testing.T) {
	s := newStage(t)
	h := s.history(1)
	h.holds(h.from(0))
	check(t, s.db.Write(context.Background(), func(tx *storage.Tx) error { return nil }))
	db, err := sql.Open("sqlite", "file:"+filepath.Join(s.folder, "data.db")+"?_pragma=busy_timeout(5000)")
	check(t, err)
	defer db.Close()
	_, err = db.Exec(`CREATE TRIGGER full BEFORE UPDATE ON witness_logs BEGIN SELECT raise(ABORT, 'full'); END`)
	check(t, err)
	h.then(2)
	if line, err := h.from(1); err == nil || line != nil {
		t.Errorf("%q %v", line, err)
	}
	_, err = db.Exec(`DROP TRIGGER full`)
	check(t, err)
	h.holds(h.from(1))
}

// Without logs nobody is known, and no key is needed.
func TestAServerThatIsNoWitness(t *testing.T) {
	s := newStage(t)
	none, err := witness.New(witness.Config{Store: storage.Witness{DB: s.db}, Now: s.clock})
	check(t, err)
	h := s.history(1)
	if line, err := none.Cosign(context.Background(), from, form.Submission{Note: h.note(s.log)}.Append(nil)); !errs.Is(err, errs.NotFound) {
		t.Errorf("%q %v", line, err)
	}
	if _, err := witness.New(witness.Config{Logs: witness.Logs{"x": {"y"}}}); err == nil {
		t.Error("a witness without a key")
	}
	for _, bad := range []string{"", "nonsense", s.self.String()} {
		if _, err := witness.ParseLogs([]string{bad}); err == nil {
			t.Errorf("%q is a log's key", bad)
		}
	}
	if fmt.Sprint(&witness.Behind{Size: 3}) == "" || witness.Log("a") == witness.Log("b") {
		t.Error("it does not say what it means")
	}
}
