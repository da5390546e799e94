package servertest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Provider is an OpenID provider, which says what it is told to say.
type Provider struct {
	T      testing.TB
	URL    string // its issuer
	Key    *ecdsa.PrivateKey
	Claims jwt.MapClaims // beside the usual ones, or in their place; nil leaves one out
	Now    func() time.Time
	// Sign makes a token; nil signs with ES256.
	Sign func(claims jwt.MapClaims) string
	// Answer, if not nil, answers instead of the provider.
	Answer func(w http.ResponseWriter, r *http.Request) bool

	mu    sync.Mutex
	codes map[string]url.Values // what was asked, by the code that was given for it
}

// NewProvider starts a provider that knows one person, "4711".
func NewProvider(t testing.TB, now func() time.Time) *Provider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	p := &Provider{T: t, Key: key, Now: now, Claims: jwt.MapClaims{"sub": "4711", "email": "olga@example.org", "email_verified": true, "name": "Olga", "amr": []string{"pwd"}, "sid": "there"}, codes: map[string]url.Values{}}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	p.URL = server.URL
	return p
}

// ServeHTTP implements http.Handler.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if p.Answer != nil && p.Answer(w, r) {
		return
	}
	say := func(value any) { json.NewEncoder(w).Encode(value) } //nolint:errcheck // the peer may be gone
	w.Header().Set("Content-Type", "application/json")
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		say(Object{
			"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
			"end_session_endpoint": p.URL + "/leave", "id_token_signing_alg_values_supported": []string{"ES256", "HS256", "none"},
			"authorization_response_iss_parameter_supported": true, "code_challenge_methods_supported": []string{"S256"},
		})
	case "/keys":
		raw, err := p.Key.PublicKey.Bytes()
		must(p.T, err)
		text := base64.RawURLEncoding.EncodeToString
		say(Object{"keys": []Object{{"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": "1", "x": text(raw[1:33]), "y": text(raw[33:])}}})
	case "/token":
		must(p.T, r.ParseForm())
		p.mu.Lock()
		asked, ok := p.codes[r.Form.Get("code")]
		delete(p.codes, r.Form.Get("code")) // RFC 6749 §4.1.2: once
		p.mu.Unlock()
		hash := sha256.Sum256([]byte(r.Form.Get("code_verifier")))
		if !ok || asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(hash[:]) || asked.Get("redirect_uri") != r.Form.Get("redirect_uri") {
			w.WriteHeader(http.StatusBadRequest)
			say(Object{"error": "invalid_grant"})
			return
		}
		say(Object{"access_token": "unused", "token_type": "Bearer", "id_token": p.Token(jwt.MapClaims{"nonce": asked.Get("nonce"), "aud": asked.Get("client_id")})})
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// Token signs what the provider says, with claims of the moment.
func (p *Provider) Token(of jwt.MapClaims) string {
	claims := jwt.MapClaims{"iss": p.URL, "iat": p.Now().Unix(), "exp": p.Now().Add(5 * time.Minute).Unix()}
	for _, more := range []jwt.MapClaims{of, p.Claims} {
		for name, value := range more {
			if claims[name] = value; value == nil {
				delete(claims, name)
			}
		}
	}
	if p.Sign != nil {
		return p.Sign(claims)
	}
	return p.Signed(jwt.SigningMethodES256, p.Key, claims)
}

// Signed signs claims with a key.
func (p *Provider) Signed(method jwt.SigningMethod, key any, claims jwt.MapClaims) string {
	token := jwt.NewWithClaims(method, claims)
	token.Header["kid"] = "1"
	text, err := token.SignedString(key)
	must(p.T, err)
	return text
}

// Consent is the provider's page, on which the person agrees: it returns what the
// browser brings back.
func (p *Provider) Consent(address string) url.Values {
	p.T.Helper()
	asked, err := url.Parse(address)
	must(p.T, err)
	code := rand.Text()
	p.mu.Lock()
	p.codes[code] = asked.Query()
	p.mu.Unlock()
	return url.Values{"code": {code}, "state": {asked.Query().Get("state")}, "iss": {p.URL}, "session_state": {"unused"}}
}

// Browser keeps what a desk gives it as cookies.
type Browser struct {
	desk    *Desk
	cookies map[string]*http.Cookie
}

// Browser is a new one, without any cookie.
func (d *Desk) Browser() *Browser { return &Browser{d, map[string]*http.Cookie{}} }

var stays = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// Do sends a request and follows no redirection.
func (b *Browser) Do(token, method, path string, body any) Answer {
	b.desk.T.Helper()
	var all []*http.Cookie
	for _, cookie := range b.cookies {
		all = append(all, cookie)
	}
	answer := b.desk.do(stays, token, method, path, body, all...)
	for _, cookie := range (&http.Response{Header: answer.Header}).Cookies() {
		if b.cookies[cookie.Name] = cookie; cookie.MaxAge < 0 {
			delete(b.cookies, cookie.Name)
		}
	}
	return answer
}

// Begin asks a provider, and returns the address that the browser goes to.
func (b *Browser) Begin(provider string) string {
	b.desk.T.Helper()
	var begun struct{ URL string }
	b.Do("", "POST", "/signin/sso/"+provider+"/begin", nil).Into(b.desk.T, &begun)
	return begun.URL
}

// Return brings a provider's answer, and returns the word that the console is told.
func (b *Browser) Return(provider string, answer url.Values) string {
	b.desk.T.Helper()
	at, err := url.Parse(b.Do("", "GET", "/signin/sso/"+provider+"/return?"+answer.Encode(), nil).Header.Get("Location"))
	must(b.desk.T, err)
	return at.Query().Get("sso")
}

// Prove lets a provider say who its person is.
func (b *Browser) Prove(p *Provider, provider string) string {
	b.desk.T.Helper()
	return b.Return(provider, p.Consent(b.Begin(provider)))
}

// Named is the provider as an owner names it.
func (p *Provider) Named() Object {
	return Object{"id": "office", "name": "Office", "kind": "oidc", "issuer": p.URL, "clientID": "desk", "secret": "shared", "secretExpires": "", "metadata": "", "several": []string{"mfa"}, "domains": []string{"new.example"}}
}

// Trust lets an owner name a provider as "office".
func (d *Desk) Trust(p *Provider, version int, more Object) {
	d.T.Helper()
	value := Object{"providers": []Object{p.Named()}}
	for name, each := range more {
		value[name] = each
	}
	d.Must(d.Owner.Token, "PUT", "/settings/sso", Object{"version": version, "value": value}, nil)
}
