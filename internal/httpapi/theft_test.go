package httpapi_test

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// A cookie that somebody copied, used from where they are.

const (
	herFirefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
	newFirefox = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"
	hisChrome  = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36"
)

// place is a network with a browser in it.
type place struct{ address, agent, forwarded string }

// send sends a request with her session from there: the connection begins at that
// address of this machine.
func (at place) send(t *testing.T, desk *servertest.Desk, token, method, path string, body any) servertest.Answer {
	t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequest(method, desk.API()+path, strings.NewReader(string(encoded)))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("User-Agent", at.agent)
	request.Header.Set("Sealdesk-Client", "native")
	if token != "" {
		request.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
	}
	if at.forwarded != "" {
		request.Header.Set("X-Forwarded-For", at.forwarded)
	}
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(at.address)}}
	client := http.Client{Transport: &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // it was read
	read, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return servertest.Answer{Status: response.StatusCode, Header: response.Header, Body: read}
}

type herNotice struct {
	Session, Account seal.ID
	Way, Network     string
}

func noticesAt(t *testing.T, desk *servertest.Desk, at place, token string) []herNotice {
	t.Helper()
	var all []herNotice
	at.send(t, desk, token, "GET", "/notices", nil).Into(t, &all)
	return slices.DeleteFunc(all, func(n herNotice) bool { return n.Way != "moved" })
}

// signedInAt signs her in with the password from there.
func signedInAt(t *testing.T, desk *servertest.Desk, at place, who *servertest.Staff) string {
	t.Helper()
	got := at.send(t, desk, "", "POST", "/signin/recovery", who.ByRecovery())
	var in struct{ Token string }
	if got.Into(t, &in); in.Token == "" {
		t.Fatalf("she cannot sign in: %d %s", got.Status, got.Body)
	}
	return in.Token
}

func choose(t *testing.T, desk *servertest.Desk, moved string, version int) {
	t.Helper()
	desk.Must(desk.Owner.Token, "PUT", "/settings/sign-in", servertest.Object{"version": version, "value": servertest.Object{"idleMinutes": 720, "absoluteHours": 336, "confirmMinutes": 15, "moved": moved}}, nil)
}

// From elsewhere, her cookie reads ciphertext and does nothing that matters, though she
// proved who she is a minute ago; she is told; and she goes on as before.
func TestAStolenCookie(t *testing.T) {
	home := place{"127.0.0.1", herFirefox, ""}
	for what, thief := range map[string]place{
		"from another network":                   {"127.0.7.1", herFirefox, ""},
		"in another browser":                     {"127.0.0.1", hisChrome, ""},
		"from another network, as if from hers":  {"127.0.7.1", herFirefox, "127.0.0.1"},
		"from elsewhere, with no name of itself": {"127.0.7.1", "", ""},
	} {
		t.Run(what, func(t *testing.T) {
			desk := servertest.New(t, server.Config{})
			anna := desk.Owner
			cookie := signedInAt(t, desk, home, anna)
			sensitive := func(at place, want int) {
				t.Helper()
				if got := at.send(t, desk, cookie, "GET", "/ledger/export", nil); got.Status != want || want == 403 && got.Reason() != "confirm" {
					t.Errorf("an export: %d %s instead of %d", got.Status, got.Reason(), want)
				}
			}
			sensitive(home, 200)
			sensitive(place{"127.0.0.200", newFirefox, ""}, 200) // her network gave her another address, and her browser grew
			sensitive(thief, 403)
			sensitive(home, 200)
			if got := thief.send(t, desk, cookie, "DELETE", "/sessions/"+anna.Session.Hex(), nil); got.Status != 403 {
				t.Errorf("he ends her other session: %d", got.Status)
			}
			told := noticesAt(t, desk, home, cookie)
			if len(told) != 1 || told[0].Account != anna.Account {
				t.Fatalf("she is told %+v", told)
			}
			if seen := noticesAt(t, desk, thief, cookie); len(seen) != 0 {
				t.Errorf("he sees that she is told: %+v", seen)
			}
			if got := thief.send(t, desk, cookie, "DELETE", "/notices/"+told[0].Session.Hex(), nil); got.Status != 403 {
				t.Errorf("he says that it was her: %d", got.Status)
			}
			for range 5 {
				sensitive(thief, 403)
			}
			if again := noticesAt(t, desk, home, cookie); len(again) != 1 {
				t.Errorf("she is told %d times", len(again))
			}
			if got := home.send(t, desk, cookie, "DELETE", "/sessions/"+told[0].Session.Hex(), nil); got.Status >= 300 {
				t.Errorf("she ends it: %d %s", got.Status, got.Body)
			}
			if got := thief.send(t, desk, cookie, "GET", "/vault", nil); got.Status != 401 {
				t.Errorf("he goes on: %d", got.Status)
			}
		})
	}
}

// confirmAt proves there that it is her, and returns the cookie that she has then.
func confirmAt(t *testing.T, desk *servertest.Desk, at place, cookie string) string {
	t.Helper()
	got := at.send(t, desk, cookie, "POST", "/session/confirm/password", desk.Owner.Confirmation())
	set := (&http.Response{Header: got.Header}).Cookies()
	i := slices.IndexFunc(set, func(c *http.Cookie) bool { return c.Name == sessionCookie })
	if got.Status != 200 || i < 0 {
		t.Fatalf("she confirms: %d %s", got.Status, got.Body)
	}
	if c := set[i]; c.Value == cookie || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode {
		t.Errorf("she is given %s", c)
	}
	return set[i].Value
}

// She travels: asked once, she goes on there and at home, and nobody is told any more.
func TestSheTravels(t *testing.T) {
	var later atomic.Int64
	desk := servertest.New(t, server.Config{Now: func() time.Time { return time.Now().Add(time.Duration(later.Load())) }})
	home, hotel := place{"127.0.0.1", herFirefox, ""}, place{"127.0.7.1", herFirefox, ""}
	cookie := signedInAt(t, desk, home, desk.Owner)
	export := func(at place) int { return at.send(t, desk, cookie, "GET", "/ledger/export", nil).Status }
	if got := export(hotel); got != 403 {
		t.Errorf("she is not asked: %d", got)
	}
	later.Add(int64(time.Minute)) // a code counts once
	cookie = confirmAt(t, desk, hotel, cookie)
	if home, hotel := export(home), export(hotel); home != 200 || hotel != 200 {
		t.Errorf("she is asked again: %d %d", home, hotel)
	}
	if told := noticesAt(t, desk, home, cookie); len(told) != 0 {
		t.Errorf("she is told of herself: %+v", told)
	}
	if got := export(place{"127.0.9.1", herFirefox, ""}); got != 403 {
		t.Errorf("the next place: %d", got)
	}
}

// Where the organisation wants it so, a session that moves ends at once; or nothing
// happens.
func TestWhatAnOrganisationWantsOfMovedSessions(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	home, thief := place{"127.0.0.1", herFirefox, ""}, place{"127.0.7.1", hisChrome, ""}
	choose(t, desk, "ends", 0)
	cookie := signedInAt(t, desk, home, desk.Owner)
	if got := thief.send(t, desk, cookie, "GET", "/vault", nil); got.Status != 401 {
		t.Errorf("he reads: %d", got.Status)
	}
	if got := home.send(t, desk, cookie, "GET", "/vault", nil); got.Status != 401 {
		t.Errorf("the session goes on: %d", got.Status)
	}
	choose(t, desk, "allowed", 1)
	cookie = signedInAt(t, desk, home, desk.Owner)
	if got := thief.send(t, desk, cookie, "GET", "/ledger/export", nil); got.Status != 200 {
		t.Errorf("where sessions may move: %d", got.Status)
	}
}

// Behind a proxy that the operator named, places are those of people; what they claim
// by themselves, or through a proxy that nobody named, moves nobody.
func TestStolenCookiesBehindAProxy(t *testing.T) {
	for what, row := range map[string]struct {
		proxies      []string
		hers, theirs string
		want         int
	}{
		"two networks":           {[]string{"127.0.0.1"}, "198.51.100.7", "203.0.113.7", 403},
		"a claim before":         {[]string{"127.0.0.1"}, "198.51.100.7", "198.51.100.7, 203.0.113.7", 403},
		"the same network":       {[]string{"127.0.0.1"}, "198.51.100.7", "198.51.100.99", 200},
		"IPv6, the same site":    {[]string{"127.0.0.1"}, "2001:db8:1:2::3", "2001:db8:1:ffff::3", 200},
		"IPv6, another site":     {[]string{"127.0.0.1"}, "2001:db8:1:2::3", "2001:db8:2:2::3", 403},
		"a proxy that is nobody": {nil, "198.51.100.7", "203.0.113.7", 200}, // all are one network to it
	} {
		desk := servertest.New(t, server.Config{Proxies: row.proxies})
		cookie := signedInAt(t, desk, place{"127.0.0.1", herFirefox, row.hers}, desk.Owner)
		if got := (place{"127.0.0.1", herFirefox, row.theirs}).send(t, desk, cookie, "GET", "/ledger/export", nil); got.Status != row.want {
			t.Errorf("%s: %d instead of %d", what, got.Status, row.want)
		}
	}
}

// When she proves again who she is, her session has another cookie. The one before, and
// whoever copied it, has nothing of that proof, and is nobody half a minute after she
// used the new one. If the answer that brought it is lost, she is not signed out.
func TestAConfirmationBringsAnotherCookie(t *testing.T) {
	var later atomic.Int64
	pass := func(d time.Duration) { later.Add(int64(d)) }
	desk := servertest.New(t, server.Config{Now: func() time.Time { return time.Now().Add(time.Duration(later.Load())) }})
	home := place{"127.0.0.1", herFirefox, ""}
	first := signedInAt(t, desk, home, desk.Owner)
	answers := func(what, cookie, path string, want int) {
		t.Helper()
		if got := home.send(t, desk, cookie, "GET", path, nil); got.Status != want {
			t.Errorf("%s: %s answers %d instead of %d", what, path, got.Status, want)
		}
	}
	pass(20 * time.Minute)
	lost := confirmAt(t, desk, home, first) // and its answer never comes
	pass(time.Hour)
	answers("the answer was lost", first, "/vault", 200)
	answers("what was proven is not hers that shows the one before", first, "/ledger/export", 403)
	second := confirmAt(t, desk, home, first)
	answers("one that nobody ever used", lost, "/vault", 401)
	answers("a thief, before she goes on", first, "/ledger/export", 403)
	answers("she goes on", second, "/ledger/export", 200)
	answers("another tab's request, on its way", first, "/vault", 200)
	answers("a thief, in that time", first, "/ledger/export", 403)
	pass(31 * time.Second)
	answers("the one before", first, "/vault", 401)
	answers("the new one", second, "/vault", 200)
	pass(-time.Hour)
	answers("the one before, when the clock was set back", first, "/vault", 401)
}
