// Command ago makes what was closed in a data folder lie further back, as if
// days had passed since: tests of the whole cannot wait for them.
//
// Promise: only when it was closed and when it is over are moved; everything
// else, the keys and the shred store above all, stays as the server left it.
// Limit: for tests, on the folder of a server that does not run.
package main

import (
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // to write into the file beside the server
)

const day = 24 * 60 * 60 * 1000 // milliseconds

func main() {
	folder := flag.String("data", "", "the data folder")
	days := flag.Int("days", 0, "how many days further back")
	flag.Parse()
	if err := back(*folder, *days); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func back(folder string, days int) error {
	path := filepath.Join(folder, "data.db")
	if _, err := os.Stat(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	done, err := db.Exec(`UPDATE conversations SET closed_at = closed_at - ?, expires = expires - ? WHERE state = 'closed' AND destroyed IS NULL`, days*day, days*day)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	n, err := done.RowsAffected()
	if err == nil && n == 0 {
		err = errors.New("nothing was closed there")
	}
	return errors.Join(err, db.Close())
}
