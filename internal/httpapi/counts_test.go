package httpapi_test

import (
	"maps"
	"testing"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

type counts struct {
	Mine, Unassigned, Open int
	Inboxes                map[string]int
}

// What stands beside the views is what the asker may read, counted by the server
// and not from the rows of a page.
func TestCountsAreOfWhatTheAskerMayRead(t *testing.T) {
	s := newStage(t, access.New())
	desk, inbox := s.desk, s.desk.Team.Inbox.Hex()
	desk.Visitor().Converse(desk.Team)
	demand := func(who int, when string, want counts) {
		t.Helper()
		var got counts
		desk.Must(s.token(who), "GET", "/conversations/counts", nil, &got)
		same := maps.Equal(got.Inboxes, want.Inboxes)
		if got.Inboxes, want.Inboxes = nil, nil; !same || got.Open != want.Open || got.Mine != want.Mine || got.Unassigned != want.Unassigned {
			t.Errorf("%s, %s: %+v instead of %+v, inboxes alike: %v", columnNames[who], when, got, want, same)
		}
	}
	act := func(who int, what string, body servertest.Object) {
		desk.Must(s.token(who), "POST", s.convPath(what), body, nil)
	}
	two, one := map[string]int{inbox: 2}, map[string]int{inbox: 1}

	demand(agent, "as they came in", counts{Unassigned: 2, Open: 2, Inboxes: two})
	demand(outsider, "as they came in", counts{})
	act(agent, "/claim", servertest.Object{})
	demand(agent, "after the claim", counts{Mine: 1, Unassigned: 1, Open: 2, Inboxes: two})
	demand(owner, "after the claim", counts{Unassigned: 1, Open: 2, Inboxes: two})
	act(agent, "/close", servertest.Object{})
	demand(agent, "after the end", counts{Unassigned: 1, Open: 1, Inboxes: one})
	act(owner, "/reopen", servertest.Object{})
	demand(owner, "after it was opened again", counts{Unassigned: 1, Open: 2, Inboxes: two})

	desk.SetMembers(desk.Team)
	demand(agent, "after leaving the team", counts{})
	demand(owner, "after the others left", counts{Unassigned: 1, Open: 2, Inboxes: two})
}
