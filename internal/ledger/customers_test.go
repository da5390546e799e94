package ledger_test

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/sealdesk/sealdesk/seal"
)

// siteKey signs for the organisation's website.
var siteKey = ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))

// website lets the organisation's website vouch for customers.
func (p *play) website() {
	der, err := x509.MarshalPKIXPublicKey(siteKey.Public())
	if err != nil {
		p.desk.T.Fatal(err)
	}
	key := string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	p.as(p.desk.Owner, "PUT", "/settings/customers", object{"version": 0, "value": object{
		"mode": "watch", "issuer": "https://www.example.org", "keys": []object{{"id": "one", "key": key}}, "inboxes": []object{{"inbox": seal.ID{7}, "level": "email"}},
	}})
}

// address shows on the customer's device that an address is theirs, or does not.
func (p *play) address(send bool) request {
	p.desk.T.Helper()
	const address = "ana@example.org"
	var code any = "00000000"
	if send {
		p.desk.Must(p.customer.Token, "POST", "/visitor/codes", object{"email": address}, nil)
		for sent := false; !sent; {
			code, sent = p.post.codes.LoadAndDelete(address)
		}
	}
	var given struct{ Challenge seal.ID }
	p.desk.Must("", "POST", "/visitor/challenges", nil, &given)
	return request{"an address", p.customer.Token, "POST", "/visitor/codes/check", object{"email": address, "code": code, "challenge": given.Challenge, "salt": seal.ID{1}}, nil}
}

// prove shows on the customer's device that somebody is signed in on the website.
func (p *play) prove(subject string) {
	p.desk.T.Helper()
	var given struct{ Challenge seal.ID }
	p.desk.Must("", "POST", "/visitor/challenges", nil, &given)
	now := p.desk.Config.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, jwt.MapClaims{
		"iss": "https://www.example.org", "aud": p.desk.Org.Hex(), "sub": subject, "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
		"nonce": given.Challenge.Hex(), "sealdesk_device": p.customer.Device.Hex(),
	})
	token.Header["kid"] = "one"
	text, err := token.SignedString(siteKey)
	if err != nil {
		p.desk.T.Fatal(err)
	}
	p.desk.Do(p.customer.Token, "POST", "/visitor/proofs", object{"token": text, "salt": seal.ID{1}})
}
