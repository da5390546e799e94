package saml_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

type object = servertest.Object

// office is a desk that trusts a SAML provider as "office".
func office(t *testing.T) (*servertest.Desk, *servertest.SAML) {
	t.Helper()
	desk := servertest.New(t, server.Config{})
	p := servertest.NewSAML(t, time.Now)
	trust(desk, p, 0)
	return desk, p
}

func trust(desk *servertest.Desk, p *servertest.SAML, version int, several ...string) {
	desk.T.Helper()
	desk.Must(desk.Owner.Token, "PUT", "/settings/sso", object{"version": version, "value": object{"providers": []object{p.Named("office", several...)}}}, nil)
}

// send is the provider's page, which sends a form: no cookie comes with it. It
// returns the word for the console, or the state with which the browser goes on.
func send(t *testing.T, desk *servertest.Desk, provider string, form url.Values) (word string, state url.Values) {
	t.Helper()
	to := at(t, desk.Browser().Do("", "POST", "/signin/sso/"+provider+"/return", []byte(form.Encode())))
	if strings.HasSuffix(to.Path, "/signin/sso/"+provider+"/return") {
		return "", to.Query()
	}
	return to.Query().Get("sso"), nil
}

func at(t *testing.T, answer servertest.Answer) *url.URL {
	t.Helper()
	to, err := url.Parse(answer.Header.Get("Location"))
	check(t, err)
	return to
}

// prove goes all the way: from the question to the word for the console.
func prove(t *testing.T, desk *servertest.Desk, p *servertest.SAML, b *servertest.Browser) string {
	t.Helper()
	word, state := send(t, desk, "office", p.Answer(p.Asked(b.Begin("office"))))
	if word != "" {
		return word
	}
	return b.Return("office", state)
}

func state(t *testing.T, b *servertest.Browser) string {
	t.Helper()
	var out struct{ State string }
	b.Do("", "GET", "/signin/sso", nil).Into(t, &out)
	return out.State
}

// Olga connects her account, and signs in with the provider's word and a code; with
// its word alone only if an owner trusts it for two factors.
func TestSigningIn(t *testing.T) {
	desk, p := office(t)
	b := desk.Browser()
	if got := prove(t, desk, p, b); got != "done" || state(t, b) != "expected" && state(t, b) != "unlinked" {
		t.Fatalf("%q %q", got, state(t, b))
	}
	if got := b.Do(desk.Owner.Token, "POST", "/session/providers", nil).Status; got != 204 {
		t.Fatalf("connecting: %d", got)
	}
	if prove(t, desk, p, b); state(t, b) != "linked" {
		t.Fatalf("connected, and %q", state(t, b))
	}
	if got := b.Do("", "POST", "/signin/sso/finish", object{"code": ""}).Status; got != 422 {
		t.Errorf("one factor signs in: %d", got)
	}
	trust(desk, p, 1, "https://refeds.org/profile/mfa")
	prove(t, desk, p, b)
	if got := b.Do("", "POST", "/signin/sso/finish", object{"code": ""}).Status; got != 422 {
		t.Errorf("a password there is taken for two factors: %d", got)
	}
	p.Class = "https://refeds.org/profile/mfa"
	prove(t, desk, p, b)
	if got := b.Do("", "POST", "/signin/sso/finish", object{"code": ""}).Status; got != 200 {
		t.Errorf("two factors there: %d", got)
	}
	p.Subject = "4712"
	if prove(t, desk, p, b); state(t, b) == "linked" {
		t.Error("somebody else with the same address is taken for Olga")
	}
}

// An answer is for the browser that asked, to its question, once (login CSRF).
func TestWhoseAnswer(t *testing.T) {
	desk, p := office(t)
	tell := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %q instead of %q", what, got, want)
		}
	}
	olga, eve := desk.Browser(), desk.Browser()
	first := p.Answer(p.Asked(eve.Begin("office")))
	_, brought := send(t, desk, "office", first)
	tell("eve's answer in a browser that asked nothing", olga.Return("office", brought), "browser")
	olga.Begin("office")
	tell("eve's answer in one that asked something else", olga.Return("office", brought), "browser")
	tell("in eve's own", eve.Return("office", brought), "done")
	tell("in eve's own, again", eve.Return("office", brought), "late")
	word, _ := send(t, desk, "office", first)
	tell("sent a second time", word, "late")

	question := p.Asked(olga.Begin("office"))
	tell("before any came", olga.Return("office", url.Values{"state": {question.State}}), "late")
	stolen := p.Answer(p.Asked(eve.Begin("office")))
	stolen.Set("RelayState", question.State)
	word, _ = send(t, desk, "office", stolen)
	tell("eve's answer to olga's question", word, "nonce")
	word, _ = send(t, desk, "office", p.Answer(question))
	tell("a question answered twice", word, "late")
	word, _ = send(t, desk, "office", url.Values{"SAMLResponse": stolen["SAMLResponse"]})
	tell("that nobody asked for", word, "browser")
	tell("by GET", olga.Return("office", url.Values{"SAMLResponse": p.Answer(p.Asked(olga.Begin("office")))["SAMLResponse"], "state": {p.Asked(olga.Begin("office")).State}}), "late")
	if got := desk.Do("", "POST", "/signin/sso/none/return", []byte(first.Encode())).Status; got != http.StatusNotFound {
		t.Errorf("to nobody's address: %d", got)
	}
	if got := desk.Do("", "POST", "/signin/sso/office/return", []byte("SAMLResponse="+strings.Repeat("A", 600<<10))).Status; got != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %d", got)
	}
	if got := prove(t, desk, p, desk.Browser()); got != "done" {
		t.Errorf("the control: %q", got)
	}
}

// The address that answers go to takes them from other origins; it is the only one.
func TestOtherOrigins(t *testing.T) {
	desk, p := office(t)
	from := func(path string) int {
		t.Helper()
		q, err := http.NewRequestWithContext(t.Context(), "POST", desk.Server.URL()+"/api/v1/signin/sso/office/"+path, strings.NewReader(p.Answer(p.Asked(desk.Browser().Begin("office"))).Encode()))
		check(t, err)
		q.Header.Set("Origin", "https://id.example.org")
		q.Header.Set("Sec-Fetch-Site", "cross-site")
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(q)
		check(t, err)
		check(t, answer.Body.Close())
		if answer.Header.Get("Set-Cookie") != "" {
			t.Error("a stranger's page sets a cookie of ours")
		}
		return answer.StatusCode
	}
	if got := from("return"); got != http.StatusSeeOther {
		t.Errorf("the provider's page: %d", got)
	}
	if got := from("begin"); got != http.StatusForbidden {
		t.Errorf("a question that another page asks: %d", got)
	}
}

func TestMetadata(t *testing.T) {
	desk, p := office(t)
	got := desk.Do("", "GET", "/signin/sso/office/metadata", nil)
	asked := p.Asked(desk.Browser().Begin("office"))
	for _, want := range []string{asked.Entity, asked.Back, `WantAssertionsSigned="true"`} {
		if !strings.Contains(string(got.Body), want) {
			t.Errorf("no %s in %s", want, got.Body)
		}
	}
	if asked.Back != strings.TrimSuffix(asked.Entity, "metadata")+"return" || !strings.HasPrefix(got.Header.Get("Content-Type"), "application/samlmetadata+xml") {
		t.Errorf("%+v %s", asked, got.Header)
	}
}
