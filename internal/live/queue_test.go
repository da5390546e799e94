package live_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// standing is what a customer is told of a conversation.
type standing struct {
	ID      seal.ID
	Ahead   *int
	Expires *time.Time
}

// nextOf waits for news of a conversation.
func nextOf(t *testing.T, s *servertest.Socket, id seal.ID) standing {
	t.Helper()
	for {
		var found standing
		if err := json.Unmarshal(s.Next("conversation").Conversation, &found); err != nil {
			t.Fatal(err)
		}
		if found.ID == id {
			return found
		}
	}
}

// heard reports whether anything came of a conversation so far.
func heard(t *testing.T, s *servertest.Socket, id seal.ID) bool {
	t.Helper()
	for _, f := range s.Rest() {
		var found standing
		if f.Type == "conversation" && json.Unmarshal(f.Conversation, &found) == nil && found.ID == id {
			return true
		}
	}
	return false
}

// Who waits hears that somebody before them was answered, and nobody else does.
func TestWhoWaitsMovesAhead(t *testing.T) {
	desk, agent, first, theirs := scene(t)
	second, third := desk.Visitor(), desk.Visitor()
	behind, last := second.Converse(desk.Team), third.Converse(desk.Team)
	for _, thread := range []*servertest.Thread{theirs, behind, last} {
		thread.Send("Where is my card?")
	}
	waiting, patient, answered, staff := desk.Listen(second.Token, 0), desk.Listen(third.Token, 0), desk.Listen(first.Token, 0), desk.Listen(agent.Token, 0)
	for _, s := range []*servertest.Socket{waiting, patient, answered, staff} {
		s.Next("hello")
	}
	theirs.As(agent).Send("On its way")
	if got := nextOf(t, waiting, behind.ID); got.Ahead == nil || *got.Ahead != 0 {
		t.Errorf("the next one is told %+v", got)
	}
	if got := nextOf(t, patient, last.ID); got.Ahead == nil || *got.Ahead != 1 {
		t.Errorf("the last one is told %+v", got)
	}
	if got := nextOf(t, answered, theirs.ID); got.Ahead != nil {
		t.Errorf("who was answered still waits: %+v", got)
	}
	if heard(t, staff, behind.ID) || heard(t, answered, behind.ID) {
		t.Error("somebody heard of another's place in the queue")
	}
	// Closing moves the queue too; what is known already is not told again.
	desk.Must(agent.Token, "POST", "/conversations/"+behind.ID.Hex()+"/close", nil, nil)
	if got := nextOf(t, patient, last.ID); got.Ahead == nil || *got.Ahead != 0 {
		t.Errorf("after the one before was closed: %+v", got)
	}
	desk.Must(agent.Token, "POST", "/conversations/"+behind.ID.Hex()+"/reopen", nil, nil)
	behind.Send("And now?")
	behind.As(agent).Send("Tomorrow")
	if got := nextOf(t, waiting, behind.ID); got.Ahead != nil && *got.Ahead == 0 {
		t.Errorf("who asks again does not stand behind: %+v", got)
	}
	if heard(t, patient, last.ID) {
		t.Error("told twice what did not change")
	}
}

// A shorter retention is told to whose conversation ends earlier by it, and that
// there are other settings to the staff; a longer one changes no promise.
func TestAShorterRetentionIsTold(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	stranger := desk.Visitor()
	open := stranger.Converse(desk.Team)
	keep := func(days int) {
		desk.Must(desk.Owner.Token, "PUT", "/inboxes/"+desk.Team.Inbox.Hex()+"/settings", object{
			"greeting": "", "colour": "", "expectedReplySeconds": 0, "retentionDays": days,
		}, nil)
	}
	keep(90)
	thread.Send("Thank you")
	desk.Must(agent.Token, "POST", "/conversations/"+thread.ID.Hex()+"/close", nil, nil)
	theirs, others, staff := desk.Listen(customer.Token, 0), desk.Listen(stranger.Token, 0), desk.Listen(agent.Token, 0)
	cursor := theirs.Next("hello").Cursor
	others.Next("hello")
	staff.Next("hello")
	keep(365)
	staff.Next("settings")
	if heard(t, theirs, thread.ID) {
		t.Error("a longer retention was told as if it changed something")
	}
	keep(7)
	inAWeek := time.Now().Add(7 * 24 * time.Hour)
	near := func(s standing) bool { return s.Expires != nil && s.Expires.Sub(inAWeek).Abs() < time.Hour }
	if got := nextOf(t, theirs, thread.ID); !near(got) {
		t.Errorf("told %+v", got)
	}
	staff.Next("settings")
	again := desk.Listen(customer.Token, cursor)
	if got := nextOf(t, again, thread.ID); !near(got) {
		t.Errorf("who comes back is told %+v", got)
	}
	if heard(t, others, thread.ID) || heard(t, others, open.ID) {
		t.Error("somebody heard of a conversation that is not theirs, or not closed")
	}
	for _, f := range append(theirs.Rest(), others.Rest()...) {
		if f.Type == "settings" {
			t.Error("a customer heard of the settings")
		}
	}
}
