package identity_test

import (
	"crypto/rand"
	"encoding/json"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

type entry struct {
	Token, PasswordDue string
}

// another is a new password for somebody, as their browser sends it.
func another(t *testing.T, s *servertest.Staff) object {
	t.Helper()
	s.PasswordAuth = make([]byte, 32)
	rand.Read(s.PasswordAuth) //nolint:errcheck // never fails
	id, err := seal.NewID16(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s.AddWay(seal.UnlockPassword, id, seal.Secret(s.PasswordAuth))
	return object{"password": object{
		"salt": s.PasswordAuth[:16], "memory": 65536, "iterations": 3, "auth": s.PasswordAuth, "totpSecret": s.TOTP, "totpCode": s.Code(),
	}}
}

func compromised(s *servertest.Staff) string {
	return "/accounts/" + s.Account.Hex() + "/password/compromised"
}

// A password that others know lets its owner in to change it, and to nothing else.
func TestAPasswordThatOthersKnow(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	bert := desk.Invite("bert@example.org")
	thief := bert.SignIn().Token // who knows it, and has the sheet
	status(t, desk.Do(thief, "GET", "/sessions", nil), 200)
	status(t, desk.Do(desk.Owner.Token, "PUT", compromised(bert), object{}), 204)
	status(t, desk.Do(thief, "GET", "/sessions", nil), 401)
	status(t, desk.Do(bert.Token, "GET", "/sessions", nil), 401)

	time.pass(600e9)
	var in entry
	byPassword(desk, bert.Email, bert.PasswordAuth, bert.Code()).Into(t, &in)
	if in.PasswordDue != "compromised" {
		t.Fatalf("the browser is told %q", in.PasswordDue)
	}
	for _, path := range []string{"/directory", "/conversations", "/sessions", "/unlockers", "/drafts", "/groups/boxes", "/accounts"} {
		if got := desk.Do(in.Token, "GET", path, nil); got.Status != 403 || got.Reason() != "password" {
			t.Errorf("GET %s: %d %q", path, got.Status, got.Reason())
		}
	}
	var beside entry
	desk.Must("", "POST", "/signin/recovery", bert.ByRecovery(), &beside)
	if beside.PasswordDue != "compromised" {
		t.Error("beside the recovery code it counts as if nothing had been")
	}
	status(t, desk.Do(in.Token, "GET", "/vault", nil), 200)
	if got := bert.Put(in.Token, 2, nil); got.Status != 403 || got.Reason() != "password" {
		t.Errorf("the ways in were changed without the password: %d %q", got.Status, got.Reason())
	}
	finger := newAuthenticator(t, desk.Server.URL())
	var begun struct {
		Flow    string
		Options json.RawMessage
	}
	desk.Must(in.Token, "POST", "/passkeys/begin", object{}, &begun)
	finish := object{"passkey": object{"flow": begun.Flow, "response": finger.Register(begun.Options), "name": "Laptop"}}
	contents := bert.Contents
	bert.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, bert.Put(in.Token, 2, finish), 403) // whoever knows it would have another way in
	bert.Contents = contents

	time.pass(60e9)
	status(t, bert.Put(in.Token, 2, another(t, bert)), 204)
	status(t, desk.Do(in.Token, "GET", "/sessions", nil), 200)
	time.pass(60e9)
	var after entry
	byPassword(desk, bert.Email, bert.PasswordAuth, bert.Code()).Into(t, &after)
	if after.PasswordDue != "" {
		t.Error("the new password is due, too")
	}
	status(t, desk.Do(after.Token, "GET", "/sessions", nil), 200)
}

func TestWhoMarksAPassword(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	admin, bert := desk.Invite("ada@example.org", directory.Admin), desk.Invite("bert@example.org")
	status(t, desk.Do(bert.Token, "PUT", compromised(admin), object{}), 403)
	status(t, desk.Do(admin.Token, "PUT", compromised(desk.Owner), object{}), 403)
	status(t, desk.Do(admin.Token, "PUT", "/accounts/"+seal.HashID("nobody", nil).Hex()+"/password/compromised", object{}), 404)
	status(t, desk.Do(admin.Token, "PUT", compromised(bert), object{}), 204)
	status(t, desk.Do(admin.Token, "PUT", compromised(bert), object{}), 204) // again: nothing more
	status(t, desk.Do(desk.Owner.Token, "PUT", compromised(desk.Owner), object{}), 204)
	status(t, desk.Do(desk.Owner.Token, "GET", "/sessions", nil), 200) // who asked goes on
}

// An age limit is off unless owners choose one; then an old password is changed first.
func TestPasswordsThatAreTooOld(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	bert := desk.Invite("bert@example.org")
	signIn := func(want string) {
		t.Helper()
		time.pass(600e9)
		var in entry
		byPassword(desk, bert.Email, bert.PasswordAuth, bert.Code()).Into(t, &in)
		if in.PasswordDue != want {
			t.Errorf("%q instead of %q", in.PasswordDue, want)
		}
	}
	const day = 24 * 3600e9
	rules := object{"idleMinutes": 720, "absoluteHours": 336, "confirmMinutes": 15, "emergency": []string{}, "passwordDays": 29}
	chosen := func(days int) object {
		rules["passwordDays"] = days
		return object{"version": 0, "value": rules}
	}
	time.pass(400 * day)
	signIn("")
	owner := desk.Owner.SignIn().Token
	for _, days := range []int{-1, 1, 29, 731} {
		status(t, desk.Do(owner, "PUT", "/settings/sign-in", chosen(days)), 422)
	}
	status(t, desk.Do(owner, "PUT", "/settings/sign-in", chosen(365)), 200)
	signIn("age")
	var in entry
	time.pass(60e9)
	byPassword(desk, bert.Email, bert.PasswordAuth, bert.Code()).Into(t, &in)
	time.pass(60e9)
	status(t, bert.Put(in.Token, 2, another(t, bert)), 204)
	signIn("")
	time.pass(364 * day)
	signIn("")
	time.pass(2 * day)
	signIn("age")
}
