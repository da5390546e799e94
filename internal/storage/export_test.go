package storage

import (
	"database/sql"
	"testing"
)

// PretendNewer marks a file as written by a later version.
func PretendNewer(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`INSERT INTO schema_version (name) VALUES ('9999_later.sql')`); err != nil {
		t.Fatal(err)
	}
}
