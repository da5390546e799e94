package server_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/mail"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/internal/settings"
)

// postOffice takes mail.
type postOffice chan mail.Message

func (p postOffice) Send(_ context.Context, _ settings.Mail, m mail.Message) error {
	p <- m
	return nil
}

func (p postOffice) next(t *testing.T) mail.Message {
	t.Helper()
	select {
	case m := <-p:
		return m
	case <-time.After(time.Minute):
		t.Fatal("no mail came")
	}
	return mail.Message{}
}

// Somebody hears by mail what happens to their account, wherever the intruder who
// did it looks; nobody else does.
func TestLettersAboutAnAccount(t *testing.T) {
	post := make(postOffice, 100)
	desk := servertest.New(t, server.Config{Mailer: post})
	anna := desk.Invite("anna@example.org")
	desk.Do("", "POST", "/signin/recovery", anna.ByRecovery())
	desk.Must(desk.Owner.Token, "PUT", "/settings/mail", map[string]any{
		"version": 0, "value": map[string]any{"on": true, "host": "mail.example.org", "from": "desk@example.org"},
	}, nil)
	desk.Must("", "POST", "/signin/recovery", anna.ByRecovery(), nil)
	if m := post.next(t); m.To != "anna@example.org" || !strings.Contains(m.Subject, "recovery code was used") {
		t.Errorf("%+v", m)
	}
	desk.Must(desk.Owner.Token, "DELETE", "/accounts/"+anna.Account.Hex()+"/sessions", nil, nil)
	if m := post.next(t); m.To != "anna@example.org" || !strings.Contains(m.Subject, "sessions were ended") {
		t.Errorf("%+v", m)
	}
	if len(post) != 0 {
		t.Errorf("there is more mail: %+v", <-post)
	}
}
