package storage

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// Keys that no data stands under are destroyed: a request that prepared one and
// then failed leaves such a key, and so does an older shred store that was put
// back, with keys of what has been destroyed since.
//
// An older data file that was put back looks the same, and its younger keys are
// anything but forgotten: they open the newer file, which may yet be put in its
// place. So both files carry a mark that moves on with each sweep, the data's
// first. A data file whose mark is not as far as the shred store's is the older
// one, and the keys made until then are spared for a while.
//
// Limit: a backup of the data that is put back before the next sweep (ten minutes
// in a running server) carries the same mark, and is not noticed.
const (
	orphanAge = 24 * time.Hour
	// Spared is how long keys are kept that only a newer data file may need.
	Spared = 30 * 24 * time.Hour

	markName   = "mark"
	behindName = "behind"

	setSetting = `INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`
)

// mark is how far a file has come: sweeps, and a drawing, since two files that
// went on from one backup count alike.
type mark struct {
	count uint64
	drawn [16]byte
}

func (m mark) behind(other mark) bool {
	return m.count < other.count || m.count == other.count && m.drawn != other.drawn
}

func (m mark) bytes() []byte {
	return append(binary.BigEndian.AppendUint64(nil, m.count), m.drawn[:]...)
}

func markOf(raw []byte) (m mark, err error) {
	if raw == nil { // written by a version without marks
		return m, nil
	}
	if len(raw) != 8+len(m.drawn) {
		return m, fmt.Errorf("a mark of %d bytes", len(raw))
	}
	m.count = binary.BigEndian.Uint64(raw)
	copy(m.drawn[:], raw[8:])
	return m, nil
}

// Reconcile compares the marks of both files and moves them on. Where the data is
// older than the shred store, or was within the last 30 days, it says until when
// keys are spared; otherwise its answer is zero.
func (d *DB) Reconcile(ctx context.Context, now time.Time) (until time.Time, err error) {
	d.sweep.Lock()
	defer d.sweep.Unlock()
	behind, err := d.reconcile(ctx, now)
	if err != nil || behind.IsZero() {
		return time.Time{}, err
	}
	return behind.Add(Spared), nil
}

// reconcile returns when the data was found to be the older, while that counts.
func (d *DB) reconcile(ctx context.Context, now time.Time) (behind time.Time, err error) {
	var raw []byte
	if err := d.Read(ctx, func(tx *Tx) error {
		_, err := tx.one(`SELECT value FROM settings WHERE name = ?`, []any{markName}, &raw)
		return err
	}); err != nil {
		return behind, err
	}
	inData, err := markOf(raw)
	if err != nil {
		return behind, advise(err, "data.db")
	}
	inShred, behind, err := marksIn(ctx, d.shred.db, "settings")
	if err != nil {
		return behind, shredError(err)
	}
	if inData.behind(inShred) {
		behind = now
		if err := d.shred.set(ctx, behindName, binary.BigEndian.AppendUint64(nil, uint64(now.Unix()))); err != nil { //nolint:gosec // after 1970
			return behind, err
		}
	}
	next := mark{count: max(inData.count, inShred.count) + 1}
	rand.Read(next.drawn[:]) //nolint:errcheck // never fails (crypto/rand)
	// The data's first: if the process dies in between, the shred store is the older, and nothing is spared for that.
	if err := d.Write(ctx, func(tx *Tx) error { return tx.must(setSetting, markName, next.bytes()) }); err != nil {
		return behind, err
	}
	if err := d.shred.set(ctx, markName, next.bytes()); err != nil {
		return behind, err
	}
	if now.Sub(behind) >= Spared {
		behind = time.Time{}
	}
	return behind, nil
}

type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// marksIn reads a shred store's mark, and when the data was last found to be older.
func marksIn(ctx context.Context, db queryer, table string) (m mark, behind time.Time, err error) {
	read := func(name string) (raw []byte, err error) {
		err = db.QueryRowContext(ctx, `SELECT value FROM `+table+` WHERE name = ?`, name).Scan(&raw)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, nil
		}
		return raw, err
	}
	raw, err := read(markName)
	if err != nil {
		return m, behind, err
	}
	if m, err = markOf(raw); err != nil {
		return m, behind, err
	}
	since, err := read(behindName)
	if len(since) == 8 {
		behind = time.Unix(int64(binary.BigEndian.Uint64(since)), 0) //nolint:gosec // it was one
	}
	return m, behind, err
}

func (s *Shred) set(ctx context.Context, name string, value []byte) error {
	_, err := s.db.ExecContext(ctx, setSetting, name, value)
	return shredError(err)
}

// SweepShred destroys shred keys that are a day old and that no generation uses,
// but for those that are spared. Each key is looked at once per run of the server.
func (d *DB) SweepShred(ctx context.Context, now time.Time) error {
	d.sweep.Lock()
	defer d.sweep.Unlock()
	behind, err := d.reconcile(ctx, now)
	if err != nil {
		return err
	}
	if !behind.Equal(d.spared) { // those that were passed over, too
		d.spared, d.swept = behind, time.Time{}
	}
	from, before := d.swept, now.Add(-orphanAge)
	if !behind.IsZero() && from.Before(behind) {
		from = behind.Add(time.Second)
	}
	old, err := d.shred.made(ctx, from, before)
	if err != nil {
		return err
	}
	unused, err := d.unused(ctx, old)
	if err == nil && len(unused) > 0 {
		err = d.shred.Destroy(ctx, unused...)
	}
	if err == nil && before.After(d.swept) {
		d.swept = before
	}
	return err
}

// unused are the generations that the data does not know.
func (d *DB) unused(ctx context.Context, generations [][32]byte) (unused [][32]byte, err error) {
	err = d.Read(ctx, func(tx *Tx) error {
		for _, id := range generations {
			found, err := tx.one(`SELECT 1 FROM thread_generations WHERE id = ?`, []any{id[:]}, new(int))
			if err != nil {
				return err
			}
			if !found {
				unused = append(unused, id)
			}
		}
		return nil
	})
	return unused, err
}

// lag says how a folder stands with its marks, seen from outside: whether the data
// is older than the shred store, until when keys are spared for that, and how many.
func lag(ctx context.Context, tx *sql.Tx, now time.Time) (older bool, until time.Time, keys int, err error) {
	inShred, behind, err := marksIn(ctx, tx, "shred.settings")
	if err != nil {
		return false, until, 0, err
	}
	inData, _, err := marksIn(ctx, tx, "main.settings")
	if err != nil {
		return false, until, 0, err
	}
	if older = inData.behind(inShred); older {
		behind = now
	} else if now.Sub(behind) >= Spared {
		return false, until, 0, nil
	}
	const alone = `SELECT count(*) FROM shred.shred_keys k WHERE k.created <= ? AND NOT EXISTS (SELECT 1 FROM thread_generations g WHERE g.id = k.generation)`
	err = tx.QueryRowContext(ctx, alone, behind.Unix()).Scan(&keys)
	return older, behind.Add(Spared), keys, err
}
