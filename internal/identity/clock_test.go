package identity_test

import (
	"strings"
	"testing"
	gotime "time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// The clock of a running server is set back an hour: nothing that was over begins
// anew, no code counts twice, and nobody waits longer than they would have.
func TestTheClockIsSetBack(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	owner := desk.Owner
	bert := desk.Invite("bert@example.org")
	finger, finished := newPasskey(t, desk, "Laptop")
	owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, owner.Put(owner.Token, 2, finished), 204)

	time.pass(gotime.Minute)
	flow, options := begin(desk)
	answer := finger.Assert(options, confirmed)
	asked := asks(t, desk, bert.Email)
	signIn := func(code string, auth []byte) servertest.Answer {
		return desk.Do("", "POST", "/signin/password/finish", object{"email": bert.Email, "auth": auth, "code": code})
	}
	used := code(t, bert.TOTP, time.Now())
	status(t, signIn(used, bert.PasswordAuth), 200)

	time.pass(20 * gotime.Minute)
	status(t, desk.Do(owner.Token, "GET", "/ledger/export", nil), 403)
	guesses := 0
	for ; signIn("000000", bert.RecoveryAuth()).Status != 429; guesses++ {
		if guesses > 10 {
			t.Fatal("guessing is not slowed")
		}
	}

	time.pass(-gotime.Hour)
	status(t, desk.Do(owner.Token, "GET", "/ledger/export", nil), 403) // confirmed in the future
	status(t, finish(desk, flow, answer), 410)
	if state, _ := asked.state(t); state != "410" && state != "" {
		t.Errorf("a request for approval that was over is %q", state)
	}
	if got := signIn(used, bert.PasswordAuth); got.Status == 200 {
		t.Error("a code counts twice")
	}
	if got := desk.Do(owner.Token, "GET", "/signin/health", nil); !strings.Contains(string(got.Body), "clock-behind") {
		t.Errorf("the page does not say so: %s", got.Body)
	}
	alive(t, desk, owner.Token, true)

	// The clock is mended: what he waits for is minutes, and his own code lets him in.
	time.pass(gotime.Hour + 5*gotime.Minute)
	status(t, signIn(code(t, bert.TOTP, time.Now()), bert.PasswordAuth), 200)
}

// It jumps ahead a day, and is mended: sessions of that day are over, and everybody
// signs in as before.
func TestTheClockJumpsADay(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	owner := desk.Owner
	finger, finished := newPasskey(t, desk, "Laptop")
	owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, owner.Put(owner.Token, 2, finished), 204)
	time.pass(24 * gotime.Hour)
	alive(t, desk, owner.Token, false)
	desk.Settle()
	for range 8 { // her authenticator has the right time
		desk.Do("", "POST", "/signin/password/finish", object{"email": owner.Email, "auth": owner.PasswordAuth, "code": code(t, owner.TOTP, time.Now().Add(-24*gotime.Hour))})
	}
	flow, options := begin(desk)
	status(t, finish(desk, flow, finger.Assert(options, confirmed)), 200) // passkeys know no time
	time.pass(-24 * gotime.Hour)
	alive(t, desk, owner.Token, false) // over is over
	signIn := func() servertest.Answer {
		return desk.Do("", "POST", "/signin/password/finish", object{"email": owner.Email, "auth": owner.PasswordAuth, "code": code(t, owner.TOTP, time.Now())})
	}
	signIn() // may have to wait for what was typed then, as long as waits are
	time.pass(5*gotime.Minute + gotime.Second)
	status(t, signIn(), 200)
}
