package storage

import (
	"context"
	"database/sql/driver"
	"errors"
)

// reader is one connection for reading. A read takes one reader and never needs
// a second: with several waiting for each other, all would wait for ever.
type reader struct{ *conn }

var errReadOnly = errors.New("storage: a read transaction cannot write")

func openReaders(path string) (chan *reader, error) {
	all := make(chan *reader, readers)
	for range readers {
		c, err := openConn(dsn(path) + "&_pragma=query_only(1)")
		if err != nil {
			return all, err
		}
		all <- &reader{c}
	}
	return all, nil
}

// read runs queries between BEGIN and ROLLBACK: they see one moment. Neither
// must be cut short by a caller who goes away.
func (r *reader) read(ctx context.Context, shred *Shred, run func(*Tx) error) (err error) {
	if err := r.do("BEGIN"); err != nil {
		return wrap(err)
	}
	defer func() { err = errors.Join(err, wrap(r.do("ROLLBACK"))) }()
	return run(&Tx{ctx: ctx, q: r, shred: shred})
}

func (*reader) exec(string, ...any) (driver.Result, error) { return nil, errReadOnly }
