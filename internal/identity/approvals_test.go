package identity_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// newBrowser is somebody who asks to be let in.
type newBrowser struct {
	desk *servertest.Desk
	flow object
}

func publicKey(t *testing.T) []byte {
	t.Helper()
	key, err := seal.NewOpeningKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public := key.Public()
	return public[:]
}

func asks(t *testing.T, desk *servertest.Desk, email string) *newBrowser {
	t.Helper()
	b := &newBrowser{desk: desk}
	desk.Must("", "POST", "/signin/approval/begin", object{"email": email, "publicKey": publicKey(t)}, &b.flow)
	return b
}

func (b *newBrowser) path() string { return "/approvals/" + b.flow["flow"].(string) }

// state is what it learns, or the status if it learns nothing; token is not
// empty once it is signed in.
func (b *newBrowser) state(t *testing.T) (state, token string) {
	t.Helper()
	got := b.desk.Do("", "POST", "/signin/approval/poll", b.flow)
	if got.Status != 200 {
		return fmt.Sprint(got.Status), ""
	}
	var answer struct {
		State    string
		SignedIn struct{ Token string }
	}
	got.Into(t, &answer)
	return answer.State, answer.SignedIn.Token
}

func (b *newBrowser) is(t *testing.T, want string) {
	t.Helper()
	if got, _ := b.state(t); got != want {
		t.Errorf("the new browser learns %q instead of %q", got, want)
	}
}

var box = object{"box": make([]byte, seal.EncapsulationSize+32+16)}

func waiting(t *testing.T, desk *servertest.Desk, token string) int {
	t.Helper()
	var rows []object
	desk.Must(token, "GET", "/approvals", nil, &rows)
	return len(rows)
}

func TestAnApprovalIsOverAfterItsTime(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	early, late := asks(t, desk, desk.Owner.Email), asks(t, desk, desk.Owner.Email)
	time.pass(10 * 60e9)
	early.is(t, "waiting")
	status(t, desk.Do(desk.Owner.Token, "POST", early.path(), box), 204)
	time.pass(1e9)
	early.is(t, "410") // approved, but nobody came for it
	late.is(t, "410")
	if n := waiting(t, desk, desk.Owner.Token); n != 0 {
		t.Errorf("%d requests wait", n)
	}
	for _, b := range []*newBrowser{early, late} {
		if got := desk.Do(desk.Owner.Token, "POST", b.path(), box); got.Status != 410 && got.Status != 404 {
			t.Errorf("an old request was answered: %d", got.Status)
		}
	}
}

func TestTheFirstAnswerStands(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	no, yes := asks(t, desk, desk.Owner.Email), asks(t, desk, " OLGA@example.org")
	status(t, desk.Do(desk.Owner.Token, "DELETE", no.path(), nil), 204)
	status(t, desk.Do(desk.Owner.Token, "POST", no.path(), box), 410)
	no.is(t, "refused")
	no.is(t, "410")
	status(t, desk.Do(desk.Owner.Token, "POST", yes.path(), box), 204)
	status(t, desk.Do(desk.Owner.Token, "POST", yes.path(), box), 410)
	if n := waiting(t, desk, desk.Owner.Token); n != 0 {
		t.Errorf("%d requests wait for an answer that they have", n)
	}
	before := sessions(t, desk, desk.Owner.Token)
	polls := atOnce(6, func() servertest.Answer { return desk.Do("", "POST", "/signin/approval/poll", yes.flow) })
	if polls[200] != 1 || polls[410] != 5 || sessions(t, desk, desk.Owner.Token) != before+1 {
		t.Errorf("one approval was used by %v", polls)
	}
}

func TestOfManyAnswersAtOnceOneIsTaken(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	record := recordOf(t, desk)
	b := asks(t, desk, desk.Owner.Email)
	got := atOnce(8, func() servertest.Answer { return desk.Do(desk.Owner.Token, "DELETE", b.path(), nil) })
	if got[204] != 1 || got[410] != 7 {
		t.Errorf("answered %v", got)
	}
	if kinds := record.fresh(); len(kinds) != 1 || kinds[0] != "approval.refused" {
		t.Errorf("recorded %v", kinds)
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert := desk.Invite("bert@example.org")
	b := asks(t, desk, desk.Owner.Email)
	unbound := desk.Owner.SignIn().Token
	for name, row := range map[string]struct {
		token, method string
		body          any
		want          int
	}{
		"nobody":                   {"", "POST", box, 401},
		"a customer":               {desk.Visitor().Token, "POST", box, 401},
		"a colleague":              {bert.Token, "POST", box, 404},
		"a colleague who refuses":  {bert.Token, "DELETE", nil, 404},
		"a browser without a key":  {unbound, "POST", box, 403},
		"no box":                   {desk.Owner.Token, "POST", object{}, 422},
		"an empty box":             {desk.Owner.Token, "POST", object{"box": []byte{}}, 422},
		"a box that is too small":  {desk.Owner.Token, "POST", object{"box": make([]byte, 1167)}, 422},
		"a box that is too large":  {desk.Owner.Token, "POST", object{"box": make([]byte, 1169)}, 422},
		"a box that is not base64": {desk.Owner.Token, "POST", object{"box": "***"}, 400},
	} {
		if got := desk.Do(row.token, row.method, b.path(), row.body); got.Status != row.want {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
		b.is(t, "waiting")
	}
	if n := waiting(t, desk, bert.Token); n != 0 {
		t.Errorf("a colleague sees %d requests", n)
	}
	desk.Do(unbound, "DELETE", b.path(), nil)
	asks(t, desk, bert.Email).is(t, "waiting")
}

func TestWhoAskedIsWhoLearns(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	mine, other := asks(t, desk, desk.Owner.Email), asks(t, desk, desk.Owner.Email)
	status(t, desk.Do(desk.Owner.Token, "POST", mine.path(), box), 204)
	for name, flow := range map[string]object{
		"another's secret": {"flow": mine.flow["flow"], "secret": other.flow["secret"]},
		"no secret":        {"flow": mine.flow["flow"], "secret": ""},
		"zeros":            {"flow": mine.flow["flow"], "secret": encode(make([]byte, 32))},
		"the flow's id":    {"flow": mine.flow["flow"], "secret": mine.flow["flow"]},
		"an unknown flow":  {"flow": seal.ID{1}, "secret": mine.flow["secret"]},
	} {
		if got := desk.Do("", "POST", "/signin/approval/poll", flow); got.Status != 410 {
			t.Errorf("with %s: %d %s", name, got.Status, got.Body)
		}
	}
	if state, token := mine.state(t); state != "approved" || token == "" { // the guesses did not use it up
		t.Errorf("who asked learns %q", state)
	}
	other.is(t, "waiting")
}

func TestKeysThatAreNone(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	good := publicKey(t)
	for name, key := range map[string][]byte{
		"none": nil, "cut short": good[:len(good)-1], "too long": append(append([]byte{}, good...), 0), "numbers out of range": bytes.Repeat([]byte{0xff}, len(good)),
	} {
		got := desk.Do("", "POST", "/signin/approval/begin", object{"email": desk.Owner.Email, "publicKey": key})
		if got.Status != 422 {
			t.Errorf("%s: %d", name, got.Status)
		}
	}
	status(t, desk.Do("", "POST", "/signin/approval/begin", object{"email": "olga", "publicKey": good}), 422)
	if n := waiting(t, desk, desk.Owner.Token); n != 0 {
		t.Errorf("%d requests wait", n)
	}
}

// Whether somebody has an address is not to be learnt by asking to be let in,
// however often and in whatever order.
func TestAskingTellsNothingOfAddresses(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	known, unknown := asks(t, desk, desk.Owner.Email), asks(t, desk, "nobody@example.org")
	for i := range 5 {
		asks(t, desk, fmt.Sprintf("nobody%d@example.org", i))
	}
	known.is(t, "waiting")
	unknown.is(t, "waiting")
	for range 3 {
		asks(t, desk, desk.Owner.Email)
		asks(t, desk, "nobody@example.org")
	}
	known.is(t, "410")
	unknown.is(t, "410")
	if n := waiting(t, desk, desk.Owner.Token); n != 3 {
		t.Errorf("%d requests wait", n)
	}
	for _, email := range []string{desk.Owner.Email, "nobody@example.org"} {
		for range 26 {
			asks(t, desk, email)
		}
		got := desk.Do("", "POST", "/signin/approval/begin", object{"email": email, "publicKey": publicKey(t)})
		status(t, got, 429)
		if got.Header.Get("Retry-After") != "1" {
			t.Errorf("%s: wait %q", email, got.Header.Get("Retry-After"))
		}
	}
}

// Who was removed after being let in, and before coming for it, stays out.
func TestAnApprovalDoesNotOutliveTheAccount(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert := desk.Invite("bert@example.org")
	b := asks(t, desk, bert.Email)
	status(t, desk.Do(bert.Token, "POST", b.path(), box), 204)
	remove(t, desk, bert)
	b.is(t, "403")
	b.is(t, "410")
	asks(t, desk, bert.Email).is(t, "waiting") // for ever: nobody can answer
}

// remove takes somebody out of the organisation.
func remove(t *testing.T, desk *servertest.Desk, s *servertest.Staff) {
	t.Helper()
	status(t, desk.Do(desk.Owner.Token, "POST", "/directory", desk.Say(desk.Owner, &directory.Removal{Reason: 1}, seal.Some(s.Account))), 200)
}
