package conversation_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to stand in the way of the server, in its file

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// calendar is a desk on which days pass.
type calendar struct {
	*servertest.Desk
	t        *testing.T
	customer *servertest.Visitor
	days     atomic.Int64
}

// newCalendar is a desk that promises thirty days.
func newCalendar(t *testing.T) *calendar {
	t.Helper()
	c := &calendar{t: t}
	start := time.Now().Truncate(time.Second)
	c.Desk = servertest.New(t, server.Config{Now: func() time.Time { return start.Add(time.Duration(c.days.Load()) * 24 * time.Hour) }})
	c.promise(30)
	c.customer = c.Visitor()
	return c
}

func (c *calendar) promise(days int) {
	c.Must(c.Owner.Token, "PUT", "/inboxes/"+c.Team.Inbox.Hex()+"/settings", object{
		"greeting": "", "colour": "", "expectedReplySeconds": 0, "retentionDays": days,
	}, nil)
}

// pass lets days go by, with the chores of the last of them.
func (c *calendar) pass(days int64) {
	c.t.Helper()
	c.days.Add(days)
	c.Restart() // what is due is done at the start, and every ten minutes
	c.Settle()
	c.Owner.Token = c.Owner.SignIn().Token
	c.customer.SignIn()
}

func (c *calendar) act(thread *servertest.Thread, name string) {
	c.t.Helper()
	c.Must(c.Owner.Token, "POST", "/conversations/"+thread.ID.Hex()+"/"+name, nil, nil)
}

func (c *calendar) hold(thread *servertest.Thread, on bool) servertest.Answer {
	return c.Do(c.Owner.Token, "PUT", "/conversations/"+thread.ID.Hex()+"/hold", object{"on": on})
}

// detail is what somebody is told of a thread.
type detail struct {
	Conversation struct {
		State                        string
		ClosedAt, Expires, Destroyed *time.Time
		Held                         bool
		LastSequence, MyRead         uint64
		Last                         *struct{}
		NotesThread                  *seal.ID
	}
	Generations []struct{}
	Keys        []struct{ Box []byte }
	Marks       [][]byte
}

func (c *calendar) look(token string, thread *servertest.Thread) (d detail) {
	c.t.Helper()
	c.Must(token, "GET", thread.Path(""), nil, &d)
	return d
}

// stands: the keys are there, for the customer and for the team.
func (c *calendar) stands(thread *servertest.Thread) bool {
	theirs, ours := c.look(c.customer.Token, thread), c.look(c.Owner.Token, thread)
	return len(theirs.Keys) > 0 && len(theirs.Keys[0].Box) > 0 && len(ours.Keys) > 0 && theirs.Conversation.Destroyed == nil
}

// When the retention that the inbox promises is over, the keys are gone; not a
// day before, and not for a conversation that was reopened or is held.
func TestRetention(t *testing.T) {
	c := newCalendar(t)
	open, gone, held := c.customer.Converse(c.Team), c.customer.Converse(c.Team), c.customer.Converse(c.Team)
	for _, thread := range []*servertest.Thread{open, gone, held} {
		thread.Send("Where is my parcel?")
		c.act(thread, "close")
	}
	c.act(open, "reopen")
	expect(t, c.hold(held, true), 200, "")
	if d := c.look(c.Owner.Token, gone).Conversation; d.ClosedAt == nil || d.Expires.Sub(*d.ClosedAt) != 30*24*time.Hour || d.Held {
		t.Errorf("closed: %+v", d)
	}
	if d := c.look(c.Owner.Token, open).Conversation; d.ClosedAt != nil || d.Expires != nil {
		t.Errorf("reopened: %+v", d)
	}
	c.pass(29)
	if !c.stands(gone) {
		t.Error("the key was destroyed too early")
	}
	c.pass(2)
	if c.stands(gone) || !c.stands(open) || !c.stands(held) {
		t.Errorf("the key is still there (%v), or an open (%v) or held (%v) conversation lost its own", c.stands(gone), c.stands(open), c.stands(held))
	}
	expect(t, c.hold(held, false), 200, "")
	c.Settle()
	if c.stands(held) {
		t.Error("a conversation that nobody holds any more is kept")
	}
}

// What is left of a destroyed conversation: that it was, and when. Nobody gets
// an entry, and nobody changes it.
func TestWhatExpiryLeaves(t *testing.T) {
	c := newCalendar(t)
	agent := c.Invite("anna@example.org")
	c.SetMembers(c.Team, agent)
	thread := c.customer.Converse(c.Team)
	first := thread.Opening
	thread.Send("Where is my parcel?")
	notes := agent.Notes(thread)
	c.Must(agent.Token, "POST", thread.Path("/notes"), notes.Opening, nil)
	c.Must(c.customer.Token, "PUT", thread.Path("/marks"), object{"mark": thread.Mark()}, nil)
	c.act(thread, "close")
	generations := []seal.ID{thread.Generation.ID(), notes.Generation.ID()}
	file := seal.ID16{7}
	thread.Upload(c.customer.Token, file, []byte("sealed bytes of a photograph"))
	late, mark := thread.Text("Anybody?").Bytes(), thread.Mark()
	_, refresh := thread.Refresh(c.customer)
	c.pass(31)

	for who, token := range map[string]string{"the customer": c.customer.Token, "the team": c.Owner.Token} {
		d := c.look(token, thread)
		if d.Conversation.Destroyed == nil || d.Conversation.Expires != nil || d.Conversation.State != "closed" || d.Conversation.ClosedAt == nil {
			t.Errorf("%s is told %+v", who, d.Conversation)
		}
		if d.Conversation.LastSequence != 2 || d.Conversation.MyRead != 2 || d.Conversation.Last != nil || len(d.Keys)+len(d.Generations)+len(d.Marks) != 0 {
			t.Errorf("%s is left with %+v", who, d)
		}
		expect(t, c.Do(token, "GET", thread.Path("/entries"), nil), 410, "destroyed")
		expect(t, c.Do(token, "GET", thread.PartPath(file, 0), nil), 410, "destroyed")
		for what, answer := range map[string]servertest.Answer{
			"a message": c.Do(token, "POST", thread.Path("/messages"), object{"message": late}),
			"a key":     c.Do(token, "POST", thread.Path("/generations"), refresh),
			"a mark":    c.Do(token, "PUT", thread.Path("/marks"), object{"mark": mark}),
			"a file":    c.Do(token, "PUT", thread.AttachmentPath(seal.ID16{8}), object{"size": 10}),
		} {
			if who == "the customer" {
				if answer.Status != 409 || answer.Reason() != "destroyed" {
					t.Errorf("%s: %d %s", what, answer.Status, answer.Body)
				}
			} else if answer.Status < 400 {
				t.Errorf("%s was taken from another device", what)
			}
		}
	}
	expect(t, c.Do(c.Owner.Token, "GET", notes.Path("/entries"), nil), 410, "destroyed")
	expect(t, c.Do(c.customer.Token, "POST", "/conversations", first), 409, "destroyed")
	for _, act := range []string{"claim", "close", "reopen", "assign"} {
		expect(t, c.Do(c.Owner.Token, "POST", "/conversations/"+thread.ID.Hex()+"/"+act, object{"account": nil}), 409, "destroyed")
	}
	expect(t, c.hold(thread, true), 409, "destroyed")
	wrap := object{"groupGeneration": c.Team.Generation, "wrap": make([]byte, 48), "replace": false}
	expect(t, c.Do(c.Owner.Token, "PUT", thread.Path("/wraps/"+generations[0].Hex()), wrap), 409, "destroyed")
	if _, err := os.Stat(filepath.Join(c.Config.DataDir, "files", thread.ID.Hex())); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is still there: %v", err)
	}
	c.certified(thread, generations...)
	c.customer.Converse(c.Team).Send("Then from the beginning.") // the customer is not locked out
}

type certificates struct {
	Certificates []struct {
		Cursor       string
		Conversation seal.ID
		At           time.Time
		Certificate  []byte
	}
	Next *string
}

func (c *calendar) certificates(before string) (page certificates) {
	c.t.Helper()
	c.Must(c.Owner.Token, "GET", "/certificates"+before, nil, &page)
	return page
}

// certified: there is one certificate, under the server key that the directory
// names, and it says what happened.
func (c *calendar) certified(thread *servertest.Thread, generations ...seal.ID) {
	c.t.Helper()
	page := c.certificates("")
	if len(page.Certificates) != 1 || page.Next != nil || page.Certificates[0].Conversation != thread.ID {
		c.t.Fatalf("certificates: %+v", page)
	}
	signed, err := seal.ParseSigned[seal.Certificate](page.Certificates[0].Certificate)
	check(c.t, err)
	statement, key := serverKey(c.t, c.Desk)
	word, err := signed.Verify(key)
	check(c.t, err)
	d := c.look(c.Owner.Token, thread).Conversation
	if word.Org != c.Org || word.ServerKey != statement || word.Conversation != thread.ID || word.Attachments != 1 ||
		word.Closed != uint64(d.ClosedAt.Unix()) || word.Destroyed != uint64(d.Destroyed.Unix()) || !page.Certificates[0].At.Equal(*d.Destroyed) {
		c.t.Errorf("the certificate says %+v of %+v", word, d)
	}
	if len(word.Generations) != len(generations) {
		c.t.Errorf("%d keys are certified instead of %d", len(word.Generations), len(generations))
	}
	for _, id := range generations {
		if !bytes.Contains(bytes.Join([][]byte{word.Generations[0][:], word.Generations[len(word.Generations)-1][:]}, nil), id[:]) {
			c.t.Errorf("the key %v is not certified", id)
		}
	}
}

// A promise is an upper bound: fewer days hold for what was closed before, more
// days only for what is closed afterwards. A trial says so and does nothing.
func TestChangingThePromise(t *testing.T) {
	c := newCalendar(t)
	early := c.customer.Converse(c.Team)
	c.act(early, "close")
	c.promise(90)
	late := c.customer.Converse(c.Team)
	c.act(late, "close")
	c.pass(10)

	var trial struct {
		Days, Now, Changed, Held int
		Conversations            []struct {
			ID            seal.ID
			Closed, Until time.Time
		}
	}
	try := "/retention/" + c.Team.Inbox.Hex()
	c.Must(c.Owner.Token, "GET", try, nil, &trial)
	if trial.Days != 90 || trial.Now != 0 || trial.Changed != 0 || len(trial.Conversations) != 2 || trial.Conversations[0].ID != early.ID {
		t.Errorf("as it is: %+v", trial)
	}
	c.Must(c.Owner.Token, "GET", try+"?days=7", nil, &trial)
	if trial.Days != 7 || trial.Now != 2 || trial.Changed != 2 || trial.Conversations[0].Until.Sub(trial.Conversations[0].Closed) != 7*24*time.Hour {
		t.Errorf("a week: %+v", trial)
	}
	for _, bad := range []string{"?days=0", "?days=-1", "?days=4000", "?days=x", "?weeks=1"} {
		expect(t, c.Do(c.Owner.Token, "GET", try+bad, nil), 400, "")
	}
	c.Settle()
	if !c.stands(early) || !c.stands(late) {
		t.Fatal("a trial destroyed something")
	}
	var all struct {
		Inboxes []struct {
			Inbox                                    seal.ID
			Days, Open, Closed, Due, Held, Destroyed int
			Next                                     *time.Time
		}
	}
	c.Must(c.Owner.Token, "GET", "/retention", nil, &all)
	if row := all.Inboxes[0]; len(all.Inboxes) != 1 || row.Days != 90 || row.Closed != 2 || row.Due != 1 || row.Next == nil {
		t.Errorf("figures: %+v", all)
	}
	c.pass(21) // day 31: the first was promised 30 days, before it was 90
	if c.stands(early) || !c.stands(late) {
		t.Error("a longer promise kept what was closed before, or a shorter one did not end it")
	}
	c.promise(20)
	c.Settle()
	if c.stands(late) {
		t.Error("a shorter promise does not hold for what was closed before")
	}
	c.promise(0) // nothing chosen: what is usual
	c.Must(c.Owner.Token, "GET", "/retention", nil, &all)
	if row := all.Inboxes[0]; row.Days != 365 || row.Destroyed != 2 || row.Closed != 0 || row.Next != nil {
		t.Errorf("figures afterwards: %+v", all)
	}
}

// A lead is told how the inboxes of their own team stand, and nothing of others;
// who leads no team is told nothing, and certificates are for admins.
func TestWhoIsToldOfRetention(t *testing.T) {
	c := newCalendar(t)
	other := c.NewTeam("Mortgages")
	lead, agent := c.Invite("lead@example.org"), c.Invite("agent@example.org")
	lead.Leads = true
	c.SetMembers(other, lead, agent)
	shown := func(token string) (inboxes []seal.ID) {
		t.Helper()
		var all struct{ Inboxes []struct{ Inbox seal.ID } }
		c.Must(token, "GET", "/retention", nil, &all)
		for _, row := range all.Inboxes {
			inboxes = append(inboxes, row.Inbox)
		}
		return inboxes
	}
	if got := shown(lead.Token); len(got) != 1 || got[0] != other.Inbox {
		t.Errorf("the lead of one team is shown %v", got)
	}
	if got := shown(c.Owner.Token); len(got) != 2 {
		t.Errorf("the owner is shown %v", got)
	}
	expect(t, c.Do(agent.Token, "GET", "/retention", nil), 403, "")
	expect(t, c.Do(lead.Token, "GET", "/retention/"+other.Inbox.Hex(), nil), 200, "")
	expect(t, c.Do(lead.Token, "GET", "/retention/"+c.Team.Inbox.Hex(), nil), 403, "")
	expect(t, c.Do(lead.Token, "GET", "/certificates", nil), 403, "")
}

// Who decides about a hold is not who reads: an admin outside of the team learns
// that it is held, and gets no message and no key.
func TestHoldingOpensNothing(t *testing.T) {
	c := newCalendar(t)
	admin := c.Invite("adam@example.org", directory.Admin)
	thread := c.customer.Converse(c.Team)
	thread.Send("Where is my parcel?")
	hold := "/conversations/" + thread.ID.Hex() + "/hold"
	answer := c.Do(admin.Token, "PUT", hold, object{"on": true})
	var d struct {
		Held bool
		Last *struct{}
		Keys []struct{}
	}
	answer.Into(t, &d)
	if answer.Status != 200 || !d.Held || d.Last != nil || len(d.Keys) != 0 {
		t.Errorf("the admin gets %d %s", answer.Status, answer.Body)
	}
	expect(t, c.Do(admin.Token, "GET", thread.Path(""), nil), 404, "")
	expect(t, c.Do(c.customer.Token, "PUT", hold, object{"on": false}), 401, "")
	expect(t, c.Do(admin.Token, "PUT", strings.ReplaceAll(hold, thread.ID.Hex(), c.Org.Hex()), object{"on": true}), 404, "")
	expect(t, c.Do(admin.Token, "PUT", hold, object{"on": "yes"}), 400, "")
	c.Must(c.Owner.Token, "PUT", hold, object{"on": true}, &d)
	if !d.Held || d.Last == nil || len(d.Keys) == 0 {
		t.Errorf("a member of the team gets %+v", d)
	}
}

// Pages of certificates hold each once.
func TestPagesOfCertificates(t *testing.T) {
	c := newCalendar(t)
	for range 53 {
		c.act(c.customer.Converse(c.Team), "close")
	}
	c.pass(31)
	first := c.certificates("")
	if len(first.Certificates) != 50 || first.Next == nil {
		t.Fatalf("the first page holds %d", len(first.Certificates))
	}
	rest := c.certificates("?before=" + *first.Next)
	if len(rest.Certificates) != 3 || rest.Next != nil {
		t.Errorf("the second page holds %d", len(rest.Certificates))
	}
	seen := map[seal.ID]bool{}
	for _, row := range append(first.Certificates, rest.Certificates...) {
		if seen[row.Conversation] {
			t.Error("a certificate comes twice")
		}
		seen[row.Conversation] = true
	}
	expect(t, c.Do(c.Owner.Token, "GET", "/certificates?before=x", nil), 400, "")
}

// Those who look at it hear of its end at once.
func TestTheEndIsAnnounced(t *testing.T) {
	c := newCalendar(t)
	thread := c.customer.Converse(c.Team)
	c.act(thread, "close")
	c.days.Add(31)
	c.Owner.Token = c.Owner.SignIn().Token
	c.customer.SignIn()
	sockets := []*servertest.Socket{c.Listen(c.Owner.Token, 0), c.Listen(c.customer.Token, 0)}
	for _, s := range sockets {
		s.Next("hello")
	}
	c.Settle()
	for _, s := range sockets {
		if frame := s.Next("conversation"); !strings.Contains(string(frame.Conversation), `"destroyed":"`) {
			t.Errorf("announced %s", frame.Conversation)
		}
	}
}

// One that cannot be ended does not keep the others, and is ended later.
func TestOneThatFails(t *testing.T) {
	c := newCalendar(t)
	a, b := c.customer.Converse(c.Team), c.customer.Converse(c.Team)
	c.act(a, "close")
	c.act(b, "close")
	c.days.Add(31)
	mend := c.obstruct(a)
	if err := c.Server.Tidy(context.Background()); err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("a failure passed in silence: %v", err)
	}
	c.customer.SignIn()
	c.Owner.Token = c.Owner.SignIn().Token
	if c.stands(b) {
		t.Error("the other one was kept")
	}
	mend()
	c.Settle()
	if c.look(c.Owner.Token, a).Conversation.Destroyed == nil || len(c.certificates("").Certificates) != 2 {
		t.Error("it was not ended afterwards, or not certified")
	}
}

// obstruct makes the data file refuse the end of one conversation.
func (c *calendar) obstruct(thread *servertest.Thread) (mend func()) {
	c.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(c.Config.DataDir, "data.db")+"?_pragma=busy_timeout(5000)")
	check(c.t, err)
	c.t.Cleanup(func() { check(c.t, db.Close()) })
	_, err = db.Exec(`CREATE TRIGGER obstacle BEFORE INSERT ON certificates WHEN hex(NEW.conversation) = upper('` + thread.ID.Hex() + `')
		BEGIN SELECT RAISE(ABORT, 'in the way'); END`)
	check(c.t, err)
	return func() {
		_, err := db.Exec(`DROP TRIGGER obstacle`)
		check(c.t, err)
	}
}
