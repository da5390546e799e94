package ledger_test

import (
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
)

type rows []ledger.Event

func (r *rows) AppendEvent(e ledger.Event) error { *r = append(*r, e); return nil }

func TestIncompleteEventsAreRefused(t *testing.T) {
	var written rows
	for _, event := range []ledger.Event{
		{}, {Kind: ledger.SignedIn, Actor: "nobody"}, {Time: time.Unix(1, 0), Actor: "nobody"}, {Time: time.Unix(1, 0), Kind: ledger.SignedIn},
	} {
		if ledger.Append(&written, event) == nil {
			t.Errorf("%+v was taken", event)
		}
	}
	whole := ledger.Event{Time: time.Unix(1, 0), Kind: ledger.SignedIn, Actor: "nobody"}
	if err := ledger.Append(&written, whole); err != nil || len(written) != 1 {
		t.Errorf("a whole event: %v, %d written", err, len(written))
	}
}
