package customers_test

import (
	"database/sql"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// calendar is a desk on which days pass; its inbox keeps conversations for thirty
// days after they were closed.
type calendar struct {
	*site
	days atomic.Int64
	post *postOffice
}

func newCalendar(t *testing.T) *calendar {
	t.Helper()
	c := &calendar{post: &postOffice{got: map[string]string{}}}
	start := time.Now().Truncate(time.Second)
	c.site = newSiteOf(t, server.Config{Mailer: c.post, Now: func() time.Time { return start.Add(time.Duration(c.days.Load()) * 24 * time.Hour) }}, "watch", "token")
	c.desk.Must(c.desk.Owner.Token, "PUT", "/inboxes/"+c.desk.Team.Inbox.Hex()+"/settings", object{"greeting": "", "colour": "", "expectedReplySeconds": 0, "retentionDays": 30}, nil)
	return c
}

// pass lets days go by, with the chores of the last of them.
func (c *calendar) pass(days int64, who ...*servertest.Visitor) {
	c.t.Helper()
	c.days.Add(days)
	c.desk.Restart() // what is due is done at the start, and every ten minutes
	if err := c.desk.Server.Tidy(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	c.desk.Owner.Token = c.desk.Owner.SignIn().Token
	for _, each := range who {
		each.SignIn()
	}
}

// as shows that somebody is signed in on the website, on a device.
func (c *calendar) as(who *servertest.Visitor, subject string) servertest.Answer {
	c.t.Helper()
	claims, now := c.claims(who.Device), c.desk.Config.Now()
	claims["sub"], claims["iat"], claims["exp"] = subject, now.Unix(), now.Add(time.Minute).Unix()
	return c.desk.Do(who.Token, "POST", "/visitor/proofs", object{"token": c.sign(jwt.SigningMethodEdDSA, c.key, claims, nil), "salt": seal.ID{9}})
}

// kept is how many proofs there are of a device.
func (c *calendar) kept(who *servertest.Visitor) (count int) {
	c.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(c.desk.Config.DataDir, "data.db"))
	if err != nil {
		c.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`SELECT count(*) FROM customer_proofs WHERE device = ?`, who.Device[:]).Scan(&count); err != nil {
		c.t.Fatal(err)
	}
	return count
}

// A device stands for somebody as long as there is a conversation of theirs that
// can be read; who they are is known no longer than that.
func TestAProofIsForgottenWithTheLastConversation(t *testing.T) {
	c := newCalendar(t)
	ana, eve := c.desk.Visitor(), c.desk.Visitor()
	want(t, "ana", c.as(ana, "4711"), 200)
	want(t, "eve, who writes nothing", c.as(eve, "4712"), 200)
	thread := ana.Converse(c.desk.Team)
	if err := c.desk.Server.Tidy(t.Context()); err != nil || c.kept(eve) != 1 {
		t.Errorf("while it holds, there are %d of her who wrote nothing: %v", c.kept(eve), err)
	}

	c.pass(1, ana, eve)
	if c.kept(ana) != 1 || c.kept(eve) != 0 {
		t.Errorf("a day later: %d of who has a conversation, %d of who has none", c.kept(ana), c.kept(eve))
	}
	want(t, "another person on ana's device", c.as(ana, "4712"), 409)
	want(t, "another person on eve's", c.as(eve, "4713"), 200)

	c.desk.Must(c.desk.Owner.Token, "POST", "/conversations/"+thread.ID.Hex()+"/close", nil, nil)
	c.pass(29, ana)
	want(t, "another person, while the conversation is there", c.as(ana, "4712"), 409)
	c.pass(2, ana)
	if c.kept(ana) != 0 {
		t.Errorf("after its last conversation ended, %d proofs of the device are there", c.kept(ana))
	}
	want(t, "another person, after that", c.as(ana, "4712"), 200)
}
