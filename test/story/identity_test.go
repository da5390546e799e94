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

// knowsAWebsite lets the organisation's website sign tokens.
func (s *stage) knowsAWebsite() ed25519.PrivateKey {
	s.t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	check(s.t, err)
	der, err := x509.MarshalPKIXPublicKey(public)
	check(s.t, err)
	chosen, err := json.Marshal(map[string]any{
		"mode": "watch", "issuer": "https://www.example.org", "inboxes": []any{},
		"keys": []any{map[string]string{"id": "one", "key": string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))}},
	})
	check(s.t, err)
	check(s.t, s.ada.Choose(s.ctx, "customers", 0, chosen))
	return private
}

// A customer is signed in on the website; the agent sees it, and sees through
// whoever repeats what another customer showed.
func TestTheAgentSeesWhoTheCustomerIs(t *testing.T) {
	s := newStage(t)
	private := s.knowsAWebsite()
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

// Before the agent talks about Ana's card she is asked to show who she is. What she
// showed before does not count, nor what somebody showed elsewhere.
func TestTheAgentAsksWhoTheCustomerIs(t *testing.T) {
	s := newStage(t)
	website := s.signedInAs(s.knowsAWebsite(), "4711")
	ana := s.customer(nil)
	early, err := ana.Prove(s.ctx, website)
	check(t, err)
	conversation, err := ana.BeginAs(s.ctx, early, "What is on my card?", "en")
	check(t, err)
	read, err := s.ada.Open(s.ctx, conversation.ID())
	check(t, err)
	check(t, s.ada.AskIdentity(s.ctx, read, seal.LevelToken, "To talk about your card."))
	asked := func(of *client.Thread) client.Asked {
		t.Helper()
		_, err := of.Fetch(s.ctx)
		check(t, err)
		all := of.Asked()
		if len(all) != 1 {
			t.Fatalf("%d questions", len(all))
		}
		return all[0]
	}
	question := asked(conversation)
	if question.Answered || question.Ask.Reason != "To talk about your card." {
		t.Fatalf("Ana sees %+v", question)
	}
	seed := seal.Some(seal.ID{7})
	answers := map[string]*seal.IdentityAnswer{
		"what she showed before she was asked": {Target: question.Logical, Seed: seed},
		"an answer to nothing":                 {Target: seal.ID16{1}, Seed: seed},
	}
	for what, answer := range answers {
		if _, err := conversation.Send(s.ctx, answer); err != nil {
			t.Fatal(err)
		}
		if asked(read).Answered {
			t.Errorf("%s counts", what)
		}
	}
	// What was made for another conversation's question is none to this one.
	other, err := s.customer(nil).Begin(s.ctx, nil, "hello", "en")
	check(t, err)
	elsewhere, err := s.ada.Open(s.ctx, other.ID())
	check(t, err)
	check(t, s.ada.AskIdentity(s.ctx, elsewhere, seal.LevelToken, ""))
	theirs := asked(elsewhere)
	theirs.Logical = question.Logical
	check(t, ana.Answer(s.ctx, conversation, theirs, website))
	if asked(read).Answered {
		t.Error("what was shown for another question counts")
	}
	// Nor does an agent answer, or ask as a customer.
	if _, err := read.Send(s.ctx, &seal.IdentityAnswer{Target: question.Logical}); err != nil || asked(read).Answered {
		t.Errorf("an agent answered for the customer: %v", err)
	}
	if _, err := conversation.Send(s.ctx, &question.Ask); err != nil || len(read.Asked()) != 1 {
		t.Errorf("a customer asked: %v", err)
	}

	_, err = conversation.Send(s.ctx, &seal.IdentityAnswer{Target: question.Logical})
	check(t, err)
	if got := asked(read); !got.Answered || got.Shown != nil {
		t.Errorf("she would not: %+v", got)
	}
	check(t, ana.Answer(s.ctx, conversation, question, website))
	if got := asked(read); got.Shown == nil || got.Shown.Identity.Identifier != "4711" {
		t.Errorf("the agent sees %+v", got)
	}
	if got := asked(conversation); got.Shown == nil {
		t.Errorf("Ana sees %+v", got)
	}
}
