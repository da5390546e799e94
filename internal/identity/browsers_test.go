package identity_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"testing"
	gotime "time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// from signs in from a browser with its cookies, and returns those that it has then.
func from(t *testing.T, desk *servertest.Desk, s *servertest.Staff, cookies []*http.Cookie) (token string, kept []*http.Cookie) {
	t.Helper()
	body, err := json.Marshal(s.ByRecovery())
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequest("POST", desk.API()+"/signin/recovery", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
	request.Header.Set("Sealdesk-Client", "native") // which gets the token too
	for _, cookie := range cookies {
		request.AddCookie(cookie)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var in struct{ Token string }
	if err := json.NewDecoder(response.Body).Decode(&in); err != nil || in.Token == "" {
		t.Fatalf("signed in: %d, %v", response.StatusCode, err)
	}
	for _, cookie := range response.Cookies() {
		if !cookie.HttpOnly || !cookie.Secure || cookie.SameSite != http.SameSiteStrictMode {
			t.Errorf("%s is open to others", cookie.Name)
		}
		if cookie.Name == "__Host-sealdesk-browser" {
			kept = append(kept, cookie)
		}
	}
	return in.Token, kept
}

func notices(t *testing.T, desk *servertest.Desk, token string) (all []struct {
	Session, Account  seal.ID
	Agent, Way        string
	Network, TimeText string
}) {
	t.Helper()
	desk.Must(token, "GET", "/notices", nil, &all)
	return all
}

// Somebody who signs in from a browser that the account never used is pointed out
// to the account's other browsers until the person has said that it was them; the
// stranger cannot say so.
func TestANewBrowserIsPointedOut(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	bert := desk.Invite("bert@example.org")
	if got := notices(t, desk, bert.Token); len(got) != 0 {
		t.Fatalf("his first browser: %v", got)
	}
	laptop, kept := from(t, desk, bert, nil)
	all := notices(t, desk, bert.Token)
	if len(all) != 1 || all[0].Way != "recovery" || all[0].Agent == "" || len(notices(t, desk, laptop)) != 0 {
		t.Fatalf("his first browser is told %v", all)
	}
	dismiss := func(token string) int {
		return desk.Do(token, "DELETE", "/notices/"+all[0].Session.Hex(), nil).Status
	}
	if got := dismiss(laptop); got != 403 {
		t.Errorf("the new browser answers for itself: %d", got)
	}
	stranger, _ := from(t, desk, bert, nil)
	if got := dismiss(stranger); got != 403 {
		t.Errorf("another new browser answers for it: %d", got)
	}
	if got := dismiss(desk.Owner.Token); got != 204 || len(notices(t, desk, bert.Token)) != 2 {
		t.Errorf("a colleague answered for him: %d", got)
	}
	if got := dismiss(bert.Token); got != 204 || len(notices(t, desk, bert.Token)) != 1 {
		t.Errorf("his word: %d, %v", got, notices(t, desk, bert.Token))
	}
	again, same := from(t, desk, bert, kept)
	if len(notices(t, desk, bert.Token)) != 1 || len(same) != 1 || same[0].Value != kept[0].Value {
		t.Error("the browser that he used before is new again")
	}
	if _, _ = from(t, desk, desk.Owner, kept); len(notices(t, desk, desk.Owner.Token)) != 1 {
		t.Error("a browser that a colleague uses is not new to the owner")
	}

	// A stranger who leaves at once leaves the notice behind.
	status(t, desk.Do(stranger, "DELETE", "/session", nil), 200)
	if got := notices(t, desk, again); len(got) != 1 {
		t.Errorf("after the stranger left: %v", got)
	}
	time.pass(100 * 24 * gotime.Hour)
	if got := notices(t, desk, bert.SignIn().Token); len(got) != 0 {
		t.Errorf("after a hundred days: %v", got)
	}
}

// Signing in from new browsers again and again keeps a bounded number.
func TestNoticesAreBounded(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert := desk.Invite("bert@example.org")
	for range 25 {
		from(t, desk, bert, nil)
	}
	if got := len(notices(t, desk, bert.Token)); got != 20 {
		t.Errorf("%d notices", got)
	}
}

// A code from the operator breaks a glass: every other owner is told, until they say
// that they know of it; nobody else is.
func TestOwnersAreToldOfTheOperatorsCode(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	second := desk.Invite("second@example.org", directory.Owner)
	bert, admin := desk.Invite("bert@example.org"), desk.Invite("admin@example.org", directory.Admin)
	listening := desk.Listen(second.Token, 0)
	listening.Next("hello")
	code, err := server.GiveSignInCode(desk.Config.DataDir, bert.Email, gotime.Now())
	must(t, err)
	request := object{"email": bert.Email, "auth": bert.RecoveryAuth(), "second": object{"operator": code}}
	var in servertest.SignedIn
	desk.Must("", "POST", "/signin/recovery", request, &in)
	listening.Next("approval") // they look again
	for _, owner := range []*servertest.Staff{desk.Owner, second} {
		if all := notices(t, desk, owner.Token); len(all) != 1 || all[0].Way != "operator" || all[0].Account != bert.Account || all[0].Session != in.Session {
			t.Errorf("%s is told %v", owner.Email, all)
		}
	}
	if all := notices(t, desk, admin.Token); len(all) != 0 {
		t.Errorf("an admin is told %v", all)
	}
	if all := notices(t, desk, bert.Token); len(all) != 1 || all[0].Account != bert.Account {
		t.Errorf("his other browser is told %v", all)
	}
	path := "/notices/" + in.Session.Hex()
	status(t, desk.Do(bert.Token, "DELETE", path, nil), 204) // his own
	status(t, desk.Do(second.Token, "DELETE", path, nil), 204)
	if len(notices(t, desk, second.Token)) != 0 || len(notices(t, desk, desk.Owner.Token)) != 1 {
		t.Error("one owner answered for another")
	}
}

// The account in the safe is used when nothing else helps: every owner hears of it
// at once, and no rule about it is another account's.
func TestAnEmergencyAccountAlarms(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	desk.Owner.Token = desk.Owner.SignIn().Token
	safe := desk.Invite("safe@example.org", directory.Owner)
	bert := desk.Invite("bert@example.org")
	choose := func(version int, accounts []string, want int) {
		t.Helper()
		status(t, desk.Do(desk.Owner.Token, "PUT", "/settings/sign-in", object{"version": version, "value": object{"emergency": accounts}}), want)
	}
	id := safe.Account.Hex()
	for _, wrong := range [][]string{{"safe"}, {id, id}, {id, bert.Account.Hex(), seal.ID{1}.Hex(), seal.ID{2}.Hex(), seal.ID{3}.Hex()}} {
		choose(0, wrong, 422)
	}
	choose(0, []string{id}, 200)
	before := len(notices(t, desk, desk.Owner.Token))
	bert.SignIn()
	if got := len(notices(t, desk, desk.Owner.Token)); got != before {
		t.Errorf("an agent's sign-in alarms the owner: %d", got)
	}
	socket := desk.Listen(desk.Owner.Token, 0)
	safe.SignIn()
	all := notices(t, desk, desk.Owner.Token)
	if len(all) != before+1 || all[0].Way != "emergency" {
		t.Fatalf("the owner is told %v", all)
	}
	socket.Next("approval")
	if got := notices(t, desk, bert.Token); len(got) != 1 { // his own
		t.Errorf("the agent is told %v", got)
	}
	choose(1, []string{}, 200)
	safe.SignIn()
	if got := len(notices(t, desk, desk.Owner.Token)); got != before+1 {
		t.Errorf("an account that is none any more alarms: %d", got)
	}
}
