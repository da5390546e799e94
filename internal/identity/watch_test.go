package identity_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

// The server looks at sign-in once a day. Owners hear of what is new, once.
func TestTheServerLooksAtSignInByItself(t *testing.T) {
	clock, post := newClock(), &postOffice{}
	desk := servertest.New(t, server.Config{Now: clock.Now, Mailer: post})
	sendsMail(desk)
	bert := desk.Invite("bert@example.org")
	record := recordOf(t, desk)
	tidy := func() (checked int) {
		t.Helper()
		record.fresh()
		if err := desk.Server.Tidy(context.Background()); err != nil {
			t.Fatal(err)
		}
		for _, kind := range record.fresh() {
			if kind == "auth.checked" {
				checked++
			}
		}
		return checked
	}
	letters := func(to string) (n int) {
		t.Helper()
		desk.Owner.Token = desk.Owner.SignIn().Token
		for {
			var status struct{ Waiting int }
			if desk.Must(desk.Owner.Token, "GET", "/mail", nil, &status); status.Waiting == 0 {
				break
			}
		}
		post.mu.Lock()
		defer post.mu.Unlock()
		for _, m := range post.taken {
			if m.To == to && strings.Contains(m.Subject, "look at how people sign in") {
				n++
			}
		}
		return n
	}
	if tidy() != 0 {
		t.Error("a new desk is looked at before its first day is over")
	}
	clock.pass(23 * time.Hour)
	if tidy() != 0 {
		t.Error("within a day")
	}
	clock.pass(2 * time.Hour)
	if tidy() != 1 || tidy() != 0 {
		t.Error("a day later, once")
	}
	if n := letters(desk.Owner.Email); n != 0 {
		t.Errorf("of what was there from the beginning: %d letters", n)
	}
	desk.Owner.Token = desk.Owner.SignIn().Token
	desk.Owner.Bind()
	desk.Must(desk.Owner.Token, "PUT", "/settings/sign-in", object{"version": 0, "value": object{"idleMinutes": 1440}}, nil)
	clock.pass(25 * time.Hour)
	if tidy() != 1 || letters(desk.Owner.Email) != 1 || letters(bert.Email) != 0 {
		t.Errorf("rules became weaker: %d letters to the owner, %d to an agent", letters(desk.Owner.Email), letters(bert.Email))
	}
	clock.pass(25 * time.Hour)
	if tidy() != 1 || letters(desk.Owner.Email) != 1 {
		t.Errorf("the same the next day: %d letters", letters(desk.Owner.Email))
	}
}
