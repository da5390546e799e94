package identity_test

import (
	"context"
	"regexp"
	"sync"
	"testing"

	"github.com/sealdesk/sealdesk/internal/mail"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// postOffice takes all mail; what speaks SMTP is tested where it is.
type postOffice struct {
	mu    sync.Mutex
	taken []mail.Message
}

func (p *postOffice) Send(_ context.Context, _ settings.Mail, m mail.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken = append(p.taken, m)
	return nil
}

var mailedDigits = regexp.MustCompile(`\d{4} ?\d{4}`)

// newest is the code of the newest letter to an address; "" if there was none.
func (p *postOffice) newest(to string) (code string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.taken {
		if found := mailedDigits.FindString(m.Text); m.To == to && found != "" {
			code = found
		}
	}
	return code
}

// sendsMail names a mail server.
func sendsMail(desk *servertest.Desk) {
	desk.Must(desk.Owner.Token, "PUT", "/settings/mail", object{"version": 0, "value": object{"on": true, "host": "mail.example.org", "from": "desk@example.org"}}, nil)
}

// mailed asks for a code by mail, and waits until the queue is empty.
func mailed(t *testing.T, desk *servertest.Desk, email string, auth []byte) (flow seal.ID) {
	t.Helper()
	var begun struct{ Flow seal.ID }
	desk.Must("", "POST", "/signin/recovery/mail", object{"email": email, "auth": auth}, &begun)
	for {
		var status struct{ Waiting int }
		if desk.Must(desk.Owner.Token, "GET", "/mail", nil, &status); status.Waiting == 0 {
			return begun.Flow
		}
	}
}

func TestACodeByMailBesideTheSheet(t *testing.T) {
	time, post := newClock(), &postOffice{}
	desk := servertest.New(t, server.Config{Now: time.Now, Mailer: post})
	bert := desk.Invite("bert@example.org")
	offers := func() bool {
		var info struct{ MailsCodes bool }
		desk.Must("", "GET", "/setup", nil, &info)
		return info.MailsCodes
	}
	status(t, desk.Do("", "POST", "/signin/recovery/mail", object{"email": bert.Email, "auth": bert.RecoveryAuth()}), 409)
	if offers() {
		t.Error("a desk without a mail server offers mail")
	}
	sendsMail(desk)
	if !offers() {
		t.Error("a desk with a mail server offers none")
	}
	with := func(auth []byte, code string, flow seal.ID) servertest.Answer {
		return desk.Do("", "POST", "/signin/recovery", object{"email": bert.Email, "auth": auth, "second": object{"mail": code, "flow": flow}})
	}
	sheet := bert.RecoveryAuth()
	flow := mailed(t, desk, bert.Email, sheet)
	code := post.newest(bert.Email)
	if code == "" {
		t.Fatalf("no code came: %v", post.taken)
	}
	status(t, with(sheet, "00000000", flow), 401)
	status(t, with(sheet, code, seal.ID{1}), 401) // of another flow
	status(t, with(sheet, code, flow), 200)
	status(t, with(sheet, code, flow), 401) // used

	time.pass(3600e9)
	desk.Owner.Confirm()
	for email, auth := range map[string][]byte{bert.Email: make([]byte, 32), "nobody@example.org": sheet, desk.Owner.Email: sheet} {
		if flow := mailed(t, desk, email, auth); flow.IsZero() {
			t.Errorf("%s is answered otherwise", email)
		}
	}
	if post.newest(bert.Email) != code || post.newest("nobody@example.org") != "" || post.newest(desk.Owner.Email) != "" {
		t.Error("a wrong sheet sent a code")
	}
	flow = mailed(t, desk, bert.Email, sheet)
	code = post.newest(bert.Email)
	status(t, with(make([]byte, 32), code, flow), 401) // the mail alone
	status(t, with(sheet, code, flow), 401)            // was used up with it
	time.pass(400e9)
	flow = mailed(t, desk, bert.Email, sheet)
	code = post.newest(bert.Email)
	time.pass(601e9)
	status(t, with(sheet, code, flow), 401)
}
