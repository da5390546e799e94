package identity_test

import (
	"encoding/json"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/seal"
)

// What a browser is asked for decides what a passkey proves: a person, on this
// site, with a secret for this organisation.
func TestWhatBrowsersAreAskedFor(t *testing.T) {
	desk, finger := withPasskey(t, server.Config{})
	input := seal.HashID("prf", desk.Org[:])
	type prf struct {
		PRF struct{ Eval struct{ First string } }
	}
	var asked struct {
		RPID             string
		UserVerification string
		AllowCredentials []object
		Challenge        string
		Extensions       prf
	}
	_, options := begin(desk)
	if err := json.Unmarshal(options, &asked); err != nil {
		t.Fatal(err)
	}
	if asked.RPID != "localhost" || asked.UserVerification != "required" || len(asked.AllowCredentials) != 0 {
		t.Errorf("a sign-in asks for %s", options)
	}
	if asked.Extensions.PRF.Eval.First != encode(input[:]) || len(asked.Challenge) < 43 {
		t.Errorf("a sign-in asks for %s", options)
	}

	var made struct {
		Attestation            string
		AuthenticatorSelection struct{ ResidentKey, UserVerification string }
		ExcludeCredentials     []struct{ ID string }
		User                   struct{ ID, Name, DisplayName string }
		Extensions             prf
	}
	var begun begunPasskey
	desk.Must(desk.Owner.Token, "POST", "/passkeys/begin", object{}, &begun)
	if err := json.Unmarshal(begun.Options, &made); err != nil {
		t.Fatal(err)
	}
	if len(made.ExcludeCredentials) != 1 || made.ExcludeCredentials[0].ID != encode(finger.ID) {
		t.Errorf("the passkey that she has is not left out: %s", begun.Options)
	}
	if made.User.ID != encode(finger.Handle) || made.User.Name != desk.Owner.Email {
		t.Errorf("it would be another person's: %s", begun.Options)
	}
	if made.AuthenticatorSelection.ResidentKey != "required" || made.AuthenticatorSelection.UserVerification != "required" || made.Attestation != "none" {
		t.Errorf("a registration asks for %s", begun.Options)
	}
	if made.Extensions.PRF.Eval.First != encode(input[:]) {
		t.Errorf("the secret's input is %q", made.Extensions.PRF.Eval.First)
	}
	status(t, desk.Do(desk.Visitor().Token, "POST", "/passkeys/begin", object{}), 401)
}
