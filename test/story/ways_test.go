package story

import (
	"errors"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
	"github.com/sealdesk/sealdesk/test/play"
)

// Ada's printed sheet is lost. She makes a new one at a browser that is open;
// her password is not asked for, and goes on opening her keys.
func TestAdaLosesHerRecoveryCode(t *testing.T) {
	s := newStage(t)
	finder, err := client.SignInWithRecoveryCode(s.ctx, s.url(), play.AdaEmail, s.kit, client.Second{Password: play.AdaPassword}, client.Options{})
	check(t, err)
	elsewhere := s.byPassword()
	fresh, err := s.ada.RenewRecoveryCode(s.ctx)
	check(t, err)

	_, err = client.SignInWithRecoveryCode(s.ctx, s.url(), play.AdaEmail, s.kit, client.Second{Password: play.AdaPassword}, client.Options{})
	if refusedKind(err) != "unauthenticated" {
		t.Errorf("the lost code: %v", err)
	}
	if err := finder.Sync(s.ctx); refusedKind(err) != "unauthenticated" {
		t.Errorf("whoever came in by the lost code is still in: %v", err)
	}
	again, err := client.SignInWithRecoveryCode(s.ctx, s.url(), play.AdaEmail, s.kit.With(fresh), client.Second{Password: play.AdaPassword}, client.Options{})
	check(t, err)
	if len(again.Ways()) != 2 {
		t.Errorf("%d ways in instead of two", len(again.Ways()))
	}

	// The browser that came in by password has the old key: it works on with what
	// it has open, and overwrites nothing.
	check(t, elsewhere.Sync(s.ctx))
	if _, err := elsewhere.RenewRecoveryCode(s.ctx); !errors.Is(err, seal.ErrCannotOpen) {
		t.Errorf("a browser with the old key: %v", err)
	}
	_, err = client.SignInWithRecoveryCode(s.ctx, s.url(), play.AdaEmail, s.kit.With(fresh), client.Second{Password: play.AdaPassword}, client.Options{})
	check(t, err)
}

// byPassword is another browser of Ada's.
func (s *stage) byPassword() *client.Agent {
	s.t.Helper()
	later := client.Options{Now: func() time.Time { return time.Now().Add(30 * time.Second) }} // the first code was used up
	code, err := s.kit.Code(later)
	check(s.t, err)
	agent, err := client.SignInWithPassword(s.ctx, s.url(), play.AdaEmail, play.AdaPassword, code, s.kit, client.Options{})
	check(s.t, err)
	return agent
}

// The last way but one stays: what is left of two ways is one lost sheet away
// from nothing.
func TestAdaCannotRemoveTheLastButOne(t *testing.T) {
	s := newStage(t)
	err := s.ada.RemoveWay(s.ctx, s.ada.Ways()[0].ID)
	if refusedKind(err) != "invalid" || len(s.ada.Ways()) != 2 {
		t.Errorf("one of two ways was removed: %v", err)
	}
}

// Ada has the sheet and nothing beside it. An admin whom she calls hears her read the
// code out, and vouches; whoever found a sheet and calls nobody stays outside.
func TestAColleagueVouchesForAda(t *testing.T) {
	s := newStage(t)
	vera := s.hire("vera", directory.Admin)
	asks := func(answer func(code string)) (*client.Agent, error) {
		return client.SignInWithColleague(s.ctx, s.url(), play.AdaEmail, s.kit, answer, client.Options{})
	}
	plea := func(code string) client.Plea {
		t.Helper()
		pleas, err := vera.Pleas(s.ctx)
		check(t, err)
		if len(pleas) != 1 || pleas[0].Code != code || pleas[0].Account != s.ada.Account() {
			t.Fatalf("vera sees %+v, and hears %s", pleas, code)
		}
		return pleas[0]
	}
	again, err := asks(func(code string) { check(t, vera.Vouch(s.ctx, plea(code))) })
	check(t, err)
	check(t, again.Sync(s.ctx))
	if again.Account() != s.ada.Account() || again.Device() == s.ada.Device() {
		t.Error("whoever came in is not Ada on another browser")
	}
	if _, err := asks(func(code string) { check(t, vera.RefusePlea(s.ctx, plea(code))) }); !errors.Is(err, client.ErrNoWord) {
		t.Errorf("after a refusal: %v", err)
	}
	if pleas, err := s.ada.Pleas(s.ctx); err != nil || len(pleas) != 0 {
		t.Errorf("Ada is asked for herself: %v, %v", pleas, err)
	}
	_, err = asks(func(code string) {
		for _, word := range []func() error{
			func() error { return s.ada.Vouch(s.ctx, plea(code)) },
			func() error { return again.RefusePlea(s.ctx, plea(code)) },
		} {
			if err := word(); refusedKind(err) != "gone" {
				t.Errorf("she answered for herself: %v", err)
			}
		}
		check(t, vera.RefusePlea(s.ctx, plea(code)))
	})
	if !errors.Is(err, client.ErrNoWord) {
		t.Errorf("after her own word: %v", err)
	}
}
