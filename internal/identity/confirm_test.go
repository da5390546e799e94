package identity_test

import (
	"encoding/json"
	"testing"
	gotime "time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// What a screen that was left open must not do, its person confirms first: for a
// quarter of an hour, in that session.
func TestSensitiveActsTakeAFreshProof(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	owner := desk.Owner
	finger, finish := newPasskey(t, desk, "Laptop")
	owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, owner.Put(owner.Token, 2, finish), 204)
	another := owner.SignIn()
	act := func(want int) {
		t.Helper()
		got := desk.Do(owner.Token, "GET", "/ledger/export", nil)
		if got.Status != want || want == 403 && got.Reason() != "confirm" {
			t.Errorf("an export: %d %s instead of %d", got.Status, got.Body, want)
		}
	}
	act(200)
	time.pass(15*gotime.Minute - gotime.Second)
	act(200)
	time.pass(gotime.Second)
	act(403)
	for path, method := range map[string]string{
		"/vault": "PUT", "/passkeys/begin": "POST", "/sessions/" + another.Session.Hex(): "DELETE", "/settings/sign-in": "PUT",
		"/ledger/retention": "PUT", "/ledger/holds": "PUT", "/ledger/erasures": "POST",
	} {
		if got := desk.Do(owner.Token, method, path, object{}); got.Status != 403 || got.Reason() != "confirm" {
			t.Errorf("%s %s: %d %s", method, path, got.Status, got.Body)
		}
	}
	begun := func(token string) (flow string, answer object) {
		var options struct {
			Flow    string
			Options json.RawMessage
		}
		desk.Must(token, "POST", "/session/confirm/passkey/begin", nil, &options)
		return options.Flow, finger.Assert(options.Options, confirmed)
	}
	confirm := func(flow string, answer object) servertest.Answer {
		return desk.Do(owner.Token, "POST", "/session/confirm/passkey/finish", object{"flow": flow, "response": answer})
	}

	flow, answer := begun(another.Token)
	status(t, confirm(flow, answer), 410) // it was begun in another session
	flow, options := begin(desk)
	status(t, confirm(flow, finger.Assert(options, confirmed)), 410) // for a sign-in
	flow, _ = begun(owner.Token)
	_, other := begun(owner.Token)
	status(t, confirm(flow, other), 422) // the answer to another question
	act(403)
	flow, answer = begun(owner.Token)
	owner.Renewed(confirm(flow, answer))
	status(t, confirm(flow, answer), 410) // once
	act(200)
	if got := desk.Do(another.Token, "GET", "/ledger/export", nil); got.Status != 403 {
		t.Errorf("the other session is confirmed, too: %d", got.Status)
	}

	time.pass(gotime.Hour)
	act(403)
	right := object{"auth": owner.PasswordAuth, "code": code(t, owner.TOTP, time.Now())}
	for name, wrong := range map[string]object{
		"a wrong password": {"auth": owner.RecoveryAuth(), "code": right["code"]}, "a wrong code": {"auth": owner.PasswordAuth, "code": "000000"}, "nothing": {},
	} {
		if got := desk.Do(owner.Token, "POST", "/session/confirm/password", wrong); got.Status != 422 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	act(403)
	owner.Renewed(desk.Do(owner.Token, "POST", "/session/confirm/password", right))
	act(200)
	status(t, desk.Do(owner.Token, "POST", "/session/confirm/password", right), 422) // a code counts once
}

// A colleague's passkey confirms nothing in a session that is not theirs.
func TestAColleaguesPasskeyConfirmsNothing(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	finger, finish := newPasskey(t, desk, "Laptop")
	desk.Owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, desk.Owner.Put(desk.Owner.Token, 2, finish), 204)
	bert := desk.Invite("bert@example.org")
	var begun struct {
		Flow    string
		Options json.RawMessage
	}
	desk.Must(bert.Token, "POST", "/session/confirm/passkey/begin", nil, &begun)
	time.pass(gotime.Minute)
	status(t, desk.Do(bert.Token, "POST", "/session/confirm/passkey/finish", object{"flow": begun.Flow, "response": finger.Assert(begun.Options, confirmed)}), 422)
}
