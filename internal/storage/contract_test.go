package storage_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
)

// engine is a storage engine under the contract. Another one joins by adding a
// line to engines.
type engine struct {
	name string
	open func(t *testing.T, folder string, notify func([]storage.Event)) *storage.DB
}

var engines = []engine{{"sqlite", func(t *testing.T, folder string, notify func([]storage.Event)) *storage.DB {
	db, err := storage.Open(context.Background(), folder, notify)
	if err != nil {
		t.Fatal(err)
	}
	return db
}}}

func contract(t *testing.T, clause func(t *testing.T, e engine, folder string)) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) { clause(t, e, t.TempDir()) })
	}
}

var errRefused = errors.New("refused")

func id(text string) seal.ID { return seal.HashID("test", []byte(text)) }

func event(subject string) ledger.Event {
	return ledger.Event{Time: time.Unix(1, 0), Kind: ledger.MessageAppended, Actor: "nobody", Subject: id(subject)}
}

func account(name string) identity.Account {
	return identity.Account{ID: id(name), Email: name, Handle: []byte(name), Availability: "away", Created: time.Unix(1, 0)}
}

func write(t *testing.T, db *storage.DB, run func(*storage.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), run); err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, db *storage.DB) (all []string) {
	t.Helper()
	err := db.Read(context.Background(), func(tx *storage.Tx) error {
		accounts, err := tx.Accounts()
		for _, a := range accounts {
			all = append(all, a.Email)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A job that fails takes nobody with it, and leaves nothing behind.
func TestJobsFailAlone(t *testing.T) {
	contract(t, func(t *testing.T, e engine, folder string) {
		var told []storage.Event
		db := e.open(t, folder, func(events []storage.Event) { told = append(told, events...) })
		defer db.Close()
		var all sync.WaitGroup
		results := make([]error, 300)
		for i := range results {
			all.Go(func() {
				results[i] = db.Write(context.Background(), func(tx *storage.Tx) error {
					name := string(rune('a'+i%26)) + string(rune('a'+i/26))
					if err := tx.InsertAccount(account(name)); err != nil {
						return err
					}
					tx.Announce(i)
					switch i % 3 {
					case 1:
						return errRefused
					case 2:
						panic("a job panics")
					}
					return ledger.Append(tx, event(name))
				})
			})
		}
		all.Wait()
		for i, err := range results {
			if (i%3 == 0) != (err == nil) {
				t.Errorf("job %d: %v", i, err)
			}
		}
		if got := names(t, db); len(got) != 100 {
			t.Errorf("%d accounts stored instead of 100", len(got))
		}
		if len(told) != 100 {
			t.Errorf("%d announced instead of 100", len(told))
		}
	})
}

// What was acknowledged is there after the folder was copied at that moment, as
// a crash would leave it.
func TestAcknowledgedIsOnDisk(t *testing.T) {
	contract(t, func(t *testing.T, e engine, folder string) {
		db := e.open(t, folder, nil)
		defer db.Close()
		write(t, db, func(tx *storage.Tx) error { return tx.InsertAccount(account("olga")) })
		crashed := t.TempDir()
		if err := os.CopyFS(filepath.Join(crashed, "copy"), os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
		after := e.open(t, filepath.Join(crashed, "copy"), nil)
		defer after.Close()
		if got := names(t, after); len(got) != 1 || got[0] != "olga" {
			t.Errorf("after the crash: %v", got)
		}
	})
}

func TestClosedRefuses(t *testing.T) {
	contract(t, func(t *testing.T, e engine, folder string) {
		db := e.open(t, folder, nil)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if err := db.Write(context.Background(), func(*storage.Tx) error { return nil }); err == nil {
			t.Error("a closed store took a job")
		}
	})
}

func TestReadsCannotWrite(t *testing.T) {
	contract(t, func(t *testing.T, e engine, folder string) {
		db := e.open(t, folder, nil)
		defer db.Close()
		err := db.Read(context.Background(), func(tx *storage.Tx) error { return tx.InsertAccount(account("olga")) })
		if err == nil {
			t.Error("a read wrote")
		}
	})
}

// Two entries cannot have one place, and a message id is used once.
func TestPlacesAreUnique(t *testing.T) {
	contract(t, func(t *testing.T, e engine, folder string) {
		db := e.open(t, folder, nil)
		defer db.Close()
		thread := conversation.Thread{ID: id("thread"), Kind: seal.Conversation, Bytes: []byte("t"), Conversation: conversation.Conversation{ID: id("thread")}}
		write(t, db, func(tx *storage.Tx) error { return tx.InsertThread(&thread) })
		entry := func(sequence uint64, message byte) conversation.Entry {
			return conversation.Entry{Sequence: sequence, Kind: conversation.MessageEntry, Message: seal.ID16{message}, Bytes: []byte("m"), Receipt: []byte("r")}
		}
		insert := func(e conversation.Entry) error {
			return db.Write(context.Background(), func(tx *storage.Tx) error {
				free, err := tx.InsertEntry(thread.Row, e)
				if err == nil && !free {
					err = errRefused
				}
				return err
			})
		}
		if err := insert(entry(1, 1)); err != nil {
			t.Fatal(err)
		}
		if insert(entry(1, 2)) == nil {
			t.Error("a place was taken twice")
		}
		if insert(entry(2, 1)) == nil {
			t.Error("a message id was used twice")
		}
		if err := insert(entry(2, 2)); err != nil {
			t.Error(err)
		}
	})
}

// Boxes are stored under shred keys: a copy of the data file alone opens none,
// and after destruction nothing does.
func TestShredding(t *testing.T) {
	contract(t, func(t *testing.T, e engine, folder string) {
		ctx := context.Background()
		db := e.open(t, folder, nil)
		talks := storage.Conversations{DB: db}
		generation, reader := id("generation"), seal.Reader{Kind: seal.ReaderVisitor, Ref: id("device")}
		secret := []byte("a sealed key that must not stand in the file")
		store := func(tx *storage.Tx) error {
			return tx.InsertGeneration(id("thread"), conversation.Generation{ID: generation, Number: 1, Bytes: []byte("g")}, []conversation.Box{{Reader: reader, Sealed: secret}})
		}
		if db.Write(ctx, store) == nil {
			t.Fatal("a box was stored without a shred key")
		}
		if err := talks.Prepare(ctx, time.Unix(1, 0), generation); err != nil {
			t.Fatal(err)
		}
		write(t, db, store)
		box := func(db *storage.DB) (box []byte) {
			if err := db.Read(ctx, func(tx *storage.Tx) (err error) { box, err = tx.Box(generation, reader); return err }); err != nil {
				t.Fatal(err)
			}
			return box
		}
		if string(box(db)) != string(secret) {
			t.Fatal("the box does not come back")
		}
		if err := talks.Destroy(ctx, generation); err != nil {
			t.Fatal(err)
		}
		if box(db) != nil {
			t.Error("a destroyed key still opens")
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		again := e.open(t, folder, nil)
		defer again.Close()
		if box(again) != nil {
			t.Error("a destroyed key came back after a restart")
		}
	})
}

// Shred keys that no data uses are swept after a grace; used ones stay.
func TestOrphanedShredKeys(t *testing.T) {
	contract(t, func(t *testing.T, e engine, folder string) {
		ctx := context.Background()
		db := e.open(t, folder, nil)
		defer db.Close()
		talks := storage.Conversations{DB: db}
		used, unused, reader := id("used"), id("unused"), seal.Reader{Kind: seal.ReaderVisitor, Ref: id("device")}
		if err := talks.Prepare(ctx, time.Unix(1, 0), used, unused); err != nil {
			t.Fatal(err)
		}
		store := func(generation seal.ID, number uint64) error {
			return db.Write(ctx, func(tx *storage.Tx) error {
				return tx.InsertGeneration(id("thread"), conversation.Generation{ID: generation, Number: number, Bytes: []byte("g")}, []conversation.Box{{Reader: reader, Sealed: []byte("box")}})
			})
		}
		if err := store(used, 1); err != nil {
			t.Fatal(err)
		}
		if err := db.SweepShred(ctx, time.Unix(2, 0)); err != nil {
			t.Fatal(err)
		}
		if store(unused, 2) == nil {
			t.Error("the orphan is still there")
		}
		// A later one is found by a later sweep.
		late := id("late")
		if err := talks.Prepare(ctx, time.Unix(3, 0), late); err != nil {
			t.Fatal(err)
		}
		if err := db.SweepShred(ctx, time.Unix(3, 0)); err != nil {
			t.Fatal(err)
		}
		if err := db.SweepShred(ctx, time.Unix(4, 0)); err != nil {
			t.Fatal(err)
		}
		if store(late, 3) == nil {
			t.Error("a later orphan is still there")
		}
		err := db.Read(ctx, func(tx *storage.Tx) error {
			box, err := tx.Box(used, reader)
			if string(box) != "box" {
				t.Error("a used key was swept")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// An old program does not write into a newer file.
func TestNewerData(t *testing.T) {
	for _, name := range []string{"data.db", "shred.db"} {
		folder := t.TempDir()
		db := engines[0].open(t, folder, nil)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		storage.Exec(t, filepath.Join(folder, name), `INSERT INTO schema_version (name) VALUES ('9999_later.sql')`)
		if db, err := storage.Open(context.Background(), folder, nil); err == nil {
			db.Close()
			t.Errorf("a newer %s was opened", name)
		}
	}
}
