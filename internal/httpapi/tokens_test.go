package httpapi_test

import (
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

type madeToken struct {
	Secret string
	Token  struct {
		ID       seal.ID
		Networks []string
		LastUsed *time.Time
	}
}

func makeToken(desk *servertest.Desk, by *servertest.Staff, scope string, networks ...string) madeToken {
	desk.T.Helper()
	var made madeToken
	desk.Must(by.Token, "POST", "/tokens", servertest.Object{"name": "a program", "scopes": []string{scope}, "networks": networks, "days": 30}, &made)
	return made
}

// A token reaches the routes of its scopes, and no other route that asks for a right.
func TestATokenReachesItsScopeAndNothingElse(t *testing.T) {
	stage := newStage(t, nil)
	desk := stage.desk
	for scope, opens := range map[string][]string{
		"ledger.read": {"GET /ledger/events", "GET /ledger/events/{number}/proof", "GET /ledger/witnesses", "GET /ledger/retention", "GET /ledger/retention/{class}"},
		"scim":        nil,
	} {
		program := makeToken(desk, desk.Owner, scope).Secret
		for _, row := range refusals {
			if row.want[nobody] != 401 || row.route == "POST /visitor/sessions" {
				continue // for anybody, or guarded by what is in the body
			}
			method, pattern, _ := strings.Cut(row.route, " ")
			var body any
			if method != "GET" {
				body = []byte("{}")
			}
			got := desk.Do(program, method, stage.path(t, pattern), body)
			open := scope == "scim" && strings.HasPrefix(pattern, "/scim/v2/")
			for _, route := range opens {
				open = open || route == row.route
			}
			if open != (got.Status != 401 && got.Status != 403) {
				t.Errorf("a token for %s: %s answered %d %s", scope, row.route, got.Status, got.Body)
			}
		}
	}
}

// A token shows what it is, is told once, and is kept as its hash.
func TestATokenIsToldOnce(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	made := makeToken(desk, desk.Owner, "ledger.read", "127.0.0.0/8", "2001:db8::1")
	if !regexp.MustCompile(`^sdk_[a-z2-7]{59}$`).MatchString(made.Secret) {
		t.Errorf("a token looks like %q", made.Secret)
	}
	desk.Must(made.Secret, "GET", "/ledger/events", nil, nil)
	list := desk.Do(desk.Owner.Token, "GET", "/tokens", nil)
	if strings.Contains(string(list.Body), made.Secret[4:20]) {
		t.Error("the list tells the token")
	}
	var rows []struct {
		Networks    []string
		LastUsed    *time.Time
		LastNetwork string
	}
	list.Into(t, &rows)
	if len(rows) != 1 || len(rows[0].Networks) != 2 || rows[0].Networks[1] != "2001:db8::1/128" || rows[0].LastUsed == nil || rows[0].LastNetwork != "127.0.0.1" {
		t.Errorf("the list is %+v", rows)
	}
	for what, wrong := range map[string]string{
		"another first letter": "sdk_" + flip(made.Secret[4]) + made.Secret[5:],
		"in capitals":          strings.ToUpper(made.Secret),
		"with something more":  made.Secret + "a",
		"cut":                  made.Secret[:40],
		"one of nobody's":      identity.WriteToken(identity.Token{1}),
		"its prefix":           "sdk_",
	} {
		if got := desk.Do(wrong, "GET", "/ledger/events", nil); got.Status != 401 {
			t.Errorf("%s: %d", what, got.Status)
		}
	}
	desk.Must(desk.Owner.Token, "DELETE", "/tokens/"+made.Token.ID.Hex(), nil, nil)
	if got := desk.Do(made.Secret, "GET", "/ledger/events", nil); got.Status != 401 {
		t.Errorf("a revoked token: %d", got.Status)
	}
}

func flip(letter byte) string {
	if letter == 'a' {
		return "b"
	}
	return "a"
}

func TestTokensThatAreNotMade(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	agent := desk.Invite("anna@example.org")
	program := makeToken(desk, desk.Owner, "scim").Secret
	good := servertest.Object{"name": "a", "scopes": []string{"scim"}}
	with := func(name string, value any) servertest.Object {
		o := servertest.Object{"name": "a", "scopes": []string{"scim"}}
		o[name] = value
		return o
	}
	for what, row := range map[string]struct {
		token  string
		body   servertest.Object
		status int
	}{
		"by an agent":               {agent.Token, good, 403},
		"by another token":          {program, good, 401},
		"by nobody":                 {"", good, 401},
		"without a name":            {desk.Owner.Token, with("name", " "), 422},
		"with a long one":           {desk.Owner.Token, with("name", strings.Repeat("a", 101)), 422},
		"with a name of two lines":  {desk.Owner.Token, with("name", "a\nb"), 422},
		"for nothing":               {desk.Owner.Token, with("scopes", []string{}), 422},
		"for everything":            {desk.Owner.Token, with("scopes", []string{"*"}), 422},
		"for the same twice":        {desk.Owner.Token, with("scopes", []string{"scim", "scim"}), 422},
		"for longer than a year":    {desk.Owner.Token, with("days", 366), 422},
		"for less than a day":       {desk.Owner.Token, with("days", -1), 422},
		"from what is no network":   {desk.Owner.Token, with("networks", []string{"example.org"}), 422},
		"from the whole internet":   {desk.Owner.Token, with("networks", []string{"0.0.0.0/0"}), 422},
		"from one hidden in IPv6":   {desk.Owner.Token, with("networks", []string{"::ffff:0.0.0.0/96"}), 422},
		"from too many networks":    {desk.Owner.Token, with("networks", strings.Fields(strings.Repeat("192.0.2.1 ", 33))), 422},
		"with what nobody asks for": {desk.Owner.Token, with("admin", true), 400},
	} {
		if got := desk.Do(row.token, "POST", "/tokens", row.body); got.Status != row.status {
			t.Errorf("a token %s: %d %s", what, got.Status, got.Body)
		}
	}
	for range 19 {
		desk.Must(desk.Owner.Token, "POST", "/tokens", good, nil)
	}
	if got := desk.Do(desk.Owner.Token, "POST", "/tokens", good); got.Status != 409 {
		t.Errorf("one more than a person can have: %d", got.Status)
	}
}

// A token takes a fresh proof of two factors to be made, and ends with its time.
func TestATokenTakesAFreshProofAndEnds(t *testing.T) {
	var later atomic.Int64
	start := time.Now()
	desk := servertest.New(t, server.Config{Now: func() time.Time { return start.Add(time.Duration(later.Load())) }})
	program := makeToken(desk, desk.Owner, "ledger.read").Secret
	later.Store(int64(time.Hour))
	got := desk.Do(desk.Owner.Token, "POST", "/tokens", servertest.Object{"name": "a", "scopes": []string{"scim"}})
	if got.Status != 403 || !strings.Contains(string(got.Body), "confirm") {
		t.Errorf("an hour after the proof: %d %s", got.Status, got.Body)
	}
	if got := desk.Do(desk.Owner.Token, "PUT", "/accounts/"+desk.Owner.Account.Hex()+"/suspension", servertest.Object{}); got.Status != 403 {
		t.Errorf("shutting out, an hour after the proof: %d %s", got.Status, got.Body)
	}
	later.Store(int64(30*24*time.Hour - time.Second))
	desk.Must(program, "GET", "/ledger/events", nil, nil)
	later.Store(int64(30 * 24 * time.Hour))
	if got := desk.Do(program, "GET", "/ledger/events", nil); got.Status != 401 {
		t.Errorf("when its time is over: %d", got.Status)
	}
}

// Somebody who is shut out is out at once: sessions, sockets, tokens, and every way
// in. Whoever cannot prove who they are learns nothing of it.
func TestWhoIsSuspendedIsOut(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	carl := desk.Invite("carl@example.org", directory.Admin)
	program := makeToken(desk, carl, "ledger.read").Secret
	desk.Must(program, "GET", "/ledger/events", nil, nil)
	socket := desk.Listen(carl.Token, 0)
	path := "/accounts/" + carl.Account.Hex() + "/suspension"
	began := time.Now()
	desk.Must(desk.Owner.Token, "PUT", path, servertest.Object{}, nil)
	socket.Closed()
	t.Logf("from the request to the closed socket: %v", time.Since(began).Round(10*time.Microsecond))
	for _, route := range []string{"/vault", "/groups/boxes", "/conversations", "/sessions", "/directory"} {
		if got := desk.Do(carl.Token, "GET", route, nil); got.Status != 401 {
			t.Errorf("GET %s: %d", route, got.Status)
		}
	}
	if got := desk.Do(program, "GET", "/ledger/events", nil); got.Status != 401 {
		t.Errorf("with the token: %d", got.Status)
	}
	proven := desk.Do("", "POST", "/signin/recovery", carl.ByRecovery())
	if proven.Status != 403 || !strings.Contains(string(proven.Body), "suspended") {
		t.Errorf("with the right proofs: %d %s", proven.Status, proven.Body)
	}
	guess := carl.ByRecovery()
	guess["auth"] = make([]byte, 32)
	if got := desk.Do("", "POST", "/signin/recovery", guess); got.Status != 401 || strings.Contains(string(got.Body), "suspended") {
		t.Errorf("with a guess: %d %s", got.Status, got.Body)
	}
	desk.Restart()
	if got := desk.Do("", "POST", "/signin/recovery", carl.ByRecovery()); got.Status != 403 {
		t.Errorf("after a start: %d %s", got.Status, got.Body)
	}
	desk.Must(desk.Owner.Token, "DELETE", path, nil, nil)
	desk.Must("", "POST", "/signin/recovery", carl.ByRecovery(), nil)
	if got := desk.Do(carl.Token, "GET", "/vault", nil); got.Status != 401 {
		t.Errorf("the session of before lives again: %d", got.Status)
	}
	if got := desk.Do(program, "GET", "/ledger/events", nil); got.Status != 401 {
		t.Errorf("the token of before lives again: %d", got.Status)
	}
}

func TestWhoCannotBeSuspended(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	carl := desk.Invite("carl@example.org", directory.Admin)
	agent := desk.Invite("anna@example.org")
	path := func(s *servertest.Staff) string { return "/accounts/" + s.Account.Hex() + "/suspension" }
	for what, row := range map[string]struct {
		by, whom *servertest.Staff
		status   int
	}{
		"the last owner, by themselves": {desk.Owner, desk.Owner, 422},
		"an owner, by an admin":         {carl, desk.Owner, 403},
		"an admin, by an agent":         {agent, carl, 403},
		"oneself":                       {carl, carl, 422},
	} {
		if got := desk.Do(row.by.Token, "PUT", path(row.whom), servertest.Object{}); got.Status != row.status {
			t.Errorf("%s: %d %s", what, got.Status, got.Body)
		}
	}
}

// Behind a proxy, a token's networks are those of the program, not of the proxy; and
// what a stranger claims about itself opens nothing.
func TestATokensNetworksBehindAProxy(t *testing.T) {
	for what, row := range map[string]struct {
		proxies   []string
		forwarded string
		want      int
	}{
		"its own network":                   {[]string{"127.0.0.1"}, "198.51.100.7", 200},
		"another one":                       {[]string{"127.0.0.1"}, "203.0.113.7", 401},
		"another one that claims to be its": {[]string{"127.0.0.1"}, "198.51.100.7, 203.0.113.7", 401},
		"the proxy itself":                  {[]string{"127.0.0.1"}, "", 401},
		"a proxy that nobody named":         {nil, "198.51.100.7", 401},
	} {
		desk := servertest.New(t, server.Config{Proxies: row.proxies})
		made := makeToken(desk, desk.Owner, "ledger.read", "198.51.100.0/24")
		headers := map[string]string{"Authorization": "Bearer " + made.Secret, "X-Forwarded-For": row.forwarded}
		if got := ask(t, desk, "GET", "/api/v1/ledger/events", "", headers); got.StatusCode != row.want {
			t.Errorf("%s: %d instead of %d", what, got.StatusCode, row.want)
		}
	}
}
