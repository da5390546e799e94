package storage_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
)

// desk is a folder whose files are put back from copies.
type desk struct {
	t      *testing.T
	folder string
	now    time.Time
}

func newDesk(t *testing.T) *desk {
	return &desk{t, t.TempDir(), time.Unix(1_800_000_000, 0)}
}

// run starts a server's storage, plays, sweeps as the chores do, and stops.
func (d *desk) run(play func(sqlite)) (spared time.Time) {
	d.t.Helper()
	db := openSQLite(d.t, d.folder, nil)
	defer db.Close() //nolint:errcheck // it was closed, or the test has failed
	until, err := db.Reconcile(d.t.Context(), d.now)
	if err != nil {
		d.t.Fatal(err)
	}
	play(db)
	if err := db.SweepShred(d.t.Context(), d.now); err != nil {
		d.t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		d.t.Fatal(err)
	}
	return until
}

var reader = seal.Reader{Kind: seal.ReaderVisitor, Ref: id("device")}

// begins writes a conversation's box under a key of its own.
func (d *desk) begins(name string) func(sqlite) {
	return func(db sqlite) {
		d.prepares(name)(db)
		write(d.t, db, func(tx transaction) error {
			return tx.InsertGeneration(id(name), conversation.Generation{ID: id(name), Number: 1, Bytes: []byte("g")}, []conversation.Box{{Reader: reader, Sealed: []byte(name)}})
		})
	}
}

// prepares makes a key, and then the request fails.
func (d *desk) prepares(name string) func(sqlite) {
	return func(db sqlite) {
		if err := db.Prepare(context.Background(), d.now, id(name)); err != nil {
			d.t.Fatal(err)
		}
	}
}

func (d *desk) has(name string) bool {
	_, ok := storage.ShredKeys(d.t, filepath.Join(d.folder, "shred.db"))[id(name)]
	return ok
}

func (d *desk) copy(file string) []byte {
	d.t.Helper()
	raw, err := os.ReadFile(filepath.Join(d.folder, file))
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}

func (d *desk) putBack(file string, raw []byte) {
	d.t.Helper()
	for _, beside := range []string{"-wal", "-shm"} {
		os.Remove(filepath.Join(d.folder, file+beside)) //nolint:errcheck // there may be none
	}
	if err := os.WriteFile(filepath.Join(d.folder, file), raw, 0o600); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) later(by time.Duration) { d.now = d.now.Add(by) }

func nothing(sqlite) {}

// Somebody puts an older data.db back, and notices days later that a newer one
// could have been saved: its conversations open as before.
func TestOlderDataLosesNoKeys(t *testing.T) {
	d := newDesk(t)
	d.run(d.begins("first"))
	older := d.copy("data.db")
	d.later(10 * time.Minute)
	d.run(d.begins("second"))
	newer := d.copy("data.db")
	if until := d.run(nothing); !until.IsZero() {
		t.Fatalf("nothing was put back, and keys are spared until %v", until)
	}

	d.putBack("data.db", older)
	found, err := storage.Inspect(t.Context(), d.folder, d.now)
	if err != nil || !found.Older || found.Spared != 1 {
		t.Errorf("before the start: %+v, %v", found, err)
	}
	noticed := d.now
	if until := d.run(nothing); !until.Equal(noticed.Add(storage.Spared)) {
		t.Errorf("the start says %v", until)
	}
	d.later(time.Hour)
	d.run(d.prepares("forgotten"))
	for range 3 {
		d.later(25 * time.Hour)
		d.run(nothing)
	}
	if !d.has("first") || !d.has("second") {
		t.Fatal("a key was destroyed that a newer data file needs")
	}
	if d.has("forgotten") {
		t.Error("what was forgotten since is still there")
	}
	found, err = storage.Inspect(t.Context(), d.folder, d.now)
	if err != nil || found.Older || found.Spared != 1 || !found.Until.Equal(noticed.Add(storage.Spared)) {
		t.Errorf("after the start: %+v, %v", found, err)
	}

	d.putBack("data.db", newer)
	d.run(func(db sqlite) {
		err := db.Read(t.Context(), func(tx transaction) error {
			box, err := tx.Box(id("second"), reader)
			if string(box) != "second" {
				t.Errorf("the newer data opens as %q", box)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// What nobody puts back for 30 days is gone, in a server that runs all the while.
func TestSparedKeysEnd(t *testing.T) {
	d := newDesk(t)
	d.run(nothing)
	older := d.copy("data.db")
	d.run(d.begins("lost"))
	d.putBack("data.db", older)
	d.run(func(db sqlite) {
		for range 31 {
			if err := db.SweepShred(t.Context(), d.now); err != nil {
				t.Fatal(err)
			}
			if !d.has("lost") {
				t.Fatalf("gone at %v", d.now)
			}
			d.later(23 * time.Hour)
		}
		d.later(24 * time.Hour)
	})
	if d.has("lost") {
		t.Error("it is kept for ever")
	}
	if found, err := storage.Inspect(t.Context(), d.folder, d.now); err != nil || !found.Until.IsZero() {
		t.Errorf("afterwards: %+v, %v", found, err)
	}
}

// An older shred.db brings keys of destroyed conversations back. No data needs
// them, and they go as forgotten ones do.
func TestOlderKeysAreSwept(t *testing.T) {
	d := newDesk(t)
	d.run(d.begins("kept"))
	d.run(d.prepares("destroyed"))
	older := d.copy("shred.db")
	d.later(10 * time.Minute)
	d.run(func(db sqlite) {
		if _, err := db.Shred(t.Context(), id("conversation"), []byte("certificate"), id("destroyed")); err != nil {
			t.Fatal(err)
		}
	})
	d.putBack("shred.db", older)
	if !d.has("destroyed") {
		t.Fatal("the older store does not have it")
	}
	d.later(25 * time.Hour)
	if until := d.run(nothing); !until.IsZero() {
		t.Errorf("keys are spared until %v", until)
	}
	if d.has("destroyed") || !d.has("kept") {
		t.Error("the key of what was destroyed is still there, or one that is needed is gone")
	}
}
