package oidc_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/sealdesk/sealdesk/internal/oidc"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/sso"
)

// shape is how a provider of the world writes what it says, after its documentation.
type shape struct {
	Configuration, Key, Header, Claims object
	Back                               map[string]string // beside code and state
	Issued                             int               // seconds from now: some antedate by minutes
	Lasts                              int
	Who                                struct{ Email, Name string }
}

// shaped starts a provider of that shape, and returns its address.
func shaped(t *testing.T, s *shape, raw []byte, now time.Time, nonce string) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	check(t, err)
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	check(t, json.Unmarshal([]byte(strings.ReplaceAll(string(raw), "ISSUER", server.URL)), s))
	say := func(w http.ResponseWriter, value any) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		json.NewEncoder(w).Encode(value) //nolint:errcheck // the peer may be gone
	}
	path := func(name string) string {
		text, _ := s.Configuration[name].(string)
		return strings.TrimPrefix(text, server.URL)
	}
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) { say(w, s.Configuration) })
	mux.HandleFunc("GET "+path("jwks_uri"), func(w http.ResponseWriter, _ *http.Request) {
		text := base64.RawURLEncoding.EncodeToString
		other := object{"kty": "RSA", "kid": "key-0", "n": text(key.N.Bytes()[1:]), "e": "AQAB", "use": "sig"} // on its way out
		shown := object{"kty": "RSA", "kid": "key-1", "n": text(key.N.Bytes()), "e": text(big.NewInt(int64(key.E)).Bytes())}
		for name, value := range s.Key {
			shown[name] = value
		}
		say(w, object{"keys": []object{other, shown}})
	})
	mux.HandleFunc("POST "+path("token_endpoint"), func(w http.ResponseWriter, r *http.Request) {
		check(t, r.ParseForm())
		if id, secret, ok := r.BasicAuth(); (!ok || id != "desk" || secret != "shared") && r.Form.Get("client_secret") != "shared" || r.Form.Get("code_verifier") == "" {
			t.Errorf("asked as %v", r.Form)
		}
		issued := now.Add(time.Duration(s.Issued) * time.Second).Unix()
		claims := jwt.MapClaims{"iss": server.URL, "aud": "desk", "iat": issued, "nbf": issued, "exp": issued + int64(s.Lasts), "nonce": nonce}
		for name, value := range s.Claims {
			claims[name] = value
		}
		token := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
		token.Header["kid"] = "key-1"
		for name, value := range s.Header {
			token.Header[name] = value
		}
		signed, err := token.SignedString(key)
		check(t, err)
		say(w, object{"access_token": "opaque", "expires_in": 3599, "ext_expires_in": 3599, "scope": "openid email profile", "token_type": "Bearer", "id_token": signed})
	})
	return server.URL
}

// Providers of the world are understood as they write.
func TestShapesOfTheWorld(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	check(t, err)
	if len(files) != 2 {
		t.Fatalf("%d shapes", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			check(t, err)
			now := time.Now()
			var s shape
			issuer := shaped(t, &s, raw, now, "asked")
			client := oidc.New(func() time.Time { return now })
			p := settings.Provider{ID: "office", Name: "Office", Kind: settings.OpenIDConnect, Issuer: issuer, ClientID: "desk"}
			check(t, json.Unmarshal([]byte(`"shared"`), &p.Secret))
			b := sso.Begun{Provider: "office", State: "state", Nonce: "asked", Verifier: strings.Repeat("v", 43), Return: "https://desk.example.org/api/v1/signin/sso/office/return"}
			address, err := client.Begin(context.Background(), p, b)
			check(t, err)
			if want, _ := s.Configuration["authorization_endpoint"].(string); !strings.HasPrefix(address, want+"?") {
				t.Errorf("asked at %s", address)
			}
			answer := url.Values{"code": {"4/0A"}, "state": {"state"}}
			for name, value := range s.Back {
				answer.Set(name, value)
			}
			who, err := client.Finish(context.Background(), p, b, answer)
			check(t, err)
			if subject, _ := s.Claims["sub"].(string); who.Subject != subject || who.Email != s.Who.Email || who.Name != s.Who.Name {
				t.Errorf("%+v", who)
			}
			delete(s.Claims, "email_verified")
			delete(s.Claims, "xms_edov")
			if who, err = client.Finish(context.Background(), p, b, answer); err != nil || who.Email != "" {
				t.Errorf("an address that it does not vouch for: %q, %v", who.Email, err)
			}
			end, _ := s.Configuration["end_session_endpoint"].(string)
			if at := client.Leave(context.Background(), p, "https://desk.example.org/console/"); (at == "") != (end == "") || !strings.HasPrefix(at, end) {
				t.Errorf("sign out at %q", at)
			}
		})
	}
}
