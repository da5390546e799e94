package customers_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"reflect"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// Whoever shows tokens learns neither why one was refused nor whom the desk knows.
func TestProofsTellNothingOfOthers(t *testing.T) {
	s := newSite(t, "enforce", "token")
	ana, eve := s.desk.Visitor(), s.desk.Visitor()
	used := s.honest(ana.Device)
	want(t, "ana", s.prove(ana, used), 200)

	_, strange, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	as := func(subject string) string {
		claims := s.claims(eve.Device)
		claims["sub"], claims["email"], claims["name"] = subject, "", ""
		return s.sign(jwt.SigningMethodEdDSA, s.key, claims, nil)
	}
	var first servertest.Answer
	for n, token := range []string{
		"", "x", used, s.honest(ana.Device),
		s.sign(jwt.SigningMethodEdDSA, strange, s.claims(eve.Device), nil),
		s.sign(jwt.SigningMethodEdDSA, s.key, s.claims(eve.Device), map[string]any{"kid": "two"}),
		s.sign(jwt.SigningMethodEdDSA, strange, s.claims(eve.Device), map[string]any{"kid": "two"}),
	} {
		got := s.prove(eve, token)
		if n == 0 {
			first = got
		}
		if got.Status != 403 || string(got.Body) != string(first.Body) {
			t.Errorf("token %d is refused in words of its own: %d %s", n, got.Status, got.Body)
		}
	}

	// The same for a customer whom the desk has seen, and for one whom it has not.
	var known, unknown proven
	answer := s.prove(eve, as("4711"))
	answer.Into(t, &known)
	eve = s.desk.Visitor()
	s.prove(eve, as("4799")).Into(t, &unknown)
	unknown.Identifier = "4711"
	if len(known.Attestation) != len(unknown.Attestation) {
		t.Errorf("attestations of %d bytes for who is known, %d for who is not", len(known.Attestation), len(unknown.Attestation))
	}
	known.Attestation, unknown.Attestation = nil, nil
	if !reflect.DeepEqual(known, unknown) {
		t.Errorf("a customer who is known: %+v; one who is not: %+v", known, unknown)
	}
	for _, secret := range []string{"ana@example.org", ana.Device.Hex()} {
		if strings.Contains(string(answer.Body), secret) {
			t.Errorf("the answer to eve names %s", secret)
		}
	}

	// Nobody asks for another's device, and nobody without one.
	for what, token := range map[string]string{"nobody": "", "an agent": s.desk.Owner.Token} {
		want(t, what, s.desk.Do(token, "POST", "/visitor/proofs", object{"token": as("4711"), "salt": seal.ID{9}}), 401)
	}
}
