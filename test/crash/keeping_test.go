package crash

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// sweeping names a step of the record's sweep at which an expiring server dies.
const sweeping = "SEALDESK_CRASH_SWEEP"

func mortalKeeping(s ledger.KeepingStore) ledger.KeepingStore {
	step, _ := strconv.Atoi(os.Getenv(sweeping)) // none: 0, which is no step
	return &mortalKeeper{KeepingStore: s, until: int64(step)}
}

// mortalKeeper is a store whose process dies (SIGKILL) at a step of the sweep.
type mortalKeeper struct {
	ledger.KeepingStore
	until int64
	steps atomic.Int64
}

func (m *mortalKeeper) step() {
	if m.steps.Add(1) == m.until {
		syscall.Kill(os.Getpid(), syscall.SIGKILL) //nolint:errcheck // it does not return
		select {}
	}
}

// Write counts as two steps: before the commit, and after it.
func (m *mortalKeeper) Write(ctx context.Context, run func(ledger.KeepingTx) error) error {
	err := m.KeepingStore.Write(ctx, func(tx ledger.KeepingTx) error {
		err := run(tx)
		m.step()
		return err
	})
	m.step()
	return err
}

// Thin counts as one, and Fold as two.
func (m *mortalKeeper) Thin(ctx context.Context, after int64, before time.Time, span time.Duration, limit int) (int64, error) {
	next, err := m.KeepingStore.Thin(ctx, after, before, span, limit)
	m.step()
	return next, err
}

// Fold counts as two: before it, and after it.
func (m *mortalKeeper) Fold(ctx context.Context) (bool, error) {
	m.step()
	done, err := m.KeepingStore.Fold(ctx)
	m.step()
	return done, err
}

const (
	erasedTiles = 5 // in three transactions
	sweepSteps  = 2*3 + 2 + 2
)

// Whenever the server dies while it erases what is not kept any longer, what is gone
// is told of, the tree is whole, and the next one finishes.
func TestKilledWhileErasing(t *testing.T) {
	before := t.TempDir()
	check(t, os.Chmod(before, 0o700)) //nolint:gosec // it is a folder
	salt := archive(t, before)
	for step := 1; step <= sweepSteps; step++ {
		folder := t.TempDir()
		check(t, os.Chmod(folder, 0o700)) //nolint:gosec // it is a folder
		check(t, os.CopyFS(folder, os.DirFS(before)))
		check(t, os.Chmod(filepath.Join(folder, "server.key"), 0o600))
		t.Setenv(sweeping, strconv.Itoa(step))
		var died *exec.ExitError
		if err := chores(t, folder, 40, 0); !errors.As(err, &died) || died.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("step %d: the server did not die: %v", step, err)
		}
		erasedSoFar(t, folder, step)
		t.Setenv(sweeping, "0")
		check(t, chores(t, folder, 40, 0)) // twice: at its start, and when it is asked to
		if n := erasedSoFar(t, folder, step); n != erasedTiles*form.TileWidth {
			t.Errorf("step %d: %d are erased in the end", step, n)
		}
		for _, file := range []string{"data.db", "data.db-wal"} {
			content, err := os.ReadFile(filepath.Join(folder, file))
			if err == nil && bytes.Contains(content, salt) {
				t.Errorf("step %d: a salt stands in %s", step, file)
			}
		}
	}
}

// archive makes a folder with a record whose reads are not kept any longer in 40
// days, and returns the salt of one.
func archive(t *testing.T, folder string) (salt []byte) {
	t.Helper()
	desk := servertest.New(t, server.Config{DataDir: folder})
	desk.Must(desk.Owner.Token, "PUT", "/ledger/retention", servertest.Object{"class": "reads", "days": 30}, nil)
	check(t, desk.Server.Close())
	db, err := storage.Open(t.Context(), folder, nil)
	check(t, err)
	size := int((storage.Ledger{DB: db}).Size())
	check(t, db.Write(t.Context(), func(tx *storage.Tx) error {
		for n := range erasedTiles*form.TileWidth + 256 {
			event := ledger.Act(time.Now().Add(time.Duration(n)*time.Millisecond), ledger.ThreadRead, ledger.Staff(seal.ID{byte(n)}, ""), seal.ID{1})
			if n < 256-size { // the first tile holds none
				event.Kind = ledger.MessageAppended
			}
			if err := ledger.Append(tx, event); err != nil {
				return err
			}
		}
		return nil
	}))
	check(t, db.Close())
	file := open(t, folder, "data.db")
	defer file.Close()
	check(t, file.QueryRow(`SELECT salt FROM ledger WHERE number = 300`).Scan(&salt))
	return salt
}

// erasedSoFar counts what is erased, and holds it against what is told.
func erasedSoFar(t *testing.T, folder string, step int) (n int) {
	t.Helper()
	db := open(t, folder, "data.db")
	defer db.Close()
	verifier, told := form.NewVerifier(signedOf(t, db)...), form.Erasures{}
	rows, err := db.Query(`SELECT number, salt, event FROM ledger ORDER BY number`)
	check(t, err)
	for rows.Next() {
		var number int64
		var salt, event []byte
		check(t, rows.Scan(&number, &salt, &event))
		if salt == nil {
			told.Met(number)
			n++
			check(t, verifier.Add(number, seal.ID(event), seal.OptionalID{}))
			continue
		}
		parsed, err := form.ParseEvent(event)
		check(t, err)
		told.Tell(number, &parsed)
		check(t, verifier.Add(number, form.Commit(form.Salt(salt), event), seal.OptionalID{}))
	}
	check(t, errors.Join(rows.Err(), rows.Close()))
	if untold := told.Untold(); untold != nil {
		t.Errorf("step %d: %v", step, untold)
	}
	return n
}
