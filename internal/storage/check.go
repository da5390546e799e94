package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// CheckFile runs SQLite's own integrity check on a file, without changing it.
func CheckFile(ctx context.Context, path string) error {
	db, err := readOnly(path)
	if err != nil {
		return err
	}
	var result string
	err = db.QueryRowContext(ctx, `PRAGMA integrity_check`).Scan(&result)
	if err == nil && result != "ok" {
		err = fmt.Errorf("integrity check: %s", result)
	}
	return errors.Join(err, db.Close())
}

// readOnly opens a file that is to stay as it is.
func readOnly(path string) (*sql.DB, error) {
	return sql.Open("sqlite", readOnlyName(path)+"&_pragma=query_only(1)")
}

// readOnlyName names a file to SQLite. One that has no log beside it is opened as
// one that nobody writes: otherwise SQLite would make a log, and leave it to
// whoever looked.
func readOnlyName(path string) string {
	name := uri(path) + "?mode=ro"
	if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		name += "&immutable=1"
	}
	return name
}
