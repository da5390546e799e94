package live

import "testing"

// Every kind of frame says what it leaves in the record, or why nothing.
func TestEveryFrameSaysWhatItLeaves(t *testing.T) {
	for kind, f := range inbound {
		if f.act == nil || (len(f.leaves) > 0) == (f.silent != "") {
			t.Errorf("%q does not say what it leaves", kind)
		}
	}
	if len(Leaves()["send"]) == 0 || len(Leaves()["typing"]) > 0 {
		t.Errorf("the frames leave %v", Leaves())
	}
}
