package httpapi_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// A screen was left open over lunch. Of a sensitive team nothing is shown on it any
// more, over requests and the socket, until whoever is there confirms.
func TestSensitiveConversationsAskOnceMore(t *testing.T) {
	var minutes atomic.Int64
	start := time.Now().Truncate(time.Second)
	desk := servertest.New(t, server.Config{Now: func() time.Time { return start.Add(time.Duration(minutes.Load()) * time.Minute) }})
	owner, customer := desk.Owner, desk.Visitor()
	thread := customer.Converse(desk.Team)
	other := desk.NewTeam("Others")
	desk.Must(owner.Token, "PUT", "/settings/sensitive", servertest.Object{"version": 0, "value": servertest.Object{"teams": []seal.ID{desk.Team.Group}}}, nil)
	elsewhere := customer.Converse(other)
	elsewhere.Send("Good morning")
	thread.Send("My diagnosis is")
	thread.Upload(customer.Token, seal.ID16{1}, []byte("sealed"))
	path := "/threads/" + thread.ID.Hex()
	reads := []string{path, path + "/entries?after=0", thread.PartPath(seal.ID16{1}, 0)}
	ask := func(what string, status int) {
		t.Helper()
		for _, each := range reads {
			got := desk.Do(owner.Token, "GET", each, nil)
			if got.Status != status || status == 403 && !strings.Contains(string(got.Body), `"reason":"confirm"`) {
				t.Errorf("%s: %s: %d %s", what, each, got.Status, got.Body)
			}
		}
	}
	type row struct {
		ID         seal.ID
		Locked     bool
		LockedFrom *time.Time
		Last       *struct{ Bytes []byte }
		Keys       []any
	}
	list := func() (sensitive, plain row) {
		t.Helper()
		var page struct{ Conversations []row }
		desk.Must(owner.Token, "GET", "/conversations?view=all", nil, &page)
		for _, each := range page.Conversations {
			switch each.ID {
			case thread.ID:
				sensitive = each
			case elsewhere.ID:
				plain = each
			}
		}
		return sensitive, plain
	}

	ask("just signed in", 200)
	if row, plain := list(); row.Locked || row.LockedFrom == nil || !row.LockedFrom.Equal(start.Add(15*time.Minute)) || row.Last == nil || plain.LockedFrom != nil {
		t.Errorf("the list says %+v and %+v", row, plain)
	}
	socket := desk.Listen(owner.Token, 0)
	// Somebody has copied her session, and listens with it in another browser.
	thief := desk.ListenAs(hisChrome, owner.Token, 0)
	desk.SignHead() // every socket asks anew what it may
	minutes.Store(16)
	ask("after lunch", 403)
	if got := desk.Do(owner.Token, "POST", path+"/messages", servertest.Object{"message": thread.As(owner).Text("hello").Bytes()}); got.Status != 403 {
		t.Errorf("writing into it: %d", got.Status)
	}
	if row, plain := list(); !row.Locked || row.Last != nil || len(row.Keys) != 0 || plain.Locked || plain.Last == nil {
		t.Errorf("the list shows %+v and %+v", row, plain)
	}
	thread.Send("My second diagnosis is")
	elsewhere.Send("Nothing of importance")
	for frame := socket.Next("entry"); ; frame = socket.Next("entry") {
		if *frame.Thread == thread.ID {
			t.Fatal("the socket was told what was said")
		}
		if *frame.Thread == elsewhere.ID {
			break
		}
	}
	for what, each := range map[string]string{"claimed": "claim", "closed": "close"} {
		var row row
		desk.Must(owner.Token, "POST", "/conversations/"+thread.ID.Hex()+"/"+each, nil, &row)
		if !row.Locked || row.Last != nil {
			t.Errorf("%s: %+v", what, row)
		}
	}
	if got := desk.Do(customer.Token, "GET", path, nil); got.Status != 200 {
		t.Errorf("the customer: %d", got.Status)
	}

	owner.Confirm()
	ask("confirmed", 200)
	if code := thief.Closed(); code != 4009 {
		t.Errorf("her word opens what the thief hears: %d", code)
	}
	thread.Send("My third diagnosis is")
	if frame := socket.Next("entry"); *frame.Thread != thread.ID {
		t.Errorf("the socket of who confirmed heard of %s", frame.Thread)
	}
	for _, frame := range thief.Rest() {
		if frame.Type == "entry" && *frame.Thread == thread.ID {
			t.Error("the thief was told what was said")
		}
	}
}
