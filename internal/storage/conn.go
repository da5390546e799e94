package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
)

// conn is one connection to a file with its prepared statements, for one
// goroutine at a time. It speaks to the driver itself: what package sql adds
// (a pool, a lock, a retry, a conversion by reflection for every value) is not
// needed on a connection that has one owner, and costs as much as a row.
type conn struct {
	raw        driver.ConnPrepareContext
	end        func() error
	statements map[string]statement
}

// statement is what the driver's statements can do.
type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

var errDriver = errors.New("storage: the driver does not do what is needed here")

func openConn(name string) (*conn, error) {
	// The driver that is registered, not a new one: whatever is hooked into it for
	// other connections holds for this one.
	pool, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	raw, err := pool.Driver().Open(name)
	if err = errors.Join(err, pool.Close()); err != nil {
		return nil, err
	}
	prepares, ok := raw.(driver.ConnPrepareContext)
	if !ok {
		return nil, errors.Join(errDriver, raw.Close())
	}
	return &conn{raw: prepares, end: raw.Close, statements: map[string]statement{}}, nil
}

// close ends the statements first: with one left, SQLite keeps the connection,
// and the log beside the file is not folded in.
func (c *conn) close() error {
	var all []error
	for _, s := range c.statements {
		all = append(all, s.Close())
	}
	return errors.Join(append(all, c.end())...)
}

// statement prepares a query once.
func (c *conn) statement(query string) (statement, error) {
	if s, ok := c.statements[query]; ok {
		return s, nil
	}
	// Not the caller's context, here and below: a query that is cut off leaves
	// the connection in a state that the next one would inherit.
	prepared, err := c.raw.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	s, ok := prepared.(statement)
	if !ok {
		return nil, errors.Join(errDriver, prepared.Close())
	}
	c.statements[query] = s
	return s, nil
}

func (c *conn) exec(query string, args ...any) (driver.Result, error) {
	s, err := c.statement(query)
	if err != nil {
		return nil, err
	}
	values, err := bind(args)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(context.Background(), values)
}

// do runs a statement without values or an answer.
func (c *conn) do(query string) error {
	_, err := c.exec(query)
	return err
}

// each hands every row of an answer to row.
func (c *conn) each(query string, args []any, row func(scan func(...any) error) error) (err error) {
	s, err := c.statement(query)
	if err != nil {
		return err
	}
	values, err := bind(args)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(context.Background(), values)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	return eachRow(rows, row)
}

// errEnough ends an answer of which only the first row counts.
var errEnough = errors.New("storage: enough rows")

func eachRow(rows driver.Rows, row func(scan func(...any) error) error) error {
	values := make([]driver.Value, len(rows.Columns()))
	scan := func(into ...any) error {
		if len(into) != len(values) {
			return fmt.Errorf("storage: %d columns for %d places", len(values), len(into))
		}
		for i, place := range into {
			if err := assign(place, values[i]); err != nil {
				return fmt.Errorf("storage: column %d: %w", i, err)
			}
		}
		return nil
	}
	for {
		err := rows.Next(values)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = row(scan)
		}
		if errors.Is(err, errEnough) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
