package ledger_test

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// draft is the request that keeps the owner's draft of an answer.
func (p *play) draft(version uint64) object {
	t := p.desk.T.(*testing.T)
	at := seal.KeptPlace{Org: p.desk.Org, Account: p.desk.Owner.Account, Subject: p.thread.ID, Version: version}
	kept, err := seal.SealDraft(rand.Reader, p.desk.Owner.Contents.AccountSecret, at, seal.Draft{Mode: "reply", Reply: "text", Time: 1})
	check(t, err)
	wire, err := kept.Bytes()
	check(t, err)
	return object{"version": version - 1, "kept": wire}
}

// opened is the request that opens a conversation with its first message.
func (p *play) opened() object {
	p.thread = p.customer.Prepare(p.desk.Team, p.desk.Head())
	p.thread.Follow(p.thread.Generation.ID())
	first := p.thread.Text("hello")
	p.thread.Follow(first.Hash())
	p.thread.Opening["messages"] = [][]byte{first.Bytes()}
	return p.thread.Opening
}

// noted is the request that opens notes with their first message.
func (p *play) noted() object {
	notes := p.desk.Owner.Notes(p.thread)
	notes.Follow(notes.Generation.ID())
	notes.Opening["messages"] = [][]byte{notes.Text("careful").Bytes()}
	return notes.Opening
}

// guess tries a way in five times, which is once too often.
func (p *play) guess(path string, body object) {
	for range 5 {
		p.desk.Do("", "POST", path, body)
	}
}

// ring asks for an approval until nobody may ask any more.
func (p *play) ring(email string) {
	for range 30 {
		p.desk.Must("", "POST", "/signin/approval/begin", p.ringing(email), nil)
	}
}

// ringing is the request of a browser that wants to be let in.
func (p *play) ringing(email string) object {
	key, err := seal.NewOpeningKey(rand.Reader)
	check(p.desk.T.(*testing.T), err)
	public := key.Public()
	return object{"email": email, "publicKey": public[:]}
}

// readEverything goes on where the acts ended: what is read is recorded, once
// for a while, and what is refused as well.
func (p *play) readEverything(a *auditor) {
	t, owner := a.t, p.desk.Owner
	get := func(path string) func() { return func() { p.as(owner, "GET", path, nil) } }
	team := p.desk.Team.Inbox.Hex()
	var email, codeless = "eve@example.org", make([]byte, 32)
	for _, row := range []struct {
		act  string
		do   func()
		want []string
	}{
		{"somebody comes back", func() { owner.Token = owner.SignIn().Token; owner.Bind(); p.customer.SignIn(); a.fresh() }, nil},
		{"a conversation begins with a message", func() { p.desk.Must(p.customer.Token, "POST", "/conversations", p.opened(), nil) },
			[]string{"conversation.created by visitor", "generation.appended by visitor", "message.appended by visitor"}},
		{"notes begin with one", func() { p.as(owner, "POST", p.thread.Path("/notes"), p.noted()) },
			[]string{"generation.appended by account", "message.appended by account", "notes.created by account"}},
		{"a list", get("/conversations?view=open"), []string{"conversation.listed by account"}},
		{"the list again", get("/conversations?view=open"), nil},
		{"another list", get("/conversations?view=all"), []string{"conversation.listed by account"}},
		{"another page", get("/conversations?view=all&limit=1"), []string{"conversation.listed by account"}},
		{"the providers of one's account", get("/session/providers"), []string{"account.read by account"}},
		{"how many there are", get("/conversations/counts"), nil},
		{"a thread", func() { get(p.thread.Path(""))() }, []string{"thread.read by account"}},
		{"the thread again", func() { get(p.thread.Path(""))() }, nil},
		{"its entries", func() { get(p.thread.Path("/entries"))() }, []string{"entries.fetched by account"}},
		{"some of them again", func() { get(p.thread.Path("/entries?after=1"))() }, nil},
		{"what is not there", func() { get(p.thread.Path("/entries?after=9"))() }, nil},
		{"something new", func() { p.thread.Send("and?") }, []string{"message.appended by visitor"}},
		{"the list, with it", get("/conversations?view=open"), []string{"conversation.listed by account"}},
		{"the thread, with it", func() { get(p.thread.Path(""))() }, []string{"thread.read by account"}},
		{"the entries, with it", func() { get(p.thread.Path("/entries"))() }, []string{"entries.fetched by account"}},
		{"the customer reads", func() { p.desk.Must(p.customer.Token, "GET", p.thread.Path("/entries"), nil, nil) }, []string{"entries.fetched by visitor"}},
		{"no drafts", get("/drafts"), nil},
		{"a draft is kept", func() { p.as(owner, "PUT", "/drafts/"+p.thread.ID.Hex(), p.draft(1)) }, nil},
		{"drafts", get("/drafts"), []string{"drafts.fetched by account"}},
		{"the vault", get("/vault"), []string{"vault.fetched by account"}},
		{"team keys", get("/groups/boxes"), []string{"keys.fetched by account"}},
		{"colleagues", get("/accounts"), nil}, // left out by fresh, seen by the witness
		{"how sign-in stands", get("/signin/health"), []string{"signin.checked by account"}},
		{"new browsers", get("/notices"), []string{"account.read by account"}},
		{"one's sessions", get("/sessions"), []string{"account.read by account"}},
		{"one's ways in", get("/unlockers"), []string{"account.read by account"}},
		{"nobody asks to be let in", get("/approvals"), nil},
		{"retention", get("/retention"), []string{"retention.read by account"}},
		{"what fewer days would do", get("/retention/" + team + "?days=2"), []string{"retention.read by account"}},
		{"certificates", get("/certificates"), []string{"retention.read by account"}},
		{"how long the record is kept", get("/ledger/retention"), []string{"retention.read by account"}},
		{"what fewer days would erase", get("/ledger/retention/reads?days=30"), []string{"retention.read by account"}},
		{"and more of them", get("/ledger/retention/reads?days=40"), nil},
		{"inboxes", get("/inboxes"), nil},
		{"who I am", get("/session"), nil},

		{"somebody takes it", func() { p.thread.Send("?"); p.as(owner, "POST", p.conversation("claim"), nil) },
			[]string{"conversation.assigned by account", "message.appended by visitor", "thread.read by account"}},
		{"gives it to nobody", func() { p.thread.Send("?"); p.as(owner, "POST", p.conversation("assign"), object{"account": nil}) },
			[]string{"conversation.assigned by account", "message.appended by visitor", "thread.read by account"}},
		{"closes it", func() { p.thread.Send("?"); p.as(owner, "POST", p.conversation("close"), nil) },
			[]string{"conversation.closed by account", "message.appended by visitor", "thread.read by account"}},
		{"who writes reopens", func() { p.thread.Send("?") }, []string{"conversation.reopened by visitor", "message.appended by visitor"}},
		{"it is open already", func() { p.as(owner, "POST", p.conversation("reopen"), nil) }, []string{"thread.read by account"}},
		{"it is held", func() { p.thread.Send("?"); p.as(owner, "PUT", p.conversation("hold"), object{"on": true}) },
			[]string{"hold.set by account", "message.appended by visitor", "thread.read by account"}},
		{"and not", func() { p.as(owner, "PUT", p.conversation("hold"), object{"on": false}) }, []string{"hold.lifted by account"}},

		{"a new recovery code", func() {
			p.agent.Token = p.agent.SignIn().Token
			a.fresh()
			p.as(p.agent, "PUT", "/vault", p.nextVault(object{"recovery": object{"auth": p.agent.RecoveryAuth()}}))
		}, []string{"unlocker.stored by account", "vault.changed by account"}},
		{"a wrong password too often", func() { p.guess("/signin/password/finish", object{"email": email, "auth": codeless, "code": "000000"}) },
			[]string{"session.refused by nobody", "session.throttled by nobody"}},
		{"and while one has to wait", func() {
			p.desk.Do("", "POST", "/signin/recovery", object{"email": email, "auth": codeless, "second": object{"code": "000000"}})
		}, nil},
		{"a wrong code too often", func() {
			p.guess("/signin/recovery", object{"email": "ida@example.org", "auth": codeless, "second": object{"code": "000000"}})
		},
			[]string{"session.refused by nobody", "session.throttled by nobody"}},
		{"a wrong sheet too often", func() {
			begging := p.ringing("uma@example.org")
			begging["auth"] = codeless
			p.guess("/signin/vouch/begin", begging)
		}, []string{"session.refused by nobody", "session.throttled by nobody"}},
		{"a password", func() { p.desk.Must("", "POST", "/signin/password/finish", p.byPassword(), nil) }, []string{"session.created by account"}},
		{"ringing too often", func() { p.ring(email) }, []string{"session.throttled by nobody"}},
		{"a browser asks to be let in", func() { p.approval(); p.as(p.agent, "GET", "/approvals", nil) }, []string{"account.read by account"}},

		{"a stranger asks for a thread", func() { p.desk.Do("", "GET", p.thread.Path(""), nil) }, nil},
		{"a customer asks for another's", func() { p.desk.Do(p.desk.Visitor().Token, "GET", p.thread.Path(""), nil) },
			[]string{"access.refused by visitor", "visitor.session by visitor"}},
		{"an agent asks for the record", func() { p.desk.Do(p.agent.Token, "GET", "/ledger/events", nil) }, []string{"access.refused by account"}},
		{"and a hundred times more", func() {
			for range 100 {
				p.desk.Do(p.agent.Token, "GET", "/ledger/events", nil)
			}
		}, []string{"access.refused by account"}},
		{"which is told later", func() { p.days.Add(1); p.desk.Settle() }, []string{"access.refused by nobody", "auth.checked by server", "session.ended by server"}},

		{"a customer listens", func() { p.customer.SignIn(); a.fresh(); p.listen(p.customer.Token, 0) }, []string{"live.begun by visitor"}},
		{"writes by the socket", func() {
			owner.Token = owner.SignIn().Token
			p.as(owner, "POST", p.conversation("close"), nil)
			a.fresh()
			p.socket.Send(object{"type": "send", "ref": "1", "thread": p.thread.ID, "message": p.thread.Text("live").Bytes()})
			p.socket.Next("ack")
			p.witness.after("frame send")
		}, []string{"conversation.reopened by visitor", "message.appended by visitor"}},
		{"types", func() {
			p.socket.Send(object{"type": "typing", "thread": p.thread.ID, "on": true})
			p.socket.Send(object{"type": "nonsense"})
			p.socket.Next("refused")
		}, nil},
		{"and leaves", func() { p.hangUp(a) }, []string{"live.ended by visitor"}},
		{"staff listens", func() { owner.Token = owner.SignIn().Token; a.fresh(); p.listen(owner.Token, 1) }, []string{"live.begun by account"}},
		{"and may not write everywhere", func() {
			p.socket.Send(object{"type": "typing", "ref": "1", "thread": seal.ID{9}})
			p.socket.Next("refused")
		}, []string{"access.refused by account"}},
		{"nor in a customer's name", func() {
			p.socket.Send(object{"type": "send", "ref": "2", "thread": p.thread.ID, "message": p.thread.Text("as if").Bytes()})
			p.socket.Next("refused")
		}, []string{"access.refused by account"}},
	} {
		row.do()
		if got := a.fresh(); !slices.Equal(got, row.want) {
			t.Errorf("%s: recorded %q instead of %q", row.act, got, row.want)
		}
	}
}

func (p *play) listen(token string, cursor uint64) {
	p.socket = p.desk.Listen(token, cursor)
	p.socket.Next("hello")
	p.witness.after("GET /api/v1/live")
}

// hangUp ends the socket, and waits until the server has noticed.
func (p *play) hangUp(a *auditor) {
	before := a.last
	p.socket.HangUp()
	for len(servertest.Record(a.t, a.db, before)) == 0 {
		p.desk.Must("", "GET", "/session", nil, nil)
	}
}

// byPassword is the request that signs the agent in with her password.
func (p *play) byPassword() object {
	return object{"email": p.agent.Email, "auth": p.agent.PasswordAuth, "code": p.agent.Code()}
}

// startAgain stops the desk, starts it differently, and on a backup.
func (p *play) startAgain(a *auditor) {
	t, data := a.t, filepath.Join(p.desk.Config.DataDir, "data.db")
	a.fresh()
	p.desk.Config.MaxFile, p.desk.Config.DemoURL = 1<<20, "http://127.0.0.1:1"
	p.desk.Watch = nil
	p.desk.Restart()
	want := []string{"configuration.changed by server", "server.demo by server", "server.started by server", "server.stopped by server"}
	if got := a.fresh(); !slices.Equal(got, want) {
		t.Errorf("another configuration: recorded %q instead of %q", got, want)
	}
	p.desk.Restart()
	if got := a.fresh(); !slices.Equal(got, []string{"server.demo by server", "server.started by server", "server.stopped by server"}) {
		t.Errorf("the same configuration: recorded %q", got)
	}
	check(t, a.db.Close()) // with the last who reads it, a file is whole
	check(t, p.witness.db.Close())
	check(t, p.desk.Server.Close())
	check(t, copyFile(data+".backup", data))
	p.desk.Restart()
	p.desk.Visitor().Converse(p.desk.Team)
	check(t, p.desk.Server.Close())
	check(t, copyFile(data, data+".backup"))
	p.desk.Restart()
	*a = *audit(t, p.desk)
	events := servertest.Record(t, a.db, 0)
	if at := slices.IndexFunc(events, func(e form.Event) bool { return e.Kind == "data.older" }); at < 0 || events[at].First == 0 {
		t.Errorf("data from a backup was not recorded: %d", at)
	}
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	return out.Close()
}
