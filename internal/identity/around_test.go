package identity_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// There is no way around two factors: each way to a session that the program has
// (callers_test.go) has a play here, which walks it.

type try = func() servertest.Answer

// walk is one way to a session, tried with too little, and then with enough.
type walk struct {
	one    map[string]try // one factor, without the other
	wrong  map[string]try // both, of which one is wrong
	two    map[string]try // what admits, each once
	replay map[string]try // what has admitted
	slowed try            // what guessing does, until one has to wait
	within int            // so many guesses
}

// stage is where a walk is played: a desk with a clock of its own, and as many
// requests to its guarded routes as a walk needs.
type stage struct {
	*testing.T
	time *clock
	desk *servertest.Desk
	mail *postOffice
}

// way is how a play is found: by the exported method that leads to a session.
type way struct {
	method string
	play   func(stage) walk
}

// ways in, by their routes.
var waysIn = map[string]way{
	"POST /setup":                       {"SetUp", stage.settingUp},
	"POST /invitations/{invite}/accept": {"Accept", stage.accepting},
	"POST /signin/passkey/finish":       {"FinishPasskeySignIn", stage.byPasskey},
	"POST /signin/password/finish":      {"SignInWithPassword", stage.byPassword},
	"POST /signin/recovery":             {"SignInWithRecovery", stage.byRecovery},
	"POST /signin/approval/poll":        {"PollApproval", stage.byApproval},
	"POST /signin/sms/finish":           {"SignInWithSMS", stage.bySMS},
	"POST /signin/sso/finish":           {"SignInWithProvider", stage.byProvider},
}

// unplayed says which ways to a session nobody walks here.
func unplayed(t *testing.T, p *program) []string {
	methods, routes, wrong := p.doors()
	walked := map[string]bool{}
	for _, route := range routes {
		if _, ok := waysIn[route]; !ok {
			wrong = append(wrong, fmt.Sprintf("%s leads to a session, and no play walks it: give it one in waysIn. (%s)", route, p.path(route)))
		}
		walked[waysIn[route].method] = true
	}
	for _, method := range methods {
		if !walked[method] {
			wrong = append(wrong, fmt.Sprintf("identity.Service.%s leads to a session, and no play walks it: give it one in waysIn. (%s)", method, p.path("(*internal/identity.Service)."+method)))
		}
	}
	for route := range waysIn {
		if !slices.Contains(routes, route) {
			t.Errorf("%s leads to no session any more: its play walks nothing", route)
		}
	}
	return wrong
}

func TestEveryWayToASessionIsWalked(t *testing.T) {
	for _, wrong := range unplayed(t, readProgram(t, nil)) {
		t.Error(wrong)
	}
}

// Whoever adds a way has to add a play: side doors of every make are found, each by
// its name. They stand in one program, because reading it takes a second.
func TestAWayThatNobodyWalksIsFound(t *testing.T) {
	found := strings.Join(unplayed(t, readProgram(t, map[string]string{
		module + "internal/identity": `package identity
			import "context"
			func (s *Service) ByMagic(ctx context.Context, a Account, from Source) (in SignedIn, err error) {
				err = s.store.Write(ctx, func(tx Tx) error {
					in, err = s.newSession(tx, proven(a.ID, [16]byte{}, "magic", byKit, byNod), from)
					return err
				})
				return in, err
			}
			func (s *Service) HandOn() any { return s.guess }
			func (s *Service) StoreOne(tx Tx) error { return tx.InsertSession(Session{}) }`,
		module + "internal/httpapi": `package httpapi
			import ("context"; "net/http"; "github.com/sealdesk/sealdesk/internal/identity"; "github.com/sealdesk/sealdesk/seal")
			func (a *API) sideRoute() Route { return route("POST", "/side", "sign-in", nil, "", a.postSide) }
			func (a *API) postSide(ctx context.Context, c *call, in recoveryIn) (signedInOut, error) { return a.postRecovery(ctx, c, in) }
			func (a *API) BesideTheTable(m *http.ServeMux) {
				m.HandleFunc("/side", func(w http.ResponseWriter, r *http.Request) { a.Identity.SignInWithPassword(r.Context(), "", nil, "", (&call{}).source()) })
			}
			type Poller interface { PollApproval(context.Context, seal.ID, identity.Token, identity.Source) (identity.Answer, error) }
			func BehindAnInterface(p Poller) { p.PollApproval(context.Background(), seal.ID{}, identity.Token{}, identity.Source{}) }`,
		module + "internal/storage": `package storage
			func (t *Tx) Another() error { return t.must("INSERT  INTO sessions (id) VALUES (1)") }
			func (t *Tx) TakeOver() error { return t.must("UPDATE sessions SET account = ?", 1) }`,
	})), "\n")
	for _, want := range []string{
		"identity.Service.ByMagic leads to a session, and no play walks it",
		"identity.Service.HandOn leads to a session, and no play walks it",
		"(*internal/identity.Service).StoreOne stores a session beside the constructor",
		"POST /side leads to a session, and no play walks it",
		"no route: (*internal/httpapi.API).BesideTheTable",
		"no route: internal/httpapi.BehindAnInterface",
		"2 statements store sessions",
		"gives a session to somebody else",
	} {
		if !strings.Contains(found, want) {
			t.Errorf("nobody says %q:\n%s", want, found)
		}
	}
}

func TestNoWayAroundTwoFactors(t *testing.T) {
	for route, way := range waysIn {
		t.Run(strings.ReplaceAll(route, "/", "·"), func(t *testing.T) {
			time, post := newClock(), &postOffice{}
			limits := servertest.Fast()
			limits.Guarded, limits.GuardedBurst = 1e-6, 70
			s := stage{t, time, servertest.Start(t, server.Config{Now: time.Now, Limits: limits, Mailer: post}), post}
			s.walk(way.play(s))
		})
	}
}

func (s stage) walk(w walk) {
	s.Helper()
	if len(w.one) == 0 || len(w.wrong) == 0 || len(w.two) == 0 || len(w.replay) == 0 || w.slowed == nil {
		s.Fatal("this play leaves a part out")
	}
	db := recordOf(s.T, s.desk).db
	sessions := func() (n int) {
		must(s.T, db.QueryRow("SELECT count(*) FROM sessions").Scan(&n))
		return n
	}
	begins := func(what string, tries map[string]try, want int) {
		s.Helper()
		for name, try := range tries {
			s.time.pass(400e9) // trying again is allowed
			before := sessions()
			if got := try(); sessions() != before+want || got.Status == 429 || got.Status >= 500 {
				s.Errorf("%s, %s: %d sessions instead of %d; %d %s", what, name, sessions()-before, want, got.Status, got.Body)
			}
		}
	}
	begins("one factor", w.one, 0)
	begins("a wrong half", w.wrong, 0)
	begins("two factors", w.two, 1)
	begins("once more", w.replay, 0)
	before := sessions()
	for n := range w.within + 1 {
		if w.slowed().Status == 429 {
			break
		} else if n == w.within {
			s.Errorf("%d guesses were not slowed down", n)
		}
	}
	if sessions() != before {
		s.Error("a guess began a session")
	}
}

// post is a try: what is in the request is made when it is made.
func (s stage) post(path string, make func() object) try {
	return func() servertest.Answer { return s.desk.Do("", "POST", path, make()) }
}

func (s stage) settingUp() walk {
	request := s.desk.Founding()
	return s.beginning("/setup", request, with(request, "token", "guessed"), with(request, "token", nil))
}

func (s stage) accepting() walk {
	s.desk.SetUp()
	_, path, request := s.desk.Joining("carla@example.org")
	bare, other := strings.Replace(path, "/invitations/", "/invitations/00", 1), strings.Split(path, "/")
	other[2] = strings.Repeat("ab", 32)
	w := s.beginning(path, request, with(request, "statements", [][]byte{}), with(request, "statements", nil))
	w.wrong["to no invitation"] = s.post(bare, func() object { return request })
	w.wrong["to another invitation"] = s.post(strings.Join(other, "/"), func() object { return request })
	return w
}

// beginning is how an account begins, and its first session with it: with the
// ways in that it sets up.
func (s stage) beginning(path string, request, guessed, bare object) walk {
	change := func(path string, value any) func() object { return func() object { return with(request, path, value) } }
	fresh := func() object {
		return with(request, "credentials.password.totpCode", code(s.T, request["credentials"].(object)["password"].(object)["totpSecret"].(string), s.time.Now()))
	}
	return walk{
		one: map[string]try{
			"no way in":           s.post(path, change("credentials.password", nil)),
			"a password alone":    s.post(path, change("credentials.password.totpCode", "")),
			"an app alone":        s.post(path, change("credentials.password.auth", nil)),
			"without what begins": s.post(path, func() object { return bare }),
		},
		wrong: map[string]try{
			"of what begins": s.post(path, func() object { return guessed }),
			"of the app":     s.post(path, change("credentials.password.totpCode", "000000")),
		},
		two:    map[string]try{"a password and an app": s.post(path, fresh)},
		replay: map[string]try{"all of it": s.post(path, fresh)},
		slowed: s.post(path, func() object { return guessed }), within: 70,
	}
}

func (s stage) byPassword() walk {
	s.desk.SetUp()
	owner, used := s.desk.Owner, ""
	request := func(auth []byte, code func() string) try {
		return s.post("/signin/password/finish", func() object { return object{"email": owner.Email, "auth": auth, "code": code()} })
	}
	text := func(text string) func() string { return func() string { return text } }
	wrong := make([]byte, 32)
	return walk{
		one:   map[string]try{"the password": request(owner.PasswordAuth, text("")), "the app": request(nil, owner.Code)},
		wrong: map[string]try{"the password": request(wrong, owner.Code), "the app": request(owner.PasswordAuth, text("000000"))},
		two: map[string]try{"both": request(owner.PasswordAuth, func() string {
			used = owner.Code()
			return used
		})},
		replay: map[string]try{"later": request(owner.PasswordAuth, func() string { return used })},
		slowed: request(wrong, owner.Code), within: 6,
	}
}

func (s stage) byRecovery() walk {
	s.desk.SetUp()
	owner, bert := s.desk.Owner, s.desk.Invite("bert@example.org")
	request := func(auth []byte, second func() object) try {
		return s.post("/signin/recovery", func() object { return object{"email": owner.Email, "auth": auth, "second": second()} })
	}
	sheet, wrong := owner.RecoveryAuth(), make([]byte, 32)
	shows := func(second object) func() object { return func() object { return second } }
	var used, given, sent object
	operator := func(email string) func() object {
		return func() object {
			code, err := server.GiveSignInCode(s.desk.Config.DataDir, email, s.time.Now())
			must(s.T, err)
			given = object{"operator": code}
			return given
		}
	}
	sendsMail(s.desk)
	byMail := func(auth []byte) func() object {
		return func() object {
			flow := mailed(s.T, s.desk, owner.Email, auth)
			sent = object{"mail": "no code came", "flow": flow}
			s.time.pass(400e9)
			if code := s.mail.newest(owner.Email); code != "" {
				sent["mail"] = code
			}
			return sent
		}
	}
	app := func() object {
		used = object{"code": owner.Code()}
		return used
	}
	known := object{"password": owner.PasswordAuth}
	return walk{
		one: map[string]try{
			"the sheet": request(sheet, shows(nil)), "the sheet, twice": request(sheet, shows(object{"password": sheet})),
			"the password": request(nil, shows(known)), "the app": request(nil, app), "the operator's code": request(nil, operator(owner.Email)),
		},
		wrong: map[string]try{
			"the sheet, beside a password": request(wrong, shows(known)), "the sheet, beside the app": request(wrong, app),
			"a colleague's sheet": request(bert.RecoveryAuth(), shows(known)), "the password": request(sheet, shows(object{"password": wrong})),
			"a colleague's password": request(sheet, shows(object{"password": bert.PasswordAuth})), "the app": request(sheet, shows(object{"code": "000000"})),
			"mail to whoever has no sheet": request(sheet, byMail(wrong)), "the sheet, beside mail": request(wrong, byMail(sheet)),
			"a code for a colleague": request(sheet, operator(bert.Email)), "a code that nobody gave": request(sheet, shows(object{"operator": "AAAAA-AAAAA-AAAAA-AAAAA"})),
		},
		two: map[string]try{
			"and the password": request(sheet, shows(known)), "and the app": request(sheet, app), "and the operator's code": request(sheet, operator(owner.Email)),
			"and a code by mail": request(sheet, byMail(sheet)),
		},
		replay: map[string]try{
			"the app's code": request(sheet, func() object { return used }), "the operator's": request(sheet, func() object { return given }),
			"the mail's": request(sheet, func() object { return sent }),
		},
		slowed: request(wrong, shows(known)), within: 6,
	}
}

func (s stage) byPasskey() walk {
	s.desk.SetUp()
	finger, finish := newPasskey(s.T, s.desk, "Laptop")
	s.desk.Owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(s.T, s.desk.Owner.Put(s.desk.Owner.Token, 2, finish), 204)
	stranger := newAuthenticator(s.T, s.desk.Server.URL())
	var used object
	show := func(a *authenticator, flags byte, change func(object)) try {
		return func() servertest.Answer {
			var begun begunPasskey
			s.desk.Must("", "POST", "/signin/passkey/begin", nil, &begun)
			response := a.Assert(begun.Options, flags)
			if change != nil {
				change(response)
			}
			used = object{"flow": begun.Flow, "response": response}
			return s.desk.Do("", "POST", "/signin/passkey/finish", used)
		}
	}
	return walk{
		one: map[string]try{
			"the device, without finger or PIN": show(finger, flagPresent, nil),
			"verification by a device unknown":  show(stranger, confirmed, nil),
		},
		wrong: map[string]try{"the signature": show(finger, confirmed, func(response object) {
			response["response"].(object)["signature"] = encode(make([]byte, 64))
		})},
		two:    map[string]try{"both": show(finger, confirmed, nil)},
		replay: map[string]try{"the same answer": s.post("/signin/passkey/finish", func() object { return used })},
		slowed: s.post("/signin/passkey/finish", func() object { return object{"flow": encode(make([]byte, 32)), "response": json.RawMessage("{}")} }), within: 70,
	}
}

func (s stage) byApproval() walk {
	s.desk.SetUp()
	owner, bert := s.desk.Owner, s.desk.Invite("bert@example.org")
	unbound := owner.SignIn().Token
	var used *newBrowser
	polled := func(answer func(b *newBrowser)) try {
		return func() servertest.Answer {
			used = asks(s.T, s.desk, owner.Email)
			answer(used)
			return s.desk.Do("", "POST", "/signin/approval/poll", used.flow)
		}
	}
	nods := func(token *string, want int) func(*newBrowser) {
		return func(b *newBrowser) { status(s.T, s.desk.Do(*token, "POST", b.path(), box), want) }
	}
	nod := func(b *newBrowser) {
		owner.Confirm()
		nods(&owner.Token, 204)(b)
	}
	vouched := func(auth []byte, by *servertest.Staff, want int) try {
		return func() servertest.Answer {
			used = begsFor(s.T, s.desk, bert.Email, auth)
			by.Confirm()
			status(s.T, s.desk.Do(by.Token, "POST", used.path()+"/vouch", nil), want)
			return s.desk.Do("", "POST", "/signin/approval/poll", used.flow)
		}
	}
	return walk{
		one: map[string]try{
			"a sheet, and nobody's word": func() servertest.Answer {
				used = begsFor(s.T, s.desk, bert.Email, bert.RecoveryAuth())
				return s.desk.Do("", "POST", "/signin/approval/poll", used.flow)
			},
			"a colleague's word, without a sheet": vouched(nil, owner, 410),
			"a nod that nobody gave":              polled(func(*newBrowser) {}),
			"a browser that has no certified key": polled(nods(&unbound, 403)),
			"a screen that was left open": func() servertest.Answer {
				s.time.pass(15 * 60e9)
				return polled(nods(&owner.Token, 403))()
			},
			"a refusal": polled(func(b *newBrowser) { status(s.T, s.desk.Do(owner.Token, "DELETE", b.path(), nil), 204) }),
		},
		wrong: map[string]try{
			"somebody else's sheet": vouched(owner.RecoveryAuth(), owner, 410),
			"the word of no owner":  vouched(bert.RecoveryAuth(), bert, 403),
			"a colleague's nod":     polled(nods(&bert.Token, 404)),
			"another browser's secret": polled(func(b *newBrowser) {
				nod(b)
				b.flow["secret"] = asks(s.T, s.desk, owner.Email).flow["secret"]
			}),
		},
		two:    map[string]try{"a nod": polled(nod), "a sheet and a colleague's word": vouched(bert.RecoveryAuth(), owner, 204)},
		replay: map[string]try{"the same nod": func() servertest.Answer { return s.desk.Do("", "POST", "/signin/approval/poll", used.flow) }},
		slowed: s.post("/signin/approval/begin", func() object { return object{"email": owner.Email, "publicKey": publicKey(s.T)} }), within: 70,
	}
}
