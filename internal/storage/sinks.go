package storage

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
)

// Cursor is the number of the next entry that a system gets; 0 for a new one.
func (l Ledger) Cursor(ctx context.Context, sink string) (at int64, err error) {
	err = l.Read(ctx, func(tx *Tx) error {
		_, err := tx.one(`SELECT cursor FROM ledger_sinks WHERE name = ?`, []any{sink}, &at)
		return err
	})
	return at, err
}

// Advance says that a system has everything before an entry. It never goes back.
func (l Ledger) Advance(ctx context.Context, sink string, to int64) error {
	return l.WriteShared(ctx, func(tx *Tx) error {
		return tx.must(`INSERT INTO ledger_sinks (name, cursor) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET cursor = max(cursor, excluded.cursor)`, sink, to)
	})
}

// Lag is how many entries a system does not have.
type Lag struct {
	Sink   string
	Behind int64
}

// InspectSinks says how far behind each system is that ever got the record. It
// looks into the file, also beside a running server, and changes nothing.
func InspectSinks(ctx context.Context, folder string) (all []Lag, err error) {
	db, err := readOnly(filepath.Join(folder, "data.db"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.QueryContext(ctx, `SELECT name, (SELECT coalesce(max(number) + 1, 0) FROM ledger) - cursor FROM ledger_sinks ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("look at what other systems have: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var l Lag
		if err := rows.Scan(&l.Sink, &l.Behind); err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, rows.Err()
}
