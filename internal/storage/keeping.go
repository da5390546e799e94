package storage

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// Keeping is the record of acts, for whoever decides how long it is kept.
type Keeping struct{ *DB }

// Write runs one transaction.
func (k Keeping) Write(ctx context.Context, run func(ledger.KeepingTx) error) error {
	return k.DB.Write(ctx, func(tx *Tx) error { return run(tx) })
}

// Read runs queries that see one moment.
func (k Keeping) Read(ctx context.Context, run func(ledger.KeepingTx) error) error {
	return k.DB.Read(ctx, func(tx *Tx) error { return run(tx) })
}

// Size is how many entries are committed.
func (k Keeping) Size() int64 { return Ledger(k).Size() }

// Search finds events before a number that a filter wants, newest first.
func (k Keeping) Search(ctx context.Context, f ledger.Filter, before int64, limit int) ([]ledger.Recorded, int64, error) {
	return Ledger(k).Search(ctx, f, before, limit)
}

// Rules lists how long classes are kept for which that was ever chosen.
func (t *Tx) Rules() ([]ledger.Rule, error) {
	var all []ledger.Rule
	err := t.each(`SELECT class, days, next, since, swept FROM ledger_keeping ORDER BY class`, nil, func(scan func(...any) error) error {
		var r ledger.Rule
		var class string
		var since int64
		err := scan(&class, &r.Days, &r.Next, &since, &r.Swept)
		if r.Class = ledger.Class(class); since > 0 {
			r.Since = timeOf(&since)
		}
		all = append(all, r)
		return err
	})
	return all, err
}

// SetRule stores how long a class is kept.
func (t *Tx) SetRule(r ledger.Rule) error {
	since := int64(0)
	if !r.Since.IsZero() {
		since = r.Since.UnixMilli()
	}
	return t.must(`INSERT INTO ledger_keeping (class, days, next, since, swept) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (class) DO UPDATE SET days = excluded.days, next = excluded.next, since = excluded.since, swept = excluded.swept`,
		string(r.Class), r.Days, r.Next, since, r.Swept)
}

// Holds lists what is held, the oldest first.
func (t *Tx) Holds() ([]ledger.Hold, error) {
	var all []ledger.Hold
	err := t.each(`SELECT id, reason, begun FROM ledger_holds ORDER BY begun, id`, nil, func(scan func(...any) error) error {
		var h ledger.Hold
		var begun int64
		err := scan(idInto(&h.About), &h.Reason, &begun)
		h.Begun = timeOf(&begun)
		all = append(all, h)
		return err
	})
	return all, err
}

// SetHold stores a hold, in the place of any earlier one on the same id.
func (t *Tx) SetHold(h ledger.Hold) error {
	return t.must(`INSERT INTO ledger_holds (id, reason, begun) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, begun = excluded.begun`,
		h.About[:], h.Reason, h.Begun.UnixMilli())
}

// EndHold removes a hold.
func (t *Tx) EndHold(about seal.ID) error {
	return t.must(`DELETE FROM ledger_holds WHERE id = ?`, about[:])
}

// Span says until when the events of a tile were, if it is full.
func (t *Tx) Span(tile int64) (until time.Time, full bool, err error) {
	var unix int64
	full, err = t.one(`SELECT until FROM ledger_spans WHERE tile = ?`, []any{tile}, &unix)
	return timeOf(&unix), full, err
}

// Tile reads the entries under a tile, full or not.
func (t *Tx) Tile(tile int64) (all []ledger.Recorded, err error) {
	err = t.recorded(tile*form.TileWidth, (tile+1)*form.TileWidth, func(r ledger.Recorded) error {
		all = append(all, r)
		return nil
	})
	return all, err
}

// Erase erases some of the entries under a tile. SQLite writes zeros over what was
// there (secure_delete); Fold does the rest.
func (t *Tx) Erase(tile int64, all []ledger.Recorded, gone []int) error {
	left, lost := map[ledger.Term]struct{}{}, map[ledger.Term]struct{}{}
	words := func(r ledger.Recorded, into map[ledger.Term]struct{}) {
		if event, err := form.ParseEvent(r.Event); err == nil {
			ledger.Terms(&event, func(term ledger.Term) { into[term] = struct{}{} })
		}
	}
	for i, r := range all {
		if len(gone) == 0 || gone[0] != i {
			words(r, left)
			continue
		}
		gone = gone[1:]
		words(r, lost)
		if err := t.must(`UPDATE ledger SET salt = NULL, event = ? WHERE number = ?`, r.Entry[:], r.Number); err != nil {
			return err
		}
	}
	for term := range lost {
		if _, still := left[term]; still {
			continue
		}
		if err := t.must(`DELETE FROM ledger_terms WHERE term = ? AND tile = ?`, int64(term), tile); err != nil {
			return err
		}
	}
	if t.edge != nil && t.edge.tree.Size() < (tile+1)*form.TileWidth {
		t.edge.stale = true
	}
	return nil
}

// Reached is the first entry that one of some systems does not have yet.
func (t *Tx) Reached(sinks []string) (int64, error) {
	reached := int64(1) << 62
	for _, name := range sinks {
		at := int64(0)
		if _, err := t.one(`SELECT cursor FROM ledger_sinks WHERE name = ?`, []any{name}, &at); err != nil {
			return 0, err
		}
		reached = min(reached, at)
	}
	return reached, nil
}

// Thin removes checkpoints from a size on that were made before a moment, but for
// the last of each span of time, and the last that a witness cosigned.
func (k Keeping) Thin(ctx context.Context, after int64, before time.Time, span time.Duration, limit int) (next int64, err error) {
	next = after
	err = k.DB.Write(ctx, func(tx *Tx) error {
		var old []checkpointed
		err := tx.each(`SELECT size, time, EXISTS (SELECT 1 FROM ledger_cosignatures w WHERE w.size = c.size) FROM ledger_checkpoints c WHERE size > ? ORDER BY size LIMIT ?`,
			[]any{after, limit}, func(scan func(...any) error) error {
				var c checkpointed
				if err := scan(&c.size, &c.at, &c.cosigned); err != nil {
					return err
				}
				if c.at >= before.Unix() {
					return errEnough
				}
				old = append(old, c)
				return nil
			})
		if err != nil {
			return err
		}
		for _, size := range thinned(old, int64(span/time.Second)) {
			if err := tx.must(`DELETE FROM ledger_checkpoints WHERE size = ?`, size); err != nil {
				return err
			}
			if err := tx.must(`DELETE FROM ledger_cosignatures WHERE size = ?`, size); err != nil {
				return err
			}
		}
		if len(old) > 1 {
			next = old[len(old)-1].size - 1 // whether it is the last of its span, the one after it says
		}
		return nil
	})
	return next, err
}

type checkpointed struct {
	size, at int64
	cosigned bool
}

// thinned are the sizes that are not needed, of checkpoints in their order.
func thinned(old []checkpointed, seconds int64) (gone []int64) {
	last, cosigned := int64(-1), int64(-1) // spans that a later one stands for
	for _, c := range slices.Backward(old) {
		span := c.at / seconds
		if span == last && (!c.cosigned || span == cosigned) {
			gone = append(gone, c.size)
			continue
		}
		last = span
		if c.cosigned {
			cosigned = span
		}
	}
	return gone
}

// Fold moves the log into the file and cuts it to nothing: what was erased since
// stands in neither. It waits for readers a moment only, and says whether it got
// through.
func (d *DB) Fold(context.Context) (done bool, err error) {
	own, err := openConn(dsn(d.path))
	if err != nil {
		return false, wrap(err)
	}
	defer func() { err = errors.Join(err, wrap(own.close())) }()
	ask := func(query string, into ...any) error {
		return own.each(query, nil, func(scan func(...any) error) error { return scan(into...) })
	}
	var waits, busy, pages, moved int64
	if err := ask(`PRAGMA busy_timeout = 250`, &waits); err != nil { // writers wait meanwhile
		return false, wrap(err)
	}
	if err := ask(`PRAGMA wal_checkpoint(TRUNCATE)`, &busy, &pages, &moved); err != nil {
		return false, wrap(err)
	}
	return busy == 0, nil
}
