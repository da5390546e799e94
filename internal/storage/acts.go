package storage

import (
	"crypto/rand"
	"strings"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// This file writes the ledger's events: those of all jobs of a transaction
// together, in the order of the jobs, before it is committed, and with them the
// tiles of the tree that they fill. If that fails, none of their acts happened.

// AppendEvent records an act of this job. It is written if the job succeeds, and
// in the same transaction.
func (t *Tx) AppendEvent(e ledger.Event) error {
	if t.acts == nil {
		return wrap(errReadOnly)
	}
	*t.acts = append(*t.acts, e)
	return nil
}

const actsAtOnce = 16 // rows of one statement; SQLite plans each number once

// record writes the events of jobs that succeeded.
func (d *DB) record(jobs []*job) error {
	var acts []ledger.Event
	for _, j := range jobs {
		if j.err == nil {
			acts = append(acts, j.acts...)
		}
	}
	for n := actsAtOnce; len(acts) > 0; n /= 2 {
		for ; len(acts) >= n; acts = acts[n:] {
			if err := recordSome(d.write, d.tree, acts[:n]); err != nil {
				return err
			}
		}
	}
	return nil
}

// recordSome appends events to the tree, and to the tables.
func recordSome(q queries, tree *form.Tree, acts []ledger.Event) error {
	salts := make([]form.Salt, len(acts))
	for i := range salts {
		rand.Read(salts[i][:]) //nolint:errcheck // never fails (crypto/rand)
	}
	values := make([]any, 0, 3*len(acts))
	var full []form.Tile
	for i := range acts {
		event := acts[i].Append(make([]byte, 0, 256))
		values = append(values, tree.Size(), salts[i][:], event)
		full = append(full, tree.Add(form.LeafHash(form.Commit(salts[i], event)))...)
	}
	if _, err := q.exec(`INSERT INTO ledger (number, salt, event) VALUES (?, ?, ?)`+strings.Repeat(`, (?, ?, ?)`, len(acts)-1), values...); err != nil {
		return err
	}
	for _, tile := range full {
		if _, err := q.exec(`INSERT INTO ledger_tiles (level, number, hashes) VALUES (?, ?, ?)`, tile.Level, tile.Number, flat(tile.Hashes)); err != nil {
			return err
		}
	}
	return nil
}

func flat(hashes []seal.ID) []byte {
	out := make([]byte, 0, len(hashes)*len(seal.ID{}))
	for i := range hashes {
		out = append(out, hashes[i][:]...)
	}
	return out
}
