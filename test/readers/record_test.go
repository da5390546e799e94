package readers

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite" // to look into the record as it lies on the disk

	"github.com/sealdesk/sealdesk/client/readers"
	acts "github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// The head that a proof stands on is in the organisation's record, so that the
// directory cannot be another one for a customer than for an auditor.
func TestTheHeadOfAProofIsInTheRecord(t *testing.T) {
	s := newStage(t)
	s.handOver()
	report, err := readers.Verify(s.prove(), trust())
	check(t, err)
	db, err := sql.Open("sqlite", filepath.Join(s.data, "data.db"))
	check(t, err)
	defer db.Close() //nolint:errcheck // it was only read
	rows, err := db.Query(`SELECT event FROM ledger`)
	check(t, err)
	defer rows.Close() //nolint:errcheck // likewise
	heads := 0
	for rows.Next() {
		var wire []byte
		check(t, rows.Scan(&wire))
		event, err := ledger.ParseEvent(wire)
		check(t, err)
		if event.Kind == acts.HeadSigned && event.Object.ID() == report.Head.ID && event.First == report.Head.Size {
			heads++
		}
	}
	check(t, rows.Err())
	if heads != 1 {
		t.Errorf("the record has the head of the proof %d times", heads)
	}
}
