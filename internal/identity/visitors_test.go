package identity_test

import (
	"crypto/rand"
	"testing"
	gotime "time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

func challenge(desk *servertest.Desk) seal.ID {
	var c struct{ Challenge seal.ID }
	desk.Must("", "POST", "/visitor/challenges", nil, &c)
	return c.Challenge
}

// opens sends a session that key signs.
func opens(t *testing.T, desk *servertest.Desk, device []byte, key seal.SigningKey, session seal.Session) servertest.Answer {
	t.Helper()
	signed, err := seal.SignObject(key, session)
	if err != nil {
		t.Fatal(err)
	}
	return desk.Do("", "POST", "/visitor/sessions", object{"device": device, "session": signed.Bytes()})
}

// Each of these differs in one thing from a visit that works.
func TestAVisitThatProvesTooLittleIsNone(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	customer, stranger := desk.Visitor(), desk.Visitor()
	elsewhere := servertest.New(t, server.Config{Now: time.Now})
	foreign := elsewhere.Visitor()
	unix := uint64(time.Now().Unix())
	good := func() seal.Session {
		return seal.Session{Org: desk.Org, Device: customer.Device, Challenge: challenge(desk), Time: unix}
	}
	session := func(change func(*seal.Session)) seal.Session {
		s := good()
		change(&s)
		return s
	}
	same := func(*seal.Session) {}
	for name, row := range map[string]struct {
		device  []byte
		key     seal.SigningKey
		session seal.Session
	}{
		"another's key":                    {customer.Wire, stranger.Key, session(same)},
		"another's device":                 {stranger.Wire, customer.Key, session(same)},
		"another's device and key":         {stranger.Wire, stranger.Key, session(same)},
		"for another organisation":         {customer.Wire, customer.Key, session(func(s *seal.Session) { s.Org = elsewhere.Org })},
		"a device of another organisation": {foreign.Wire, foreign.Key, session(func(s *seal.Session) { s.Device = foreign.Device })},
		"another organisation's challenge": {customer.Wire, customer.Key, session(func(s *seal.Session) { s.Challenge = challenge(elsewhere) })},
		"a challenge of one's own": {customer.Wire, customer.Key, session(func(s *seal.Session) {
			rand.Read(s.Challenge[:]) //nolint:errcheck // never fails
		})},
		"no challenge":                   {customer.Wire, customer.Key, session(func(s *seal.Session) { s.Challenge = seal.ID{} })},
		"a challenge that looks younger": {customer.Wire, customer.Key, session(func(s *seal.Session) { s.Challenge[15]++ })},
		"a challenge with another start": {customer.Wire, customer.Key, session(func(s *seal.Session) { s.Challenge[0]++ })},
		"a challenge with another end":   {customer.Wire, customer.Key, session(func(s *seal.Session) { s.Challenge[31]++ })},
		"no device":                      {nil, customer.Key, session(same)},
		"a device cut short":             {customer.Wire[:len(customer.Wire)-1], customer.Key, session(same)},
	} {
		if got := opens(t, desk, row.device, row.key, row.session); got.Status != 401 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	status(t, desk.Do("", "POST", "/visitor/sessions", object{"device": customer.Wire, "session": []byte("x")}), 401)
	status(t, desk.Do("", "POST", "/visitor/sessions", object{"device": customer.Wire, "session": customer.Wire}), 401)
	status(t, opens(t, desk, customer.Wire, customer.Key, good()), 200)
}

// A challenge is good for two minutes by the server's clock, which is the only
// one that counts.
func TestClocksOfVisitors(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	customer := desk.Visitor()
	visit := func(c seal.ID, skew gotime.Duration) servertest.Answer {
		return opens(t, desk, customer.Wire, customer.Key, seal.Session{Org: desk.Org, Device: customer.Device, Challenge: c, Time: uint64(time.Now().Add(skew).Unix())})
	}
	for _, skew := range []gotime.Duration{-365 * 24 * gotime.Hour, -gotime.Minute, gotime.Hour, 365 * 24 * gotime.Hour} {
		status(t, visit(challenge(desk), skew), 200) // a phone whose clock is wrong gets help too
	}
	onTime, late := challenge(desk), challenge(desk)
	time.pass(120e9)
	status(t, visit(onTime, 0), 200)
	time.pass(1e9)
	status(t, visit(late, 0), 401)
	status(t, visit(late, -120e9), 401)
	early := challenge(desk)
	time.pass(-3600e9) // the server's clock was set back
	status(t, visit(early, 0), 200)
	status(t, visit(early, 0), 401)
}

// Challenges end with the process that made them, and so does the list of those
// that were used: a restart opens nothing again.
func TestARestartForgetsChallengesNotSessions(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	customer := desk.Visitor()
	unused, used := customer.SessionRequest(), customer.SessionRequest()
	status(t, desk.Do("", "POST", "/visitor/sessions", used), 200)
	desk.Restart()
	for _, request := range []object{unused, used} {
		status(t, desk.Do("", "POST", "/visitor/sessions", request), 401)
	}
	status(t, desk.Do(customer.Token, "GET", "/conversations", nil), 200)
	customer.SignIn()
}

// One challenge, answered many times at once, is answered once.
func TestOneChallengeAtOnce(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	request := desk.Visitor().SessionRequest()
	if got := atOnce(8, func() servertest.Answer { return desk.Do("", "POST", "/visitor/sessions", request) }); got[200] != 1 || got[401] != 7 {
		t.Errorf("one challenge was answered %v", got)
	}
}

// A visit ends after a day, and its token is nobody's afterwards.
func TestAVisitEnds(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	customer := desk.Visitor()
	time.pass(24*3600e9 - 1e9)
	status(t, desk.Do(customer.Token, "GET", "/conversations", nil), 200)
	time.pass(1e9)
	status(t, desk.Do(customer.Token, "GET", "/conversations", nil), 401)
	time.pass(1e9)
	desk.Settle()
	var left int
	if err := recordOf(t, desk).db.QueryRow(`SELECT count(*) FROM visitor_sessions`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d visits are left: %v", left, err)
	}
	customer.SignIn() // the device is the same person, a day later
	status(t, desk.Do(customer.Token, "GET", "/conversations", nil), 200)
}
