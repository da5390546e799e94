package crash

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// expiring makes the test's binary a server on the folder that it names, some
// days ahead, which does its chores once and ends; or dies at a step of them.
const (
	expiring = "SEALDESK_CRASH_EXPIRING"
	ahead    = "SEALDESK_CRASH_DAYS"
	dying    = "SEALDESK_CRASH_STEP"
)

// The steps of ending one conversation, in their order.
const (
	beforeTheMark = iota + 1 // the first commit is not made
	afterTheMark
	afterTheKeys    // the shred store has committed
	beforeTheBurial // the files are gone, and the rows are not
	afterTheBurial  // everything is done
	steps
)

func expire(folder string) {
	days, err := strconv.Atoi(os.Getenv(ahead))
	step, _ := strconv.Atoi(os.Getenv(dying)) // none: 0, which is no step
	var srv *server.Server
	if err == nil {
		srv, err = server.Start(context.Background(), server.Config{
			DataDir: folder, Listen: "127.0.0.1:0", Now: func() time.Time { return time.Now().Add(time.Duration(days) * 24 * time.Hour) },
			Store: func(s conversation.Store) conversation.Store { return &mortal{Store: s, until: int64(step)} }, Keeping: mortalKeeping,
		})
	}
	if err == nil {
		err = errors.Join(srv.Tidy(context.Background()), srv.Close())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// mortal is a store whose process dies (SIGKILL) when it has come to a step.
type mortal struct {
	conversation.Store
	until int64
	steps atomic.Int64
}

func (m *mortal) step() {
	if m.steps.Add(1) == m.until {
		syscall.Kill(os.Getpid(), syscall.SIGKILL) //nolint:errcheck // it does not return
		select {}
	}
}

// Write counts as two steps: before the commit, and after it.
func (m *mortal) Write(ctx context.Context, run func(conversation.Tx) error) error {
	err := m.Store.Write(ctx, func(tx conversation.Tx) error {
		err := run(tx)
		m.step()
		return err
	})
	m.step()
	return err
}

// Shred counts as one.
func (m *mortal) Shred(ctx context.Context, id seal.ID, certificate []byte, generations ...seal.ID) ([]byte, error) {
	kept, err := m.Store.Shred(ctx, id, certificate, generations...)
	m.step()
	return kept, err
}

// Whenever the server dies while it ends a conversation, the next one finishes,
// and there is one certificate, which says what was true.
func TestKilledWhileDestroying(t *testing.T) {
	before := t.TempDir()
	check(t, os.Chmod(before, 0o700)) //nolint:gosec // it is a folder
	talk := farewell(t, before)
	for step := beforeTheMark; step < steps; step++ {
		folder := t.TempDir()
		check(t, os.Chmod(folder, 0o700)) //nolint:gosec // it is a folder
		check(t, os.CopyFS(folder, os.DirFS(before)))
		check(t, os.Chmod(filepath.Join(folder, "server.key"), 0o600))
		var died *exec.ExitError
		if err := chores(t, folder, 2, step); !errors.As(err, &died) || died.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("step %d: the server did not die: %v", step, err)
		}
		keys := count(t, folder, "shred.db", `SELECT count(*) FROM shred_keys`)
		if gone := step >= afterTheKeys; gone != (keys == 0) {
			t.Errorf("step %d: %d keys are there when it dies", step, keys)
		}
		check(t, chores(t, folder, 3, 0)) // a day later
		ended(t, folder, talk, step)
		check(t, chores(t, folder, 4, 0)) // and nothing is done twice
		ended(t, folder, talk, step)
	}
}

// farewell makes a folder with one closed conversation, with notes and a file.
func farewell(t *testing.T, folder string) seal.ID {
	t.Helper()
	desk := servertest.New(t, server.Config{DataDir: folder})
	desk.Must(desk.Owner.Token, "PUT", "/inboxes/"+desk.Team.Inbox.Hex()+"/settings", servertest.Object{
		"greeting": "", "colour": "", "expectedReplySeconds": 0, "retentionDays": 1,
	}, nil)
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	thread.Send("Where is my parcel?")
	thread.Upload(customer.Token, seal.ID16{7}, []byte("sealed bytes of a photograph"))
	desk.Must(desk.Owner.Token, "POST", thread.Path("/notes"), desk.Owner.Notes(thread).Opening, nil)
	desk.Must(desk.Owner.Token, "POST", "/conversations/"+thread.ID.Hex()+"/close", nil, nil)
	check(t, desk.Server.Close())
	return thread.ID
}

// chores runs a server that does what is due and ends, or dies at a step.
func chores(t *testing.T, folder string, days, step int) error {
	t.Helper()
	self, err := os.Executable()
	check(t, err)
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), expiring+"="+folder, fmt.Sprintf("%s=%d", ahead, days), fmt.Sprintf("%s=%d", dying, step))
	cmd.Stderr = t.Output()
	return cmd.Run()
}

func open(t *testing.T, folder, file string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, file))
	check(t, err)
	return db
}

func count(t *testing.T, folder, file, query string) (n int) {
	t.Helper()
	db := open(t, folder, file)
	defer db.Close()
	check(t, db.QueryRow(query).Scan(&n))
	return n
}

// ended: nothing is left but the tombstone, one certificate and its events.
func ended(t *testing.T, folder string, talk seal.ID, step int) {
	t.Helper()
	for query, want := range map[string]int{
		`SELECT count(*) FROM entries`:            0,
		`SELECT count(*) FROM thread_boxes`:       0,
		`SELECT count(*) FROM thread_generations`: 0,
		`SELECT count(*) FROM attachments`:        0,
		`SELECT count(*) FROM threads`:            2,
		`SELECT count(*) FROM conversations WHERE state = 'closed' AND destroyed IS NOT NULL AND expires IS NULL`: 1,
		`SELECT count(*) FROM certificates`: 1,
	} {
		if got := count(t, folder, "data.db", query); got != want {
			t.Errorf("step %d: %s gives %d instead of %d", step, query, got, want)
		}
	}
	if left := count(t, folder, "shred.db", `SELECT count(*) FROM shred_keys`); left != 0 {
		t.Errorf("step %d: %d keys are left", step, left)
	}
	if _, err := os.Stat(filepath.Join(folder, "files", talk.Hex())); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("step %d: a file is left: %v", step, err)
	}
	data, shred := open(t, folder, "data.db"), open(t, folder, "shred.db")
	defer data.Close()
	defer shred.Close()
	for _, kind := range []ledger.Kind{ledger.RetentionEnded, ledger.KeysDestroyed} {
		if n := servertest.Recorded(t, data, kind); n != 1 {
			t.Errorf("step %d: %d events %s", step, n, kind)
		}
	}
	var shown, kept []byte
	var destroyed int64
	check(t, data.QueryRow(`SELECT bytes, c.destroyed FROM certificates JOIN conversations c ON c.id = conversation`).Scan(&shown, &destroyed))
	check(t, shred.QueryRow(`SELECT bytes FROM certificates`).Scan(&kept))
	word, err := seal.ParseSigned[seal.Certificate](shown)
	check(t, err)
	said := word.Unverified()
	if !bytes.Equal(shown, kept) || said.Conversation != talk || int64(said.Destroyed) != destroyed/1000 || len(said.Generations) != 2 || said.Attachments != 1 {
		t.Errorf("step %d: the certificate says %+v", step, said)
	}
}
