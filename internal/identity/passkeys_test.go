package identity_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// withPasskey is a desk whose owner has a passkey besides the password.
func withPasskey(t *testing.T, config server.Config) (*servertest.Desk, *authenticator) {
	t.Helper()
	desk := servertest.New(t, config)
	finger, finish := newPasskey(t, desk, "Laptop")
	desk.Owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, desk.Owner.Put(desk.Owner.Token, 2, finish), 204)
	return desk, finger
}

func sessions(t *testing.T, desk *servertest.Desk, token string) int {
	t.Helper()
	var rows []object
	desk.Must(token, "GET", "/sessions", nil, &rows)
	return len(rows)
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// begin asks for a sign-in by passkey.
func begin(desk *servertest.Desk) (flow string, options json.RawMessage) {
	var begun struct {
		Flow    string
		Options json.RawMessage
	}
	desk.Must("", "POST", "/signin/passkey/begin", nil, &begun)
	return begun.Flow, begun.Options
}

func finish(desk *servertest.Desk, flow string, response object) servertest.Answer {
	return desk.Do("", "POST", "/signin/passkey/finish", object{"flow": flow, "response": response})
}

// nobodys are answers that name no account, or none of this desk: they leave figures.
var nobodys = map[string]bool{"an unknown user handle": true, "no user handle": true, "another organisation's": true}

// Each of these differs in one thing from a sign-in that works.
func TestAPasskeyThatProvesTooLittleSignsNobodyIn(t *testing.T) {
	desk, finger := withPasskey(t, server.Config{})
	elsewhere, foreign := withPasskey(t, server.Config{})
	foreign.Origin = finger.Origin // somebody relays between the two
	bert := desk.Invite("bert@example.org")
	before, record := sessions(t, desk, desk.Owner.Token), recordOf(t, desk)
	copied := func(change func(*authenticator)) *authenticator {
		other := *finger
		finger.Counter += 5
		other.Counter = finger.Counter
		change(&other)
		return &other
	}
	for name, row := range map[string]struct {
		by     *authenticator
		flags  byte
		change func(response object)
	}{
		"another origin":           {copied(func(a *authenticator) { a.Origin = "https://evil.example" }), confirmed, nil},
		"the origin's other port":  {copied(func(a *authenticator) { a.Origin += "0" }), confirmed, nil},
		"another relying party":    {copied(func(a *authenticator) { a.Party = "example.org" }), confirmed, nil},
		"a registration's answer":  {copied(func(a *authenticator) { a.Kind = "webauthn.create" }), confirmed, nil},
		"another's private key":    {copied(func(a *authenticator) { a.Key = newKey(t) }), confirmed, nil},
		"an unknown credential":    {copied(func(a *authenticator) { a.ID = []byte("nobody knows this credential id!") }), confirmed, nil},
		"an unknown user handle":   {copied(func(a *authenticator) { a.Handle = make([]byte, 32) }), confirmed, nil},
		"no user handle":           {copied(func(a *authenticator) { a.Handle = nil }), confirmed, nil},
		"another organisation's":   {foreign, confirmed, nil},
		"nobody verified":          {copied(func(*authenticator) {}), flagPresent, nil},
		"nobody present":           {copied(func(*authenticator) {}), flagVerified, nil},
		"another credential's id":  {copied(func(*authenticator) {}), confirmed, func(r object) { r["id"], r["rawId"] = encode(foreign.ID), encode(foreign.ID) }},
		"two ids that differ":      {copied(func(*authenticator) {}), confirmed, func(r object) { r["rawId"] = encode(foreign.ID) }},
		"no signature":             {copied(func(*authenticator) {}), confirmed, func(r object) { r["response"].(object)["signature"] = "" }},
		"a signature cut short":    {copied(func(*authenticator) {}), confirmed, func(r object) { r["response"].(object)["signature"] = encode([]byte{0x30, 0}) }},
		"no authenticator data":    {copied(func(*authenticator) {}), confirmed, func(r object) { r["response"].(object)["authenticatorData"] = "" }},
		"another kind of object":   {copied(func(*authenticator) {}), confirmed, func(r object) { r["type"] = "password" }},
		"client data that is none": {copied(func(*authenticator) {}), confirmed, func(r object) { r["response"].(object)["clientDataJSON"] = encode([]byte("{}")) }},
	} {
		got := signIn(row.by, desk, row.flags, row.change)
		if got.Status != 401 && got.Status != 400 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
		want := []string{"passkey"} // of the account that was named
		if got.Status == 400 || nobodys[name] {
			want = nil
		}
		if refused := record.refused(); !slices.Equal(refused, want) {
			t.Errorf("%s: %d, and recorded %q", name, got.Status, refused)
		}
	}
	if after := sessions(t, desk, desk.Owner.Token); after != before {
		t.Errorf("the refusals left %d sessions", after-before)
	}
	status(t, signIn(finger, desk, confirmed, nil), 200)
	foreign.Origin = elsewhere.Server.URL()
	status(t, signIn(foreign, elsewhere, confirmed, nil), 200)
	if sessions(t, desk, bert.Token) != 1 {
		t.Error("somebody signed in as a colleague")
	}
}

func TestAnAnswerCountsForItsOwnQuestionOnly(t *testing.T) {
	time := newClock()
	desk, finger := withPasskey(t, server.Config{Now: time.Now})
	flow, options := begin(desk)
	answer := finger.Assert(options, confirmed)
	status(t, finish(desk, flow, answer), 200)
	status(t, finish(desk, flow, answer), 410) // replayed
	other, _ := begin(desk)
	status(t, finish(desk, other, answer), 401) // replayed to another question

	flow, options = begin(desk)
	second, _ := begin(desk)
	answer = finger.Assert(options, confirmed)
	status(t, finish(desk, second, answer), 401)
	status(t, finish(desk, second, answer), 410) // a question is asked once, whatever the answer was
	status(t, finish(desk, flow, answer), 200)

	flow, options = begin(desk)
	time.pass(5 * 60e9)
	status(t, finish(desk, flow, finger.Assert(options, confirmed)), 200)
	flow, options = begin(desk)
	time.pass(5*60e9 + 1e9)
	status(t, finish(desk, flow, finger.Assert(options, confirmed)), 410)
	for _, none := range []string{"", "AAAA", strings.Repeat("A", 43), "not base64 at all"} {
		status(t, finish(desk, none, finger.Assert(options, confirmed)), 410)
	}
}

func TestAQuestionOfAnotherKindIsNone(t *testing.T) {
	desk, finger := withPasskey(t, server.Config{})
	var begun struct {
		Flow    string
		Options json.RawMessage
	}
	desk.Must(desk.Owner.Token, "POST", "/passkeys/begin", object{}, &begun)
	status(t, finish(desk, begun.Flow, finger.Assert(begun.Options, confirmed)), 410)

	flow, options := begin(desk)
	fresh := newAuthenticator(t, desk.Server.URL())
	options = json.RawMessage(strings.Replace(string(options), `{`, `{"user":{"id":"AAAA"},`, 1))
	desk.Owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(fresh.ID), seal.Secret{2})
	status(t, desk.Owner.Put(desk.Owner.Token, 3, object{"passkey": object{"flow": flow, "response": fresh.Register(options), "name": "x"}}), 410)
	status(t, signIn(fresh, desk, confirmed, nil), 401)
}

// Who has a copy cannot hide it behind wrong answers, of which an hour's record has
// only so many: what shows the copy is recorded all the same.
func TestWrongAnswersHideNoCopy(t *testing.T) {
	desk, finger := withPasskey(t, server.Config{})
	record := recordOf(t, desk)
	copied, wrong := *finger, *finger
	status(t, signIn(finger, desk, confirmed, nil), 200)
	wrong.Key = newKey(t)
	for range 61 {
		status(t, signIn(&wrong, desk, confirmed, nil), 401)
	}
	if got := len(record.refused()); got != 60 {
		t.Fatalf("%d wrong answers are recorded", got)
	}
	status(t, signIn(&copied, desk, confirmed, nil), 401)
	if got := record.refused(); !slices.Equal(got, []string{"passkey-copied"}) {
		t.Errorf("recorded %q", got)
	}
}

// Two authenticators with one key: whichever counter is not ahead is refused,
// on the record, and of two at once only one gets in.
func TestACopiedPasskeyIsNoticed(t *testing.T) {
	desk, finger := withPasskey(t, server.Config{})
	record := recordOf(t, desk)
	status(t, signIn(finger, desk, confirmed, nil), 200)
	thief := *finger
	for range 3 {
		status(t, signIn(finger, desk, confirmed, nil), 200)
	}
	record.fresh()
	for range 3 { // behind, behind, and level
		got := signIn(&thief, desk, confirmed, nil)
		if got.Status != 401 || !strings.Contains(string(got.Body), "copied") {
			t.Errorf("a copy was answered %d %s", got.Status, got.Body)
		}
	}
	if got := record.fresh(); strings.Join(got, " ") != "session.refused session.refused session.refused" {
		t.Errorf("recorded %v", got)
	}
	status(t, signIn(finger, desk, confirmed, nil), 200)

	thief = *finger
	var all sync.WaitGroup
	answers := make([]servertest.Answer, 8)
	for i := range answers {
		flow, options := begin(desk)
		by := *finger // all with the same counter
		if i%2 == 1 {
			by = thief
		}
		response := by.Assert(options, confirmed)
		all.Go(func() { answers[i] = finish(desk, flow, response) })
	}
	all.Wait()
	in := 0
	for _, answer := range answers {
		if answer.Status == 200 {
			in++
		} else {
			status(t, answer, 401)
		}
	}
	if in != 1 {
		t.Errorf("%d got in with one counter", in)
	}
}

// An authenticator without a counter says zero, always: that is no copy.
func TestAPasskeyWithoutACounter(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	finger := newAuthenticator(t, desk.Server.URL())
	var begun struct {
		Flow    string
		Options json.RawMessage
	}
	desk.Must(desk.Owner.Token, "POST", "/passkeys/begin", object{}, &begun)
	always := func() { finger.Counter = ^uint32(0) } // which the next use turns to zero
	always()
	desk.Owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, desk.Owner.Put(desk.Owner.Token, 2, object{"passkey": object{"flow": begun.Flow, "response": finger.Register(begun.Options), "name": "Phone"}}), 204)
	for range 3 {
		always()
		status(t, signIn(finger, desk, confirmed, nil), 200)
	}
	finger.Counter = 7 // it has one after all
	status(t, signIn(finger, desk, confirmed, nil), 200)
	always()
	status(t, signIn(finger, desk, confirmed, nil), 401)
}

// Each of these differs in one thing from a registration that works.
func TestAPasskeyThatProvesTooLittleIsNotKept(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	owner, contents := desk.Owner, desk.Owner.Contents
	for name, row := range map[string]struct {
		want   int
		change func(a *authenticator)
		after  func(response object)
	}{
		"another origin":        {403, func(a *authenticator) { a.Origin = "https://evil.example" }, nil},
		"another relying party": {403, func(a *authenticator) { a.Party = "evil.example" }, nil},
		"a sign-in's answer":    {403, func(a *authenticator) { a.Kind = "webauthn.get" }, nil},
		"nobody verified":       {403, func(a *authenticator) { a.Flags = flagPresent }, nil},
		"nobody present":        {403, func(a *authenticator) { a.Flags = flagVerified }, nil},
		"its secret sent along": {422, nil, func(r object) {
			r["clientExtensionResults"] = object{"prf": object{"enabled": true, "results": object{"first": "AAAA"}}}
		}},
		"no attestation object": {400, nil, func(r object) { r["response"].(object)["attestationObject"] = "" }},
		"too late":              {410, nil, func(object) { time.pass(5*60e9 + 1e9) }},
	} {
		finger := newAuthenticator(t, desk.Server.URL())
		if row.change != nil {
			row.change(finger)
		}
		var begun struct {
			Flow    string
			Options json.RawMessage
		}
		desk.Must(owner.Token, "POST", "/passkeys/begin", object{}, &begun)
		response := finger.Register(begun.Options)
		if row.after != nil {
			row.after(response)
		}
		owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
		if got := owner.Put(owner.Token, 2, object{"passkey": object{"flow": begun.Flow, "response": response, "name": "x"}}); got.Status != row.want {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
		owner.Contents = contents
		finger.Origin, finger.Party, finger.Kind = desk.Server.URL(), "localhost", ""
		status(t, signIn(finger, desk, confirmed, nil), 401)
	}
	if rows := ways(desk); len(rows) != 2 {
		t.Errorf("the refusals left %+v", rows)
	}
}

// A credential id is one account's. Who registers somebody else's under their
// own name is told, and changes nothing for them.
func TestNobodyTakesOverAPasskeyByItsID(t *testing.T) {
	desk, finger := withPasskey(t, server.Config{})
	bert := desk.Invite("bert@example.org")
	same := newAuthenticator(t, desk.Server.URL())
	same.ID = finger.ID
	var begun struct {
		Flow    string
		Options json.RawMessage
	}
	desk.Must(bert.Token, "POST", "/passkeys/begin", object{}, &begun)
	bert.AddWay(seal.UnlockPasskey, seal.PasskeyWay(same.ID), seal.Secret{1})
	credentials := object{"passkey": object{"flow": begun.Flow, "response": same.Register(begun.Options), "name": "Mine"}}
	status(t, bert.Put(bert.Token, 2, credentials), 409)
	status(t, signIn(same, desk, confirmed, nil), 401)
	status(t, signIn(finger, desk, confirmed, nil), 200)
	var rows []unlockerRow
	desk.Must(bert.Token, "GET", "/unlockers", nil, &rows)
	if len(rows) != 2 {
		t.Errorf("the refusal left him %+v", rows)
	}

	// Nor does somebody who joins.
	_, path, request := desk.Joining("carla@example.org")
	desk.Must("", "POST", strings.TrimSuffix(path, "/accept")+"/passkey", object{"email": "carla@example.org", "name": "Carla"}, &begun)
	request["credentials"].(object)["passkey"] = object{"flow": begun.Flow, "response": same.Register(begun.Options), "name": "Mine"}
	status(t, desk.Do("", "POST", path, request), 409)
	status(t, signIn(finger, desk, confirmed, nil), 200)
}

// A name is cut between characters, and stays readable.
func TestNamesOfPasskeysAreCut(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	finger, finish := newPasskey(t, desk, strings.Repeat("schlüssel🔑", 50))
	desk.Owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, desk.Owner.Put(desk.Owner.Token, 2, finish), 204)
	name := ways(desk)[0].Name
	if len(name) > 100 || len(name) < 90 || strings.ContainsRune(name, '\uFFFD') || !strings.HasPrefix(name, "schlüssel🔑") {
		t.Errorf("kept as %q", name)
	}
}

// An organisation can name the authenticators that it takes. Those that people have go
// on, and are pointed out.
func TestAuthenticatorsThatAreTaken(t *testing.T) {
	desk, finger := withPasskey(t, server.Config{})
	taken, other := "2fc0579f-8113-47ea-b116-bb5a8db9202a", [16]byte{1}
	unlisted := func() (n int) {
		var found []struct{ Kind string }
		desk.Must(desk.Owner.Token, "GET", "/signin/health", nil, &found)
		for _, each := range found {
			if each.Kind == "passkey-unlisted" {
				n++
			}
		}
		return n
	}
	if unlisted() != 0 {
		t.Error("where none is named, all are taken")
	}
	for _, bad := range []string{"", "x", taken + "0", "2FC0579F-8113-47EA-B116-BB5A8DB9202A"} {
		status(t, desk.Do(desk.Owner.Token, "PUT", "/settings/sign-in", object{"version": 0, "value": object{"authenticators": []string{bad}}}), 422)
	}
	desk.Must(desk.Owner.Token, "PUT", "/settings/sign-in", object{"version": 0, "value": object{"authenticators": []string{taken}}}, nil)
	if unlisted() != 1 {
		t.Error("the one that she has is not pointed out")
	}
	status(t, signIn(finger, desk, confirmed, nil), 200)
	join := func(maker [16]byte) servertest.Answer {
		_, path, request := desk.Joining("carla@example.org")
		key := servertest.NewPasskey(t, desk.Server.URL())
		key.Maker = maker
		var begun struct {
			Flow    string
			Options json.RawMessage
		}
		desk.Must("", "POST", strings.TrimSuffix(path, "/accept")+"/passkey", object{"email": "carla@example.org", "name": "Carla"}, &begun)
		if !strings.Contains(string(begun.Options), `"attestation":"direct"`) {
			t.Errorf("asked with %s", begun.Options)
		}
		return desk.Do("", "POST", path, with(request, "credentials.passkey", object{"flow": begun.Flow, "response": key.Register(begun.Options), "name": "Key"}))
	}
	for name, maker := range map[string][16]byte{"another": other, "one that does not say": {}} {
		if got := join(maker); got.Status != 422 || got.Reason() != "authenticator" {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	named := [16]byte{0x2f, 0xc0, 0x57, 0x9f, 0x81, 0x13, 0x47, 0xea, 0xb1, 0x16, 0xbb, 0x5a, 0x8d, 0xb9, 0x20, 0x2a}
	if got := join(named); got.Reason() == "authenticator" {
		t.Errorf("the one that is taken: %d %s", got.Status, got.Body)
	}
}
