package conversation_test

import (
	"bytes"
	"sync"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

type object = servertest.Object

// scene is a desk with an agent and a customer in a conversation.
func scene(t *testing.T) (*servertest.Desk, *servertest.Staff, *servertest.Visitor, *servertest.Thread) {
	t.Helper()
	desk := servertest.New(t, server.Config{})
	agent := desk.Invite("anna@example.org")
	desk.SetMembers(desk.Team, agent)
	customer := desk.Visitor()
	return desk, agent, customer, customer.Converse(desk.Team)
}

func expect(t *testing.T, got servertest.Answer, status int, reason string) {
	t.Helper()
	if got.Status != status || got.Reason() != reason {
		t.Errorf("got %d %q instead of %d %q: %s", got.Status, got.Reason(), status, reason, got.Body)
	}
}

func TestTheSameBytesTwice(t *testing.T) {
	_, _, _, thread := scene(t)
	message := thread.Text("hello").Bytes()
	first, second := thread.Post(message), thread.Post(message)
	if first.Status != 200 || !bytes.Equal(first.Body, second.Body) {
		t.Errorf("a retry got %d %s after %d %s", second.Status, second.Body, first.Status, first.Body)
	}
}

func TestARetryAfterTheKeyChanged(t *testing.T) {
	desk, _, customer, thread := scene(t)
	sent := thread.Text("hello")
	first := thread.Post(sent.Bytes())
	thread.Follow(sent.Hash())
	_, refresh := thread.Refresh(customer)
	desk.Must(customer.Token, "POST", thread.Path("/generations"), refresh, nil)
	if again := thread.Post(sent.Bytes()); !bytes.Equal(again.Body, first.Body) {
		t.Errorf("a retry under the old key got %d %s", again.Status, again.Body)
	}
	expect(t, thread.Post(thread.Text("new").Bytes()), 409, "outdated_generation")
}

func TestOutOfOrder(t *testing.T) {
	_, _, _, thread := scene(t)
	first, second := thread.Text("one"), thread.Text("two")
	expect(t, thread.Post(second.Bytes()), 409, "out_of_order")
	expect(t, thread.Post(first.Bytes()), 200, "")
	expect(t, thread.Post(second.Bytes()), 200, "")
}

func TestAnotherHistory(t *testing.T) {
	_, _, _, thread := scene(t)
	thread.Seen = thread.Seen.Next(seal.HashID("message", []byte("never sent")))
	expect(t, thread.Post(thread.Text("hello").Bytes()), 409, "transcript")
}

func TestSomebodyElsesSignature(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	asAgent := thread.As(agent)
	expect(t, desk.Do(customer.Token, "POST", thread.Path("/messages"), object{"message": asAgent.Text("forged").Bytes()}), 403, "")
	message := thread.Text("hello").Bytes()
	message[len(message)-1] ^= 1
	expect(t, thread.Post(message), 403, "")
}

func TestAnUnknownHead(t *testing.T) {
	_, _, _, thread := scene(t)
	thread.Head = seal.HashID("head", []byte("made up"))
	expect(t, thread.Post(thread.Text("hello").Bytes()), 422, "unknown_head")
}

func TestHostileBytes(t *testing.T) {
	_, _, _, thread := scene(t)
	for name, message := range map[string][]byte{
		"nothing": {}, "text": []byte("hello"), "a huge array": {0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
		"deep nesting": bytes.Repeat([]byte{0x81}, 5000), "too long": make([]byte, 100<<10),
	} {
		if got := thread.Post(message); got.Status != 400 && got.Status != 413 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
}

func TestAMemberWhoLeft(t *testing.T) {
	desk, agent, _, thread := scene(t)
	asAgent := thread.As(agent)
	asAgent.Send("hello")
	desk.SetMembers(desk.Team) // without the agent; the team has a new key
	expect(t, asAgent.Post(asAgent.Text("still here?").Bytes()), 404, "")
	expect(t, desk.Do(agent.Token, "GET", thread.Path("/entries"), nil), 404, "")
	var boxes []struct{}
	desk.Must(agent.Token, "GET", "/groups/boxes", nil, &boxes)
	if len(boxes) != 0 {
		t.Errorf("a former member still gets %d boxes", len(boxes))
	}
	expect(t, thread.Post(thread.Text("anybody?").Bytes()), 409, "outdated_generation")
}

// Two browsers make the next key at once: one wins, the other is told so.
func TestTwoGenerations(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	_, one := thread.Refresh(customer)
	_, two := thread.As(agent).Refresh(customer)
	answers := atOnce(
		func() servertest.Answer { return desk.Do(customer.Token, "POST", thread.Path("/generations"), one) },
		func() servertest.Answer { return desk.Do(agent.Token, "POST", thread.Path("/generations"), two) },
	)
	checkOneWon(t, answers, "superseded")
}

func TestTwoClaims(t *testing.T) {
	desk, agent, _, thread := scene(t)
	claim := "/conversations/" + thread.ID.Hex() + "/claim"
	answers := atOnce(
		func() servertest.Answer { return desk.Do(agent.Token, "POST", claim, nil) },
		func() servertest.Answer { return desk.Do(desk.Owner.Token, "POST", claim, nil) },
	)
	checkOneWon(t, answers, "claimed")
}

func atOnce(acts ...func() servertest.Answer) []servertest.Answer {
	answers := make([]servertest.Answer, len(acts))
	var all sync.WaitGroup
	for i, act := range acts {
		all.Go(func() { answers[i] = act() })
	}
	all.Wait()
	return answers
}

func checkOneWon(t *testing.T, answers []servertest.Answer, reason string) {
	t.Helper()
	won, lost := 0, 0
	for _, answer := range answers {
		switch {
		case answer.Status == 200:
			won++
		case answer.Status == 409 && answer.Reason() == reason:
			lost++
		}
	}
	if won != 1 || lost != len(answers)-1 {
		t.Errorf("%d won, %d lost", won, lost)
	}
}

func TestOpeningTwice(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	customer := desk.Visitor()
	opening := customer.Prepare(desk.Team, desk.Head()).Opening
	first := desk.Do(customer.Token, "POST", "/conversations", opening)
	second := desk.Do(customer.Token, "POST", "/conversations", opening)
	if first.Status != 200 || !bytes.Equal(first.Body, second.Body) {
		t.Errorf("%d %s, then %d %s", first.Status, first.Body, second.Status, second.Body)
	}
	other := customer.Prepare(desk.Team, desk.Head()).Opening
	opening["generation"], opening["boxes"] = other["generation"], other["boxes"]
	if mixed := desk.Do(customer.Token, "POST", "/conversations", opening); mixed.Status != 422 {
		t.Errorf("a key of another thread got %d", mixed.Status)
	}
}

func TestNotesAreForTheTeamOnly(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	notes := agent.Notes(thread)
	desk.Must(agent.Token, "POST", thread.Path("/notes"), notes.Opening, nil)
	notes.Follow(notes.Generation.ID())
	notes.Send("careful with this one")
	expect(t, desk.Do(customer.Token, "GET", notes.Path("/entries"), nil), 404, "")
	expect(t, desk.Do(agent.Token, "GET", notes.Path("/entries"), nil), 200, "")
	if seen := desk.Do(customer.Token, "GET", thread.Path(""), nil); bytes.Contains(seen.Body, []byte(notes.ID.Hex())) {
		t.Error("the customer learns that there are notes")
	}
	expect(t, desk.Do(desk.Owner.Token, "POST", thread.Path("/notes"), desk.Owner.Notes(thread).Opening), 409, "superseded")
}

func TestWritingReopens(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	var state struct{ State string }
	desk.Must(agent.Token, "POST", "/conversations/"+thread.ID.Hex()+"/close", nil, &state)
	if state.State != "closed" {
		t.Fatalf("closed: %+v", state)
	}
	thread.Send("one more thing")
	var detail struct{ Conversation struct{ State string } }
	desk.Must(customer.Token, "GET", thread.Path(""), nil, &detail)
	if detail.Conversation.State != "open" {
		t.Errorf("after a message: %+v", detail)
	}
}

func TestMarksOnlyMoveForward(t *testing.T) {
	desk, agent, _, thread := scene(t)
	asAgent := thread.As(agent)
	early := asAgent.Mark()
	sent := thread.Send("hello")
	asAgent.Follow(sent.Hash())
	for _, mark := range [][]byte{asAgent.Mark(), early} {
		desk.Must(agent.Token, "PUT", thread.Path("/marks"), object{"mark": mark}, nil)
	}
	var detail struct{ Conversation struct{ MyRead uint64 } }
	desk.Must(agent.Token, "GET", thread.Path(""), nil, &detail)
	if detail.Conversation.MyRead != 2 {
		t.Errorf("read up to %d instead of 2", detail.Conversation.MyRead)
	}
	expect(t, desk.Do(desk.Owner.Token, "PUT", thread.Path("/marks"), object{"mark": early}), 403, "")
}

func TestTheFirstWrapStays(t *testing.T) {
	desk, agent, _, thread := scene(t)
	path := thread.Path("/wraps/" + thread.Generation.ID().Hex())
	put := func(fill byte, replace bool) {
		desk.Must(agent.Token, "PUT", path, object{"groupGeneration": desk.Team.Generation, "wrap": bytes.Repeat([]byte{fill}, 48), "replace": replace}, nil)
	}
	wrap := func() byte {
		var detail struct{ Keys []struct{ Wrap, Box []byte } }
		desk.Must(agent.Token, "GET", thread.Path(""), nil, &detail)
		return detail.Keys[0].Wrap[0]
	}
	put(1, false)
	put(2, false)
	if wrap() != 1 {
		t.Error("a second wrap replaced the first")
	}
	put(3, true)
	if wrap() != 3 {
		t.Error("a bad wrap could not be replaced")
	}
}
