package storage

import (
	"context"
	"errors"
	"fmt"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// Ledger is the record of acts, for the ledger's own service.
type Ledger struct{ *DB }

// openEdge reads the right edge of the record. What is in the file is the events
// and the tiles that they filled, in one transaction each: the tree is never
// ahead of its events, nor behind them.
func openEdge(q queries) (*edge, error) {
	tx := &Tx{q: q}
	var size int64
	if _, err := tx.one(`SELECT coalesce(max(number) + 1, 0) FROM ledger`, nil, &size); err != nil {
		return nil, err
	}
	e := newEdge(nil)
	var err error
	e.tree, err = form.Resume(size, func(level int, from, to int64) (hashes []seal.ID, err error) {
		if level == 0 {
			err = tx.recorded(from, to, func(r ledger.Recorded) error {
				hashes = append(hashes, form.LeafHash(r.Entry))
				return nil
			})
			return hashes, err
		}
		for n := from; n < to; n++ {
			below, err := tx.tile(level-1, n)
			if err != nil {
				return nil, err
			}
			hashes = append(hashes, form.Tile{Hashes: below}.Root())
		}
		return hashes, nil
	})
	if err != nil {
		return nil, err
	}
	return e, e.reread(q)
}

var errTile = errors.New("storage: a tile of the ledger is missing or damaged")

func (t *Tx) tile(level int, number int64) ([]seal.ID, error) {
	var raw []byte
	if _, err := t.one(`SELECT hashes FROM ledger_tiles WHERE level = ? AND number = ?`, []any{level, number}, &raw); err != nil {
		return nil, err
	}
	if len(raw) != form.TileWidth*len(seal.ID{}) {
		return nil, fmt.Errorf("%w: level %d, number %d", errTile, level, number)
	}
	hashes := make([]seal.ID, form.TileWidth)
	for i := range hashes {
		copy(hashes[i][:], raw[i*len(seal.ID{}):])
	}
	return hashes, nil
}

// recorded hands over the entries from a number up to another, in order.
func (t *Tx) recorded(from, to int64, each func(ledger.Recorded) error) error {
	return t.each(`SELECT number, salt, event FROM ledger WHERE number >= ? AND number < ? ORDER BY number`, []any{from, to}, func(scan func(...any) error) error {
		r, err := scanRecorded(scan)
		if err != nil {
			return err
		}
		return each(r)
	})
}

func scanRecorded(scan func(...any) error) (ledger.Recorded, error) {
	var r ledger.Recorded
	var salt []byte
	if err := scan(&r.Number, &salt, &r.Event); err != nil {
		return r, err
	}
	if salt == nil {
		copy(r.Entry[:], r.Event)
		r.Event = nil
		return r, nil
	}
	copy(r.Salt[:], salt)
	r.Entry = form.Commit(r.Salt, r.Event)
	return r, nil
}

// Checkpoint stores what sign makes of the tree as it is committed, once for each
// size, and returns it with the tree.
func (l Ledger) Checkpoint(ctx context.Context, unix int64, sign func(size int64, root seal.ID) ([]byte, error)) (note []byte, tree *form.Tree, err error) {
	err = l.Write(ctx, func(tx *Tx) error {
		// The events of this transaction are not in it yet: they come last.
		tree = l.edge.tree.Copy()
		root, err := tree.Root(tree.Size(), tx.tile)
		if err != nil {
			return err
		}
		if note, err = sign(tree.Size(), root); err != nil {
			return err
		}
		return tx.must(`INSERT INTO ledger_checkpoints (size, time, note) VALUES (?, ?, ?) ON CONFLICT (size) DO NOTHING`, tree.Size(), unix, note)
	})
	return note, tree, err
}

// Size is how many entries are committed.
func (l Ledger) Size() int64 { return l.acts.Load() }

// Record writes events that are acts of their own: a read, a refusal. They share
// a commit with whatever else is waiting.
func (l Ledger) Record(ctx context.Context, events ...ledger.Event) error {
	return l.WriteShared(ctx, func(tx *Tx) error {
		for i := range events {
			if err := ledger.Append(tx, events[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Newest returns the newest checkpoint, nil if there is none, and the tree.
func (l Ledger) Newest(ctx context.Context) (note []byte, tree *form.Tree, err error) {
	err = l.Write(ctx, func(tx *Tx) error {
		tree = l.edge.tree.Copy()
		_, err := tx.one(`SELECT note FROM ledger_checkpoints ORDER BY size DESC LIMIT 1`, nil, &note)
		return err
	})
	return note, tree, err
}

// Tile reads the hashes of a full tile.
func (l Ledger) Tile(ctx context.Context, level int, number int64) (hashes []seal.ID, err error) {
	err = l.Read(ctx, func(tx *Tx) error {
		hashes, err = tx.tile(level, number)
		return err
	})
	return hashes, err
}

// Entries reads the entries from a number up to another.
func (l Ledger) Entries(ctx context.Context, from, to int64) (all []ledger.Recorded, err error) {
	err = l.Read(ctx, func(tx *Tx) error {
		return tx.recorded(from, to, func(r ledger.Recorded) error {
			all = append(all, r)
			return nil
		})
	})
	return all, err
}

// Checkpoints reads notes of sizes from one up to another, with the lines of their
// witnesses, the smallest first.
func (l Ledger) Checkpoints(ctx context.Context, from, to int64) (all []ledger.Sized, err error) {
	err = l.Read(ctx, func(tx *Tx) error {
		err := tx.each(`SELECT size, note FROM ledger_checkpoints WHERE size >= ? AND size < ? ORDER BY size`, []any{from, to}, func(scan func(...any) error) error {
			var c ledger.Sized
			err := scan(&c.Size, &c.Note)
			all = append(all, c)
			return err
		})
		if err != nil {
			return err
		}
		at := 0
		return tx.each(`SELECT size, line FROM ledger_cosignatures WHERE size >= ? AND size < ? ORDER BY size, witness`, []any{from, to}, func(scan func(...any) error) error {
			var size int64
			var line []byte
			if err := scan(&size, &line); err != nil {
				return err
			}
			for at < len(all) && all[at].Size < size {
				at++
			}
			if at < len(all) && all[at].Size == size {
				all[at].Note = append(all[at].Note, line...)
			}
			return nil
		})
	})
	return all, err
}

// adoptEvents moves events that were recorded before there was a tree into it,
// in their order, all of them or none.
func adoptEvents(q queries) (err error) {
	tx := &Tx{q: q}
	var there int
	if _, err := tx.one(`SELECT count(*) FROM sqlite_master WHERE name = 'events'`, nil, &there); err != nil || there == 0 {
		return err
	}
	if err := tx.must(`BEGIN IMMEDIATE`); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.must(`ROLLBACK`))
		}
	}()
	e := newEdge(&form.Tree{})
	for after, more := int64(0), true; more; {
		page, last, err := tx.oldEvents(after)
		if err != nil {
			return err
		}
		for acts := page; len(acts) > 0; acts = acts[min(actsAtOnce, len(acts)):] {
			if err := e.record(q, acts[:min(actsAtOnce, len(acts))]); err != nil {
				return err
			}
		}
		after, more = last, len(page) > 0
	}
	if err := tx.must(`DROP TABLE events`); err != nil {
		return err
	}
	return tx.must(`COMMIT`)
}

func (t *Tx) oldEvents(after int64) (page []ledger.Event, last int64, err error) {
	err = t.each(`SELECT id, time, kind, actor, subject, network FROM events WHERE id > ? ORDER BY id LIMIT 1000`, []any{after}, func(scan func(...any) error) error {
		var unix int64
		var kind, actor, network string
		var object seal.ID
		if err := scan(&last, &unix, &kind, &actor, idInto(&object), &network); err != nil {
			return err
		}
		e := form.Event{Version: 1, Time: uint64(unix) * 1000, Kind: form.Kind(kind), Network: network, Object: seal.Some(object)} //nolint:gosec // written by this program
		var err error
		e.Actor, err = form.ParseActor(actor)
		page = append(page, e)
		return err
	})
	return page, last, err
}
