package ledger_test

import (
	"bytes"
	"crypto/rand"
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to read the record as an auditor would, from the file

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

type object = servertest.Object

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// auditor reads the record from the file, beside the server.
type auditor struct {
	t    *testing.T
	db   *sql.DB
	last int64
}

func audit(t *testing.T, desk *servertest.Desk) *auditor {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(desk.Config.DataDir, "data.db")+"?_pragma=busy_timeout(5000)")
	check(t, err)
	t.Cleanup(func() { db.Close() }) //nolint:errcheck // read only
	a := &auditor{t: t, db: db}
	a.fresh()
	return a
}

// fresh lists what was recorded since the last time, as "kind by who".
func (a *auditor) fresh() (events []string) {
	a.t.Helper()
	rows, err := a.db.Query(`SELECT rowid, kind, actor, length(subject), time FROM events WHERE rowid > ? ORDER BY rowid`, a.last)
	check(a.t, err)
	defer rows.Close()
	for rows.Next() {
		var kind, actor string
		var subject, when int64
		check(a.t, rows.Scan(&a.last, &kind, &actor, &subject, &when))
		who, _, _ := strings.Cut(actor, ":")
		events = append(events, kind+" by "+who)
		if subject != 32 || when == 0 {
			a.t.Errorf("%s names no object or no time", kind)
		}
	}
	check(a.t, rows.Err())
	slices.Sort(events)
	return slices.Compact(events)
}

// play is a desk with everybody who acts in the table.
type play struct {
	desk     *servertest.Desk
	agent    *servertest.Staff
	customer *servertest.Visitor
	thread   *servertest.Thread
	days     atomic.Int64
}

func newPlay(t *testing.T) *play {
	t.Helper()
	p := &play{}
	start := time.Now().Truncate(time.Second)
	p.desk = servertest.New(t, server.Config{Now: func() time.Time { return start.Add(time.Duration(p.days.Load()) * 24 * time.Hour) }})
	p.agent = p.desk.Invite("anna@example.org")
	p.desk.SetMembers(p.desk.Team, p.agent)
	p.customer = p.desk.Visitor()
	p.thread = p.customer.Converse(p.desk.Team)
	return p
}

func (p *play) as(s *servertest.Staff, method, path string, body any) {
	p.desk.Must(s.Token, method, path, body, nil)
}

func (p *play) conversation(act string) string {
	return "/conversations/" + p.thread.ID.Hex() + "/" + act
}

func (p *play) approval() string {
	key, err := seal.NewOpeningKey(rand.Reader)
	check(p.desk.T.(*testing.T), err)
	public := key.Public()
	var flow struct{ Flow string }
	p.desk.Must("", "POST", "/signin/approval/begin", object{"email": p.agent.Email, "publicKey": public[:]}, &flow)
	return "/approvals/" + flow.Flow
}

// Every act leaves its event, by name of who did it; what changes nothing, or is
// refused, leaves none. The rows are played from top to bottom.
func TestEveryActLeavesItsEvent(t *testing.T) {
	p := newPlay(t)
	a := audit(t, p.desk)
	var session servertest.SignedIn
	for _, row := range []struct {
		act  string
		do   func()
		want []string
	}{
		{"a customer opens a conversation", func() { p.thread = p.customer.Converse(p.desk.Team) }, []string{"conversation.created by visitor", "generation.appended by visitor"}},
		{"a customer writes", func() { p.thread.Send("hello") }, []string{"message.appended by visitor"}},
		{"the key changes", func() {
			_, refresh := p.thread.Refresh(p.customer)
			p.desk.Must(p.customer.Token, "POST", p.thread.Path("/generations"), refresh, nil)
		}, []string{"generation.appended by visitor"}},
		{"a key is wrapped again", func() {
			p.as(p.agent, "PUT", p.thread.Path("/wraps/"+p.thread.Generation.ID().Hex()), object{"groupGeneration": p.desk.Team.Generation, "wrap": make([]byte, 48), "replace": false})
		}, []string{"wrap.stored by account"}},
		{"it is wrapped a second time", func() {
			p.as(p.agent, "PUT", p.thread.Path("/wraps/"+p.thread.Generation.ID().Hex()), object{"groupGeneration": p.desk.Team.Generation, "wrap": make([]byte, 48), "replace": false})
		}, nil},
		{"notes are opened", func() { p.as(p.agent, "POST", p.thread.Path("/notes"), p.agent.Notes(p.thread).Opening) }, []string{"generation.appended by account", "notes.created by account"}},
		{"an agent takes a conversation", func() { p.as(p.agent, "POST", p.conversation("claim"), nil) }, []string{"conversation.assigned by account"}},
		{"an agent takes it again", func() { p.as(p.agent, "POST", p.conversation("claim"), nil) }, nil},
		{"it is given to nobody", func() { p.as(p.agent, "POST", p.conversation("assign"), object{"account": nil}) }, []string{"conversation.assigned by account"}},
		{"it is closed", func() { p.as(p.agent, "POST", p.conversation("close"), nil) }, []string{"conversation.closed by account"}},
		{"it is closed again", func() { p.as(p.agent, "POST", p.conversation("close"), nil) }, nil},
		{"it is reopened", func() { p.as(p.agent, "POST", p.conversation("reopen"), nil) }, []string{"conversation.reopened by account"}},

		{"somebody signs in", func() { session = p.agent.SignIn() }, []string{"session.created by account"}},
		{"a device is bound", func() { p.desk.Must(session.Token, "PUT", "/session/device", object{"device": p.agent.Device}, nil) }, []string{"session.device by account"}},
		{"somebody signs out", func() { p.desk.Must(session.Token, "DELETE", "/session", nil, nil) }, []string{"session.ended by account"}},
		{"somebody guesses a code", func() {
			p.desk.Do("", "POST", "/signin/recovery", object{"email": p.agent.Email, "auth": make([]byte, 32)})
		}, []string{"session.refused by account"}},
		{"another session is ended", func() { session = p.agent.SignIn(); p.as(p.agent, "DELETE", "/sessions/"+session.Session.Hex(), nil) }, []string{"session.created by account", "session.ended by account"}},
		{"an approval is refused", func() { p.as(p.agent, "DELETE", p.approval(), nil) }, []string{"approval.refused by account"}},
		{"an approval is given", func() { p.as(p.agent, "POST", p.approval(), object{"box": make([]byte, 1168)}) }, []string{"approval.given by account"}},
		{"somebody is away", func() { p.as(p.agent, "PUT", "/availability", object{"availability": "away"}) }, []string{"availability.changed by account"}},

		{"a head is signed", func() {
			p.days.Add(1)
			p.desk.Owner.Token = p.desk.Owner.SignIn().Token
			p.desk.Owner.Bind()
			p.desk.SignHead()
		}, []string{"directory.head by account", "session.created by account", "session.device by account"}},
		{"a team changes", func() { p.desk.SetMembers(p.desk.Team, p.agent) }, []string{"directory.appended by account", "directory.head by account"}},
		{"articles are stored", func() { p.as(p.desk.Owner, "PUT", "/article-sets", object{"bytes": []byte("articles")}) }, []string{"articles.stored by account"}},
		{"settings are changed", func() {
			p.as(p.desk.Owner, "PUT", "/inboxes/"+p.desk.Team.Inbox.Hex()+"/settings", object{"greeting": "", "colour": "", "expectedReplySeconds": 0, "retentionDays": 1})
		}, []string{"inbox.settings by account"}},
		{"somebody joins", func() { p.desk.Invite("bert@example.org") }, []string{
			"directory.appended by account", "directory.head by account", "invitation.accepted by account", "session.created by account", "session.device by account",
		}},

		{"somebody may not write", func() {
			p.desk.Do(p.desk.Visitor().Token, "POST", p.thread.Path("/messages"), object{"message": []byte("x")})
		}, nil},
		{"somebody may not close", func() { p.desk.Do(p.customer.Token, "POST", p.conversation("close"), nil) }, nil},
		{"somebody reads", func() { p.as(p.desk.Owner, "GET", p.thread.Path("/entries"), nil) }, nil},

		{"it is closed for good", func() { p.as(p.desk.Owner, "POST", p.conversation("close"), nil) }, []string{"conversation.closed by account"}},
		{"its keys' time is over", func() { p.days.Add(3); p.desk.Settle() }, []string{"keys.destroyed by nobody"}},
	} {
		row.do()
		if got := a.fresh(); !slices.Equal(got, row.want) {
			t.Errorf("%s: recorded %q instead of %q", row.act, got, row.want)
		}
	}
}

// The record holds no content, and no secrets.
func TestEventsHoldNoContent(t *testing.T) {
	p := newPlay(t)
	p.thread.Send("Where is my parcel?")
	rows, err := audit(t, p.desk).db.Query(`SELECT kind || '|' || actor || '|' || network, subject FROM events`)
	check(t, err)
	defer rows.Close()
	for rows.Next() {
		var text string
		var subject []byte
		check(t, rows.Scan(&text, &subject))
		for _, secret := range []string{p.agent.Email, p.customer.Token, p.agent.Token, "parcel"} {
			if strings.Contains(text, secret) || bytes.Contains(subject, []byte(secret)) {
				t.Errorf("%q stands in the record: %s", secret, text)
			}
		}
	}
	check(t, rows.Err())
}

// Without its event there is no act.
func TestNoEventNoAct(t *testing.T) {
	p := newPlay(t)
	db := audit(t, p.desk).db
	_, err := db.Exec(`ALTER TABLE events RENAME TO elsewhere`)
	check(t, err)
	message := p.thread.Text("hello").Bytes()
	for what, answer := range map[string]servertest.Answer{
		"a message":    p.thread.Post(message),
		"a sign-in":    p.desk.Do("", "POST", "/signin/recovery", object{"email": p.agent.Email, "auth": p.agent.RecoveryAuth()}),
		"a closing":    p.desk.Do(p.agent.Token, "POST", p.conversation("close"), nil),
		"availability": p.desk.Do(p.agent.Token, "PUT", "/availability", object{"availability": "away"}),
	} {
		if answer.Status < 500 {
			t.Errorf("%s without a record was answered %d", what, answer.Status)
		}
	}
	var entries, closed, available int
	check(t, db.QueryRow(`SELECT (SELECT count(*) FROM entries WHERE kind = 1), (SELECT count(*) FROM conversations WHERE state = 'closed'), (SELECT count(*) FROM accounts WHERE availability = 'away')`).Scan(&entries, &closed, &available))
	if entries != 0 || closed != 0 || available != 0 {
		t.Errorf("done without a record: %d messages, %d closings, %d availabilities", entries, closed, available)
	}
	_, err = db.Exec(`ALTER TABLE elsewhere RENAME TO events`)
	check(t, err)
	if answer := p.thread.Post(message); answer.Status != 200 {
		t.Errorf("with a record again: %d %s", answer.Status, answer.Body)
	}
}
