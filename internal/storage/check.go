package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// CheckFile runs SQLite's own integrity check on a file, without changing it.
func CheckFile(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=query_only(1)")
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
