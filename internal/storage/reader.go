package storage

import (
	"context"
	"database/sql"
	"errors"
)

// reader is one connection for reading, with its prepared statements. A read
// takes one reader and never needs a second: with several waiting for each
// other, all would wait for ever.
type reader struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

var errReadOnly = errors.New("storage: a read transaction cannot write")

func openReaders(ctx context.Context, pool *sql.DB) (chan *reader, error) {
	all := make(chan *reader, readers)
	for range readers {
		conn, err := pool.Conn(ctx)
		if err != nil {
			return nil, err
		}
		all <- &reader{conn, map[string]*sql.Stmt{}}
	}
	return all, nil
}

func (r *reader) close() {
	for _, statement := range r.statements {
		statement.Close() //nolint:errcheck // the connection goes with it
	}
	r.conn.Close() //nolint:errcheck // closing the pool reports what matters
}

// read runs queries between BEGIN and ROLLBACK: they see one moment.
func (r *reader) read(ctx context.Context, shred *Shred, run func(*Tx) error) (err error) {
	if err := r.do("BEGIN"); err != nil {
		return wrap(err)
	}
	defer func() { err = errors.Join(err, wrap(r.do("ROLLBACK"))) }()
	return run(&Tx{ctx: ctx, q: r, shred: shred})
}

// do runs a statement that must not be cut short by a caller who goes away.
func (r *reader) do(query string) error {
	statement, err := r.statement(query)
	if err != nil {
		return err
	}
	_, err = statement.ExecContext(context.Background())
	return err
}

func (r *reader) statement(query string) (*sql.Stmt, error) {
	if s, ok := r.statements[query]; ok {
		return s, nil
	}
	s, err := r.conn.PrepareContext(context.Background(), query)
	if err == nil {
		r.statements[query] = s
	}
	return s, err
}

func (*reader) exec(context.Context, string, ...any) (sql.Result, error) { return nil, errReadOnly }

func (r *reader) query(_ context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := r.statement(query)
	if err != nil {
		return nil, err
	}
	// Not the caller's context: a query that is cut off leaves the connection
	// in a state that the next reader would inherit. Queries are short.
	return s.QueryContext(context.Background(), args...)
}
