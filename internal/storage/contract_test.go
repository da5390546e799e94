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

// transaction is what the domains ask of one, and no more: an engine that gives
// it serves them all.
type transaction interface {
	identity.Tx
	conversation.Tx
	Announce(storage.Event)
}

// database is an open engine.
type database interface {
	Write(ctx context.Context, run func(transaction) error) error
	Read(ctx context.Context, run func(transaction) error) error
	Prepare(ctx context.Context, now time.Time, generations ...seal.ID) error
	Shred(ctx context.Context, conversation seal.ID, certificate []byte, generations ...seal.ID) ([]byte, error)
	Ended(ctx context.Context, after int64, limit int) ([]conversation.Ended, error)
	SweepShred(ctx context.Context, now time.Time) error
	Ping(ctx context.Context) error
	Close() error
}

// engine opens a database for a folder; the same folder is the same data.
type engine func(t *testing.T, folder string, notify func([]storage.Event)) database

// contract is what every engine promises the domains. Another one joins with a
// test that calls this with its constructor, beside tests of its own for what
// its files and faults look like.
func contract(t *testing.T, open engine) {
	for name, clause := range clauses() {
		t.Run(name, func(t *testing.T) { clause(t, open, t.TempDir()) })
	}
}

func TestSQLiteKeepsTheContract(t *testing.T) {
	contract(t, func(t *testing.T, folder string, notify func([]storage.Event)) database {
		return openSQLite(t, folder, notify)
	})
}

// Jobs that share a savepoint keep the same promises, each for itself.
func TestSharedSavepoints(t *testing.T) {
	shared := func(t *testing.T, folder string, notify func([]storage.Event)) database {
		return sharing{openSQLite(t, folder, notify)}
	}
	for _, name := range []string{"JobsFailAlone", "PlacesAreUnique", "Announcements", "AStopLosesNothing", "TheWritersMemoryIsExact", "AnUndoneThreadIsForgotten"} {
		t.Run(name, func(t *testing.T) { clauses()[name](t, shared, t.TempDir()) })
	}
}

func clauses() map[string]func(*testing.T, engine, string) {
	return map[string]func(*testing.T, engine, string){
		"JobsFailAlone":              clauseJobsFailAlone,
		"ClosedRefuses":              clauseClosedRefuses,
		"ReadsCannotWrite":           clauseReadsCannotWrite,
		"PlacesAreUnique":            clausePlacesAreUnique,
		"Shredding":                  clauseShredding,
		"OrphanedShredKeys":          clauseOrphanedShredKeys,
		"Cancelled":                  clauseCancelled,
		"ClosedRefusesEverything":    clauseClosedRefusesEverything,
		"AStopLosesNothing":          clauseAStopLosesNothing,
		"OneMoment":                  clauseOneMoment,
		"ManyReaders":                clauseManyReaders,
		"Announcements":              clauseAnnouncements,
		"TheWritersMemoryIsExact":    clauseTheWritersMemoryIsExact,
		"AnUndoneThreadIsForgotten":  clauseAnUndoneThreadIsForgotten,
		"AccountsAreUnique":          opened(clauseAccountsAreUnique),
		"Sessions":                   opened(clauseSessions),
		"Passkeys":                   opened(clausePasskeys),
		"WaysIn":                     opened(clauseWaysIn),
		"Statements":                 opened(clauseStatements),
		"HeadsBoxesArticlesSettings": opened(clauseHeadsBoxesArticlesSettings),
		"Lists":                      opened(clauseLists),
		"Counts":                     opened(clauseCounts),
		"Pages":                      opened(clausePages),
		"Entries":                    opened(clauseEntries),
		"MarksMoveForward":           opened(clauseMarksMoveForward),
		"Attachments":                opened(clauseAttachments),
		"UnclaimedFiles":             opened(clauseUnclaimedFiles),
		"Ahead":                      opened(clauseAhead),
		"Answers":                    opened(clauseAnswers),
		"Drafts":                     opened(clauseDrafts),
		"Wraps":                      opened(clauseWraps),
		"Expiry":                     opened(clauseExpiry),
		"Notices":                    opened(clauseNotices),
		"Buried":                     opened(clauseBuried),
		"Certificates":               opened(clauseCertificates),
		"FirstCertificates":          clauseFirstCertificates,
		"Figures":                    opened(clauseFigures),
		"ShorterRetention":           opened(clauseShorterRetention),
		"Trials":                     opened(clauseTrials),
	}
}

// opened gives a clause a database on an empty folder.
func opened(clause func(t *testing.T, db database)) func(*testing.T, engine, string) {
	return func(t *testing.T, open engine, folder string) {
		db := open(t, folder, nil)
		defer db.Close()
		clause(t, db)
	}
}

// sqlite is the engine in the program.
type sqlite struct{ storage.Conversations }

func (s sqlite) Write(ctx context.Context, run func(transaction) error) error {
	return s.DB.Write(ctx, func(tx *storage.Tx) error { return run(tx) })
}

func (s sqlite) Read(ctx context.Context, run func(transaction) error) error {
	return s.DB.Read(ctx, func(tx *storage.Tx) error { return run(tx) })
}

// sharing writes everything as what comes often is written.
type sharing struct{ sqlite }

func (s sharing) Write(ctx context.Context, run func(transaction) error) error {
	return s.DB.WriteShared(ctx, func(tx *storage.Tx) error { return run(tx) })
}

func openSQLite(t *testing.T, folder string, notify func([]storage.Event)) sqlite {
	t.Helper()
	db, err := storage.Open(context.Background(), folder, notify)
	if err != nil {
		t.Fatal(err)
	}
	return sqlite{storage.Conversations{DB: db}}
}

var errRefused = errors.New("refused")

func id(text string) seal.ID { return seal.HashID("test", []byte(text)) }

func event(subject string) ledger.Event {
	return ledger.Act(time.Unix(1, 0), ledger.MessageAppended, ledger.Source{}, id(subject))
}

func account(name string) identity.Account {
	return identity.Account{ID: id(name), Email: name, Handle: []byte(name), Availability: "away", Created: time.Unix(1, 0)}
}

func write(t *testing.T, db database, run func(transaction) error) {
	t.Helper()
	if err := db.Write(context.Background(), run); err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, db database) (all []string) {
	t.Helper()
	err := db.Read(context.Background(), func(tx transaction) error {
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
func clauseJobsFailAlone(t *testing.T, open engine, folder string) {
	var told []storage.Event
	db := open(t, folder, func(events []storage.Event) { told = append(told, events...) })
	defer db.Close()
	var all sync.WaitGroup
	results := make([]error, 300)
	for i := range results {
		all.Go(func() {
			results[i] = db.Write(context.Background(), func(tx transaction) error {
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
}

// What was acknowledged is there after the folder was copied at that moment, as
// a crash would leave it.
func TestAcknowledgedIsOnDisk(t *testing.T) {
	folder := t.TempDir()
	db := openSQLite(t, folder, nil)
	defer db.Close()
	write(t, db, func(tx transaction) error { return tx.InsertAccount(account("olga")) })
	crashed := t.TempDir()
	if err := os.CopyFS(filepath.Join(crashed, "copy"), os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	after := openSQLite(t, filepath.Join(crashed, "copy"), nil)
	defer after.Close()
	if got := names(t, after); len(got) != 1 || got[0] != "olga" {
		t.Errorf("after the crash: %v", got)
	}
}

func clauseClosedRefuses(t *testing.T, open engine, folder string) {
	db := open(t, folder, nil)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(context.Background(), func(transaction) error { return nil }); err == nil {
		t.Error("a closed store took a job")
	}
}

func clauseReadsCannotWrite(t *testing.T, open engine, folder string) {
	db := open(t, folder, nil)
	defer db.Close()
	err := db.Read(context.Background(), func(tx transaction) error { return tx.InsertAccount(account("olga")) })
	if err == nil {
		t.Error("a read wrote")
	}
}

// Two entries cannot have one place, and a message id is used once.
func clausePlacesAreUnique(t *testing.T, open engine, folder string) {
	db := open(t, folder, nil)
	defer db.Close()
	thread := conversation.Thread{ID: id("thread"), Kind: seal.Conversation, Bytes: []byte("t"), Conversation: conversation.Conversation{ID: id("thread")}}
	write(t, db, func(tx transaction) error { return tx.InsertThread(&thread) })
	entry := func(sequence uint64, message byte) conversation.Entry {
		return conversation.Entry{Sequence: sequence, Kind: conversation.MessageEntry, Message: seal.ID16{message}, Bytes: []byte("m"), Receipt: []byte("r")}
	}
	insert := func(e conversation.Entry) error {
		return db.Write(context.Background(), func(tx transaction) error {
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
}

// Boxes are stored under shred keys: a copy of the data file alone opens none,
// and after destruction nothing does.
func clauseShredding(t *testing.T, open engine, folder string) {
	ctx := context.Background()
	db := open(t, folder, nil)
	generation, reader := id("generation"), seal.Reader{Kind: seal.ReaderVisitor, Ref: id("device")}
	secret := []byte("a sealed key that must not stand in the file")
	store := func(tx transaction) error {
		return tx.InsertGeneration(id("thread"), conversation.Generation{ID: generation, Number: 1, Bytes: []byte("g")}, []conversation.Box{{Reader: reader, Sealed: secret}})
	}
	if db.Write(ctx, store) == nil {
		t.Fatal("a box was stored without a shred key")
	}
	if err := db.Prepare(ctx, time.Unix(1, 0), generation); err != nil {
		t.Fatal(err)
	}
	write(t, db, store)
	box := func(db database) (box []byte) {
		if err := db.Read(ctx, func(tx transaction) (err error) { box, err = tx.Box(generation, reader); return err }); err != nil {
			t.Fatal(err)
		}
		return box
	}
	if string(box(db)) != string(secret) {
		t.Fatal("the box does not come back")
	}
	if _, err := db.Shred(ctx, id("conversation"), []byte("certificate"), generation); err != nil {
		t.Fatal(err)
	}
	if box(db) != nil {
		t.Error("a destroyed key still opens")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, folder, nil)
	defer again.Close()
	if box(again) != nil {
		t.Error("a destroyed key came back after a restart")
	}
}

// Shred keys that no data uses are swept after a grace; used ones stay.
func clauseOrphanedShredKeys(t *testing.T, open engine, folder string) {
	ctx := context.Background()
	db := open(t, folder, nil)
	defer db.Close()
	used, unused, reader := id("used"), id("unused"), seal.Reader{Kind: seal.ReaderVisitor, Ref: id("device")}
	if err := db.Prepare(ctx, time.Unix(1, 0), used, unused); err != nil {
		t.Fatal(err)
	}
	store := func(generation seal.ID, number uint64) error {
		return db.Write(ctx, func(tx transaction) error {
			return tx.InsertGeneration(id("thread"), conversation.Generation{ID: generation, Number: number, Bytes: []byte("g")}, []conversation.Box{{Reader: reader, Sealed: []byte("box")}})
		})
	}
	if err := store(used, 1); err != nil {
		t.Fatal(err)
	}
	if err := db.SweepShred(ctx, time.Unix(2, 0).Add(24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if store(unused, 2) == nil {
		t.Error("the orphan is still there")
	}
	// A later one is found by a later sweep.
	late := id("late")
	if err := db.Prepare(ctx, time.Unix(3, 0), late); err != nil {
		t.Fatal(err)
	}
	if err := db.SweepShred(ctx, time.Unix(3, 0).Add(24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := db.SweepShred(ctx, time.Unix(4, 0).Add(24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if store(late, 3) == nil {
		t.Error("a later orphan is still there")
	}
	err := db.Read(ctx, func(tx transaction) error {
		box, err := tx.Box(used, reader)
		if string(box) != "box" {
			t.Error("a used key was swept")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// An old program does not write into a newer file.
func TestNewerData(t *testing.T) {
	for _, name := range []string{"data.db", "shred.db"} {
		folder := t.TempDir()
		db := openSQLite(t, folder, nil)
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
