package identity_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	gotime "time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

func alive(t *testing.T, desk *servertest.Desk, token string, want bool) {
	t.Helper()
	if got := desk.Do(token, "GET", "/unlockers", nil).Status; (got == 200) != want {
		t.Errorf("the session answers %d", got)
	}
}

// As long as nobody chose otherwise.
const (
	idleLimit     = 12 * gotime.Hour
	absoluteLimit = 14 * 24 * gotime.Hour
)

func TestAnUnusedSessionEnds(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	used, unused := desk.Owner.SignIn().Token, desk.Owner.SignIn().Token
	time.pass(idleLimit - 1e9)
	alive(t, desk, used, true)
	time.pass(1e9)
	alive(t, desk, unused, false)
	alive(t, desk, used, true)
	time.pass(idleLimit - 2e9)
	alive(t, desk, used, true)
	alive(t, desk, unused, false) // over is over
	if n := sessions(t, desk, used); n != 1 {
		t.Errorf("%d sessions are listed", n)
	}
}

func TestAUsedSessionEndsToo(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	token := desk.Owner.SignIn().Token
	for passed := gotime.Duration(0); passed < absoluteLimit-6*gotime.Hour; passed += 6 * gotime.Hour {
		time.pass(6 * gotime.Hour)
		alive(t, desk, token, true)
	}
	time.pass(6*gotime.Hour - 1e9)
	alive(t, desk, token, true)
	time.pass(1e9)
	alive(t, desk, token, false)
	fresh := desk.Owner.SignIn().Token
	desk.Settle()
	if n := sessions(t, desk, fresh); n != 1 {
		t.Errorf("%d sessions are left", n)
	}
}

// Using a session is not a write each time.
func TestASessionIsTouchedOnceAMinute(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	record := recordOf(t, desk)
	seen := func() (at int64) {
		t.Helper()
		if err := record.db.QueryRow(`SELECT max(last_seen) FROM sessions`).Scan(&at); err != nil {
			t.Fatal(err)
		}
		return at
	}
	before := seen()
	for range 3 {
		time.pass(20e9)
		alive(t, desk, desk.Owner.Token, true)
	}
	if seen() != before {
		t.Error("it was written within a minute")
	}
	time.pass(1e9)
	alive(t, desk, desk.Owner.Token, true)
	if got := seen(); got != time.Now().UnixMilli() {
		t.Errorf("it was last seen at %d", got)
	}
}

func TestASessionEndedElsewhereIsOverAtOnce(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert := desk.Invite("bert@example.org")
	lost := desk.Owner.SignIn()
	listening := desk.Listen(lost.Token, 0)
	listening.Next("hello")
	path := "/sessions/" + lost.Session.Hex()
	for name, token := range map[string]string{"nobody": "", "a colleague": bert.Token, "a customer": desk.Visitor().Token} {
		if got := desk.Do(token, "DELETE", path, nil).Status; got < 400 {
			t.Errorf("%s ended it: %d", name, got)
		}
	}
	alive(t, desk, lost.Token, true)
	status(t, desk.Do(desk.Owner.Token, "DELETE", path, nil), 204)
	alive(t, desk, lost.Token, false)
	if code := listening.Closed(); code != 4001 {
		t.Errorf("its socket was closed with %d", code)
	}
	status(t, desk.Do(desk.Owner.Token, "DELETE", path, nil), 404)
	alive(t, desk, desk.Owner.Token, true)
	status(t, desk.Do(desk.Owner.Token, "DELETE", "/session", nil), 200)
	alive(t, desk, desk.Owner.Token, false)
}

func TestTokensThatAreNone(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	alive(t, desk, desk.Owner.Token, true)
	for _, token := range []string{
		"x", strings.Repeat("A", 43), desk.Owner.Token[:42], desk.Owner.Token + "A", desk.Visitor().Token, desk.Owner.Session.Hex(),
		strings.ToUpper(desk.Owner.Token), encode(make([]byte, 32)),
	} {
		alive(t, desk, token, false)
	}
}

// What the database holds signs nobody in.
func TestAStoredVerifierIsNoToken(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	record := recordOf(t, desk)
	var verifier, auth []byte
	if err := record.db.QueryRow(`SELECT verifier FROM sessions`).Scan(&verifier); err != nil {
		t.Fatal(err)
	}
	alive(t, desk, encode(verifier), false)
	if err := record.db.QueryRow(`SELECT verifier FROM recoveries`).Scan(&auth); err != nil {
		t.Fatal(err)
	}
	status(t, byRecovery(desk, desk.Owner.Email, auth), 401)
}

func bind(desk *servertest.Desk, token string, device seal.ID) servertest.Answer {
	return desk.Do(token, "PUT", "/session/device", object{"device": device})
}

// A session takes a device of its own account that is certified now, and doing
// it twice is one act.
func TestBindingADevice(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	bert, customer := desk.Invite("bert@example.org"), desk.Visitor()
	record := recordOf(t, desk)
	in := desk.Owner.SignIn()
	record.fresh()
	for name, device := range map[string]seal.ID{
		"a colleague's": bert.Device, "a customer's": customer.Device, "none": {}, "an unknown one": {1}, "an account": desk.Owner.Account,
	} {
		if got := bind(desk, in.Token, device); got.Status != 403 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	status(t, bind(desk, "", desk.Owner.Device), 401)
	status(t, bind(desk, customer.Token, customer.Device), 401)
	if kinds := slices.Compact(record.fresh()); !slices.Equal(kinds, []string{"access.refused"}) {
		t.Errorf("the refusals left %v", kinds)
	}
	for range 3 {
		status(t, bind(desk, in.Token, desk.Owner.Device), 204)
	}
	if kinds := record.fresh(); len(kinds) != 1 {
		t.Errorf("binding one device left %v", kinds)
	}
	var rows []struct {
		Session seal.ID
		Device  *seal.ID
	}
	desk.Must(in.Token, "GET", "/sessions", nil, &rows)
	for _, row := range rows {
		if row.Device == nil || *row.Device != desk.Owner.Device {
			t.Errorf("session %v has device %v", row.Session, row.Device)
		}
	}
	time.pass(31 * 86400e9) // its certificate is over
	late := desk.Owner.SignIn()
	status(t, bind(desk, late.Token, desk.Owner.Device), 403)
}

// The directory's word ends everything at once: sessions, sockets, sign-ins.
func TestARemovedAccountIsOut(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	bert := desk.Invite("bert@example.org")
	finger := newAuthenticator(t, desk.Server.URL())
	var begun begunPasskey
	desk.Must(bert.Token, "POST", "/passkeys/begin", object{}, &begun)
	bert.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, bert.Put(bert.Token, 2, object{"passkey": object{"flow": begun.Flow, "response": finger.Register(begun.Options), "name": "x"}}), 204)
	status(t, signIn(finger, desk, confirmed, nil), 200)
	listening := desk.Listen(bert.Token, 0)
	listening.Next("hello")
	begunFlow, options := begin(desk)
	remove(t, desk, bert)
	alive(t, desk, bert.Token, false)
	if code := listening.Closed(); code != 4001 {
		t.Errorf("his socket was closed with %d", code)
	}
	time.pass(60e9)
	status(t, byRecovery(desk, bert.Email, bert.RecoveryAuth(), bert.PasswordAuth), 401)
	status(t, byPassword(desk, bert.Email, bert.PasswordAuth, code(t, bert.TOTP, time.Now())), 401)
	status(t, finish(desk, begunFlow, finger.Assert(options, confirmed)), 403)
	var accounts []struct{ Email string }
	desk.Must(desk.Owner.Token, "GET", "/accounts", nil, &accounts)
	if len(accounts) != 1 || accounts[0].Email != desk.Owner.Email {
		t.Errorf("accounts: %v", accounts)
	}
	alive(t, desk, desk.Owner.Token, true)
}

// What a browser calls itself is cut between characters, and may be any bytes.
func TestAgentsAreCut(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	for agent, check := range map[string]func(string) bool{
		strings.Repeat("ü", 300): func(kept string) bool { return kept == strings.Repeat("ü", 100) },
		"bad \xff byte":          func(kept string) bool { return kept == "bad \uFFFD byte" },
	} {
		request, err := http.NewRequest("POST", desk.API()+"/signin/recovery", strings.NewReader(
			`{"email":"olga@example.org","auth":"`+std(desk.Owner.RecoveryAuth())+`","second":{"password":"`+std(desk.Owner.PasswordAuth)+`"}}`))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("User-Agent", agent)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		var rows []struct{ Agent string }
		desk.Must(desk.Owner.Token, "GET", "/sessions", nil, &rows)
		found := false
		for _, row := range rows {
			found = found || check(row.Agent)
		}
		if response.StatusCode != 200 || !found {
			t.Errorf("%.20q: %d, listed as %q", agent, response.StatusCode, rows)
		}
	}
}

func TestAvailability(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	record := recordOf(t, desk)
	set := func(word string) servertest.Answer {
		return desk.Do(desk.Owner.Token, "PUT", "/availability", object{"availability": word})
	}
	for _, word := range []string{"", "Away", "asleep", "away "} {
		if got := set(word).Status; got != 422 && got != 400 {
			t.Errorf("%q: %d", word, got)
		}
	}
	status(t, set("away"), 204)
	status(t, set("away"), 204) // changes nothing
	status(t, set("available"), 204)
	if kinds := record.fresh(); len(kinds) != 2 {
		t.Errorf("two changes left %v", kinds)
	}
}

// Fewer hours count at once, for those who are in, too; sockets close.
func TestAnOrganisationChoosesHowLongSessionsLast(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	bert := desk.Invite("bert@example.org")
	status(t, desk.Do(desk.Owner.Token, "PUT", "/settings/sign-in", object{"version": 0, "value": object{"idleMinutes": 60, "absoluteHours": 24, "confirmMinutes": 15}}), 200)
	socket := desk.Listen(bert.Token, 0)
	time.pass(59 * gotime.Minute)
	alive(t, desk, bert.Token, true)
	fresh := desk.Owner.SignIn().Token
	status(t, desk.Do(fresh, "PUT", "/settings/sign-in", object{"version": 1, "value": object{"idleMinutes": 30, "absoluteHours": 24}}), 200)
	alive(t, desk, bert.Token, true) // he was there a moment ago
	time.pass(30 * gotime.Minute)
	alive(t, desk, bert.Token, false)
	status(t, desk.Do("", "POST", "/signin/recovery", bert.ByRecovery()), 200)
	owner := desk.Owner.SignIn().Token
	status(t, desk.Do(owner, "PUT", "/settings/sign-in", object{"version": 2, "value": object{"idleMinutes": 15, "absoluteHours": 1}}), 200)
	if code := socket.Closed(); code != 4001 {
		t.Errorf("his socket was closed with %d", code)
	}
}

// Who lost a laptop ends what goes on elsewhere; an owner does so for others.
func TestAllSessionsAtOnce(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	record := recordOf(t, desk)
	bert := desk.Invite("bert@example.org")
	elsewhere := []string{bert.SignIn().Token, bert.SignIn().Token}
	socket := desk.Listen(elsewhere[0], 0)
	record.fresh()
	status(t, desk.Do(bert.Token, "POST", "/sessions/end-others", nil), 204)
	got := slices.DeleteFunc(record.fresh(), func(kind string) bool { return kind == "live.ended" }) // the socket takes a moment
	if !slices.Equal(got, []string{"session.ended", "session.ended"}) {
		t.Errorf("recorded %v", got)
	}
	alive(t, desk, bert.Token, true)
	alive(t, desk, desk.Owner.Token, true)
	for _, token := range elsewhere {
		alive(t, desk, token, false)
	}
	if code := socket.Closed(); code != 4001 {
		t.Errorf("the socket was closed with %d", code)
	}
	path := "/accounts/" + bert.Account.Hex() + "/sessions"
	status(t, desk.Do(bert.Token, "DELETE", path, nil), 403)
	status(t, desk.Do(desk.Owner.Token, "DELETE", path, nil), 204)
	alive(t, desk, bert.Token, false)
	status(t, desk.Do(desk.Owner.Token, "DELETE", "/accounts/"+seal.ID{9}.Hex()+"/sessions", nil), 404)
	status(t, desk.Do(desk.Owner.Token, "DELETE", "/accounts/"+desk.Owner.Account.Hex()+"/sessions", nil), 204)
	alive(t, desk, desk.Owner.Token, true) // but for the one that asks
}
