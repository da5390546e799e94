package storage

import (
	"database/sql"
	"path/filepath"
	"testing"
)

func openForTest(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() }) //nolint:errcheck // the test is over
	return db
}

// Exec changes a file behind the store's back.
func Exec(t *testing.T, path, query string, args ...any) {
	t.Helper()
	db := openForTest(t, path)
	if _, err := db.Exec(query, args...); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// MakeFirst makes a data file as the first version of the schema had it.
func MakeFirst(t *testing.T, folder string) {
	t.Helper()
	db := openForTest(t, filepath.Join(folder, "data.db"))
	if _, err := db.Exec(`CREATE TABLE schema_version (name TEXT NOT NULL PRIMARY KEY)`); err != nil {
		t.Fatal(err)
	}
	if err := migrateOne(t.Context(), db, "migrations", "0001_desk.sql"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// LimitSize lets the data file have so many pages, or as many as it has. More
// fails as on a full disk (SQLITE_FULL).
func LimitSize(t *testing.T, db *DB, pages string) {
	t.Helper()
	err := db.Write(t.Context(), func(tx *Tx) error {
		_, err := tx.one(`PRAGMA max_page_count = `+pages, nil, new(int))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
