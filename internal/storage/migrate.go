package storage

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// migrate runs the files of a folder that have not run yet, in the order of
// their names, each in a transaction with its own mark. Files only append.
func migrate(ctx context.Context, db *sql.DB, folder string) error {
	const create = `CREATE TABLE IF NOT EXISTS schema_version (name TEXT NOT NULL PRIMARY KEY)`
	if _, err := db.ExecContext(ctx, create); err != nil {
		return err
	}
	entries, err := fs.ReadDir(migrations, folder)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(entries))
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	slices.Sort(names)
	for _, name := range names {
		if err := migrateOne(ctx, db, folder, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return refuseNewer(ctx, db, names)
}

func migrateOne(ctx context.Context, db *sql.DB, folder, name string) error {
	var there int
	row := db.QueryRowContext(ctx, `SELECT count(*) FROM schema_version WHERE name = ?`, name)
	if err := row.Scan(&there); err != nil || there > 0 {
		return err
	}
	script, err := migrations.ReadFile(folder + "/" + name)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	for _, statement := range strings.Split(string(script), ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO schema_version (name) VALUES (?)`, name); err != nil {
		return err
	}
	return tx.Commit()
}

// refuseNewer stops an old program from writing into a newer file.
func refuseNewer(ctx context.Context, db *sql.DB, known []string) error {
	rows, err := db.QueryContext(ctx, `SELECT name FROM schema_version`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		if !slices.Contains(known, name) {
			return fmt.Errorf("the data was written by a newer version (%s): start that version, or restore a backup", name)
		}
	}
	return rows.Err()
}
