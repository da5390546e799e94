package storage

import (
	"context"
	"database/sql/driver"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
)

// Tx is one transaction: the methods of every domain's own Tx interface hang on
// it, in files named after the domain.
type Tx struct {
	ctx    context.Context
	q      queries
	shred  *Shred
	events *[]Event
	acts   *[]ledger.Event // nil in a read
	heads  *heads          // the writer's; nil in a read
	edge   *edge           // of the ledger, likewise
	wrote  bool
	failed bool // a statement that writes did: the transaction may be gone
}

// Announce hands over an event; it is delivered after the commit, or never.
func (t *Tx) Announce(event Event) {
	if t.events != nil {
		*t.events = append(*t.events, event)
	}
}

type queries interface {
	exec(query string, args ...any) (driver.Result, error)
	each(query string, args []any, row func(scan func(...any) error) error) error
}

// run executes a statement and returns how many rows it touched.
func (t *Tx) run(query string, args ...any) (int64, error) {
	result, err := t.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t *Tx) exec(query string, args ...any) (driver.Result, error) {
	t.wrote = true
	result, err := t.q.exec(query, args...)
	t.failed = t.failed || err != nil
	return result, wrap(err)
}

// must executes a statement.
func (t *Tx) must(query string, args ...any) error {
	_, err := t.exec(query, args...)
	return err
}

// one reads one row; absent is false without an error.
func (t *Tx) one(query string, args []any, into ...any) (found bool, err error) {
	err = t.q.each(query, args, func(scan func(...any) error) error {
		if err := scan(into...); err != nil {
			return err
		}
		found = true
		return errEnough
	})
	return found, wrap(err)
}

// each reads every row.
func (t *Tx) each(query string, args []any, row func(scan func(...any) error) error) error {
	return wrap(t.q.each(query, args, row))
}

func wrap(err error) error {
	return failed(err, errs.New(errs.Internal, "storage", "The database refused this.", "Try again; if it happens again, run sealdesk doctor."))
}
