package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// CheckFile runs SQLite's own integrity check on a file, without changing it. A
// file that has no log beside it is opened as one that nobody writes: otherwise
// SQLite would make a log, and leave it to whoever runs the check.
func CheckFile(ctx context.Context, path string) error {
	mode := "mode=ro"
	if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		mode += "&immutable=1"
	}
	db, err := sql.Open("sqlite", "file:"+path+"?"+mode+"&_pragma=query_only(1)")
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
