package identity_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

type object = servertest.Object

// clock is a clock that tests move by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Now().Truncate(time.Second)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func status(t *testing.T, got servertest.Answer, want int) {
	t.Helper()
	if got.Status != want {
		t.Errorf("got %d instead of %d: %s", got.Status, want, got.Body)
	}
}

func code(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, at)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestPasswordNeedsAFreshCode(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	signIn := func(auth []byte, code string) servertest.Answer {
		return desk.Do("", "POST", "/signin/password/finish", object{"email": "Olga@Example.org ", "auth": auth, "code": code})
	}
	status(t, signIn(desk.Owner.PasswordAuth, code(t, desk.Owner.TOTP, time.Now())), 401) // taken at set-up
	time.pass(60e9)
	fresh := code(t, desk.Owner.TOTP, time.Now())
	status(t, signIn(make([]byte, 32), fresh), 401)
	status(t, signIn(desk.Owner.PasswordAuth, fresh), 200)
	status(t, signIn(desk.Owner.PasswordAuth, fresh), 401) // replayed
}

func TestGuessingGetsSlowButLocksNobodyOut(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	guess := func() servertest.Answer {
		return desk.Do("", "POST", "/signin/recovery", object{"email": desk.Owner.Email, "auth": make([]byte, 32), "second": object{"code": "000000"}})
	}
	limited := 0
	for range 20 {
		if got := guess(); got.Status == 429 {
			limited++
			if got.Header.Get("Retry-After") == "" {
				t.Error("it does not say how long to wait")
			}
		}
	}
	if limited < 10 {
		t.Errorf("only %d of 20 guesses were slowed down", limited)
	}
	time.pass(6 * 60e9)
	status(t, desk.Do("", "POST", "/signin/recovery", desk.Owner.ByRecovery()), 200)
}

func TestUnknownAddressesLookTheSame(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	ask := func() string {
		return string(desk.Do("", "POST", "/signin/password/begin", object{"email": "nobody@example.org"}).Body)
	}
	if first := ask(); first != ask() || !strings.Contains(first, `"memory":65536`) {
		t.Errorf("an unknown address got %s", first)
	}
	status(t, desk.Do("", "POST", "/signin/recovery", object{"email": "nobody@example.org", "auth": make([]byte, 32), "second": object{"code": "000000"}}), 401)
}

func TestSessionsEnd(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	idle, used := desk.Owner.SignIn().Token, desk.Owner.SignIn().Token
	for range 13 {
		time.pass(3600e9)
		status(t, desk.Do(used, "GET", "/sessions", nil), 200)
	}
	status(t, desk.Do(idle, "GET", "/sessions", nil), 401)
	for range 14 * 24 {
		time.pass(3600e9)
		desk.Do(used, "GET", "/sessions", nil)
	}
	status(t, desk.Do(used, "GET", "/sessions", nil), 401)
}

func TestAVisitorsChallengeIsUsedOnce(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	customer := desk.Visitor()
	request := customer.SessionRequest()
	status(t, desk.Do("", "POST", "/visitor/sessions", request), 200)
	status(t, desk.Do("", "POST", "/visitor/sessions", request), 401)
	late := customer.SessionRequest()
	time.pass(3 * 60e9)
	status(t, desk.Do("", "POST", "/visitor/sessions", late), 401)
	stale := customer.SessionRequest()
	desk.Restart() // who was not told whether it worked asks for a new one
	status(t, desk.Do("", "POST", "/visitor/sessions", request), 401)
	status(t, desk.Do("", "POST", "/visitor/sessions", stale), 401)
	other := desk.Visitor().SessionRequest()
	other["device"] = customer.Wire
	status(t, desk.Do("", "POST", "/visitor/sessions", other), 401)
	time.pass(25 * 3600e9)
	status(t, desk.Do(customer.Token, "GET", "/conversations", nil), 401)
}

func TestApproval(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	key, err := seal.NewOpeningKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public := key.Public()
	begin := func(email string) (flow object) {
		desk.Must("", "POST", "/signin/approval/begin", object{"email": email, "publicKey": public[:]}, &flow)
		return flow
	}
	poll := func(flow object) (answer struct {
		State    string
		SignedIn struct{ Token string }
	}) {
		desk.Must("", "POST", "/signin/approval/poll", flow, &answer)
		return answer
	}
	listening := desk.Listen(desk.Owner.Token, 0)
	listening.Next("hello")
	flow, unknown := begin(desk.Owner.Email), begin("nobody@example.org")
	listening.Next("approval")
	if poll(flow).State != "waiting" || poll(unknown).State != "waiting" {
		t.Error("a request does not wait")
	}
	path := "/approvals/" + flow["flow"].(string)
	stranger := desk.Invite("bert@example.org")
	status(t, desk.Do(stranger.Token, "POST", path, object{"box": make([]byte, 1168)}), 404)
	status(t, desk.Do(desk.Owner.Token, "POST", path, object{"box": make([]byte, 1168)}), 204)
	status(t, desk.Do(desk.Owner.Token, "DELETE", path, nil), 410)
	guess := object{"flow": flow["flow"], "secret": unknown["secret"]}
	status(t, desk.Do("", "POST", "/signin/approval/poll", guess), 410)
	answer := poll(flow)
	status(t, desk.Do(answer.SignedIn.Token, "GET", "/sessions", nil), 200)
	status(t, desk.Do("", "POST", "/signin/approval/poll", flow), 410)
}

func TestSetUpIsOnce(t *testing.T) {
	fresh := servertest.Start(t, server.Config{})
	status(t, fresh.Do("", "POST", "/setup/server-key", object{"token": "guessed"}), 403)
	token := fresh.Server.SetupToken()
	fresh.SetUp()
	status(t, fresh.Do("", "POST", "/setup/server-key", object{"token": token}), 410)
}

// Nothing that people write, and no secret, reaches the log.
func TestLogsHoldNoSecrets(t *testing.T) {
	var log bytes.Buffer
	var mu sync.Mutex
	desk := servertest.New(t, server.Config{Log: slog.New(slog.NewJSONHandler(lockedWriter{&mu, &log}, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	message := thread.Send("a very private question")
	desk.Do(customer.Token, "POST", thread.Path("/messages"), []byte(`{"message":"not base64 but private"}`))
	desk.Do("", "POST", "/signin/recovery", desk.Owner.ByRecovery())
	mu.Lock()
	defer mu.Unlock()
	if log.Len() == 0 {
		t.Fatal("nothing was logged: the test would prove nothing")
	}
	for _, secret := range []string{"private", customer.Token, desk.Owner.Token, desk.Owner.Email, desk.Server.SetupToken(), string(message.Bytes())} {
		if secret != "" && strings.Contains(log.String(), secret) {
			t.Errorf("the log holds a secret: %.20q…", secret)
		}
	}
}

type lockedWriter struct {
	mu *sync.Mutex
	to *bytes.Buffer
}

func (w lockedWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.to.Write(p)
}

// What would put people at risk does not start.
func TestUnsafeStarts(t *testing.T) {
	folder := func() string { return filepath.Join(t.TempDir(), "data") } // made by the server, for its owner only
	for name, config := range map[string]server.Config{
		"no TLS on the network":    {DataDir: folder(), Listen: "0.0.0.0:0"},
		"demo on the network":      {DataDir: folder(), Listen: "127.0.0.1:0", DemoURL: "http://example.org"},
		"metrics for everybody":    {DataDir: folder(), Listen: "127.0.0.1:0", MetricsListen: "0.0.0.0:0"},
		"a folder for everybody":   {DataDir: t.TempDir(), Listen: "127.0.0.1:0"},
		"no data folder":           {Listen: "127.0.0.1:0"},
		"a certificate that isn't": {DataDir: folder(), Listen: "127.0.0.1:0", TLSCert: "none.pem", TLSKey: "none.key"},
	} {
		if srv, err := server.Start(context.Background(), config); err == nil {
			t.Errorf("%s: it started", name)
			srv.Close()
		}
	}
}

// Whoever holds a link, or guesses its address, sees the invitation and not the
// organisation: no account, no key, no team that it does not name.
func TestAnInvitationShowsOnlyItself(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	desk.Invite("anna@example.org")
	invitations := desk.Invitations()
	if len(invitations) != 1 {
		t.Fatalf("%d invitations", len(invitations))
	}
	for _, id := range invitations {
		var shown struct {
			Organisation    seal.ID
			InviteStatement []byte
			Statements      [][]byte
		}
		desk.Must("", "GET", "/invitations/"+id.Hex(), nil, &shown)
		statement, err := directory.ParseStatement(shown.InviteStatement)
		if err != nil || statement.ID() != id || shown.Organisation != desk.Org {
			t.Errorf("the invitation shows %v: %v", statement.ID(), err)
		}
		if len(shown.Statements) != 0 {
			t.Errorf("an invitation that names no team shows %d statements", len(shown.Statements))
		}
	}
	status(t, desk.Do("", "GET", "/invitations/"+desk.Org.Hex(), nil), 404)
}
