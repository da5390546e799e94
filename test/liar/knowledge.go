package liar

import (
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	_ "modernc.org/sqlite" // a server can read its own file

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

var errLineBroke = errors.New("the line broke")

// Knowledge is what a server has: its data, and its key for receipts.
type Knowledge struct {
	Key seal.SigningKey
	db  *sql.DB

	mu    sync.Mutex
	boxes map[seal.ID][][]byte // of a thread's generation, as they were handed out
}

// watch remembers sealed keys that pass.
func (k *Knowledge) watch(fields Fields) {
	if k == nil {
		return
	}
	everyKey(fields, func(key Fields) bool {
		generation, err := seal.ParseID(text(key["generation"]))
		box, err2 := base64.StdEncoding.DecodeString(text(key["box"]))
		if err == nil && err2 == nil && len(box) > 0 {
			k.mu.Lock()
			defer k.mu.Unlock()
			k.boxes[generation] = append(k.boxes[generation], box)
		}
		return false
	})
}

// Boxes are the sealed keys of a thread's generation that were handed out to
// anybody since the liar stands there.
func (k *Knowledge) Boxes(generation seal.ID) [][]byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.boxes[generation])
}

// Learn opens a server's data folder, to read in it.
func Learn(folder string) (*Knowledge, error) {
	raw, err := os.ReadFile(filepath.Join(folder, "server.key"))
	if err != nil {
		return nil, err
	}
	if len(raw) != 64 {
		return nil, fmt.Errorf("the server's key has %d bytes", len(raw))
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "data.db")+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		return nil, err
	}
	return &Knowledge{Key: seal.SigningKeyFromSeed(seal.Secret(raw[:32])), db: db, boxes: map[seal.ID][][]byte{}}, nil
}

// Close closes the data.
func (k *Knowledge) Close() error { return k.db.Close() }

// Entry is one place in a thread.
type Entry struct {
	Sequence uint64
	Message  bool // or a change of readers
	Hash     seal.ID
	Bytes    []byte
	Receipt  []byte
}

// Thread is a thread, with what its receipts name.
type Thread struct {
	ID        seal.ID
	Org       seal.ID
	ServerKey seal.ID
}

// lengths are the last sequences of all threads.
func (k *Knowledge) lengths() (map[string]uint64, error) {
	rows, err := k.db.Query(`SELECT id, sequence FROM places`)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // read only
	lengths := map[string]uint64{}
	for rows.Next() {
		var id []byte
		var n uint64
		if err := rows.Scan(&id, &n); err != nil {
			return nil, err
		}
		lengths[string(id)] = n
	}
	return lengths, rows.Err()
}

// Entries are the true entries of a thread.
func (k *Knowledge) Entries(thread seal.ID) ([]Entry, error) {
	rows, err := k.db.Query(`SELECT sequence, kind, hash, bytes, receipt FROM entries
		WHERE thread = (SELECT n FROM threads WHERE id = ?) ORDER BY sequence`, thread[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // read only
	var entries []Entry
	for rows.Next() {
		var e Entry
		var kind int
		var hash []byte
		if err := rows.Scan(&e.Sequence, &kind, &hash, &e.Bytes, &e.Receipt); err != nil {
			return nil, err
		}
		e.Hash, e.Message = seal.ID(hash), kind == int(conversation.MessageEntry)
		entries = append(entries, e)
	}
	return entries, rows.Err()
}
