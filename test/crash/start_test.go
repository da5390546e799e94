package crash

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/sealdesk/sealdesk/test/play"
)

// steps are the system calls by which a start changes the disk.
const startSteps = "openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,mkdir,mkdirat,unlink,unlinkat"

// Whenever a start dies, at whichever step of making or bringing up to date what
// is in the folder, the next start is a good one, and nothing is gone.
func TestKilledAtTheStart(t *testing.T) {
	for name, prepare := range map[string]func(*testing.T) string{"the first start": func(t *testing.T) string { return play.Folder(t) }, "after the first version": ofTheFirstVersion} {
		t.Run(name, func(t *testing.T) {
			steps := startsSteps(t, prepare(t))
			stride := max(1, steps/4)
			if play.Long() {
				stride = 1
			}
			died := 0
			for step := 1 + play.Random(play.NewSeed(t)).IntN(stride); step <= steps; step += stride {
				folder := prepare(t)
				p, err := traced(t, folder, os.DevNull, []string{"-e", "trace=" + startSteps, "-e", fmt.Sprintf("inject=%s:signal=SIGKILL:when=%d", startSteps, step)})
				var ended *exec.ExitError
				switch {
				case err == nil: // another thread made a few of the calls
					p.end(t, syscall.SIGKILL)
				case errors.As(err, &ended):
					died++
				default:
					t.Fatal(err)
				}
				startsWell(t, folder, step)
			}
			if died == 0 || play.Long() && died < steps/2 {
				t.Errorf("%d deaths in %d steps: too little was tried", died, steps)
			}
			t.Logf("%d deaths within %d steps", died, steps)
		})
	}
}

// startsSteps counts the steps of the thread that starts the server.
func startsSteps(t *testing.T, folder string) (count int) {
	t.Helper()
	self, err := os.Executable()
	check(t, err)
	file := filepath.Join(t.TempDir(), "trace")
	p, err := begin(t, folder, exec.CommandContext(t.Context(), "strace", "-f", "-qq", "--seccomp-bpf", "-o", file, "-e", "trace="+startSteps, self))
	check(t, err)
	p.end(t, syscall.SIGKILL)
	raw, err := os.ReadFile(file)
	check(t, err)
	first, _, _ := strings.Cut(string(raw), " ")
	for line := range strings.SplitSeq(string(raw), "\n") {
		if strings.HasPrefix(line, first+" ") && !strings.Contains(line, "resumed") && !strings.Contains(line, "+++") {
			count++
		}
	}
	if count < 50 {
		t.Fatalf("a start makes %d steps: strace did not see it", count)
	}
	return count
}

// startsWell: the next start serves, its files are whole, and what the first
// version had stored is there.
func startsWell(t *testing.T, folder string, step int) {
	t.Helper()
	p := serve(t, folder)
	ready(t, p)
	p.kill(t)
	for _, name := range []string{"data.db", "shred.db"} {
		db := open(t, folder, name)
		var whole string
		check(t, db.QueryRow(`PRAGMA integrity_check`).Scan(&whole))
		check(t, db.Close())
		if whole != "ok" {
			t.Errorf("step %d: %s: %s", step, name, whole)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, earlier)); err == nil && count(t, folder, "data.db", `SELECT count(*) FROM accounts WHERE email = 'anna' AND handle = x'01'`) != 1 {
		t.Errorf("step %d: what the first version stored is gone", step)
	}
	if key, err := os.Stat(filepath.Join(folder, "server.key")); err != nil || key.Size() != 64 || key.Mode().Perm() != 0o600 {
		t.Errorf("step %d: the server's key: %v, %v", step, key, err)
	}
}

const earlier = "earlier" // marks a folder with data of the first version

// ofTheFirstVersion makes a data file as the first version of the schema had it.
func ofTheFirstVersion(t *testing.T) string {
	t.Helper()
	folder := play.Folder(t)
	check(t, os.WriteFile(filepath.Join(folder, earlier), nil, 0o600))
	schema, err := os.ReadFile("../../internal/storage/migrations/0001_desk.sql")
	check(t, err)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "data.db")+"?_pragma=journal_mode(WAL)")
	check(t, err)
	_, err = db.Exec(`CREATE TABLE schema_version (name TEXT NOT NULL PRIMARY KEY);` + string(schema) + `;
		INSERT INTO schema_version VALUES ('0001_desk.sql');
		INSERT INTO accounts (id, email, handle, availability, created) VALUES (randomblob(32), 'anna', x'01', 'away', 1);`)
	check(t, err)
	check(t, db.Close())
	return folder
}

// What a first start makes is on disk, under its name, before anybody is told
// that the server is there.
func TestAFirstStartIsOnDisk(t *testing.T) {
	folder, file := play.Folder(t), filepath.Join(t.TempDir(), "trace")
	p, err := traced(t, folder, file, []string{"--seccomp-bpf"})
	check(t, err)
	p.end(t, syscall.SIGKILL)
	tr := readTrace(t, file)
	said := never
	for _, e := range tr {
		if e.name == "write" && e.writes([]byte(p.address)) {
			said = e.enter
		}
	}
	for _, name := range []string{"server.key", "files"} {
		if made := tr.made(folder, filepath.Join(folder, name)); made < 0 || made > said {
			t.Errorf("%s is not on disk when the server is ready: %d of %d", name, made, said)
		}
	}
	if key := filepath.Join(folder, "server.key.new"); tr.synced(key, -1) > tr.made(folder, filepath.Join(folder, "server.key")) {
		t.Error("the key's name is on disk before its bytes")
	}
}
