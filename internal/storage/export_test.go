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

// ShredKeys reads every key of a shred store.
func ShredKeys(t *testing.T, path string) map[[32]byte][]byte {
	t.Helper()
	rows, err := openForTest(t, path).Query(`SELECT generation, secret FROM shred_keys`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	keys := map[[32]byte][]byte{}
	for rows.Next() {
		var generation, key []byte
		if err := rows.Scan(&generation, &key); err != nil {
			t.Fatal(err)
		}
		keys[[32]byte(generation)] = key
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return keys
}

// SealedWrap reads a wrap as it stands in the data file.
func SealedWrap(t *testing.T, db *DB, generation, group [32]byte) (sealed []byte) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *Tx) error {
		_, err := tx.one(`SELECT sealed FROM thread_wraps WHERE generation = ? AND group_generation = ?`, []any{generation[:], group[:]}, &sealed)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

// ReplaceWrap changes a wrap in the data file.
func ReplaceWrap(t *testing.T, db *DB, generation, group [32]byte, sealed []byte) {
	t.Helper()
	err := db.Write(t.Context(), func(tx *Tx) error {
		return tx.must(`UPDATE thread_wraps SET sealed = ? WHERE generation = ? AND group_generation = ?`, sealed, generation[:], group[:])
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Queued is how many jobs wait for the writer.
func Queued(db *DB) int { return len(db.jobs) }
