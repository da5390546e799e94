package ledger_test

import (
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

func told(tile uint64, places ...int) *ledger.Event {
	return &ledger.Event{Version: 1, Time: 1, Kind: ledger.Erased, Object: seal.Some(ledger.MaskOf(places...).ID()), First: tile}
}

// A mask has one form, which other programs read, too.
func TestAMaskNamesPlaces(t *testing.T) {
	m := ledger.MaskOf(0, 9, 255)
	if m != (ledger.Mask{0: 0x80, 1: 0x40, 31: 0x01}) || m.Count() != 3 || !slices.Equal(slices.Collect(m.Places()), []int{0, 9, 255}) {
		t.Errorf("%x", m)
	}
}

// Each erasure needs an event that comes after it, tells of its tile and place, and
// was not refused.
func TestWhatTellsOfAnErasure(t *testing.T) {
	refused, other, far := told(1, 4), told(1, 4), told(1<<63, 4)
	refused.Outcome, other.Kind = ledger.Refused, "thread.read"
	for name, row := range map[string]struct {
		number int64
		event  *ledger.Event
		holds  bool
	}{
		"the event": {300, told(1, 3, 4, 9), true}, "one before it": {259, told(1, 4), false}, "its own": {260, told(1, 4), false},
		"of another tile": {300, told(0, 4), false}, "of another place": {300, told(1, 5), false}, "of nothing": {300, told(1), false},
		"refused": {300, refused, false}, "another kind": {300, other, false}, "of no tile there is": {300, far, false},
	} {
		var e ledger.Erasures
		if e.Untold() != nil {
			t.Fatal("nothing was erased")
		}
		e.Met(260)
		e.Tell(row.number, row.event)
		untold := e.Untold()
		if holds := untold == nil; holds != row.holds {
			t.Errorf("%s: %v", name, untold)
		} else if !holds && *untold != (ledger.Untold{First: 260, Last: 260, Count: 1}) {
			t.Errorf("%s: %+v", name, untold)
		}
	}
}
