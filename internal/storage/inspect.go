package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
)

// Inspection is how a data folder stands with its retention, seen from outside,
// in conversations.
type Inspection struct {
	Due       int // the next run of the server's chores destroys them
	Later     int // closed, and due later
	Held      int // kept whatever their retention says, open ones included
	Destroyed int
	Next      time.Time             // when the next one is due; zero if none is
	Soonest   []conversation.Ending // those that are due, up to 200

	// Under keys that the shred store does not have, and not cleaned up:
	Returned int // it has certified their destruction; a backup brought the data back
	Orphaned int // it knows nothing of them: it is not the store of this data

	Older  bool      // the data is older than the shred store, and no start has noticed yet
	Until  time.Time // keys are spared that newer data may need; zero if there is no reason to
	Spared int       // how many
}

const inspected = 200

// Inspect looks into the files of a folder, also beside a running server, and
// changes nothing.
func Inspect(ctx context.Context, folder string, now time.Time) (Inspection, error) {
	db, err := readOnly(filepath.Join(folder, "data.db"))
	if err != nil {
		return Inspection{}, err
	}
	db.SetMaxOpenConns(1) // ATTACH holds for one connection
	found, err := inspect(ctx, db, readOnlyName(filepath.Join(folder, "shred.db")), now)
	if err != nil {
		err = fmt.Errorf("look into the data: %w", err)
	}
	return found, errors.Join(err, db.Close())
}

func inspect(ctx context.Context, db *sql.DB, shred string, now time.Time) (Inspection, error) {
	var found Inspection
	if _, err := db.ExecContext(ctx, `ATTACH ? AS shred`, shred); err != nil {
		return found, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return found, err
	}
	defer tx.Rollback() //nolint:errcheck // nothing was changed
	const figures = `SELECT coalesce(sum(` + isDue + `), 0),
		coalesce(sum(state = 'closed' AND destroyed IS NULL AND held = 0 AND expires >= ?), 0),
		coalesce(sum(destroyed IS NULL AND held = 1), 0), coalesce(sum(destroyed IS NOT NULL AND expires IS NULL), 0),
		min(CASE WHEN state = 'closed' AND held = 0 THEN expires END) FROM conversations`
	var next *int64
	if err := tx.QueryRowContext(ctx, figures, now.UnixMilli(), now.UnixMilli()).Scan(&found.Due, &found.Later, &found.Held, &found.Destroyed, &next); err != nil {
		return found, err
	}
	found.Next = timeOf(next)
	const bare = `SELECT count(*), coalesce(sum(c.conversation IS NOT NULL), 0) FROM
		(SELECT DISTINCT t.conversation FROM thread_generations g JOIN threads t ON t.id = g.thread
			WHERE NOT EXISTS (SELECT 1 FROM shred.shred_keys k WHERE k.generation = g.id)) AS bare
		LEFT JOIN shred.certificates c ON c.conversation = bare.conversation`
	var without int
	if err := tx.QueryRowContext(ctx, bare).Scan(&without, &found.Returned); err != nil {
		return found, err
	}
	found.Orphaned = without - found.Returned
	if found.Older, found.Until, found.Spared, err = lag(ctx, tx, now); err != nil {
		return found, err
	}
	found.Soonest, err = endings(ctx, tx, now)
	return found, err
}

func endings(ctx context.Context, tx *sql.Tx, now time.Time) ([]conversation.Ending, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, coalesce(closed_at, last_activity), expires FROM conversations WHERE `+isDue+` ORDER BY expires LIMIT ?`, now.UnixMilli(), inspected)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []conversation.Ending
	for rows.Next() {
		var e conversation.Ending
		var closed, until int64
		if err := rows.Scan(idInto(&e.Conversation), &closed, &until); err != nil {
			return nil, err
		}
		e.Closed, e.Until = timeOf(&closed), timeOf(&until)
		all = append(all, e)
	}
	return all, rows.Err()
}
