package identity_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

const number = "+4915112345678"

// texting is a desk that sends codes by SMS, and somebody with a number.
type texting struct {
	*testing.T
	time      *clock
	desk      *servertest.Desk
	gateway   *servertest.Gateway
	bert      *servertest.Staff
	version   int
	confirmed time.Time // when the owner was, last
}

func newTexting(t *testing.T) *texting {
	clock := newClock()
	x := &texting{T: t, time: clock, desk: servertest.New(t, server.Config{Now: clock.Now}), gateway: servertest.NewGateway(t)}
	x.bert, x.confirmed = x.desk.Invite("bert@example.org"), x.time.Now()
	x.choose(nil)
	return x
}

func (x *texting) choose(changes object) {
	x.Helper()
	if x.time.Now().Sub(x.confirmed) > 14*time.Minute {
		x.desk.Owner.Confirm()
		x.confirmed = x.time.Now()
	}
	x.desk.Must(x.desk.Owner.Token, "PUT", "/settings/sms", object{"version": x.version, "value": x.gateway.Settings(changes)}, nil)
	x.version++
}

// enrols gives somebody a number.
func enrols(t *testing.T, desk *servertest.Desk, gateway *servertest.Gateway, who *servertest.Staff, number string) {
	t.Helper()
	var begun struct{ Flow seal.ID }
	desk.Must(who.Token, "POST", "/phone/code", object{"number": number}, &begun)
	desk.Must(who.Token, "PUT", "/phone", object{"number": number, "flow": begun.Flow, "code": gateway.Code()}, nil)
}

func (x *texting) begin(email string, auth []byte, want int) (flow seal.ID) {
	x.Helper()
	answer := x.desk.Do("", "POST", "/signin/sms/begin", object{"email": email, "auth": auth})
	status(x.T, answer, want)
	var begun struct{ Flow seal.ID }
	if want == 200 {
		answer.Into(x.T, &begun)
	}
	return begun.Flow
}

func (x *texting) finish(auth []byte, flow seal.ID, code string, want int) {
	x.Helper()
	status(x.T, x.desk.Do("", "POST", "/signin/sms/finish", object{"email": x.bert.Email, "auth": auth, "flow": flow, "code": code}), want)
}

func (x *texting) phone(who *servertest.Staff) (own struct {
	Offered bool
	Number  string
}) {
	x.Helper()
	x.desk.Must(who.Token, "GET", "/phone", nil, &own)
	return own
}

func TestACodeBySMSBesideThePassword(t *testing.T) {
	x := newTexting(t)
	x.begin(x.bert.Email, x.bert.PasswordAuth, 200) // has no number, and is not told
	enrols(t, x.desk, x.gateway, x.bert, "0049 151/1234-5678")
	if own := x.phone(x.bert); own.Number != "+49 ••• 78" || !own.Offered {
		t.Errorf("shown as %+v", own)
	}
	flow := x.begin(x.bert.Email, x.bert.PasswordAuth, 200)
	sent := x.gateway.Next()
	host := strings.TrimPrefix(strings.Split(x.desk.Server.URL(), "://")[1], "")
	host, _, _ = strings.Cut(host, ":")
	if sent.To != number || sent.Secret != "gateway's secret" || !strings.HasSuffix(sent.Text, "\n@"+host+" #"+sent.Text[:8]) {
		t.Fatalf("sent %+v", sent)
	}
	code := sent.Text[:8]
	x.finish(x.bert.PasswordAuth, flow, "00000000", 401)
	x.finish(x.bert.PasswordAuth, seal.ID{1}, code, 401) // of another flow
	x.finish(x.bert.PasswordAuth, flow, code, 200)
	x.finish(x.bert.PasswordAuth, flow, code, 401) // used

	x.time.pass(400e9)
	for email, auth := range map[string][]byte{x.bert.Email: make([]byte, 32), "nobody@example.org": x.bert.PasswordAuth, x.desk.Owner.Email: x.desk.Owner.PasswordAuth} {
		if x.begin(email, auth, 200).IsZero() {
			t.Errorf("%s is answered otherwise", email)
		}
	}
	flow = x.begin(x.bert.Email, x.bert.PasswordAuth, 200)
	code = x.gateway.Code() // the only one that went out
	if x.gateway.Waiting() != 0 {
		t.Error("a wrong password sent a code")
	}
	x.finish(make([]byte, 32), flow, code, 401)    // the text alone
	x.finish(x.bert.PasswordAuth, flow, code, 401) // was used up with it
	x.time.pass(400e9)
	flow = x.begin(x.bert.Email, x.bert.PasswordAuth, 200)
	code = x.gateway.Code()
	x.time.pass(601e9)
	x.finish(x.bert.PasswordAuth, flow, code, 401) // too old
}

// A number is taken from whoever has it, and only where it would be of use.
func TestNumbersThatAreRefused(t *testing.T) {
	x := newTexting(t)
	asks := func(who *servertest.Staff, number string, want int) {
		t.Helper()
		status(t, x.desk.Do(who.Token, "POST", "/phone/code", object{"number": number}), want)
	}
	asks(x.desk.Owner, number, 409) // owners have stronger ways
	for _, bad := range []string{"", "0151 12345678", "+49", "+0151123456", "+4915112345678901234", "+49151abc45678", number + "\n", strings.Repeat("+", 100)} {
		asks(x.bert, bad, 422)
	}
	asks(x.bert, number, 200)
	code := x.gateway.Code()
	put := func(number string, flow seal.ID, code string) {
		t.Helper()
		status(t, x.desk.Do(x.bert.Token, "PUT", "/phone", object{"number": number, "flow": flow, "code": code}), 422)
	}
	put(number, seal.ID{1}, code)
	var begun struct{ Flow seal.ID }
	x.desk.Must(x.bert.Token, "POST", "/phone/code", object{"number": number}, &begun)
	put("+4915112345679", begun.Flow, x.gateway.Code()) // went to another number
	if own := x.phone(x.bert); own.Number != "" {
		t.Errorf("kept %q", own.Number)
	}
	x.choose(object{"prefixes": []string{"+33"}})
	asks(x.bert, number, 422)
	x.choose(nil)
	x.gateway.Answer = 500
	asks(x.bert, number, 503)
	x.gateway.Answer = 0
	x.time.pass(16 * 60e9)
	asks(x.bert, number, 403) // the screen was left open
	status(t, x.desk.Do(x.bert.Token, "DELETE", "/phone", nil), 403)
}

func TestHowManyCodesGoOut(t *testing.T) {
	x := newTexting(t)
	enrols(t, x.desk, x.gateway, x.bert, number)
	x.choose(object{"hourlyEach": 3}) // one was for the enrolment
	for range 3 {
		x.time.pass(400e9)
		x.begin(x.bert.Email, x.bert.PasswordAuth, 200) // the third is not told that it is one
	}
	x.gateway.Code()
	x.gateway.Code()
	x.time.pass(3700e9)
	x.choose(object{"hourlyNetwork": 1})
	x.begin("nobody@example.org", make([]byte, 32), 200)
	x.begin(x.bert.Email, x.bert.PasswordAuth, 429)
	for day := x.time.Now().UTC().YearDay(); x.time.Now().UTC().YearDay() == day; {
		x.time.pass(time.Hour)
		x.desk.Must(x.desk.Owner.Token, "GET", "/session", nil, nil) // at work meanwhile
	}
	x.choose(object{"daily": 1})
	x.begin(x.bert.Email, x.bert.PasswordAuth, 200)
	x.gateway.Code()
	x.time.pass(400e9)
	x.begin(x.bert.Email, x.bert.PasswordAuth, 429)
	if x.gateway.Waiting() != 0 {
		t.Errorf("%d texts too many went out", x.gateway.Waiting())
	}
	x.desk.Restart()
	x.begin(x.bert.Email, x.bert.PasswordAuth, 429) // the day's are counted on disk
}

// Where codes by SMS are switched off, nobody is locked out: the authenticator app is
// there, and whoever had a number is told.
func TestSMSIsSwitchedOff(t *testing.T) {
	clock, post := newClock(), &postOffice{}
	x := &texting{T: t, time: clock, desk: servertest.New(t, server.Config{Now: clock.Now, Mailer: post}), gateway: servertest.NewGateway(t)}
	x.bert, x.confirmed = x.desk.Invite("bert@example.org"), x.time.Now()
	sendsMail(x.desk)
	x.choose(nil)
	letters := func() (n int) {
		for {
			var mail struct{ Waiting int }
			if x.desk.Must(x.desk.Owner.Token, "GET", "/mail", nil, &mail); mail.Waiting == 0 {
				break
			}
		}
		post.mu.Lock()
		defer post.mu.Unlock()
		for _, m := range post.taken {
			if m.To == x.bert.Email {
				n++
			}
		}
		return n
	}
	findings := func() (n int) {
		var all []struct{ Kind string }
		x.desk.Must(x.desk.Owner.Token, "GET", "/signin/health", nil, &all)
		for _, each := range all {
			if each.Kind == "sms-instead" {
				n++
			}
		}
		return n
	}
	enrols(t, x.desk, x.gateway, x.bert, number)
	before := letters()
	if before != 1 || findings() != 0 {
		t.Errorf("%d letters and %d findings after a number was set", before, findings())
	}
	x.time.pass(400e9)
	flow := x.begin(x.bert.Email, x.bert.PasswordAuth, 200)
	x.finish(x.bert.PasswordAuth, flow, x.gateway.Code(), 200)
	if findings() != 1 {
		t.Error("nobody says that somebody depends on SMS")
	}
	flow = x.begin(x.bert.Email, x.bert.PasswordAuth, 200)
	code, now := x.gateway.Code(), letters()
	x.choose(object{"on": false})
	x.choose(object{"on": false, "daily": 7})
	if told := letters() - now; told != 1 {
		t.Errorf("told %d times", told)
	}
	x.finish(x.bert.PasswordAuth, flow, code, 401) // sent before, and counts no more
	x.begin(x.bert.Email, x.bert.PasswordAuth, 409)
	status(t, x.desk.Do(x.desk.Owner.Token, "POST", "/sms/test", object{"to": number}), 409)
	x.time.pass(400e9)
	status(t, byPassword(x.desk, x.bert.Email, x.bert.PasswordAuth, x.bert.Code()), 200)
	x.time.pass(400e9)
	x.bert.Confirm()
	x.desk.Must(x.bert.Token, "DELETE", "/phone", nil, nil)
	x.desk.Must(x.bert.Token, "DELETE", "/phone", nil, nil)
	if own := x.phone(x.bert); own.Number != "" || own.Offered || findings() != 0 {
		t.Errorf("still there: %+v, %d", own, findings())
	}
}

// What is at rest holds no number that could be read, and none of whoever has left.
func TestNumbersAreSealed(t *testing.T) {
	x := newTexting(t)
	enrols(t, x.desk, x.gateway, x.bert, number)
	var sealed []byte
	must(t, recordOf(t, x.desk).db.QueryRow("SELECT sealed FROM phones").Scan(&sealed))
	if len(sealed) == 0 || strings.Contains(string(sealed), "15112345678") {
		t.Errorf("kept as %q", sealed)
	}
	x.desk.Settle()
	if own := x.phone(x.bert); own.Number == "" {
		t.Error("a number was forgotten while its person is here")
	}
	remove(t, x.desk, x.bert)
	x.desk.Settle()
	var left int
	must(t, recordOf(t, x.desk).db.QueryRow("SELECT count(*) FROM phones").Scan(&left))
	if left != 0 {
		t.Error("the number of somebody who was removed is kept")
	}
}

func (s stage) bySMS() walk {
	s.desk.SetUp()
	owner, bert, gateway := s.desk.Owner, s.desk.Invite("bert@example.org"), servertest.NewGateway(s.T)
	s.desk.Must(owner.Token, "PUT", "/settings/sms", object{"version": 0, "value": gateway.Settings(object{"hourlyEach": 20})}, nil)
	enrols(s.T, s.desk, gateway, bert, number)
	carla := s.desk.Invite("carla@example.org")
	enrols(s.T, s.desk, gateway, carla, "+4915187654321")
	var used object
	texted := func(asks *servertest.Staff, shows []byte) try {
		return func() servertest.Answer {
			var begun struct{ Flow seal.ID }
			s.desk.Must("", "POST", "/signin/sms/begin", object{"email": asks.Email, "auth": asks.PasswordAuth}, &begun)
			used = object{"email": bert.Email, "auth": shows, "flow": begun.Flow, "code": gateway.Code()}
			s.time.pass(400e9) // after so many misses one waits
			return s.desk.Do("", "POST", "/signin/sms/finish", used)
		}
	}
	request := func(auth []byte, code string) try {
		return s.post("/signin/sms/finish", func() object {
			return object{"email": bert.Email, "auth": auth, "flow": seal.ID{1}, "code": code}
		})
	}
	wrong := make([]byte, 32)
	return walk{
		one: map[string]try{
			"the password": request(bert.PasswordAuth, ""), "the text": texted(bert, nil), "the text, beside the sheet": texted(bert, bert.RecoveryAuth()),
		},
		wrong: map[string]try{
			"the password": texted(bert, wrong), "the text": request(bert.PasswordAuth, "00000000"), "a colleague's text": texted(carla, bert.PasswordAuth),
			"the app's code for a text's": request(bert.PasswordAuth, bert.Code()),
		},
		two:    map[string]try{"both": texted(bert, bert.PasswordAuth)},
		replay: map[string]try{"later": s.post("/signin/sms/finish", func() object { return used })},
		slowed: request(wrong, "00000000"), within: 6,
	}
}
