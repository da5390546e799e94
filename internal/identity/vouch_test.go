package identity_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// begsFor is somebody with a sheet who asks colleagues to vouch for them.
func begsFor(t *testing.T, desk *servertest.Desk, email string, auth []byte) *newBrowser {
	t.Helper()
	b := &newBrowser{desk: desk}
	desk.Must("", "POST", "/signin/vouch/begin", object{"email": email, "auth": auth, "publicKey": publicKey(t)}, &b.flow)
	return b
}

func (b *newBrowser) word() string { return b.path() + "/vouch" }

func TestAColleagueVouches(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert, carla := desk.Invite("bert@example.org"), desk.Invite("carla@example.org", directory.Admin)
	record := recordOf(t, desk)
	owners, berts := desk.Listen(desk.Owner.Token, 0), desk.Listen(bert.Token, 0)
	owners.Next("hello")
	berts.Next("hello")
	record.fresh()
	b := begsFor(t, desk, bert.Email, bert.RecoveryAuth())
	owners.Next("approval")
	berts.Next("approval") // whose sheet it is learns of it in every browser
	for _, somebody := range []*servertest.Staff{desk.Owner, carla, bert} {
		if n := waiting(t, desk, somebody.Token); n != 1 {
			t.Errorf("%s sees %d requests", somebody.Email, n)
		}
	}
	b.is(t, "waiting")
	status(t, desk.Do(carla.Token, "POST", b.word(), nil), 204)
	status(t, desk.Do(desk.Owner.Token, "DELETE", b.word(), nil), 410) // the first answer stands
	state, token := b.state(t)
	if state != "approved" {
		t.Errorf("whoever was vouched for is %q", state)
	}
	status(t, desk.Do(token, "GET", "/vault", nil), 200)
	b.is(t, "410")
	if got := slices.DeleteFunc(record.fresh(), func(kind string) bool { return strings.HasSuffix(kind, ".read") || strings.HasSuffix(kind, ".fetched") }); !slices.Equal(got, []string{"vouch.asked", "vouch.given", "session.created"}) {
		t.Errorf("recorded %v", got)
	}
}

func TestNobodyVouchesWhoMayNot(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	bert, dora := desk.Invite("bert@example.org"), desk.Invite("dora@example.org")
	b := begsFor(t, desk, bert.Email, bert.RecoveryAuth())
	unbound := desk.Owner.SignIn().Token
	for name, row := range map[string]struct {
		token string
		want  int
	}{
		"nobody": {"", 401}, "a customer": {desk.Visitor().Token, 401}, "a colleague without rank": {dora.Token, 403},
		"the person": {bert.Token, 403}, "a browser without a key": {unbound, 403},
	} {
		if got := desk.Do(row.token, "POST", b.word(), nil); got.Status != row.want {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	if n := waiting(t, desk, dora.Token); n != 0 {
		t.Errorf("a colleague without rank sees %d requests", n)
	}
	// Nobody vouches for themselves, and no browser's key takes the place of a word.
	own := begsFor(t, desk, desk.Owner.Email, desk.Owner.RecoveryAuth())
	status(t, desk.Do(desk.Owner.Token, "POST", own.word(), nil), 410)
	status(t, desk.Do(desk.Owner.Token, "POST", own.path(), box), 410)
	own.is(t, "waiting")
	// Whose sheet it is refuses from a browser of their own.
	status(t, desk.Do(bert.Token, "DELETE", b.path(), nil), 204)
	status(t, desk.Do(desk.Owner.Token, "POST", b.word(), nil), 410)
	b.is(t, "refused")
	// What asks the account's browsers is not the owners' to answer.
	asked := asks(t, desk, bert.Email)
	status(t, desk.Do(desk.Owner.Token, "POST", asked.word(), nil), 410)
	status(t, desk.Do(desk.Owner.Token, "DELETE", asked.word(), nil), 410)
	time.pass(400e9)
	late := begsFor(t, desk, bert.Email, bert.RecoveryAuth())
	time.pass(600e9 + 1e9)
	desk.Owner.Confirm()
	status(t, desk.Do(desk.Owner.Token, "POST", late.word(), nil), 410)
	late.is(t, "410")
}

// Whoever tries sheets learns nothing: a right one is answered like a wrong one,
// and slowed down like it.
func TestAskingForAWordTellsNothing(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert := desk.Invite("bert@example.org")
	wrong, unknown := begsFor(t, desk, bert.Email, make([]byte, 32)), begsFor(t, desk, "nobody@example.org", make([]byte, 32))
	if n := waiting(t, desk, desk.Owner.Token); n != 0 {
		t.Errorf("%d requests without a sheet ring at the owners'", n)
	}
	for _, b := range []*newBrowser{wrong, unknown} {
		b.is(t, "waiting")
		status(t, desk.Do(desk.Owner.Token, "POST", b.word(), nil), 410)
		b.is(t, "waiting")
	}
	ask := func(email string, auth []byte) int {
		return desk.Do("", "POST", "/signin/vouch/begin", object{"email": email, "auth": auth, "publicKey": publicKey(t)}).Status
	}
	for name, answers := range map[string][]int{
		"a right sheet": repeat(6, func() int { return ask(desk.Owner.Email, desk.Owner.RecoveryAuth()) }),
		"a wrong one":   repeat(6, func() int { return ask("else@example.org", make([]byte, 32)) }),
	} {
		if answers[4] != 200 || answers[5] != 429 {
			t.Errorf("%s: %v", name, answers)
		}
	}
	for name, request := range map[string]object{
		"no key": {"email": bert.Email, "auth": bert.RecoveryAuth()}, "no address": {"auth": bert.RecoveryAuth(), "publicKey": publicKey(t)},
		"half a key": {"email": bert.Email, "auth": bert.RecoveryAuth(), "publicKey": publicKey(t)[:40]},
	} {
		if got := desk.Do("", "POST", "/signin/vouch/begin", request); got.Status != 422 {
			t.Errorf("%s: %d", name, got.Status)
		}
	}
}

func repeat(n int, do func() int) (all []int) {
	for range n {
		all = append(all, do())
	}
	return all
}

// A colleague's word is for the sheet that was shown: not for the next one, and not
// for somebody who is gone.
func TestAWordIsForOneSheet(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert := desk.Invite("bert@example.org")
	b := begsFor(t, desk, bert.Email, bert.RecoveryAuth())
	status(t, desk.Do(desk.Owner.Token, "POST", b.word(), nil), 204)
	next := make([]byte, 32)
	next[0] = 1
	status(t, bert.Put(bert.Token, 2, object{"recovery": object{"auth": next}}), 204)
	b.is(t, "410")
	if n := sessions(t, desk, bert.Token); n != 1 {
		t.Errorf("%d sessions", n)
	}
}
