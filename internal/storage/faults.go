package storage

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/sealdesk/sealdesk/internal/errs"
)

// code is SQLite's primary result code (https://sqlite.org/rescode.html), and
// SQLITE_OK for what does not come from there.
func code(err error) int {
	var cause *sqlite.Error
	if !errors.As(err, &cause) {
		return sqlite3.SQLITE_OK
	}
	if cause.Code() == sqlite3.SQLITE_IOERR_SHMSIZE { // the index of the log found no room
		return sqlite3.SQLITE_FULL
	}
	return cause.Code() & 0xff
}

// failed gives what SQLite says the kind and the words that it has for the
// person who waits; anything else becomes usual.
func failed(err error, usual *errs.Error) error {
	const tell = "Tell whoever runs this desk; nothing was lost."
	kind, message, next := usual.Kind, usual.Message, usual.Next
	switch code(err) {
	case sqlite3.SQLITE_FULL:
		kind, message, next = errs.Unavailable, "The server's disk is full.", tell
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
		kind, message, next = errs.Unavailable, "The server cannot use its disk.", tell
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		kind, message, next = errs.Unavailable, "Another program on the server holds the data.", "Try again in a moment."
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		message, next = "The server's data is damaged.", "Tell whoever runs this desk: sealdesk doctor says what to do."
	}
	return errs.Wrap(err, kind, usual.Op, message, next)
}

// advise tells whoever starts the server what to do about a file.
func advise(err error, name string) error {
	if err == nil {
		return nil
	}
	advice := ""
	switch code(err) {
	case sqlite3.SQLITE_FULL:
		advice = "the disk is full: make room and start again"
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		advice = "it cannot be read and written: see that the folder and its files belong to the user who runs the server, and that the disk is whole and not mounted read-only"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		advice = "another program holds it: end that one and start again"
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		advice = "it is damaged: keep the folder as it is somewhere else, and put a backup back"
	}
	if advice == "" {
		return fmt.Errorf("%s: %w", name, err)
	}
	return fmt.Errorf("%s: %s (%w)", name, advice, err)
}
