package crash

import (
	"database/sql"
	"errors"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// theRecordIsWhole looks into the file as the dead server left it: the tree's
// tiles are those of its events, none more and none fewer, and every checkpoint
// that was signed is of events that are there.
func theRecordIsWhole(t *testing.T, db *sql.DB) {
	t.Helper()
	signed := signedOf(t, db)
	verifier, tree, tiles := ledger.NewVerifier(signed...), &ledger.Tree{}, 0
	rows, err := db.Query(`SELECT number, salt, event FROM ledger ORDER BY number`)
	check(t, err)
	for rows.Next() {
		var number int64
		var salt, event []byte
		check(t, rows.Scan(&number, &salt, &event))
		entry := ledger.Commit(ledger.Salt(salt), event)
		if err := verifier.Add(number, entry, seal.OptionalID{}); err != nil {
			t.Fatalf("the record: %v", err)
		}
		tiles += len(tree.Add(ledger.LeafHash(entry)))
	}
	check(t, errors.Join(rows.Err(), rows.Close()))
	var kept int
	check(t, db.QueryRow(`SELECT count(*) FROM ledger_tiles`).Scan(&kept))
	if kept != tiles || tree.Size() == 0 {
		t.Errorf("%d tiles are kept of %d", kept, tiles)
	}
	for _, c := range signed {
		if c.Size > tree.Size() {
			t.Errorf("a checkpoint of %d was signed, and %d events are there", c.Size, tree.Size())
		}
	}
}

func signedOf(t *testing.T, db *sql.DB) (signed []ledger.Checkpoint) {
	t.Helper()
	rows, err := db.Query(`SELECT note FROM ledger_checkpoints`)
	check(t, err)
	for rows.Next() {
		var note []byte
		check(t, rows.Scan(&note))
		c, err := ledger.ParseCheckpoint(string(note))
		check(t, err)
		signed = append(signed, c)
	}
	check(t, errors.Join(rows.Err(), rows.Close()))
	if len(signed) == 0 {
		t.Error("nothing was ever signed")
	}
	return signed
}
