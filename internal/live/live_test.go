package live_test

import (
	"bytes"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

type object = servertest.Object

func scene(t *testing.T) (*servertest.Desk, *servertest.Staff, *servertest.Visitor, *servertest.Thread) {
	t.Helper()
	desk := servertest.New(t, server.Config{})
	agent := desk.Invite("anna@example.org")
	desk.SetMembers(desk.Team, agent)
	customer := desk.Visitor()
	return desk, agent, customer, customer.Converse(desk.Team)
}

func TestAMessageArrives(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	listening, writing := desk.Listen(agent.Token, 0), desk.Listen(customer.Token, 0)
	listening.Next("hello")
	writing.Next("hello")
	sent := thread.Text("hello")
	writing.Send(object{"type": "send", "ref": "r1", "thread": thread.ID, "message": sent.Bytes()})
	if ack := writing.Next("ack"); ack.Ref != "r1" || ack.Sequence != 2 {
		t.Errorf("acknowledged %+v", ack)
	}
	got := listening.Next("entry")
	if !bytes.Equal(got.Entry.Bytes, sent.Bytes()) || len(got.Keys) != 1 {
		t.Errorf("pushed %+v", got)
	}
	thread.Follow(sent.Hash())
	thread.Send("again")
	if got := listening.Next("entry"); len(got.Keys) != 0 || got.Entry.Sequence != 3 {
		t.Errorf("the key came twice, or the order is wrong: %+v", got)
	}
}

func TestNobodyElseHears(t *testing.T) {
	desk, agent, _, thread := scene(t)
	stranger := desk.Visitor()
	outsider := desk.Invite("bert@example.org")
	sockets := []*servertest.Socket{desk.Listen(stranger.Token, 0), desk.Listen(outsider.Token, 0)}
	intruding := thread.As(outsider)
	for _, s := range sockets {
		s.Next("hello")
	}
	member := desk.Listen(agent.Token, 0)
	member.Next("hello")
	thread.Send("hello")
	member.Next("entry")
	member.Send(object{"type": "typing", "thread": thread.ID, "on": true})
	member.Send(object{"type": "viewing", "thread": thread.ID})
	sockets[1].Send(object{"type": "send", "ref": "x", "thread": thread.ID, "message": intruding.Text("let me in").Bytes()})
	if refused := sockets[1].Next("refused"); refused.Error.Status != 404 {
		t.Errorf("an outsider's message: %+v", refused.Error)
	}
	sockets[0].Send(object{"type": "typing", "thread": thread.ID, "on": true})
	if refused := sockets[0].Next("refused"); refused.Error.Status != 404 {
		t.Errorf("a stranger typing: %+v", refused.Error)
	}
	for _, s := range sockets {
		for _, f := range s.Rest() {
			if f.Thread != nil || f.Entry != nil {
				t.Errorf("a stranger heard %+v", f)
			}
		}
	}
}

func TestComingBack(t *testing.T) {
	desk, agent, _, thread := scene(t)
	first := desk.Listen(agent.Token, 0)
	cursor := first.Next("hello").Cursor
	thread.Send("one")
	thread.Send("two")
	if last := thread.Send("three"); last.Hash().IsZero() {
		t.Fatal("no hash")
	}
	for range 3 {
		first.Next("entry")
	}
	// The connection may break between the greeting and what was missed.
	if cut := desk.Listen(agent.Token, cursor).Next("hello").Cursor; cut != cursor {
		t.Errorf("who has got nothing yet is told to come back for what follows %d, and not for %d", cut, cursor)
	}
	again := desk.Listen(agent.Token, cursor)
	again.Next("hello")
	for i := range 3 {
		if f := again.Next("entry"); f.Entry.Sequence != uint64(2+i) {
			t.Errorf("missed entry %d came as %d", 2+i, f.Entry.Sequence)
		}
	}
	ancient := desk.Listen(agent.Token, 1)
	ancient.Next("reset")
}

// Who comes back to a conversation whose keys were destroyed meanwhile gets
// nothing of it from the server's memory; everything else comes as ever.
func TestComingBackAfterTheEnd(t *testing.T) {
	var passed atomic.Int64
	desk := servertest.New(t, server.Config{
		Now: func() time.Time { return time.Now().Add(time.Duration(passed.Load())) },
	})
	desk.Must(desk.Owner.Token, "PUT", "/inboxes/"+desk.Team.Inbox.Hex()+"/settings", object{
		"greeting": "", "colour": "", "expectedReplySeconds": 0, "retentionDays": 1,
	}, nil)
	customer := desk.Visitor()
	ended, stays := customer.Converse(desk.Team), customer.Converse(desk.Team)
	cursor := desk.Listen(desk.Owner.Token, 0).Next("hello").Cursor
	words := ended.Send("Where is my parcel?").Bytes()
	ended.Send("And the other one?")
	stays.Send("Good evening")
	desk.Must(customer.Token, "PUT", ended.Path("/marks"), object{"mark": ended.Mark()}, nil)
	desk.Must(desk.Owner.Token, "POST", "/conversations/"+ended.ID.Hex()+"/close", nil, nil)
	passed.Store(int64(25 * time.Hour))
	if err := desk.Server.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	customer.SignIn()
	if answer := desk.Do(customer.Token, "GET", ended.Path("/entries"), nil); answer.Status != 410 {
		t.Fatalf("it is not over: %d %s", answer.Status, answer.Body)
	}
	for name, token := range map[string]string{"staff": desk.Owner.SignIn().Token, "the customer": customer.Token} {
		again := desk.Listen(token, cursor)
		again.Next("hello")
		if f := again.Next("entry"); *f.Thread != stays.ID {
			t.Errorf("%s: an entry of %s came, which is over: the same words %v", name, f.Thread.Hex(), bytes.Equal(f.Entry.Bytes, words))
		}
		for _, f := range again.Rest() {
			if f.Type == "entry" || f.Type == "mark" {
				t.Errorf("%s: a %s came", name, f.Type)
			}
		}
	}
}

func TestWhoTypes(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	there, here := desk.Listen(customer.Token, 0), desk.Listen(agent.Token, 0)
	there.Next("hello")
	here.Next("hello")
	here.Send(object{"type": "typing", "thread": thread.ID, "on": true})
	if f := there.Next("typing"); !f.On || *f.Thread != thread.ID {
		t.Errorf("typing: %+v", f)
	}
	there.Send(object{"type": "viewing", "thread": thread.ID})
	if f := there.Next("refused"); f.Error.Status != 403 {
		t.Errorf("a customer viewing: %+v", f)
	}
}

func TestAnEndedSession(t *testing.T) {
	desk, agent, _, _ := scene(t)
	socket := desk.Listen(agent.Token, 0)
	socket.Next("hello")
	desk.Must(agent.Token, "DELETE", "/session", nil, nil)
	if code := socket.Closed(); code != 4001 {
		t.Errorf("closed with %d", code)
	}
}

func TestHostileFrames(t *testing.T) {
	desk, agent, _, thread := scene(t)
	socket := desk.Listen(agent.Token, 0)
	for _, frame := range []object{{"type": "unknown"}, {"type": "send"}, {"type": "typing", "thread": nil}, {"type": 7}, {"type": "typing", "thread": thread.ID, "on": true, "attachments": []string{}}, {"type": "send", "ref": strings.Repeat("x", 100)}} {
		socket.Send(frame)
		socket.Next("refused")
	}
	for socket.Try(object{"type": "unknown"}) { // far more than anybody types
	}
	if code := socket.Closed(); code != 4008 && code != 1006 {
		t.Errorf("a flood closed with %d", code)
	}
}

// The socket that sent a message is told of its place, once and in order with
// everything else; the customer's other browser gets the message itself.
func TestOnesOwnMessages(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	here, there := desk.Listen(customer.Token, 0), desk.Listen(customer.Token, 0)
	here.Next("hello")
	there.Next("hello")
	asAgent := thread.As(agent)
	first := thread.Text("one")
	here.Send(object{"type": "send", "ref": "a", "thread": thread.ID, "message": first.Bytes()})
	if ack := here.Next("ack"); ack.Ref != "a" || ack.Sequence != 2 || ack.Cursor == 0 {
		t.Errorf("acknowledged %+v", ack)
	}
	if got := there.Next("entry"); !bytes.Equal(got.Entry.Bytes, first.Bytes()) {
		t.Errorf("the other browser got %+v", got)
	}
	asAgent.Send("two")
	if got := here.Next("entry"); got.Entry.Sequence != 3 {
		t.Errorf("after one's own came %d", got.Entry.Sequence)
	}
	for range 2 { // a repetition is answered, though nothing new is announced
		here.Send(object{"type": "send", "ref": "again", "thread": thread.ID, "message": first.Bytes()})
		if ack := here.Next("ack"); ack.Ref != "again" || ack.Sequence != 2 {
			t.Errorf("a repetition got %+v", ack)
		}
	}
	here.Send(object{"type": "send", "ref": "b", "thread": thread.ID, "message": []byte("no message")})
	if refused := here.Next("refused"); refused.Ref != "b" || refused.Error.Status != 400 {
		t.Errorf("a refusal: %+v", refused)
	}
	here.Send(object{"type": "send", "ref": "c", "thread": thread.ID})
	if refused := here.Next("refused"); refused.Ref != "c" || refused.Error.Status != 400 {
		t.Errorf("a message that is not there: %+v", refused)
	}
	for _, f := range append(here.Rest(), there.Rest()...) {
		if f.Type == "ack" || f.Type == "entry" && f.Entry.Sequence == 2 {
			t.Errorf("something came twice: %+v", f)
		}
	}
}

// Who leaves a team hears nothing more of it on a socket that was open before;
// who joins hears what comes from then on.
func TestRightsChangeWhileListening(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	joining := desk.Invite("bert@example.org")
	leaver, joiner, owner := desk.Listen(agent.Token, 0), desk.Listen(joining.Token, 0), desk.Listen(desk.Owner.Token, 0)
	for _, s := range []*servertest.Socket{leaver, joiner, owner} {
		s.Next("hello")
	}
	thread.Send("to the old team")
	if got := leaver.Next("entry"); got.Entry.Sequence != 2 {
		t.Fatalf("the agent got %+v", got)
	}
	desk.SetMembers(desk.Team, joining)
	for _, s := range []*servertest.Socket{leaver, joiner} {
		s.Next("directory")
	}
	refreshed, request := thread.Refresh(customer)
	desk.Must(customer.Token, "POST", thread.Path("/generations"), request, nil)
	thread.Generation, thread.Key = refreshed.Statement, refreshed.Key
	thread.Follow(refreshed.Statement.ID())
	thread.Send("to the new team")
	for sequence := range uint64(2) {
		if got := joiner.Next("entry"); got.Entry.Sequence != 3+sequence {
			t.Errorf("who joined got %d instead of %d", got.Entry.Sequence, 3+sequence)
		}
	}
	owner.Next("entry")
	desk.Listen(customer.Token, 0).Next("hello") // everything before it has been pushed
	for _, f := range leaver.Rest() {
		if f.Thread != nil || f.Entry != nil {
			t.Errorf("who left heard %+v", f)
		}
	}
	leaver.Send(object{"type": "viewing", "thread": thread.ID})
	if refused := leaver.Next("refused"); refused.Error.Status != 404 {
		t.Errorf("who left may view: %+v", refused.Error)
	}
}

// A cursor from another life of the server, from the future, or from nowhere
// starts over, and says so.
func TestCursorsThatMeanNothing(t *testing.T) {
	desk, agent, _, thread := scene(t)
	socket := desk.Listen(agent.Token, 0)
	before := socket.Next("hello").Cursor
	thread.Send("one")
	socket.Next("entry")
	for name, cursor := range map[string]uint64{"the future": before + 1_000_000, "the beginning": 1} {
		again := desk.Listen(agent.Token, cursor)
		if hello := again.Next("hello"); hello.Cursor <= before {
			t.Errorf("%s: told to be at %d", name, hello.Cursor)
		}
		again.Next("reset")
	}
	desk.Restart()
	after := desk.Listen(agent.Token, before)
	after.Next("hello")
	after.Next("reset")
	for _, bad := range []string{"-1", "x", "1.5", "18446744073709551616", "9223372036854775807"} {
		if answer := desk.Do(agent.Token, "GET", "/live?cursor="+bad, nil); answer.Status != 400 && answer.Status != 422 {
			t.Errorf("cursor %s: %d", bad, answer.Status)
		}
	}
}

// A client that never reads is cut off; nobody waits for it.
func TestASlowClient(t *testing.T) {
	desk, agent, _, thread := scene(t)
	desk.Stalled(agent.Token)
	quick := desk.Listen(desk.Owner.Token, 0)
	quick.Next("hello")
	text := strings.Repeat("long ", 6000)
	for range 120 { // more than a connection's buffers and the client's limit hold
		thread.Send(text)
	}
	for i := range 120 {
		if f := quick.Next("entry"); f.Entry.Sequence != uint64(2+i) {
			t.Fatalf("entry %d came as %d", 2+i, f.Entry.Sequence)
		}
	}
	online := func() int {
		var accounts []struct{ Online bool }
		desk.Must(desk.Owner.Token, "GET", "/accounts", nil, &accounts)
		n := 0
		for _, a := range accounts {
			if a.Online {
				n++
			}
		}
		return n
	}
	for deadline := time.Now().Add(10 * time.Second); online() != 1; {
		if time.Now().After(deadline) {
			t.Fatal("the slow client is still connected")
		}
		thread.Send(text)
	}
}
