package story

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
)

// signedInAs is the organisation's website, where somebody is signed in.
func (s *stage) signedInAs(key ed25519.PrivateKey, subject string) client.Website {
	return func(challenge, device seal.ID) (string, error) {
		token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, jwt.MapClaims{
			"iss": "https://www.example.org", "aud": s.ada.Org().Hex(), "sub": subject, "name": "Ana", "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
			"nonce": challenge.Hex(), "sealdesk_device": device.Hex(),
		})
		token.Header["kid"] = "one"
		return token.SignedString(key)
	}
}

// A customer is signed in on the website; the agent sees it, and sees through
// whoever repeats what another customer showed.
func TestTheAgentSeesWhoTheCustomerIs(t *testing.T) {
	s := newStage(t)
	public, private, err := ed25519.GenerateKey(rand.Reader)
	check(t, err)
	der, err := x509.MarshalPKIXPublicKey(public)
	check(t, err)
	chosen, err := json.Marshal(map[string]any{
		"mode": "watch", "issuer": "https://www.example.org", "inboxes": []any{},
		"keys": []any{map[string]string{"id": "one", "key": string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))}},
	})
	check(t, err)
	check(t, s.ada.Choose(s.ctx, "customers", 0, chosen))

	ana := s.customer(nil)
	who, err := ana.Prove(s.ctx, s.signedInAs(private, "4711"))
	check(t, err)
	conversation, err := ana.BeginAs(s.ctx, who, "hello", "en")
	check(t, err)
	read, err := s.ada.Open(s.ctx, conversation.ID())
	check(t, err)
	shown := read.Shown()
	if len(shown) != 1 || shown[0].Identity.Identifier != "4711" || shown[0].Identity.Name != "Ana" || shown[0].Attestation.Level != seal.LevelToken || shown[0].Device != ana.ID() {
		t.Fatalf("the agent sees %+v", shown)
	}

	// Eve reads along at Ana's table and sends the same words from her own browser.
	eve := s.customer(nil)
	copied, err := eve.BeginAs(s.ctx, who, "I am Ana", "en")
	check(t, err)
	// A forger takes the attestation and writes another name beside it.
	other := *who
	other.Identifier = "1"
	_, err = conversation.Send(s.ctx, &other)
	check(t, err)
	_, err = read.Fetch(s.ctx)
	check(t, err)
	atEve, err := s.ada.Open(s.ctx, copied.ID())
	check(t, err)
	if len(atEve.Shown()) != 0 || len(read.Shown()) != 1 {
		t.Errorf("the agent believes %+v and %+v", atEve.Shown(), read.Shown())
	}
	// What an agent says of a customer is not the customer's word.
	_, err = read.Send(s.ctx, who)
	check(t, err)
	if got := read.Shown(); len(got) != 1 {
		t.Errorf("an agent vouches for a customer: %+v", got)
	}
	if _, err := ana.Prove(s.ctx, s.signedInAs(private, "4712")); client.Reason(err) != "other_customer" {
		t.Errorf("another person on Ana's device: %v", err)
	}
}
