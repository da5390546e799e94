package oidc_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

type object = servertest.Object

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// trusted is a desk that trusts a provider.
func trusted(t *testing.T) (*servertest.Desk, *servertest.Provider) {
	t.Helper()
	desk := servertest.New(t, server.Config{})
	p := servertest.NewProvider(t, time.Now)
	desk.Trust(p, 0, nil)
	return desk, p
}

func state(t *testing.T, b *servertest.Browser) string {
	t.Helper()
	var out struct{ State string }
	b.Do("", "GET", "/signin/sso", nil).Into(t, &out)
	return out.State
}

// What a provider signs counts if all of it is as it must be.
func TestTokensThatDoNotCount(t *testing.T) {
	desk, p := trusted(t)
	usual := p.Claims
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(t, err)
	raw, err := p.Key.PublicKey.Bytes()
	check(t, err)
	with := func(name string, value any) func() {
		return func() {
			p.Claims = jwt.MapClaims{}
			for each, v := range usual {
				p.Claims[each] = v
			}
			p.Claims[name] = value
		}
	}
	signed := func(method jwt.SigningMethod, key any) func() {
		return func() { p.Sign = func(c jwt.MapClaims) string { return p.Signed(method, key, c) } }
	}
	now := time.Now().Unix()
	for name, row := range map[string]struct {
		change func()
		word   string
	}{
		"as it must be":                 {func() {}, "done"},
		"for us and another, for us":    {func() { with("aud", []string{"desk", "other"})(); p.Claims["azp"] = "desk" }, "done"},
		"of another issuer":             {with("iss", "https://other.example"), "token"},
		"for another client":            {with("aud", "other"), "token"},
		"for us and another":            {with("aud", []string{"desk", "other"}), "token"},
		"shown to us, made for another": {with("azp", "other"), "token"},
		"without a nonce":               {with("nonce", nil), "nonce"},
		"with another nonce":            {with("nonce", "another"), "nonce"},
		"expired":                       {with("exp", now-3600), "clock"},
		"issued an hour ago":            {with("iat", now-3600), "clock"},
		"issued in an hour":             {with("iat", now+3600), "clock"},
		"not yet valid":                 {with("nbf", now+3600), "token"},
		"of nobody":                     {with("sub", ""), "token"},
		"of somebody with a long name":  {with("sub", strings.Repeat("a", 300)), "token"},
		"with claims of the wrong kind": {with("amr", "pwd"), "token"},
		"unsigned":                      {signed(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType), "token"},
		"signed with the public key":    {signed(jwt.SigningMethodHS256, raw), "token"},
		"signed with the client's":      {signed(jwt.SigningMethodHS256, []byte("shared")), "token"},
		"signed by somebody else":       {signed(jwt.SigningMethodES256, other), "token"},
		"whose claims were changed":     {func() { p.Sign = tampered(p) }, "token"},
		"that is none":                  {func() { p.Sign = func(jwt.MapClaims) string { return "no token" } }, "token"},
		"that is missing":               {func() { p.Sign = func(jwt.MapClaims) string { return "" } }, "token"},
	} {
		p.Claims, p.Sign = usual, nil
		row.change()
		b := desk.Browser()
		if got := b.Prove(p, "office"); got != row.word {
			t.Errorf("a token %s: %q instead of %q", name, got, row.word)
		}
		if got := state(t, b); (got != "none") != (row.word == "done") {
			t.Errorf("a token %s leaves %q", name, got)
		}
	}
}

// tampered signs, and then changes who it is about.
func tampered(p *servertest.Provider) func(jwt.MapClaims) string {
	return func(c jwt.MapClaims) string {
		parts := strings.Split(p.Signed(jwt.SigningMethodES256, p.Key, c), ".")
		c["sub"] = "4712"
		changed := strings.Split(p.Signed(jwt.SigningMethodES256, p.Key, c), ".")
		return parts[0] + "." + changed[1] + "." + parts[2]
	}
}

// An answer counts in the browser that asked, once, from the provider that was asked.
func TestAnswersThatDoNotCount(t *testing.T) {
	desk, p := trusted(t)
	evil := servertest.NewProvider(t, time.Now)
	both := []object{
		{"id": "office", "name": "Office", "kind": "oidc", "issuer": p.URL, "clientID": "desk", "secret": object{"set": true}, "several": []string{}, "domains": []string{}},
		{"id": "evil", "name": "Evil", "kind": "oidc", "issuer": evil.URL, "clientID": "desk", "several": []string{}, "domains": []string{}},
	}
	desk.Must(desk.Owner.Token, "PUT", "/settings/sso", object{"version": 1, "value": object{"providers": both}}, nil)
	tell := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %q instead of %q", what, got, want)
		}
	}
	ann, eve := desk.Browser(), desk.Browser()
	answer := p.Consent(ann.Begin("office"))
	tell("in a browser that asked nothing", eve.Return("office", answer), "browser")
	eve.Begin("office")
	tell("in a browser that asked something else", eve.Return("office", answer), "browser")
	tell("in the browser that asked", ann.Return("office", answer), "done")
	tell("a second time", ann.Return("office", answer), "late")

	answer = p.Consent(ann.Begin("office"))
	again := url.Values{"state": answer["state"], "code": answer["code"], "iss": answer["iss"]}
	tell("to another provider's address", ann.Return("evil", answer), "other-provider")
	answer = p.Consent(ann.Begin("evil"))
	answer.Set("iss", p.URL)
	tell("of a provider that names another", ann.Return("evil", answer), "other-provider")
	answer = p.Consent(ann.Begin("office"))
	answer.Del("iss")
	tell("of a provider that forgets its name", ann.Return("office", answer), "other-provider")

	answer = p.Consent(ann.Begin("office"))
	answer.Set("code", again.Get("code")) // of another question: PKCE does not fit
	tell("with another question's code", ann.Return("office", answer), "refused")
	answer = p.Consent(ann.Begin("office"))
	answer.Set("code", "guessed")
	tell("with a code that nobody gave", ann.Return("office", answer), "refused")
	answer = url.Values{"error": {"access_denied"}, "state": p.Consent(ann.Begin("office"))["state"], "iss": {p.URL}}
	tell("that is a no", ann.Return("office", answer), "refused")
	tell("the control", ann.Prove(p, "office"), "done")
	ann.Do("", "POST", "/signin/sso/cancel", nil)
	tell("after it was forgotten", state(t, ann), "none")
}

// A question carries PKCE with S256, a state and a nonce, each new, to the provider
// that is trusted and back to an address of its own.
func TestQuestions(t *testing.T) {
	desk, p := trusted(t)
	b, seen := desk.Browser(), map[string]bool{}
	for range 3 {
		asked, err := url.Parse(b.Begin("office"))
		check(t, err)
		q := asked.Query()
		if !strings.HasPrefix(asked.String(), p.URL+"/authorize?") || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || q.Get("client_id") != "desk" {
			t.Errorf("asked at %s", asked)
		}
		if !strings.HasSuffix(q.Get("redirect_uri"), "/api/v1/signin/sso/office/return") {
			t.Errorf("comes back to %s", q.Get("redirect_uri"))
		}
		for _, name := range []string{"state", "nonce", "code_challenge"} {
			if value := q.Get(name); len(value) < 43 || seen[value] {
				t.Errorf("%s is %q", name, value)
			} else {
				seen[value] = true
			}
		}
		if strings.Contains(asked.String(), "shared") {
			t.Error("the client's secret is in the address")
		}
	}
}

// A provider that answers badly keeps nobody waiting, and is not believed.
func TestProvidersThatAnswerBadly(t *testing.T) {
	for name, answer := range map[string]func(p *servertest.Provider, w http.ResponseWriter, r *http.Request) bool{
		"another's configuration": func(p *servertest.Provider, w http.ResponseWriter, r *http.Request) bool {
			json.NewEncoder(w).Encode(object{"issuer": "https://other.example", "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys"}) //nolint:errcheck // the peer may be gone
			return strings.Contains(r.URL.Path, "well-known")
		},
		"a page": func(_ *servertest.Provider, w http.ResponseWriter, _ *http.Request) bool {
			w.Write([]byte("<html>"))
			return true
		}, //nolint:errcheck // likewise
		"an error": func(_ *servertest.Provider, w http.ResponseWriter, _ *http.Request) bool {
			w.WriteHeader(500)
			return true
		},
		"without end": endless,
		"go elsewhere": func(_ *servertest.Provider, w http.ResponseWriter, r *http.Request) bool {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
			return true
		},
	} {
		t.Run(name, func(t *testing.T) {
			desk, p := trusted(t)
			p.Answer = func(w http.ResponseWriter, r *http.Request) bool { return answer(p, w, r) }
			if got := desk.Browser().Do("", "POST", "/signin/sso/office/begin", nil); got.Status != 503 || strings.Contains(string(got.Body), "127.0.0.1") {
				t.Errorf("%d %s", got.Status, got.Body)
			}
			// Other ways go on.
			if got := desk.Do("", "POST", "/signin/recovery", desk.Owner.ByRecovery()); got.Status != 200 {
				t.Errorf("the owner is locked out: %d", got.Status)
			}
		})
	}
}

func endless(_ *servertest.Provider, w http.ResponseWriter, _ *http.Request) bool {
	for range 64 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			break
		}
	}
	return true
}

// Keys that the provider changed are fetched; its old ones count no longer.
func TestAProviderChangesItsKey(t *testing.T) {
	desk, p := trusted(t)
	if got := desk.Browser().Prove(p, "office"); got != "done" {
		t.Fatal(got)
	}
	old := p.Key
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(t, err)
	p.Key = key
	if got := desk.Browser().Prove(p, "office"); got != "done" {
		t.Errorf("with the new key: %q", got)
	}
	p.Sign = func(c jwt.MapClaims) string { return p.Signed(jwt.SigningMethodES256, old, c) }
	if got := desk.Browser().Prove(p, "office"); got != "token" {
		t.Errorf("with the old key: %q", got)
	}
}

// One person there is one person here, and only who proved their own factors connects.
func TestConnecting(t *testing.T) {
	desk, p := trusted(t)
	bert := desk.Invite("bert@example.org")
	b := desk.Browser()
	b.Prove(p, "office")
	if got := b.Do("", "POST", "/session/providers", nil).Status; got != 401 {
		t.Errorf("nobody connects: %d", got)
	}
	if got := b.Do("", "POST", "/signin/sso/finish", object{"code": desk.Owner.Code()}).Status; got != 410 {
		t.Errorf("an equal address admits: %d", got)
	}
	if got := b.Do(desk.Owner.Token, "POST", "/session/providers", nil).Status; got != 204 {
		t.Fatalf("the owner connects: %d", got)
	}
	if got := b.Do(bert.Token, "POST", "/session/providers", nil).Status; got != 410 {
		t.Errorf("the same answer connects somebody else: %d", got)
	}
	b.Prove(p, "office")
	if got := b.Do(bert.Token, "POST", "/session/providers", nil).Status; got != 409 {
		t.Errorf("the same person is somebody else: %d", got)
	}
	var own []struct{ Email string }
	desk.Must(desk.Owner.Token, "GET", "/session/providers", nil, &own)
	if len(own) != 1 || own[0].Email != "olga@example.org" {
		t.Errorf("connected: %v", own)
	}
	p.Claims["email_verified"] = false
	b.Prove(p, "office")
	desk.Must(desk.Owner.Token, "GET", "/session/providers", nil, &own)
	if own[0].Email != "" {
		t.Errorf("an address that the provider does not vouch for: %q", own[0].Email)
	}
	desk.Must(desk.Owner.Token, "POST", "/session/providers/office/disconnect", nil, nil)
	if got := state(t, b); got != "none" {
		t.Errorf("what the browser brought before is %q", got)
	}
}

// Somebody new, whom the provider proves, waits for an admin's invitation where a rule
// says so. The server admits nobody.
func TestNewcomers(t *testing.T) {
	desk, p := trusted(t)
	come := func(what, address, want string) {
		t.Helper()
		p.Claims["sub"], p.Claims["email"] = address, address
		b := desk.Browser()
		b.Prove(p, "office")
		if got := state(t, b); got != want {
			t.Errorf("%s is %q instead of %q", what, got, want)
		}
	}
	expected := func() (all []string) {
		var found struct {
			People []struct{ Email, Name string }
		}
		desk.Must(desk.Owner.Token, "GET", "/provisioning", nil, &found)
		for _, each := range found.People {
			all = append(all, each.Name+" "+each.Email)
		}
		return all
	}
	come("somebody without a rule", "nina@example.org", "unlinked")
	desk.Trust(p, 1, object{"providers": []object{{"id": "office", "name": "Office", "kind": "oidc", "issuer": p.URL, "clientID": "desk", "secret": object{"set": true}, "domains": []string{"example.org"}}}})
	p.Claims["name"] = "Nina"
	come("somebody of the domain", "Nina@example.org", "expected")
	come("the same again", "nina@example.org", "expected")
	come("somebody of another domain", "eve@evil.example", "unlinked")
	come("of a longer one", "eve@example.org.evil.example", "unlinked")
	come("whoever has an account", desk.Owner.Email, "unlinked")
	p.Claims["email_verified"] = false
	come("whom the provider does not vouch for", "eve@example.org", "unlinked")
	if all := expected(); len(all) != 1 || all[0] != "Nina nina@example.org" {
		t.Errorf("expected: %q", all)
	}
}

// Who signs out is told where to sign out at the provider that began the session.
func TestSigningOutThereToo(t *testing.T) {
	desk, p := trusted(t)
	leave := func(token string) (out struct{ Provider, URL string }) {
		desk.Must(token, "DELETE", "/session", nil, &out)
		return out
	}
	b := desk.Browser()
	b.Prove(p, "office")
	b.Do(desk.Owner.Token, "POST", "/session/providers", nil)
	session := func() (out struct{ Token string }) {
		p.Claims["amr"] = []string{"mfa"}
		b.Prove(p, "office")
		b.Do("", "POST", "/signin/sso/finish", object{"code": ""}).Into(t, &out)
		return out
	}
	token := session().Token
	if got := leave(token); got.Provider != "Office" || !strings.HasPrefix(got.URL, p.URL+"/leave?client_id=desk&post_logout_redirect_uri=") {
		t.Errorf("at the provider: %+v", got)
	}
	if got := leave(desk.Owner.Token); got.URL != "" {
		t.Errorf("a session that no provider began: %+v", got)
	}
}
