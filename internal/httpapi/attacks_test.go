package httpapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/httpapi"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/play"
)

// What attackers do to sign-ins and sessions, played on a real server.

const sessionCookie = "__Host-sealdesk"

// cookieOf is what a browser keeps after a sign-in with the recovery code.
func cookieOf(t *testing.T, desk *servertest.Desk, who *servertest.Staff, sent string) *http.Cookie {
	t.Helper()
	headers := map[string]string{"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
	if sent != "" {
		headers["Cookie"] = sessionCookie + "=" + sent
	}
	body, err := json.Marshal(who.ByRecovery())
	if err != nil {
		t.Fatal(err)
	}
	got := ask(t, desk, "POST", "/api/v1/signin/recovery", string(body), headers)
	for _, cookie := range got.Cookies() {
		if cookie.Name == sessionCookie {
			return cookie
		}
	}
	t.Fatalf("no cookie: %d", got.StatusCode)
	return nil
}

// Another site's page in the owner's browser changes nothing, whatever it sends: her
// cookie does not make it her. The one route that takes a form from elsewhere, a SAML
// provider's answer, reads no session.
func TestAnotherSitesPageActsForNobody(t *testing.T) {
	s := newStage(t, access.New())
	cookie := cookieOf(t, s.desk, s.desk.Owner, "")
	if cookie.SameSite != http.SameSiteStrictMode || !cookie.HttpOnly || !cookie.Secure || cookie.Path != "/" || cookie.Domain != "" {
		t.Errorf("the cookie is %s", cookie)
	}
	own := map[string]string{"Cookie": sessionCookie + "=" + cookie.Value, "Sec-Fetch-Site": "same-origin"}
	if got := ask(t, s.desk, "GET", "/api/v1/vault", "", own); got.StatusCode != 200 {
		t.Fatalf("her own page: %d", got.StatusCode)
	}
	elsewhere := []map[string]string{
		{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site", "Origin": "https://evil.example"},
	}
	types := []string{"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json", ""}
	played := 0
	for _, route := range s.desk.Server.Routes() {
		method, pattern, _ := strings.Cut(route, " ")
		if method == "GET" || strings.HasSuffix(pattern, "/signin/sso/{provider}/return") {
			continue
		}
		path := "/api/v1" + s.path(t, strings.TrimPrefix(pattern, "/api/v1"))
		for i, kind := range types {
			headers := map[string]string{"Cookie": own["Cookie"], "Content-Type": kind}
			for name, value := range elsewhere[i%len(elsewhere)] {
				headers[name] = value
			}
			if got := ask(t, s.desk, method, path, "{}", headers); got.StatusCode != 403 {
				t.Errorf("%s as %q from %v: %d", route, kind, elsewhere[i%len(elsewhere)], got.StatusCode)
			}
			played++
		}
	}
	if played < 300 {
		t.Errorf("only %d requests were played", played)
	}
}

// A cookie that somebody planted before the sign-in is not taken over by it, and
// names nobody afterwards (session fixation).
func TestAPlantedCookieIsNobodys(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	mallory := desk.Invite("mallory@example.org")
	for name, planted := range map[string]string{"made up": strings.Repeat("A", 43), "an attacker's own session": mallory.Token, "no token at all": "x"} {
		got := cookieOf(t, desk, desk.Owner, planted)
		if got.Value == planted {
			t.Errorf("%s: the session has the planted token", name)
		}
		answer := desk.Do(planted, "GET", "/accounts", nil)
		if planted != mallory.Token && answer.Status != 401 {
			t.Errorf("%s: %d with the planted token", name, answer.Status)
		}
		var who struct{ Account seal.ID }
		if planted == mallory.Token {
			if desk.Must(planted, "GET", "/session", nil, &who); who.Account != mallory.Account {
				t.Errorf("the attacker's session is %s's now", who.Account.Hex())
			}
		}
	}
}

// Somebody has bought a thousand addresses with passwords. None opens anything, and
// those who work here go on. Many networks are played in internal/identity.
func TestBoughtPasswords(t *testing.T) {
	desk := servertest.New(t, server.Config{Limits: httpapi.Limits{Guarded: 5, GuardedBurst: 60, Network: 1e6, NetworkBurst: 1e6}}) // sign-ins as a server has them
	staff := []*servertest.Staff{desk.Owner}
	for n := range 5 {
		staff = append(staff, desk.Invite(fmt.Sprintf("agent%d@example.org", n)))
	}
	begun := time.Now()
	var refused, slowed int
	for n := range 1000 {
		email := fmt.Sprintf("person%d@example.org", n)
		if n%100 == 0 {
			email = staff[n/100%len(staff)].Email
		}
		auth := bytes.Repeat([]byte{byte(n)}, 32)
		switch got := desk.Do("", "POST", "/signin/password/finish", servertest.Object{"email": email, "auth": auth, "code": "123456"}); got.Status {
		case 401:
			refused++
		case 429:
			slowed++
		default:
			t.Fatalf("%s: %d %s", email, got.Status, got.Body)
		}
	}
	if slowed == 0 {
		t.Error("one network may try a thousand without waiting")
	}
	t.Logf("%d refused, %d told to wait, in %v", refused, slowed, time.Since(begun))
	for _, each := range staff {
		if got := desk.Do(each.Token, "GET", "/accounts", nil); got.Status != 200 {
			t.Errorf("%s, who was signed in, is out: %d", each.Email, got.Status)
		}
	}
}

// Who has an account cannot be told from how long the first answer of a sign-in with a
// password takes. The ratio of medians over runs that take turns says more on a busy machine than times do.
func TestAnswersTakeAsLongForStrangers(t *testing.T) {
	rounds, much := 300, 1.6
	if play.Long() {
		rounds, much = 3000, 1.25
	}
	quick := httpapi.Limits{Network: 1e6, NetworkBurst: 1e6, Guarded: 1e6, GuardedBurst: 1e6}
	desk := servertest.New(t, server.Config{Limits: quick})
	known := desk.Owner.Email
	took := func(email string) time.Duration {
		begun := time.Now()
		if got := desk.Do("", "POST", "/signin/password/begin", servertest.Object{"email": email}); got.Status != 200 {
			t.Fatalf("%s: %d %s", email, got.Status, got.Body)
		}
		return time.Since(begun)
	}
	var here, nobody []time.Duration
	for n := range rounds {
		stranger := fmt.Sprintf("x%03d@example.org", n%1000)
		if n%2 == 0 {
			here, nobody = append(here, took(known)), append(nobody, took(stranger))
		} else {
			nobody, here = append(nobody, took(stranger)), append(here, took(known))
		}
	}
	slices.Sort(here)
	slices.Sort(nobody)
	ratio := float64(here[len(here)/2]) / float64(nobody[len(nobody)/2])
	t.Logf("%.3f", ratio)
	if ratio < 1/much || ratio > much {
		t.Errorf("it takes %.2f times as long for who has an account", ratio)
	}
}
