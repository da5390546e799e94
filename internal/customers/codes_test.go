package customers_test

import (
	"context"
	"net/http"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/mail"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// postOffice takes all mail; what speaks SMTP is tested where it is.
type postOffice struct {
	mu  sync.Mutex
	got map[string]string // the newest, by address
}

func (p *postOffice) Send(_ context.Context, _ settings.Mail, m mail.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got[m.To] = m.Text
	return nil
}

var eightDigits = regexp.MustCompile(`\d{4} ?\d{4}`)

// newest is the code that was sent to an address, once the queue is empty.
func (s *site) newest(post *postOffice, to string) string {
	s.t.Helper()
	for {
		var status struct{ Waiting int }
		if s.desk.Must(s.desk.Owner.Token, "GET", "/mail", nil, &status); status.Waiting == 0 {
			break
		}
	}
	post.mu.Lock()
	defer post.mu.Unlock()
	code := eightDigits.FindString(post.got[to])
	if code == "" {
		s.t.Fatalf("no code for %s", to)
	}
	return code
}

// asking is a desk that asks one inbox's customers for their address.
func asking(t *testing.T) (*site, *postOffice) {
	t.Helper()
	post := &postOffice{got: map[string]string{}}
	s := &site{t: t, desk: servertest.New(t, server.Config{Mailer: post})}
	s.desk.Must(s.desk.Owner.Token, "PUT", "/settings/mail", object{"version": 0, "value": object{"on": true, "host": "mail.example.org", "from": "desk@example.org"}}, nil)
	s.choose(0, "enforce", "email")
	return s, post
}

func (s *site) send(who *servertest.Visitor, address string) servertest.Answer {
	return s.desk.Do(who.Token, "POST", "/visitor/codes", object{"email": address})
}

func (s *site) check(who *servertest.Visitor, address, code string) servertest.Answer {
	return s.desk.Do(who.Token, "POST", "/visitor/codes/check", object{"email": address, "code": code, "challenge": s.challenge(), "salt": seal.ID{9}})
}

func want(t *testing.T, what string, got servertest.Answer, status int) {
	t.Helper()
	if got.Status != status {
		t.Errorf("%s: %d %s", what, got.Status, got.Body)
	}
}

func TestAnAddressIsAttestedByACode(t *testing.T) {
	s, post := asking(t)
	ana := s.desk.Visitor()
	begin := func() servertest.Answer {
		return s.desk.Do(ana.Token, "POST", "/conversations", ana.Prepare(s.desk.Team, s.desk.Head()).Opening)
	}
	want(t, "before", begin(), 403)
	want(t, "asking for a code", s.send(ana, " Ana@example.org "), 204)
	var got proven
	s.check(ana, "ana@example.org", s.newest(post, "ana@example.org")).Into(t, &got)
	if got.Level != 1 || got.Identifier != "ana@example.org" || got.Email != "ana@example.org" || got.Source != "" {
		t.Errorf("the answer is %+v", got)
	}
	key := func(seal.ID) (seal.PublicKey, error) { return serverKey(t, s.desk), nil }
	claim := seal.Claim{Org: s.desk.Org, Device: ana.Device, Received: uint64(time.Now().Unix()), ServerKey: key}
	if _, err := got.identity().Check(claim); err != nil {
		t.Error(err)
	}
	want(t, "after", begin(), 200)
}

// Codes of others, for others, again, guessed.
func TestCodesThatProveNothing(t *testing.T) {
	s, post := asking(t)
	ana, eve := s.desk.Visitor(), s.desk.Visitor()
	want(t, "nobody's device", s.desk.Do("", "POST", "/visitor/codes", object{"email": "ana@example.org"}), 401)
	for _, address := range []string{"", "ana", "ana@", "@example.org", "Ana <ana@example.org>", "ana@example.org, eve@evil.example", "ana@example.org\nBcc: eve@evil.example", "a b@example.org"} {
		want(t, "the address "+address, s.send(eve, address), 422)
	}
	want(t, "ana's", s.send(ana, "ana@example.org"), 204)
	code := s.newest(post, "ana@example.org")
	want(t, "on another device", s.check(eve, "ana@example.org", code), 403)
	want(t, "for another address", s.check(ana, "eve@evil.example", code), 403)
	want(t, "without a salt", s.desk.Do(ana.Token, "POST", "/visitor/codes/check", object{"email": "ana@example.org", "code": code, "challenge": s.challenge()}), 422)
	want(t, "with a challenge of one's own", s.desk.Do(ana.Token, "POST", "/visitor/codes/check", object{"email": "ana@example.org", "code": code, "challenge": seal.ID{1}, "salt": seal.ID{9}}), 422)
	want(t, "all the same, ana's own", s.check(ana, "ana@example.org", code), 200)
	want(t, "a second time", s.check(ana, "ana@example.org", code), 403)
	if reasons := s.unproven(); len(reasons) == 0 || reasons[0] != "code" {
		t.Errorf("the record says %q", reasons)
	}
	want(t, "another address on this device", s.send(ana, "other@example.org"), 204)
	want(t, "which stands for ana", s.check(ana, "other@example.org", s.newest(post, "other@example.org")), 409)

	want(t, "eve's", s.send(eve, "eve@example.org"), 204)
	right := s.newest(post, "eve@example.org")
	for range 5 {
		want(t, "a guess", s.check(eve, "eve@example.org", "00000000"), 403)
	}
	want(t, "the right one, after five guesses", s.check(eve, "eve@example.org", right), 403)
}

// Codes are for who is asked, and not without end.
func TestCodesAreNotSentToAnybody(t *testing.T) {
	s, _ := asking(t)
	for n := range 6 {
		status := http.StatusNoContent
		if n == 5 {
			status = http.StatusTooManyRequests
		}
		want(t, "one after another, to one address", s.send(s.desk.Visitor(), "ana@example.org"), status)
	}
	s.choose(1, "enforce", "anonymous")
	want(t, "where no inbox asks", s.send(s.desk.Visitor(), "una@example.org"), 409)
	s.choose(2, "off", "email")
	want(t, "where nobody is asked", s.send(s.desk.Visitor(), "una@example.org"), 409)
	s.choose(3, "watch", "email")
	want(t, "where one looks only", s.send(s.desk.Visitor(), "una@example.org"), 204)
	off := func() servertest.Answer {
		return s.desk.Do(s.desk.Owner.Token, "PUT", "/settings/mail", object{"version": 1, "value": object{"on": false}})
	}
	want(t, "ending mail that an inbox asks for", off(), 409)
	s.choose(4, "off", "email")
	want(t, "ending mail that nobody asks for", off(), 200)
	want(t, "where no mail is sent", s.send(s.desk.Visitor(), "una@example.org"), 409)
}

// An agent asks the customer of one conversation: that one's device gets a code, no
// other, and no longer than a day.
func TestACodeIsSentToWhomAColleagueAsked(t *testing.T) {
	c := newCalendar(t)
	post := c.post
	token := func() string { return c.desk.Owner.Token }
	c.desk.Must(token(), "PUT", "/settings/mail", object{"version": 0, "value": object{"on": true, "host": "mail.example.org", "from": "desk@example.org"}}, nil)
	ana, eve := c.desk.Visitor(), c.desk.Visitor()
	thread, other := ana.Converse(c.desk.Team), eve.Converse(c.desk.Team)
	asks := func(level string) servertest.Answer {
		return c.desk.Do(token(), "POST", "/conversations/"+thread.ID.Hex()+"/asks", object{"level": level})
	}
	var can struct{ Levels []string }
	c.desk.Must(token(), "GET", "/conversations/"+other.ID.Hex()+"/asks", nil, &can)
	if len(can.Levels) != 2 || can.Levels[0] != "email" || can.Levels[1] != "token" {
		t.Errorf("she can be asked for %v", can.Levels)
	}
	want(t, "nobody asked", c.send(ana, "ana@example.org"), 409)
	for _, level := range []string{"", "anonymous", "passkey"} {
		want(t, "the level "+level, asks(level), 422)
	}
	want(t, "asking ana", asks("email"), 200)
	want(t, "ana is asked", c.send(ana, "ana@example.org"), 204)
	want(t, "eve is not", c.send(eve, "eve@example.org"), 409)
	want(t, "her code", c.check(ana, "ana@example.org", c.newest(post, "ana@example.org")), 200)
	c.pass(1, ana, eve)
	want(t, "a day later", c.send(ana, "ana@example.org"), 409)
	c.desk.Must(token(), "PUT", "/settings/mail", object{"version": 1, "value": object{"on": false}}, nil)
	want(t, "where no mail is sent", asks("email"), 200) // the website's word is above that
	c.choose(1, "off", "anonymous")
	want(t, "where nothing can be shown", asks("email"), 409)
}
