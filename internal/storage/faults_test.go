package storage_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
)

// A full disk refuses, and lies to nobody: what was acknowledged is stored and
// announced, what was refused is neither, and there is an end to it.
func TestFullDisk(t *testing.T) {
	fillDisk(t, func(db sqlite) database { return db })
}

// Neither do jobs that share a savepoint, which the full disk takes from all.
func TestFullDiskForSharedSavepoints(t *testing.T) {
	fillDisk(t, func(db sqlite) database { return sharing{db} })
}

func fillDisk(t *testing.T, as func(sqlite) database) {
	folder := t.TempDir()
	var mu sync.Mutex
	told := map[string]bool{}
	file := openSQLite(t, folder, func(events []storage.Event) {
		mu.Lock()
		defer mu.Unlock()
		for _, event := range events {
			told[event.(string)] = true
		}
	})
	defer file.Close()
	db := as(file)
	insert := func(name string, size int) error {
		return db.Write(context.Background(), func(tx transaction) error {
			if err := tx.SetArticles(id(name), time.Unix(1, 0), make([]byte, size)); err != nil {
				return err
			}
			tx.Announce(name)
			return ledger.Append(tx, event(name))
		})
	}
	storage.LimitSize(t, file.DB, "1")
	var all sync.WaitGroup
	results := make([]error, 60)
	for i := range results {
		all.Go(func() { results[i] = insert(fmt.Sprint(i), 1+20_000*(i%3)) })
	}
	all.Wait()
	refused := 0
	for i, err := range results {
		name, stored := fmt.Sprint(i), false
		if readErr := db.Read(context.Background(), func(tx transaction) (err error) { _, stored, err = tx.Articles(id(name)); return err }); readErr != nil {
			t.Fatal(readErr)
		}
		if (err == nil) != stored || stored != told[name] {
			t.Errorf("%d: answered %v, stored %v, announced %v", i, err, stored, told[name])
		}
		if err != nil {
			refused++
			if !errs.Is(err, errs.Unavailable) {
				t.Errorf("%d: a full disk looks like %v", i, err)
			}
		}
	}
	if refused < 40 { // two of three are larger than what is left
		t.Errorf("%d of 60 were refused: the disk was not full", refused)
	}
	storage.LimitSize(t, file.DB, "1000000")
	if err := insert("after", 50_000); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

// Whoever stops waiting before a job was taken gets nothing done.
func clauseCancelled(t *testing.T, open engine, folder string) {
	db := open(t, folder, nil)
	defer db.Close()
	over, cancel := context.WithCancel(context.Background())
	cancel()
	for i := range 50 {
		name := fmt.Sprint(i)
		err := db.Write(over, func(tx transaction) error { return tx.InsertAccount(account(name)) })
		stored := false
		write(t, db, func(tx transaction) (err error) { _, stored, err = tx.AccountByEmail(name); return err })
		if (err == nil) != stored || err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("told %v, stored %v", err, stored)
		}
	}
	held, release := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() { write(t, db, func(transaction) error { close(held); <-release; return nil }) })
	<-held
	short, stop := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer stop()
	ran, results := make([]bool, 600), make([]error, 600) // many more than may wait
	for i := range results {
		all.Go(func() { results[i] = db.Write(short, func(transaction) error { ran[i] = true; return nil }) })
	}
	<-short.Done()
	time.Sleep(50 * time.Millisecond) // who does not wait any more has left
	close(release)
	all.Wait()
	left := 0
	for i, err := range results {
		if (err == nil) != ran[i] {
			t.Errorf("job %d: told %v, ran %v", i, err, ran[i])
		}
		if errors.Is(err, context.DeadlineExceeded) {
			left++
		}
	}
	if left < 300 {
		t.Errorf("%d left a full queue", left)
	}
}

// A closed store refuses reads and writes at once.
func clauseClosedRefusesEverything(t *testing.T, open engine, folder string) {
	db := open(t, folder, nil)
	if err := errors.Join(db.Close(), db.Close()); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"write": db.Write(context.Background(), func(transaction) error { t.Error("a job ran"); return nil }),
		"read":  db.Read(context.Background(), func(transaction) error { t.Error("a read ran"); return nil }),
		"ping":  db.Ping(context.Background()),
	} {
		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Jobs that were taken before a stop are carried out.
func clauseAStopLosesNothing(t *testing.T, open engine, folder string) {
	db := open(t, folder, nil)
	results := make([]error, 200)
	var all sync.WaitGroup
	for i := range results {
		all.Go(func() {
			results[i] = db.Write(context.Background(), func(tx transaction) error { return tx.InsertAccount(account(fmt.Sprint(i))) })
		})
	}
	time.Sleep(time.Millisecond)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	all.Wait()
	again := open(t, folder, nil)
	defer again.Close()
	accepted := 0
	for i, err := range results {
		stored := false
		write(t, again, func(tx transaction) (err error) { _, stored, err = tx.AccountByEmail(fmt.Sprint(i)); return err })
		if (err == nil) != stored {
			t.Errorf("job %d: told %v, stored %v", i, err, stored)
		}
		if stored {
			accepted++
		}
	}
	t.Logf("%d of %d were taken before the stop", accepted, len(results))
}

// A damaged file is not worked on, and not locked for whoever restores it.
func TestBrokenFiles(t *testing.T) {
	folder := t.TempDir()
	if err := openSQLite(t, folder, nil).Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"data.db", "shred.db"} {
		path := filepath.Join(folder, name)
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append([]byte("this is not a database, or not any more "), whole[40:]...), 0o600); err != nil {
			t.Fatal(err)
		}
		if db, err := storage.Open(context.Background(), folder, nil); err == nil {
			db.Close()
			t.Errorf("a broken %s was opened", name)
		}
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := openSQLite(t, folder, nil).Close(); err != nil {
		t.Error(err)
	}
}

// What the first version stored is there in this one.
func TestFromTheFirstVersion(t *testing.T) {
	folder := t.TempDir()
	storage.MakeFirst(t, folder)
	anna, session, verifier := id("anna"), id("session"), id("verifier")
	data := filepath.Join(folder, "data.db")
	storage.Exec(t, data, `INSERT INTO accounts (id, email, handle, availability, created) VALUES (?, 'anna', x'01', 'away', 1)`, anna[:])
	storage.Exec(t, data, `INSERT INTO sessions (id, verifier, account, created, last_seen, network, agent) VALUES (?, ?, ?, 1, 1, '', '')`, session[:], verifier[:], anna[:])
	for range 2 { // migrations run once
		db := openSQLite(t, folder, nil)
		if got := names(t, db); len(got) != 1 || got[0] != "anna" {
			t.Errorf("accounts: %v", got)
		}
		write(t, db, func(tx transaction) error {
			sessions, err := tx.Sessions(anna)
			if len(sessions) != 1 || sessions[0].ID != session {
				t.Errorf("sessions: %v", sessions)
			}
			return err
		})
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A read sees one moment, whatever is written meanwhile.
func clauseOneMoment(t *testing.T, open engine, folder string) {
	db := open(t, folder, nil)
	defer db.Close()
	err := db.Read(context.Background(), func(tx transaction) error {
		before, err := tx.Accounts()
		if err != nil {
			return err
		}
		write(t, db, func(tx transaction) error { return tx.InsertAccount(account("olga")) })
		after, err := tx.Accounts()
		if len(before) != len(after) {
			t.Errorf("%d accounts became %d within one read", len(before), len(after))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// More readers than connections, with writers beside them: nobody waits for ever.
func clauseManyReaders(t *testing.T, open engine, folder string) {
	db := open(t, folder, nil)
	defer db.Close()
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() { write(t, db, func(tx transaction) error { return tx.InsertAccount(account(fmt.Sprint(i))) }) })
		all.Go(func() { names(t, db) })
	}
	all.Wait()
	over, cancel := context.WithCancel(context.Background())
	cancel()
	for range 20 { // a reader whose caller went away leaves the connection in order
		db.Read(over, func(tx transaction) error { _, err := tx.Accounts(); return err }) //nolint:errcheck // either is right
	}
	if got := names(t, db); len(got) != 40 {
		t.Errorf("%d accounts", len(got))
	}
}

// Nobody is told before it is on disk, and everybody in the order of commits.
func clauseAnnouncements(t *testing.T, open engine, folder string) {
	var mu sync.Mutex
	var told []int
	var db database
	db = open(t, folder, func(events []storage.Event) {
		for _, event := range events {
			stored := false
			if err := db.Read(context.Background(), func(tx transaction) (err error) {
				_, stored, err = tx.AccountByEmail(fmt.Sprint(event))
				return err
			}); err != nil || !stored {
				t.Errorf("%v was announced before it was stored: %v", event, err)
			}
			mu.Lock()
			told = append(told, event.(int))
			mu.Unlock()
		}
	})
	defer db.Close()
	next := 0 // only the writer's goroutine touches it
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			mine := 0
			write(t, db, func(tx transaction) error {
				mine, next = next, next+1
				tx.Announce(mine)
				return tx.InsertAccount(account(fmt.Sprint(mine)))
			})
			mu.Lock()
			defer mu.Unlock()
			for _, n := range told {
				if n == mine {
					return
				}
			}
			t.Errorf("%d was acknowledged before it was announced", mine)
		})
	}
	all.Wait()
	for i, n := range told {
		if i != n {
			t.Fatalf("announced out of order: %v", told)
		}
	}
}

var _ conversation.Tx = (transaction)(nil)

// A job that lives with a statement that failed does not take its neighbours with
// it: where the disk was full, SQLite has undone what they wrote, and whoever came
// after would stand outside of any transaction, stored whatever they are told.
func TestWhoLivesWithAFailedStatement(t *testing.T) {
	for _, size := range []int{1, 50_000} { // used already, and larger than the disk
		for first, ahead := range map[string]int{"at the head": 0, "behind another": 1} {
			t.Run(fmt.Sprint(size, " bytes ", first), func(t *testing.T) { liveWithAFailure(t, size, ahead) })
		}
	}
}

func liveWithAFailure(t *testing.T, size, ahead int) {
	var told []storage.Event
	db := openSQLite(t, t.TempDir(), func(events []storage.Event) { told = append(told, events...) })
	defer db.Close()
	insert := func(tx transaction, name string) error {
		tx.Announce(name)
		return tx.InsertAccount(account(name))
	}
	write(t, db, func(tx transaction) error { return insert(tx, "olga") })
	storage.LimitSize(t, db.DB, "1")
	jobs := []func(transaction) error{
		func(tx transaction) error { return insert(tx, "before") },
		func(tx transaction) error {
			if size == 1 {
				tx.InsertAccount(account("olga")) //nolint:errcheck // what it lives with
				return nil
			}
			tx.SetArticles(id("large"), time.Unix(1, 0), make([]byte, size)) //nolint:errcheck // likewise
			return nil
		},
		func(tx transaction) error { return insert(tx, "after") },
	}
	results := inOneBatch(t, db, ahead, jobs)
	stored := names(t, db)
	for i, name := range []string{"before", "", "after"} {
		if name == "" {
			continue
		}
		if is := slices.Contains(stored, name); (results[i] == nil) != is || is != slices.Contains(told, storage.Event(name)) {
			t.Errorf("%s: answered %v, stored %v, announced %v", name, results[i], is, told)
		}
		if size == 1 && results[i] != nil {
			t.Errorf("%s was taken along: %v", name, results[i])
		}
	}
}

// inOneBatch lets jobs that share wait for the writer together, in this order,
// behind so many that do not.
func inOneBatch(t *testing.T, db sqlite, ahead int, jobs []func(transaction) error) []error {
	t.Helper()
	held, release := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() { write(t, db, func(transaction) error { close(held); <-release; return nil }) })
	<-held
	results, queued := make([]error, len(jobs)), 0
	wait := func(job func()) {
		all.Go(job)
		for queued++; storage.Queued(db.DB) < queued; {
			time.Sleep(time.Millisecond)
		}
	}
	for range ahead {
		wait(func() { db.Write(context.Background(), func(transaction) error { return nil }) }) //nolint:errcheck // it may be undone with them
	}
	for i, job := range jobs {
		wait(func() { results[i] = sharing{db}.Write(context.Background(), job) })
	}
	close(release)
	all.Wait()
	return results
}
