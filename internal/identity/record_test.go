package identity_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite" // to read the record from the file

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

// record reads the kinds of events from the file, beside the server.
type record struct {
	t    *testing.T
	db   *sql.DB
	last int
}

func recordOf(t *testing.T, desk *servertest.Desk) *record {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(desk.Config.DataDir, "data.db")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() }) //nolint:errcheck // read only
	r := &record{t: t, db: db}
	r.fresh()
	return r
}

// refused lists why sign-ins were refused since the last time.
func (r *record) refused() (reasons []string) {
	r.t.Helper()
	all := servertest.Record(r.t, r.db, r.last)
	for _, event := range all {
		if event.Kind == ledger.SignInRefused {
			reasons = append(reasons, event.Reason)
		}
	}
	r.last += len(all)
	return reasons
}

// fresh lists what was recorded since the last time.
func (r *record) fresh() (kinds []string) {
	r.t.Helper()
	for _, event := range servertest.Record(r.t, r.db, r.last) {
		kinds = append(kinds, string(event.Kind))
	}
	r.last += len(kinds)
	return kinds
}
