package identity_test

import (
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

// A phone whose clock goes wrong is pointed out before its codes are refused. Codes
// that were typed late now and then are no sign of that, nor are those refused.
func TestClocksOfAuthenticatorsThatDrift(t *testing.T) {
	clock := newClock()
	desk := servertest.New(t, server.Config{Now: clock.Now})
	owner := desk.Owner
	drifts := 0
	show := func(away time.Duration) {
		t.Helper()
		clock.pass(5 * time.Minute)
		right := code(t, owner.TOTP, clock.Now().Add(away*30*time.Second))
		var in struct{ Token string }
		answer := byPassword(desk, owner.Email, owner.PasswordAuth, right)
		status(t, answer, 200)
		answer.Into(t, &in)
		status(t, byPassword(desk, owner.Email, owner.PasswordAuth, right), 401) // counts once, and is counted once
		var all []struct {
			Kind   string
			Number int
		}
		desk.Must(in.Token, "GET", "/signin/health", nil, &all)
		drifts = 0
		for _, found := range all {
			if found.Kind == "clock-drifts" {
				drifts = found.Number
			}
		}
	}
	for i, away := range []time.Duration{-1, -1, -1, -1, 0, -1, -1, -1, -1, 1, 1, 1, 1} {
		if show(away); drifts != 0 {
			t.Fatalf("code %d: said to drift", i)
		}
	}
	for want := 5; want <= 6; want++ {
		if show(1); drifts != want {
			t.Errorf("%d in a row: said to be %d", want, drifts)
		}
	}
	desk.Restart()
	if show(1); drifts != 7 {
		t.Errorf("after a restart: %d", drifts)
	}
	if show(0); drifts != 0 {
		t.Errorf("set right, and still said to be %d", drifts)
	}
	for range 5 {
		show(-1)
	}
	if drifts != 5 {
		t.Errorf("5 late: said to be %d", drifts)
	}
}
