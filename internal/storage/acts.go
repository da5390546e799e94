package storage

import (
	"crypto/rand"
	"maps"
	"slices"
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
	if d.edge.stale {
		if err := d.edge.reread(d.write); err != nil {
			return err
		}
	}
	for n := actsAtOnce; len(acts) > 0; n /= 2 {
		for ; len(acts) >= n; acts = acts[n:] {
			if err := d.edge.record(d.write, acts[:n]); err != nil {
				return err
			}
		}
	}
	return nil
}

// edge is where the record grows: the edge of its tree, and the words and times
// of the events that fill no tile yet.
type edge struct {
	tree         *form.Tree
	terms        map[ledger.Term]struct{}
	since, until uint64
	stale        bool // some of those events were erased
}

func newEdge(tree *form.Tree) *edge { return &edge{tree: tree, terms: map[ledger.Term]struct{}{}} }

// note takes the words of an event in.
func (e *edge) note(event *ledger.Event) {
	if len(e.terms) == 0 || event.Time < e.since {
		e.since = event.Time
	}
	e.until = max(e.until, event.Time)
	ledger.Terms(event, func(t ledger.Term) { e.terms[t] = struct{}{} })
}

// reread takes the words in again of the events that are left.
func (e *edge) reread(q queries) error {
	clear(e.terms)
	e.since, e.until, e.stale = 0, 0, false
	full := e.tree.Size() / form.TileWidth
	return (&Tx{q: q}).recorded(full*form.TileWidth, e.tree.Size(), func(r ledger.Recorded) error {
		if r.Event == nil {
			return nil
		}
		if event, err := form.ParseEvent(r.Event); err == nil { // what somebody spoiled is for the verifier to say
			e.note(&event)
		}
		return nil
	})
}

// record appends events to the tree, and to the tables.
func (e *edge) record(q queries, acts []ledger.Event) error {
	salts := make([]form.Salt, len(acts))
	for i := range salts {
		rand.Read(salts[i][:]) //nolint:errcheck // never fails (crypto/rand)
	}
	values := make([]any, 0, 3*len(acts))
	var full []form.Tile
	for i := range acts {
		event := acts[i].Append(make([]byte, 0, 256))
		values = append(values, e.tree.Size(), salts[i][:], event)
		e.note(&acts[i])
		filled := e.tree.Add(form.LeafHash(form.Commit(salts[i], event)))
		if len(filled) > 0 {
			if err := e.index(q, filled[0].Number); err != nil {
				return err
			}
		}
		full = append(full, filled...)
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

// index writes the words of the events under a tile that is full now.
func (e *edge) index(q queries, tile int64) error {
	terms := slices.Sorted(maps.Keys(e.terms))
	for len(terms) > 0 {
		n := actsAtOnce
		for n > len(terms) {
			n /= 2
		}
		values := make([]any, 0, 2*n)
		for _, t := range terms[:n] {
			values = append(values, int64(t), tile)
		}
		if _, err := q.exec(`INSERT INTO ledger_terms (term, tile) VALUES (?, ?)`+strings.Repeat(`, (?, ?)`, n-1), values...); err != nil {
			return err
		}
		terms = terms[n:]
	}
	_, err := q.exec(`INSERT INTO ledger_spans (tile, since, until) VALUES (?, ?, ?)`, tile, int64(e.since), int64(e.until)) //nolint:gosec // below 2^53
	clear(e.terms)
	e.since, e.until = 0, 0
	return err
}

func flat(hashes []seal.ID) []byte {
	out := make([]byte, 0, len(hashes)*len(seal.ID{}))
	for i := range hashes {
		out = append(out, hashes[i][:]...)
	}
	return out
}
