package servertest

import (
	"database/sql"
	"testing"

	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Record reads the events of a data file from a number on, as an auditor would
// who has the file.
func Record(t testing.TB, db *sql.DB, from int) (events []ledger.Event) {
	t.Helper()
	rows, err := db.Query(`SELECT event FROM ledger WHERE number >= ? ORDER BY number`, from)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var wire []byte
		if err := rows.Scan(&wire); err != nil {
			t.Fatal(err)
		}
		event, err := ledger.ParseEvent(wire)
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, event)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return events
}

// Recorded counts the events of some kinds in a data file.
func Recorded(t testing.TB, db *sql.DB, kinds ...ledger.Kind) (n int) {
	t.Helper()
	for _, event := range Record(t, db, 0) {
		for _, kind := range kinds {
			if event.Kind == kind {
				n++
			}
		}
	}
	return n
}
