package crash

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// place is where an entry stands.
type place struct {
	thread   seal.ID
	sequence uint64
}

// word is what somebody was told of an entry. Acknowledgements bring no bytes:
// whoever gets one knows them.
type word struct {
	entry, receipt []byte
	by             string
}

// facts is everything that left a server, whichever run of it: what was
// acknowledged, pushed or read must be on disk from then on, and nothing that
// is said later may contradict it.
type facts struct {
	mu     sync.Mutex
	told   map[place]word
	lies   []string
	files  map[string]int64   // parts that were acknowledged, under the folder of files, with their sizes
	drafts map[seal.ID]uint64 // the newest version that was acknowledged
	marks  map[seal.ID]uint64 // the farthest mark that was acknowledged or pushed
	parts  []part
	pushed [][]byte // marks
	total  int
}

func newFacts() *facts {
	return &facts{told: map[place]word{}, files: map[string]int64{}, drafts: map[seal.ID]uint64{}, marks: map[seal.ID]uint64{}}
}

func (f *facts) tell(at place, w word) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.total++
	if before, ok := f.told[at]; ok && (!bytes.Equal(before.entry, w.entry) || !bytes.Equal(before.receipt, w.receipt)) {
		f.lies = append(f.lies, fmt.Sprintf("entry %d of %s: one thing by %s, another by %s", at.sequence, at.thread, before.by, w.by))
	}
	f.told[at] = w
}

func (f *facts) file(p part, size int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.total++
	f.parts = append(f.parts, p)
	f.files[fmt.Sprintf("%s/%s/%d", p.thread.Hex(), p.id, p.number)] = size
}

func (f *facts) draft(talk seal.ID, version uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.total++
	f.drafts[talk] = max(f.drafts[talk], version)
}

func (f *facts) mark(thread seal.ID, sequence uint64, wire []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.total++
	f.pushed = append(f.pushed, wire)
	f.marks[thread] = max(f.marks[thread], sequence)
}

func (f *facts) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.total
}

// ofEveryKind: parts of files and marks were told of as well.
func (f *facts) ofEveryKind() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.parts) > 0 && len(f.pushed) > 0
}

// hold looks into a copy of what a dead server left, so that its own recovery is
// still before the next one: every fact is there.
func (f *facts) hold(t *testing.T, folder string) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, lie := range f.lies {
		t.Error(lie)
	}
	db := remains(t, folder)
	defer db.Close()
	var whole string
	check(t, db.QueryRow(`PRAGMA integrity_check`).Scan(&whole))
	if whole != "ok" {
		t.Fatalf("the file is damaged: %s", whole)
	}
	f.entries(t, db)
	theRecordIsWhole(t, db)
	for name, size := range f.files {
		if info, err := os.Stat(filepath.Join(folder, "files", name)); err != nil || info.Size() != size {
			t.Errorf("an acknowledged part is gone: %v", err)
		}
	}
	for talk, version := range f.drafts {
		least(t, db, version, `SELECT version FROM drafts WHERE conversation = ?`, talk[:])
	}
	for thread, sequence := range f.marks {
		least(t, db, sequence, `SELECT max(sequence) FROM marks WHERE thread = ?`, thread[:])
	}
}

func (f *facts) entries(t *testing.T, db *sql.DB) {
	t.Helper()
	rows, err := db.Query(`SELECT t.id, e.sequence, e.bytes, e.receipt FROM entries e JOIN threads t ON t.n = e.thread`)
	check(t, err)
	defer rows.Close()
	stored := map[place]word{}
	for rows.Next() {
		var id []byte
		var at place
		var w word
		check(t, rows.Scan(&id, &at.sequence, &w.entry, &w.receipt))
		at.thread = seal.ID(id)
		stored[at] = w
	}
	check(t, rows.Err())
	for at, w := range f.told {
		if got := stored[at]; !bytes.Equal(got.entry, w.entry) || !bytes.Equal(got.receipt, w.receipt) {
			t.Errorf("entry %d of %s, told by %s, is not what is on disk", at.sequence, at.thread, w.by)
		}
	}
}

func least(t *testing.T, db *sql.DB, want uint64, query string, id []byte) {
	t.Helper()
	var got uint64
	if err := db.QueryRow(query, id).Scan(&got); err != nil || got < want {
		t.Errorf("%s: %d of %d, %v", query, got, want, err)
	}
}

// remains opens a copy of the data file with its log.
func remains(t *testing.T, folder string) *sql.DB {
	t.Helper()
	copied := t.TempDir()
	for _, name := range []string{"data.db", "data.db-wal"} {
		raw, err := os.ReadFile(filepath.Join(folder, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		check(t, err)
		check(t, os.WriteFile(filepath.Join(copied, name), raw, 0o600))
	}
	return open(t, copied, "data.db")
}
