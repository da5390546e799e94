package identity_test

import (
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

// connected is a desk whose owner has connected their account with a provider.
func connected(t *testing.T, desk *servertest.Desk, time *clock, more object) *servertest.Provider {
	t.Helper()
	p := servertest.NewProvider(t, time.Now)
	desk.Trust(p, 0, more)
	b := desk.Browser()
	if word := b.Prove(p, "office"); word != "done" {
		t.Fatalf("the provider's answer: %q", word)
	}
	status(t, b.Do(desk.Owner.Token, "POST", "/session/providers", nil), 204)
	return p
}

func (s stage) byProvider() walk {
	s.desk.SetUp()
	p, owner := connected(s.T, s.desk, s.time, nil), s.desk.Owner
	var last *servertest.Browser
	var used object
	finish := func(methods string, code func() string) try {
		return func() servertest.Answer {
			p.Claims["amr"], last = []string{methods}, s.desk.Browser()
			last.Prove(p, "office")
			used = object{"code": code()}
			return last.Do("", "POST", "/signin/sso/finish", used)
		}
	}
	text := func(text string) func() string { return func() string { return text } }
	guesses := s.desk.Browser()
	return walk{
		one: map[string]try{
			"the provider, which checked a password": finish("pwd", text("")),
			"a code of the app": func() servertest.Answer {
				return s.desk.Browser().Do("", "POST", "/signin/sso/finish", object{"code": owner.Code()})
			},
			"a provider that checked two, and a stranger there": func() servertest.Answer {
				p.Claims["amr"], p.Claims["sub"] = []string{"mfa"}, "4712"
				defer func() { p.Claims["sub"] = "4711" }()
				b := s.desk.Browser()
				b.Prove(p, "office")
				return b.Do("", "POST", "/signin/sso/finish", object{"code": owner.Code()})
			},
		},
		wrong: map[string]try{"the code": finish("pwd", text("000000")), "a method that no owner trusts": finish("hwk", text(""))},
		two:   map[string]try{"the provider and the app": finish("pwd", owner.Code), "a provider that checked two": finish("mfa", text(""))},
		replay: map[string]try{"in the same browser": func() servertest.Answer {
			return last.Do("", "POST", "/signin/sso/finish", used)
		}},
		slowed: func() servertest.Answer {
			if guesses.Do("", "GET", "/signin/sso", nil); !strings.Contains(string(guesses.Do("", "GET", "/signin/sso", nil).Body), "linked") {
				p.Claims["amr"] = []string{"pwd"}
				guesses.Prove(p, "office")
			}
			return guesses.Do("", "POST", "/signin/sso/finish", object{"code": "000000"})
		}, within: 6,
	}
}

// Where the organisation wants it, who is connected comes by the provider, whatever
// else they show; who is not, and an emergency account, do not.
func TestOnlyByTheProvider(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	record := recordOf(t, desk)
	owner, bert := desk.Owner, desk.Invite("bert@example.org")
	p := connected(t, desk, time, object{"only": true})
	record.fresh()
	time.pass(60e9)
	refused := desk.Do("", "POST", "/signin/recovery", owner.ByRecovery())
	if status(t, refused, 403); refused.Reason() != "provider" {
		t.Errorf("refused for %q", refused.Reason())
	}
	if got := record.fresh(); len(got) != 1 || got[0] != "session.refused" {
		t.Errorf("recorded %v", got)
	}
	status(t, desk.Do("", "POST", "/signin/recovery", bert.ByRecovery()), 200)
	b := desk.Browser()
	b.Prove(p, "office")
	status(t, b.Do("", "POST", "/signin/recovery", bert.ByRecovery()), 200) // the word is the owner's, and of no use to him
	b = desk.Browser()
	b.Prove(p, "office")
	status(t, b.Do("", "POST", "/signin/recovery", owner.ByRecovery()), 200)

	desk.Must(owner.Token, "PUT", "/settings/sign-in", object{"version": 0, "value": object{"emergency": []string{owner.Account.Hex()}}}, nil)
	status(t, desk.Do("", "POST", "/signin/recovery", owner.ByRecovery()), 200)
}

// Who signs out at the provider is signed out here, at once.
func TestSigningOutAtTheProvider(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	p := connected(t, desk, time, nil)
	b := desk.Browser()
	b.Prove(p, "office")
	var by, beside servertest.SignedIn
	time.pass(60e9)
	b.Do("", "POST", "/signin/sso/finish", object{"code": desk.Owner.Code()}).Into(t, &by)
	time.pass(60e9)
	desk.Do("", "POST", "/signin/recovery", desk.Owner.ByRecovery()).Into(t, &beside)
	socket := desk.Listen(by.Token, 0)
	event := object{"http://schemas.openid.net/event/backchannel-logout": object{}}
	p.Claims = nil
	said := func(claims map[string]any) int {
		body := "logout_token=" + p.Token(claims)
		return desk.Do("", "POST", "/signin/sso/office/logout", []byte(body)).Status
	}
	for name, claims := range map[string]map[string]any{
		"with a nonce":       {"aud": "desk", "jti": "1", "sid": "there", "events": event, "nonce": "1"},
		"of another event":   {"aud": "desk", "jti": "1", "sid": "there"},
		"for another client": {"aud": "other", "jti": "1", "sid": "there", "events": event},
		"of nobody":          {"aud": "desk", "jti": "1", "events": event},
		"that is old":        {"aud": "desk", "jti": "1", "sid": "there", "events": event, "iat": time.Now().Unix() - 3600},
		"by another issuer":  {"aud": "desk", "jti": "1", "sid": "there", "events": event, "iss": "https://other.example"},
	} {
		if got := said(claims); got != 403 {
			t.Errorf("a word %s: %d", name, got)
		}
	}
	alive(t, desk, by.Token, true)
	if got := said(map[string]any{"aud": "desk", "jti": "1", "sid": "elsewhere", "events": event}); got != 204 {
		t.Errorf("of another session: %d", got)
	}
	alive(t, desk, by.Token, true)
	if got := said(map[string]any{"aud": "desk", "jti": "2", "sid": "there", "events": event}); got != 204 {
		t.Errorf("of this one: %d", got)
	}
	alive(t, desk, by.Token, false)
	alive(t, desk, beside.Token, true) // which no provider began
	if code := socket.Closed(); code != 4001 {
		t.Errorf("the socket was closed with %d", code)
	}
	if got := said(map[string]any{"aud": "desk", "jti": "2", "sid": "there", "events": event}); got != 403 {
		t.Errorf("the same word again: %d", got)
	}
}
