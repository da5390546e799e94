package storage_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/internal/storage"
)

// The record holds the acts of the jobs that succeeded, each job's together and in
// the order in which they were announced, and nothing of those that failed.
func TestTheRecordHoldsWhatHappened(t *testing.T) {
	folder := t.TempDir()
	var announced []string
	file := openSQLite(t, folder, func(events []storage.Event) {
		for _, name := range events {
			announced = append(announced, name.(string))
		}
	})
	for round, db := range []database{file, sharing{file}} {
		var all sync.WaitGroup
		for i := range 120 {
			all.Go(func() {
				db.Write(context.Background(), func(tx transaction) error { return act(tx, 120*round+i) }) //nolint:errcheck // some are to fail
			})
		}
		all.Wait()
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if recorded := reasons(t, folder); !slices.Equal(recorded, announced) || len(recorded) != 2*2*80 {
		t.Errorf("%d acts are recorded, %d were announced", len(recorded), len(announced))
	}
}

// act records twice, and fails every third time, after it wrote or before.
func act(tx transaction, i int) error {
	if i%6 != 0 {
		if err := tx.SetArticles(id(fmt.Sprint(i)), time.Unix(1, 0), []byte("a")); err != nil {
			return err
		}
	}
	for _, part := range []string{"a", "b"} {
		e := event(fmt.Sprint(i))
		e.Reason = fmt.Sprint(i, part)
		tx.Announce(e.Reason)
		if err := ledger.Append(tx, e); err != nil {
			return err
		}
	}
	if i%3 == 0 {
		return errRefused
	}
	return nil
}

func reasons(t *testing.T, folder string) (found []string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(folder, "data.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, e := range servertest.Record(t, db, 0) {
		found = append(found, e.Reason)
	}
	return found
}
