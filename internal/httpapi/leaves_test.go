package httpapi

import (
	"context"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/ledger"
)

func silentHandler(context.Context, *call, none) (none, error) { return none{}, nil }

// A route says what it leaves in the record, or why nothing: one that says neither,
// or both, is not served.
func TestEveryRouteSaysWhatItLeaves(t *testing.T) {
	mute := route("GET", "/x", access.ReadPublic, nothing, "x", silentHandler)
	for what, r := range map[string]Route{
		"says nothing": mute, "says both": mute.leaves(ledger.ThreadRead).leavesNothing("it is public"), "gives no reason": mute.leavesNothing(""),
	} {
		if _, err := wired(t, r); err == nil || !strings.Contains(err.Error(), "ledger") {
			t.Errorf("a route that %s is served: %v", what, err)
		}
	}
	for what, r := range map[string]Route{"names a kind": mute.leaves(ledger.ThreadRead), "gives a reason": mute.leavesNothing("it is public")} {
		if _, err := wired(t, r); err != nil {
			t.Errorf("a route that %s is not served: %v", what, err)
		}
	}
	for _, r := range (&API{}).table() {
		if !r.told() {
			t.Errorf("%s %s does not say what it leaves", r.Method, r.Pattern)
		}
		if changes := r.Method != "GET"; changes && r.silent != "" && len(strings.Fields(r.silent)) < 4 {
			t.Errorf("%s %s changes something, and leaves nothing because %q", r.Method, r.Pattern, r.silent)
		}
	}
}

// wired is an edge with one route.
func wired(t *testing.T, r Route) (*API, error) {
	t.Helper()
	a := &API{Config: Config{Access: access.New()}}
	return a, a.permit(r)
}
