package identity_test

import (
	"bytes"
	"crypto/rand"
	"slices"
	"strings"
	"sync"
	"testing"
	gotime "time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// byPassword tries a password's value with a code.
func byPassword(desk *servertest.Desk, email string, auth []byte, code string) servertest.Answer {
	return desk.Do("", "POST", "/signin/password/finish", object{"email": email, "auth": auth, "code": code})
}

// byRecovery tries a recovery code's value with the owner's password, or another.
func byRecovery(desk *servertest.Desk, email string, auth []byte, password ...[]byte) servertest.Answer {
	password = append(password, desk.Owner.PasswordAuth)
	return desk.Do("", "POST", "/signin/recovery", object{"email": email, "auth": auth, "second": object{"password": password[0]}})
}

// One step of difference between the clocks is allowed, either way; a code is
// taken once, and so are all before it.
func TestCodesOfNeighbouringSteps(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	const step = 30e9
	try := func(away gotime.Duration, want int) {
		t.Helper()
		status(t, byPassword(desk, desk.Owner.Email, desk.Owner.PasswordAuth, code(t, desk.Owner.TOTP, time.Now().Add(away*step))), want)
	}
	time.pass(600e9)
	try(-2, 401)
	try(2, 401)
	try(-1, 200)
	try(-1, 401) // taken
	try(0, 200)
	try(-1, 401) // older than the last
	time.pass(step)
	try(1, 200) // a clock that is ahead
	try(0, 401) // which is older now
	try(1, 401) // taken
	time.pass(step)
	try(0, 401) // the same code, one step later
	time.pass(step)
	try(0, 200)
}

func TestWrongCodes(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	bert := desk.Invite("bert@example.org")
	time.pass(600e9)
	right := code(t, desk.Owner.TOTP, time.Now())
	for name, wrong := range map[string]string{
		"none": "", "cut short": right[:5], "with one more digit": right + "0", "with a space": right[:3] + " " + right[3:],
		"a colleague's": code(t, bert.TOTP, time.Now()), "in other digits": strings.Map(func(r rune) rune { return r - '0' + '٠' }, right),
	} {
		if got := byPassword(desk, desk.Owner.Email, desk.Owner.PasswordAuth, wrong); got.Status != 401 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
		time.pass(400e9) // guessing again is allowed
		right = code(t, desk.Owner.TOTP, time.Now())
	}
	for name, auth := range map[string][]byte{
		"none": nil, "a colleague's": bert.PasswordAuth, "cut short": desk.Owner.PasswordAuth[:31], "with more": append(slices.Clone(desk.Owner.PasswordAuth), 0),
		"the recovery code's": desk.Owner.RecoveryAuth(),
	} {
		if got := byPassword(desk, desk.Owner.Email, auth, right); got.Status != 401 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
		time.pass(400e9)
		right = code(t, desk.Owner.TOTP, time.Now())
	}
	status(t, byPassword(desk, desk.Owner.Email, desk.Owner.PasswordAuth, right), 200) // no wrong try used the code up
}

// Of many who use one code at once, one gets in.
func TestOneCodeAtOnce(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	time.pass(600e9)
	right := code(t, desk.Owner.TOTP, time.Now())
	if in := atOnce(5, func() servertest.Answer { return byPassword(desk, desk.Owner.Email, desk.Owner.PasswordAuth, right) })[200]; in != 1 {
		t.Errorf("%d got in with one code", in)
	}
}

// atOnce counts the statuses of many requests at the same time.
func atOnce(n int, do func() servertest.Answer) map[int]int {
	var all sync.WaitGroup
	var mu sync.Mutex
	statuses := map[int]int{}
	for range n {
		all.Go(func() {
			got := do()
			mu.Lock()
			defer mu.Unlock()
			statuses[got.Status]++
		})
	}
	all.Wait()
	return statuses
}

// Guesses at the same time get no further than guesses one after the other.
func TestGuessingAtOnceHelpsNobody(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	got := atOnce(60, func() servertest.Answer { return byRecovery(desk, desk.Owner.Email, make([]byte, 32)) })
	if got[401] != 5 || got[429] != 55 {
		t.Errorf("60 guesses at once were answered %v", got)
	}
}

// While somebody has to wait, a right answer is not looked at either: else
// waiting would cost a guesser nothing.
func TestWaitingIsForRightAnswersToo(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	record := recordOf(t, desk)
	for range 5 {
		status(t, byRecovery(desk, " OLGA@example.org", make([]byte, 32)), 401) // however it is written
	}
	limited := byRecovery(desk, desk.Owner.Email, desk.Owner.RecoveryAuth())
	status(t, limited, 429)
	if limited.Header.Get("Retry-After") != "1" {
		t.Errorf("wait %q", limited.Header.Get("Retry-After"))
	}
	right := code(t, desk.Owner.TOTP, time.Now().Add(30e9))
	status(t, byPassword(desk, desk.Owner.Email, desk.Owner.PasswordAuth, right), 429) // nor by another way
	if got := record.fresh(); len(got) != 6 || got[5] != "session.throttled" {
		t.Errorf("recorded %v", got)
	}
	time.pass(1e9)
	status(t, byRecovery(desk, desk.Owner.Email, desk.Owner.RecoveryAuth()), 200)
	for range 5 { // and then they have their tries again
		status(t, byRecovery(desk, desk.Owner.Email, make([]byte, 32)), 401)
	}
}

// Who asks does not learn whether an address has an account, nor which way in
// it has: same answer, same record, and so the same wait for the disk.
func TestUnknownAddressesAreAnsweredLikeKnownOnes(t *testing.T) {
	time := newClock()
	desk, _ := withPasskey(t, server.Config{Now: time.Now})
	owner, record := desk.Owner, recordOf(t, desk)
	id, _ := locked(desk).WayOf(seal.UnlockPassword)
	owner.Contents = owner.Contents.Without(id) // she has a passkey and a recovery code now
	status(t, owner.Put(owner.Token, 3, nil), 204)
	bert := desk.Invite("bert@example.org")
	time.pass(60e9)
	addresses := []string{bert.Email, owner.Email, "nobody@example.org"}
	for name, try := range map[string]func(email string) servertest.Answer{
		"a password": func(email string) servertest.Answer { return byPassword(desk, email, make([]byte, 32), "123456") },
		"a right password with a wrong code": func(email string) servertest.Answer {
			return byPassword(desk, email, bert.PasswordAuth, "000000")
		},
		"a recovery code": func(email string) servertest.Answer { return byRecovery(desk, email, make([]byte, 32)) },
	} {
		var first servertest.Answer
		for i, email := range addresses {
			record.fresh()
			got := try(email)
			if i == 0 {
				first = got
			}
			if got.Status != 401 || !bytes.Equal(got.Body, first.Body) {
				t.Errorf("%s for %s: %d %s instead of %s", name, email, got.Status, got.Body, first.Body)
			}
			if kinds := record.fresh(); !slices.Equal(kinds, []string{"session.refused"}) {
				t.Errorf("%s for %s: recorded %v", name, email, kinds)
			}
		}
	}
	for _, email := range addresses { // and all of them wait alike
		for range 2 {
			byRecovery(desk, email, make([]byte, 32))
		}
		status(t, byRecovery(desk, email, make([]byte, 32)), 429)
	}
}

// What was wrong stands in the record, and nowhere else.
func TestTheRecordSaysWhatWasWrong(t *testing.T) {
	desk, finger := withPasskey(t, server.Config{})
	owner, record := desk.Owner, recordOf(t, desk)
	for _, try := range []struct {
		want   string
		answer servertest.Answer
	}{
		{"password", byPassword(desk, owner.Email, make([]byte, 32), "000000")},
		{"authenticator", byPassword(desk, owner.Email, owner.PasswordAuth, "000000")},
		{"recovery", byRecovery(desk, owner.Email, make([]byte, 32))},
		{"unknown-account", byRecovery(desk, "nobody@example.org", make([]byte, 32))},
	} {
		if try.answer.Status != 401 || strings.Contains(string(try.answer.Body), try.want) {
			t.Errorf("%s: %d %s", try.want, try.answer.Status, try.answer.Body)
		}
	}
	if got := record.refused(); !slices.Equal(got, []string{"password", "authenticator", "recovery", "unknown-account"}) {
		t.Errorf("recorded %q", got)
	}
	flow, options := begin(desk)
	owner.Contents = owner.Contents.Without(seal.PasskeyWay(finger.ID))
	status(t, owner.Put(owner.Token, 3, nil), 204)
	status(t, finish(desk, flow, finger.Assert(options, confirmed)), 401)
	if got := record.refused(); !slices.Equal(got, []string{"passkey"}) {
		t.Errorf("a passkey that was removed recorded %q", got)
	}
}

type hint struct {
	Salt               []byte
	Memory, Iterations int
}

func TestHintsTellNothing(t *testing.T) {
	desk, _ := withPasskey(t, server.Config{})
	ask := func(email string) (h hint) {
		desk.Must("", "POST", "/signin/password/begin", object{"email": email}, &h)
		return h
	}
	if real := ask("OLGA@example.org"); !bytes.Equal(real.Salt, desk.Owner.PasswordAuth[:16]) || real.Memory != 65536 || real.Iterations != 3 {
		t.Errorf("the owner's hint is %+v", real)
	}
	id, _ := locked(desk).WayOf(seal.UnlockPassword)
	desk.Owner.Contents = desk.Owner.Contents.Without(id)
	status(t, desk.Owner.Put(desk.Owner.Token, 3, nil), 204)
	salts := map[string]string{}
	for _, email := range []string{desk.Owner.Email, "nobody@example.org", "nobody2@example.org"} {
		h := ask(email)
		if len(h.Salt) != 16 || h.Memory != 65536 || h.Iterations != 3 {
			t.Errorf("%s: %+v", email, h)
		}
		if other, twice := salts[string(h.Salt)]; twice {
			t.Errorf("%s has the salt of %s", email, other)
		}
		salts[string(h.Salt)] = email
		if again := ask(" " + strings.ToUpper(email) + " "); !bytes.Equal(again.Salt, h.Salt) {
			t.Errorf("%s has another salt in capitals", email)
		}
	}
	desk.Restart()
	if again := ask("nobody@example.org"); salts[string(again.Salt)] != "nobody@example.org" {
		t.Error("a made-up salt changes with a restart, and a real one does not")
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	for _, email := range []string{
		"", " ", "olga", "olga@", "@example.org", "olga@example.org, bert@example.org", "Olga <olga@example.org>", "a b@example.org",
		`"a b"@example.org`, "olga@example.org\nbert@example.org", strings.Repeat("a", 250) + "@example.org", "olga@example.org\x00",
	} {
		for path, body := range map[string]object{
			"/signin/password/begin":  {"email": email},
			"/signin/password/finish": {"email": email, "auth": make([]byte, 32), "code": "000000"},
			"/signin/recovery":        {"email": email, "auth": make([]byte, 32), "second": object{"code": "000000"}},
		} {
			if got := desk.Do("", "POST", path, body); got.Status != 422 {
				t.Errorf("%s took %q: %d", path, email, got.Status)
			}
		}
	}
}

// A recovery code works until it is replaced, and says when it was used.
func TestAReplacedRecoveryCodeIsOver(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	owner := desk.Owner
	var rows []struct{ Kind, LastUsed string }
	used := func() string {
		rows = nil
		desk.Must(owner.Token, "GET", "/unlockers", nil, &rows)
		for _, row := range rows {
			if row.Kind == "recovery" {
				return row.LastUsed
			}
		}
		return "gone"
	}
	if at := used(); at != "" {
		t.Errorf("never used, and yet at %s", at)
	}
	var thief struct{ Token string }
	byRecovery(desk, owner.Email, owner.RecoveryAuth()).Into(t, &thief)
	if at := used(); at != time.Now().UTC().Format(gotime.RFC3339) {
		t.Errorf("used at %q", at)
	}
	old := owner.RecoveryAuth()
	recovery, err := seal.NewRecoveryCode(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id, err := locked(desk).WayOf(seal.UnlockRecovery)
	if err != nil {
		t.Fatal(err)
	}
	owner.Recovery, owner.Contents = recovery, owner.Contents.Without(id)
	owner.AddWay(seal.UnlockRecovery, seal.ID16{9}, seal.Secret{9})
	status(t, owner.Put(owner.Token, 2, object{"recovery": object{"auth": owner.RecoveryAuth()[:31]}}), 422)
	status(t, owner.Put(owner.Token, 2, object{"recovery": object{"auth": owner.RecoveryAuth()}}), 204)
	status(t, byRecovery(desk, owner.Email, old), 401)
	status(t, desk.Do(thief.Token, "GET", "/sessions", nil), 401) // what the old one began is over
	status(t, byRecovery(desk, owner.Email, owner.RecoveryAuth()), 200)
	for _, wrong := range [][]byte{nil, owner.RecoveryAuth()[:16], append(owner.RecoveryAuth(), 0), owner.PasswordAuth} {
		status(t, byRecovery(desk, owner.Email, wrong), 401)
		time.pass(400e9)
	}
}
