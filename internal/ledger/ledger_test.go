package ledger_test

import (
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

type rows []ledger.Event

func (r *rows) AppendEvent(e ledger.Event) error { *r = append(*r, e); return nil }

func TestIncompleteEventsAreRefused(t *testing.T) {
	var written rows
	for _, event := range []ledger.Event{
		{}, {Version: 1, Kind: ledger.SignedIn}, {Version: 1, Time: 1}, {Time: 1, Kind: ledger.SignedIn},
	} {
		if ledger.Append(&written, event) == nil {
			t.Errorf("%+v was taken", event)
		}
	}
	whole := ledger.Act(time.Unix(1, 0), ledger.SignedIn, ledger.Source{}, seal.ID{})
	if err := ledger.Append(&written, whole); err != nil || len(written) != 1 {
		t.Errorf("a whole event: %v, %d written", err, len(written))
	}
}
