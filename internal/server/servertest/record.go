package servertest

import (
	"database/sql"
	"testing"

	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Record reads the events of a data file from a number on, as an auditor would
// who has the file. One that was erased is zero.
func Record(t testing.TB, db *sql.DB, from int) (events []ledger.Event) {
	t.Helper()
	rows, err := db.Query(`SELECT salt, event FROM ledger WHERE number >= ? ORDER BY number`, from)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var salt, wire []byte
		if err := rows.Scan(&salt, &wire); err != nil {
			t.Fatal(err)
		}
		if salt == nil {
			events = append(events, ledger.Event{})
			continue
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
