package customers

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// FuzzToken: whatever somebody shows as a token is refused with a reason for the
// record, or is one that the website signed, word for word.
func FuzzToken(f *testing.F) {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		f.Fatal(err)
	}
	wanted := expected{
		chosen: settings.Customers{Mode: settings.ModeEnforce, Issuer: "https://www.example.org", Keys: []settings.SiteKey{
			{ID: "one", Key: string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))},
		}},
		org: seal.ID{1}, device: seal.ID{2}, now: time.Unix(1_800_000_000, 0),
	}
	honest := jwt.MapClaims{
		"iss": "https://www.example.org", "aud": wanted.org.Hex(), "sub": "4711", "name": "Ana", "email": "ana@example.org",
		"iat": wanted.now.Unix(), "exp": wanted.now.Add(time.Minute).Unix(), "nonce": seal.ID{3}.Hex(), "sealdesk_device": wanted.device.Hex(),
	}
	sign := func(header map[string]any, claims jwt.MapClaims) string {
		token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims)
		for name, value := range header {
			token.Header[name] = value
		}
		text, err := token.SignedString(key)
		if err != nil {
			f.Fatal(err)
		}
		return text
	}
	good := sign(map[string]any{"kid": "one"}, honest)
	if _, err := read(good, wanted); err != nil {
		f.Fatal(err)
	}
	parts := strings.Split(good, ".")
	for _, seed := range []string{
		good, "", ".", "..", parts[0], parts[0] + "." + parts[1] + ".", good + "A", strings.Repeat("e", tokenLimit+1),
		sign(map[string]any{"kid": []string{"one"}}, honest), sign(map[string]any{"kid": "one", "crit": []string{"b64"}, "b64": false}, honest),
		sign(map[string]any{"kid": "one"}, jwt.MapClaims{"exp": 1e300, "iat": -1e300}), sign(map[string]any{"kid": "one"}, jwt.MapClaims{"aud": []any{}}),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		claims, err := read(token, wanted)
		why := reason("")
		switch {
		case err != nil && !errors.As(err, &why):
			t.Errorf("refused without a reason for the record: %v", err)
		case err == nil && token != good:
			t.Errorf("taken, and nobody signed it: %q", token)
		case err == nil && claims.Subject != "4711":
			t.Errorf("another person: %q", claims.Subject)
		}
	})
}
