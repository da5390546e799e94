package conversation_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// mailing is a desk whose clock the test moves, and what it would have mailed.
type mailing struct {
	*servertest.Desk
	t        *testing.T
	passed   atomic.Int64 // time.Duration
	sent     []conversation.Notice
	refuse   bool
	refused  string // an address that the mail server does not take
	tried    int
	agent    *servertest.Staff
	customer *servertest.Visitor
	theirs   *servertest.Thread
	answers  *servertest.Thread
}

func newMailing(t *testing.T) *mailing {
	t.Helper()
	m := &mailing{t: t}
	m.Desk = servertest.New(t, server.Config{
		Now: func() time.Time { return time.Now().Add(time.Duration(m.passed.Load())) },
		Notices: func(_ context.Context, n conversation.Notice) error {
			m.tried++
			if m.refuse {
				return errors.New("mail server is away")
			}
			if n.Email == m.refused {
				return errors.New("no such mailbox")
			}
			m.sent = append(m.sent, n)
			return nil
		},
	})
	m.agent = m.Invite("anna@example.org")
	m.SetMembers(m.Team, m.agent)
	m.customer = m.Visitor()
	m.theirs = m.customer.Converse(m.Team)
	m.answers = m.theirs.As(m.agent)
	return m
}

func (m *mailing) ask(email string) servertest.Answer {
	return m.Do(m.customer.Token, "PUT", "/conversations/"+m.theirs.ID.Hex()+"/notice", object{"email": email})
}

func (m *mailing) answer(text string) {
	m.answers.Seen = m.theirs.Seen
	m.answers.Send(text)
	m.theirs.Seen = m.answers.Seen
}

// later lets time pass and the chores run.
func (m *mailing) later(d time.Duration) error {
	m.passed.Add(int64(d))
	return m.Server.Tidy(context.Background())
}

func (m *mailing) expectSent(addresses ...string) {
	m.t.Helper()
	var got []string
	for _, n := range m.sent {
		got = append(got, n.Email)
	}
	if !slices.Equal(got, addresses) {
		m.t.Errorf("mailed %q instead of %q", got, addresses)
	}
	m.sent = nil
}

func TestAnAnswerIsToldOnce(t *testing.T) {
	m := newMailing(t)
	m.theirs.Send("Where is my card?")
	expect(t, m.ask("mara@example.org"), 204, "")
	m.answer("On its way")
	if err := m.later(9 * time.Minute); err != nil {
		t.Fatal(err)
	}
	m.expectSent()
	if err := m.later(2 * time.Minute); err != nil {
		t.Fatal(err)
	}
	m.expectSent("mara@example.org")
	if err := m.later(time.Hour); err != nil {
		t.Fatal(err)
	}
	m.expectSent()
	m.answer("It has arrived, we hear")
	if err := m.later(time.Hour); err != nil {
		t.Fatal(err)
	}
	m.expectSent("mara@example.org")
}

func TestNoNoticeWithoutNews(t *testing.T) {
	for name, play := range map[string]func(*mailing){
		"nobody asked for one":  func(m *mailing) { m.answer("hello") },
		"they declined again":   func(m *mailing) { m.ask("mara@example.org"); m.answer("hello"); m.ask("") },
		"it was there before":   func(m *mailing) { m.answer("hello"); m.ask("mara@example.org") },
		"the customer waits":    func(m *mailing) { m.ask("mara@example.org"); m.answer("hello"); m.theirs.Send("and now?") },
		"it was read":           func(m *mailing) { m.ask("mara@example.org"); m.answer("hello"); m.read() },
		"it is only a reaction": func(m *mailing) { m.ask("mara@example.org"); m.react() },
	} {
		t.Run(name, func(t *testing.T) {
			m := newMailing(t)
			m.theirs.Send("Where is my card?")
			play(m)
			if err := m.later(time.Hour); err != nil {
				t.Fatal(err)
			}
			m.expectSent()
		})
	}
}

// Conversations with much going on and nothing to tell do not stand before one
// with an answer, however many there are; and an answer behind much noise is told.
func TestNoiseKeepsNobodyWaiting(t *testing.T) {
	m := newMailing(t)
	for range 101 {
		noisy := m.customer.Converse(m.Team)
		answers := noisy.As(m.agent)
		answers.Send("Yes")
		noisy.Seen = answers.Seen
		expect(t, m.Do(m.customer.Token, "PUT", "/conversations/"+noisy.ID.Hex()+"/notice", object{"email": "noise@example.org"}), 204, "")
		noisy.Say(&seal.Reaction{Target: seal.ID16{1}, Emoji: "👍", On: true})
	}
	m.theirs.Send("Where is my card?")
	m.ask("mara@example.org")
	for range 501 {
		m.theirs.Say(&seal.Reaction{Target: seal.ID16{1}, Emoji: "👍", On: true})
	}
	m.answer("On its way")
	if err := m.later(time.Hour); err != nil {
		t.Fatal(err)
	}
	m.expectSent("mara@example.org")
}

func (m *mailing) read() {
	m.Must(m.customer.Token, "PUT", m.theirs.Path("/marks"), object{"mark": m.theirs.Mark()}, nil)
}

func (m *mailing) react() {
	m.answers.Seen = m.theirs.Seen
	m.answers.Say(&seal.Reaction{Target: seal.ID16{1}, Emoji: "👍", On: true})
}

func TestAMailServerThatIsAway(t *testing.T) {
	m := newMailing(t)
	m.theirs.Send("Where is my card?")
	m.ask("mara@example.org")
	m.answer("On its way")
	m.refuse = true
	if err := m.later(time.Hour); err == nil {
		t.Error("nobody hears that a notice could not be sent")
	}
	m.refuse = false
	if err := m.later(time.Hour); err != nil {
		t.Fatal(err)
	}
	m.expectSent("mara@example.org")
}

// Addresses that are refused hold up nobody, however many stand before the
// others and in a row, and each is tried ever more seldom.
func TestRefusedAddressesHoldUpNobody(t *testing.T) {
	m := newMailing(t)
	m.refused = "gone@example.org"
	const gone = 45
	for range gone {
		theirs := m.customer.Converse(m.Team)
		theirs.Send("Where is my card?")
		expect(t, m.Do(m.customer.Token, "PUT", "/conversations/"+theirs.ID.Hex()+"/notice", object{"email": m.refused}), 204, "")
		answers := theirs.As(m.agent)
		answers.Seen = theirs.Seen
		answers.Send("On its way")
	}
	m.theirs.Send("Where is my card?")
	m.ask("mara@example.org")
	m.answer("On its way")
	err := m.later(11 * time.Minute)
	for range 2 { // a minute later each, and so with the others
		if err == nil {
			t.Error("nobody hears that notices could not be sent")
		}
		err = m.later(time.Minute)
	}
	m.expectSent("mara@example.org")
	if m.tried != gone+1 {
		t.Errorf("%d were tried instead of each of %d once", m.tried, gone+1)
	}
	if m.tried = 0; m.later(9*time.Minute) == nil || m.tried == 0 || m.tried > gone {
		t.Errorf("%d of %d were tried again", m.tried, gone)
	}
	m.refused = ""
	for range 4 {
		if err := m.later(20 * time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	if len(m.sent) != gone {
		t.Errorf("%d of %d were told in the end", len(m.sent), gone)
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	m := newMailing(t)
	for _, email := range []string{
		"mara", "mara@", "@example.org", "Mara <mara@example.org>", "mara@example.org, bert@example.org",
		"mara@example.org\r\nBcc: all@example.org", " mara@example.org", `"a b"@example.org`, strings.Repeat("a", 250) + "@example.org",
	} {
		expect(t, m.ask(email), 422, "")
	}
}
