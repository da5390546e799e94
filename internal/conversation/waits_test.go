package conversation_test

import (
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// row is a conversation as somebody is told of it.
type row struct {
	ID     seal.ID
	Rating *int
	Ahead  *int
}

func told(desk *servertest.Desk, token string, id seal.ID) row {
	var list struct{ Conversations []row }
	desk.Must(token, "GET", "/conversations", nil, &list)
	for _, r := range list.Conversations {
		if r.ID == id {
			return r
		}
	}
	return row{}
}

func number(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

// A rating is the customer's to give, to change and to take back, and the
// organisation's to see.
func TestRating(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	rate := func(token string, score any) servertest.Answer {
		return desk.Do(token, "PUT", "/conversations/"+thread.ID.Hex()+"/rating", object{"score": score})
	}
	listening := desk.Listen(agent.Token, 0)
	listening.Next("hello")
	for _, step := range []struct{ score, shown int }{{4, 4}, {5, 5}, {0, -1}, {1, 1}} {
		expect(t, rate(customer.Token, step.score), 204, "")
		listening.Next("conversation")
		if got := number(told(desk, agent.Token, thread.ID).Rating); got != step.shown {
			t.Errorf("rated %d, shown %d", step.score, got)
		}
		if got := told(desk, customer.Token, thread.ID).Rating; got != nil {
			t.Errorf("the customer is shown the figure %d: their own message says it", *got)
		}
	}
	expect(t, rate(customer.Token, 6), 422, "")
	expect(t, rate(customer.Token, -1), 400, "")
	expect(t, rate(customer.Token, "good"), 400, "")
	expect(t, rate(desk.Visitor().Token, 1), 404, "")
	expect(t, rate(agent.Token, 5), 401, "")
	if got := number(told(desk, agent.Token, thread.ID).Rating); got != 1 {
		t.Errorf("after what was refused: %d", got)
	}
}

// A customer who waits is told how many wait longer, in the same team and
// nowhere else; who does not wait is told nothing, and staff has the queue.
func TestHowManyAreAhead(t *testing.T) {
	desk, agent, _, _ := scene(t)
	other := desk.NewTeam("Sales")
	desk.SetMembers(other, agent)
	first, second, elsewhere := desk.Visitor(), desk.Visitor(), desk.Visitor()
	one, two, sales := first.Converse(desk.Team), second.Converse(desk.Team), elsewhere.Converse(other)
	stand := func(wantOne, wantTwo, wantSales int) {
		t.Helper()
		got := []int{number(told(desk, first.Token, one.ID).Ahead), number(told(desk, second.Token, two.ID).Ahead), number(told(desk, elsewhere.Token, sales.ID).Ahead)}
		if got[0] != wantOne || got[1] != wantTwo || got[2] != wantSales {
			t.Errorf("ahead: %v instead of %d, %d, %d", got, wantOne, wantTwo, wantSales)
		}
	}
	stand(-1, -1, -1)
	one.Send("hello")
	two.Send("hello")
	sales.Send("hello")
	stand(0, 1, 0)
	if got := told(desk, agent.Token, two.ID).Ahead; got != nil {
		t.Errorf("staff is told %d", *got)
	}
	one.As(agent).Send("here I am")
	stand(-1, 0, 0)
	desk.Must(agent.Token, "POST", "/conversations/"+two.ID.Hex()+"/close", nil, nil)
	stand(-1, -1, 0)
}

type expectation struct {
	Staffed           bool
	UsualReplySeconds *int
	Settings          struct {
		Attachments struct{ MaxBytes, PerMessage int }
	}
}

func promised(desk *servertest.Desk, team *servertest.Team) (e expectation) {
	desk.Must("", "GET", "/inboxes/"+team.Inbox.Hex()+"/proof", nil, &e)
	return e
}

// An inbox is staffed while somebody of its team is connected and available.
func TestStaffed(t *testing.T) {
	desk, agent, customer, _ := scene(t)
	other := desk.NewTeam("Sales")
	is := func(want bool, when string) {
		t.Helper()
		for range 100 { // a socket's end is noticed a moment later
			if promised(desk, desk.Team).Staffed == want {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("%s: staffed is not %v", when, want)
	}
	outsider := desk.Invite("bert@example.org")
	for _, token := range []string{customer.Token, outsider.Token} {
		desk.Listen(token, 0).Next("hello")
	}
	is(false, "with a customer and somebody of no team there")
	session := agent.SignIn()
	socket := desk.Listen(session.Token, 0)
	socket.Next("hello")
	is(true, "with an agent there")
	if promised(desk, other).Staffed {
		t.Error("another team is staffed")
	}
	desk.Must(agent.Token, "PUT", "/availability", object{"availability": "away"}, nil)
	is(false, "with the agent away")
	desk.Must(agent.Token, "PUT", "/availability", object{"availability": "available"}, nil)
	is(true, "with the agent back")
	desk.Must(session.Token, "DELETE", "/session", nil, nil)
	is(false, "with the agent gone")
}

// How long an answer usually takes is told from five answers on, as their
// median, and only of the last thirty days. Waits are counted, not messages.
func TestUsualReply(t *testing.T) {
	desk, pass := clock(t)
	agent := desk.Invite("anna@example.org")
	desk.SetMembers(desk.Team, agent)
	customer := desk.Visitor()
	for i, minutes := range []int{1, 100, 2, 50, 3} {
		if got := promised(desk, desk.Team).UsualReplySeconds; got != nil {
			t.Errorf("after %d answers: %d seconds", i, *got)
		}
		thread := customer.Converse(desk.Team)
		thread.Send("hello?")
		pass(time.Duration(minutes) * time.Minute / 2)
		thread.Send("anybody?") // still the same wait
		pass(time.Duration(minutes) * time.Minute / 2)
		answering := thread.As(agent)
		answering.Send("yes")
		pass(time.Hour)
		answering.Send("and one thing more") // nobody waited for it
	}
	if got := number(promised(desk, desk.Team).UsualReplySeconds); got != 180 {
		t.Errorf("usually %d seconds instead of 180", got)
	}
	if got := promised(desk, desk.NewTeam("Sales")).UsualReplySeconds; got != nil {
		t.Errorf("another inbox: %d", *got)
	}
	pass(31 * 24 * time.Hour)
	if got := promised(desk, desk.Team).UsualReplySeconds; got != nil {
		t.Errorf("a month later: %d", *got)
	}
	desk.Settle()
}

// What may be attached is told before anybody tries.
func TestLimitsOfFilesAreTold(t *testing.T) {
	desk := servertest.New(t, server.Config{MaxFile: 7 << 20})
	limits := promised(desk, desk.Team).Settings.Attachments
	if limits.MaxBytes != 7<<20 || limits.PerMessage != 10 {
		t.Errorf("told %+v", limits)
	}
	var inboxes []struct {
		ID       seal.ID
		Settings map[string]any
	}
	desk.Must(desk.Owner.Token, "GET", "/inboxes", nil, &inboxes)
	told, ok := inboxes[0].Settings["attachments"].(map[string]any)
	if !ok || told["maxBytes"] != float64(7<<20) {
		t.Errorf("the console is told %v", inboxes[0].Settings)
	}
	// Settings come back as they were given out; what is not theirs changes nothing.
	told["maxBytes"] = 1
	desk.Must(desk.Owner.Token, "PUT", "/inboxes/"+inboxes[0].ID.Hex()+"/settings", inboxes[0].Settings, nil)
	if again := promised(desk, desk.Team).Settings.Attachments; again != limits {
		t.Errorf("settings changed the limit to %+v", again)
	}
}
