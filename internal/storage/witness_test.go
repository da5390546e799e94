package storage_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/internal/witness"
	"github.com/sealdesk/sealdesk/seal"
)

func cosigned(witness string, at int64) ledger.Cosigned {
	return ledger.Cosigned{Witness: witness, Time: at, Line: fmt.Appendf(nil, "— %s %d\n", witness, at)}
}

// The newest checkpoint that enough witnesses cosigned, whoever cosigned newer ones.
func TestTheNewestWitnessedCheckpoint(t *testing.T) {
	a := newArchive(t)
	ctx, record := context.Background(), storage.Ledger{DB: a.db}
	for range 4 {
		a.must(record.Record(ctx, ledger.Act(a.now, ledger.ServerStarted, ledger.Itself(), seal.ID{})))
		_, _, err := record.Checkpoint(ctx, a.now.Unix(), func(size int64, _ seal.ID) ([]byte, error) { return fmt.Appendf(nil, "note %d\n", size), nil })
		a.must(err)
	}
	ask := func(quorum int, want string) {
		t.Helper()
		note, err := record.Witnessed(ctx, quorum)
		a.must(err)
		if string(note) != want {
			t.Errorf("with %d: %q instead of %q", quorum, note, want)
		}
	}
	ask(1, "")
	a.must(record.Cosign(ctx, 1, cosigned("a", 10)))
	a.must(record.Cosign(ctx, 1, cosigned("b", 11)))
	a.must(record.Cosign(ctx, 2, cosigned("a", 12)))
	a.must(record.Cosign(ctx, 7, cosigned("a", 12))) // of a checkpoint that is not here
	ask(1, "note 2\n— a 12\n")
	ask(2, "note 1\n— a 10\n— b 11\n")
	ask(3, "")
	a.must(record.Cosign(ctx, 2, cosigned("a", 13)))
	a.must(record.Cosign(ctx, 2, cosigned("a", 9))) // late
	ask(1, "note 2\n— a 13\n")
	all, err := record.Checkpoints(ctx, 0, 100)
	a.must(err)
	if len(all) != 4 || string(all[0].Note) != "note 1\n— a 10\n— b 11\n" || string(all[1].Note) != "note 2\n— a 13\n" {
		t.Errorf("%+v", all)
	}
}

// What is wrong with a witness is over once it cosigns.
func TestHowItStandsWithWitnesses(t *testing.T) {
	a := newArchive(t)
	ctx, record := context.Background(), storage.Ledger{DB: a.db}
	doubt := ledger.Doubt{Witness: "a", Trouble: ledger.Shorter, Since: time.Unix(5, 0), Theirs: 9}
	a.must(record.Doubt(ctx, doubt, ledger.Act(a.now, ledger.WitnessDisagreed, ledger.Itself(), seal.ID{1})))
	if all, err := record.WitnessStandings(ctx); err != nil || len(all) != 1 || !all[0].Since.Equal(doubt.Since) || all[0].Theirs != 9 || all[0].Trouble != ledger.Shorter || all[0].Size != 0 {
		t.Errorf("%+v %v", all, err)
	}
	asked, logs, err := storage.InspectWitnesses(ctx, a.folder)
	if err != nil || len(asked) != 1 || len(logs) != 0 || asked[0].Trouble != ledger.Shorter {
		t.Errorf("%+v %v %v", asked, logs, err)
	}
	a.must(record.Cosign(ctx, 3, cosigned("a", 20)))
	a.must(record.Cosign(ctx, 2, cosigned("a", 19)))
	a.must(record.Cosign(ctx, 4, cosigned("b", 21)))
	a.must(record.Keep(ctx, []string{"a"}))
	if all, err := record.WitnessStandings(ctx); err != nil || len(all) != 1 || all[0] != (ledger.WitnessStanding{Doubt: ledger.Doubt{Witness: "a"}, Size: 3, Time: 20}) {
		t.Errorf("%+v %v", all, err)
	}
	if record.Size() != 1 {
		t.Errorf("%d events", record.Size())
	}
}

// An event that cannot be written is a cosignature that is not given.
func TestWhatIsKnownOfALogMovesWithItsEvent(t *testing.T) {
	a := newArchive(t)
	ctx, logs := context.Background(), storage.Witness{DB: a.db}
	judge := func(size int64, events ...ledger.Event) (seen int64, err error) {
		err = logs.Judge(ctx, "x", func(known witness.Known) (witness.Known, []ledger.Event, bool) {
			seen = known.Size
			known.Size, known.Note, known.ToldAt = size, []byte("note"), a.now
			return known, events, true
		})
		return seen, err
	}
	_, err := judge(1, ledger.Act(a.now, ledger.WitnessCosigned, ledger.Source{}, seal.ID{1}))
	a.must(err)
	if _, err := judge(2, ledger.Event{}); err == nil {
		t.Error("it moved on without its event")
	}
	if seen, err := judge(3); err != nil || seen != 1 {
		t.Errorf("%d is known: %v", seen, err)
	}
	forgot := ledger.Act(a.now, ledger.WitnessForgot, ledger.Itself(), seal.ID{1})
	if err := logs.Forget(ctx, "y", forgot); err == nil {
		t.Error("a log is forgotten that was never known")
	}
	if err := logs.Forget(ctx, "x", ledger.Event{}); err == nil {
		t.Error("it is forgotten without an event")
	}
	a.must(logs.Forget(ctx, "x", forgot))
	if seen, err := judge(1); err != nil || seen != 0 {
		t.Errorf("%d is known: %v", seen, err)
	}
	if record := (storage.Ledger{DB: a.db}); record.Size() != 2 {
		t.Errorf("%d events", record.Size())
	}
	if err := logs.NewKey(ctx, seal.PublicKey{1}, 5, ledger.Event{}); err == nil {
		t.Error("a key without an event")
	}
	a.must(logs.NewKey(ctx, seal.PublicKey{1}, 5, forgot))
	a.must(logs.NewKey(ctx, seal.PublicKey{2}, 6, forgot))
	_, first, err1 := logs.Key(ctx, seal.PublicKey{1})
	since, second, err2 := logs.Key(ctx, seal.PublicKey{2})
	if first || !second || since != 6 || errors.Join(err1, err2) != nil {
		t.Errorf("%v %v %d %v %v", first, second, since, err1, err2)
	}
}
