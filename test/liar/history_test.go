package liar_test

import (
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/play"
)

// attack is a lie and how it is noticed.
type attack struct {
	lie     string
	options map[string]string
	notice  notice
}

var (
	third  = map[string]string{"at": "3"}
	clumsy = map[string]string{"at": "3", "receipts": "kept"}
)

// rewritten are lies about what was said. Each is told twice: by a server that
// leaves its receipts as they are, and by one that signs them again so that they
// fit, whom only what people signed gives away.
var rewritten = []attack{
	{"dropped", third, notice{seal.ErrUnverified, "the sender saw another history"}},
	{"dropped", clumsy, notice{seal.ErrUnverified, "the sender saw another history"}},
	{"reordered", third, notice{seal.ErrUnverified, "the sender saw another history"}},
	{"reordered", clumsy, notice{seal.ErrUnverified, "the sender saw another history"}},
	{"duplicated", third, notice{seal.ErrUnverified, "the sender's own order is broken"}},
	{"duplicated", clumsy, notice{seal.ErrUnverified, "the sender's own order is broken"}},
	{"replayed", third, notice{seal.ErrUnverified, "the sender's own order is broken"}},
	{"replayed", clumsy, notice{seal.ErrUnverified, "the sender's own order is broken"}},
	{"altered", third, notice{seal.ErrUnverified, "signature"}},
	{"altered", clumsy, notice{seal.ErrUnverified, "signature"}},
	{"re-attributed", third, notice{seal.ErrUnverified, "signature"}},
	{"re-attributed", clumsy, notice{seal.ErrUnverified, "signature"}},
	{"backdated", third, notice{seal.ErrUnverified, "the receipt lies before the one of an earlier entry"}},
	{"receipt-altered", nil, notice{seal.ErrUnverified, "signature"}},
	{"thread-altered", nil, notice{seal.ErrUnverified, "another conversation"}},
	{"second-device", nil, notice{seal.ErrUnverified, "its author is a visitor device that is no reader"}},
	{"reader-added", nil, notice{seal.ErrUnverified, "its author is a visitor device that is no reader"}},
	{"key-made-up", nil, notice{seal.ErrUnverified, "its author is a visitor device that is no reader"}},
}

// talk is a conversation that a customer and Ada held by turns, with what the
// customer's device kept when Ada began to answer.
type talk struct {
	customer *client.Visitor
	id       seal.ID
	begun    client.VisitorState
}

func (s *stage) talk(t *testing.T) talk {
	t.Helper()
	customer := s.customer(s.url, nil)
	theirs := must2(customer.Begin(s.ctx, nil, "One", "en"))(t)
	atAdas := must2(s.ada.Open(s.ctx, theirs.ID()))(t)
	begun := customer.State()
	for i, side := range []*client.Thread{atAdas, theirs, atAdas} {
		must2(side.Fetch(s.ctx))(t)
		must2(side.Say(s.ctx, []string{"Two", "Three", "Four"}[i], "en"))(t)
	}
	must2(theirs.Fetch(s.ctx))(t)
	return talk{customer, theirs.ID(), begun}
}

// readers open a conversation by way of the liar: the customer, who was away, and
// Ada in another browser.
func (s *stage) readers(c talk) map[string]func() (*client.Thread, error) {
	return map[string]func() (*client.Thread, error){
		"the customer": func() (*client.Thread, error) { return s.customer(s.front, &c.begun).Open(s.ctx, c.id) },
		"Ada":          func() (*client.Thread, error) { return s.adaBy(s.front).Open(s.ctx, c.id) },
	}
}

// reads fails unless a thread opens and says this.
func reads(t *testing.T, thread *client.Thread, err error, want ...string) {
	t.Helper()
	check(t, err)
	if got := play.Texts(thread); !slices.Equal(got, want) {
		t.Fatalf("reads %q instead of %q", got, want)
	}
}

// TestAnotherHistoryIsNotRead: the server tells what was said otherwise to who
// opens the conversation.
func TestAnotherHistoryIsNotRead(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	for who, open := range s.readers(c) {
		thread, err := open()
		reads(t, thread, err, "One", "Two", "Three", "Four")
		for _, a := range rewritten {
			t.Run(a.lie+" to "+who, func(t *testing.T) {
				check(t, s.liar.Tell(a.lie, a.options))
				defer s.liar.Clear()
				_, err := open()
				s.caught(t, err, a.notice)
			})
		}
		thread, err = open()
		reads(t, thread, err, "One", "Two", "Three", "Four")
	}
}

// TestWhatIsWithheldIsMissedOnceSomethingFollows: the newest message can be
// withheld, and nobody notices; the next thing that its author says shows it, and
// so does a visit of a device that has seen it.
func TestWhatIsWithheldIsMissedOnceSomethingFollows(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	seen := c.customer.State()
	atCustomers := must2(s.customer(s.front, &c.begun).Open(s.ctx, c.id))(t)
	atAdas := must2(s.ada.Open(s.ctx, c.id))(t)

	check(t, s.liar.Tell("withheld", nil))
	must2(atAdas.Say(s.ctx, "I cancel it.", "en"))(t)
	_, err := atCustomers.Fetch(s.ctx)
	reads(t, atCustomers, err, "One", "Two", "Three", "Four") // the limit: nothing is missed yet
	if s.liar.Told() == 0 {
		t.Fatal("nothing was withheld")
	}
	check(t, s.liar.Tell("dropped", map[string]string{"at": "6"}))
	must2(atAdas.Say(s.ctx, "It is cancelled.", "en"))(t)
	_, err = atCustomers.Fetch(s.ctx)
	s.caught(t, err, notice{seal.ErrUnverified, "the sender's own order is broken"})
	reads(t, atCustomers, nil, "One", "Two", "Three", "Four")

	check(t, s.liar.Tell("withheld", map[string]string{"at": "5"}))
	_, err = s.customer(s.front, &seen).Open(s.ctx, c.id)
	s.caught(t, err, notice{seal.ErrUnverified, "the history is not the one that this device has seen"})

	s.liar.Clear()
	_, err = atCustomers.Fetch(s.ctx)
	reads(t, atCustomers, err, "One", "Two", "Three", "Four", "I cancel it.", "It is cancelled.")
}

// TestAMessageThatIsTakenAndNotShown: the server says that it took a message,
// and keeps it to itself.
func TestAMessageThatIsTakenAndNotShown(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	atCustomers := must2(s.customer(s.front, &c.begun).Open(s.ctx, c.id))(t)
	must2(atCustomers.Say(s.ctx, "Five", "en"))(t)
	check(t, s.liar.Tell("withheld", nil))
	_, err := atCustomers.Say(s.ctx, "I cancel it.", "en")
	s.caught(t, err, notice{seal.ErrUnverified, "the server says that it took the message, and does not show it"})
}
