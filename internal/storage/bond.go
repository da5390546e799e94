package storage

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"io/fs"
	"os"
)

// The two files of a desk belong together: both carry one name, drawn at their
// first start. Keys of another desk open nothing here, and the sweep would take
// them for forgotten and destroy them.

// openShredFor opens the shred store that belongs to the data.
func openShredFor(ctx context.Context, data *sql.DB, path string) (*Shred, error) {
	if err := demandShred(ctx, data, path); err != nil {
		return nil, err
	}
	shred, err := openShred(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := bindFiles(ctx, data, shred.db); err != nil {
		return nil, errors.Join(err, shred.close())
	}
	return shred, nil
}

// demandShred refuses to make an empty shred store where there was one: it may
// lie on a disk that is not there today, and what is written meanwhile would
// stand under keys in the wrong place.
func demandShred(ctx context.Context, data *sql.DB, path string) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var needed bool
	if err := data.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM thread_generations)`).Scan(&needed); err != nil {
		return advise(err, "data.db")
	}
	if needed {
		return errors.New("shred.db is missing, and without it no conversation until now can be opened: put it back; if it is lost for ever, make an empty file of that name, and only new conversations will work")
	}
	return nil
}

const bondName = "store"

// bindFiles compares the names of both files, and gives one to a file that has none.
func bindFiles(ctx context.Context, data, shred *sql.DB) error {
	inData, err := bond(ctx, data)
	if err != nil {
		return advise(err, "data.db")
	}
	inShred, err := bond(ctx, shred)
	if err != nil {
		return advise(err, "shred.db")
	}
	if inData == nil && inShred == nil {
		inShred = make([]byte, 16)
		rand.Read(inShred) //nolint:errcheck // never fails (crypto/rand)
		if err := setBond(ctx, shred, inShred); err != nil {
			return advise(err, "shred.db")
		}
	}
	switch {
	case inData == nil:
		return advise(setBond(ctx, data, inShred), "data.db")
	case inShred == nil:
		return advise(setBond(ctx, shred, inData), "shred.db")
	case !bytes.Equal(inData, inShred):
		return errors.New("shred.db belongs to another desk than data.db: put the right one in its place")
	}
	return nil
}

func bond(ctx context.Context, db *sql.DB) (name []byte, err error) {
	err = db.QueryRowContext(ctx, `SELECT value FROM settings WHERE name = ?`, bondName).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return name, err
}

func setBond(ctx context.Context, db *sql.DB, name []byte) error {
	_, err := db.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES (?, ?)`, bondName, name)
	return err
}
