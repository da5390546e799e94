package storage

import (
	"context"
	"database/sql"
	"errors"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/sealdesk/sealdesk/internal/errs"
)

// Tx is one transaction: the methods of every domain's own Tx interface hang on
// it, in files named after the domain.
type Tx struct {
	ctx    context.Context
	q      queries
	shred  *Shred
	events *[]Event
	heads  *heads // the writer's; nil in a read
	wrote  bool
}

// Announce hands over an event; it is delivered after the commit, or never.
func (t *Tx) Announce(event Event) {
	if t.events != nil {
		*t.events = append(*t.events, event)
	}
}

type queries interface {
	exec(ctx context.Context, query string, args ...any) (sql.Result, error)
	query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

type writeQueries struct{ db *DB }

func (w writeQueries) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := w.db.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

func (w writeQueries) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := w.db.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// run executes a statement and returns how many rows it touched.
func (t *Tx) run(query string, args ...any) (int64, error) {
	result, err := t.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t *Tx) exec(query string, args ...any) (sql.Result, error) {
	t.wrote = true
	result, err := t.q.exec(t.ctx, query, args...)
	return result, wrap(err)
}

// must executes a statement.
func (t *Tx) must(query string, args ...any) error {
	_, err := t.run(query, args...)
	return err
}

// one reads one row; absent is false without an error.
func (t *Tx) one(query string, args []any, into ...any) (bool, error) {
	rows, err := t.q.query(t.ctx, query, args...)
	if err != nil {
		return false, wrap(err)
	}
	defer rows.Close()
	if !rows.Next() {
		return false, wrap(rows.Err())
	}
	if err := rows.Scan(into...); err != nil {
		return false, wrap(err)
	}
	return true, nil
}

// each reads every row.
func (t *Tx) each(query string, args []any, row func(scan func(...any) error) error) error {
	rows, err := t.q.query(t.ctx, query, args...)
	if err != nil {
		return wrap(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return wrap(err)
		}
	}
	return wrap(rows.Err())
}

func wrap(err error) error {
	var cause *sqlite.Error
	if errors.As(err, &cause) && cause.Code() == sqlite3.SQLITE_FULL {
		return errs.Wrap(err, errs.Unavailable, "storage", "The server's disk is full.", "Tell whoever runs this desk; nothing was lost.")
	}
	return errs.Wrap(err, errs.Internal, "storage", "The database refused this.", "Try again; if it happens again, run sealdesk doctor.")
}
