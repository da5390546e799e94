package identity_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// with is a request with one field replaced; a path goes into the objects
// inside, and nil takes the field out.
func with(request object, path string, value any) object {
	changed := maps.Clone(request)
	first, rest, nested := strings.Cut(path, ".")
	switch {
	case nested:
		changed[first] = with(changed[first].(object), rest, value)
	case value == nil:
		delete(changed, first)
	default:
		changed[first] = value
	}
	return changed
}

// change is one thing that makes a request unfit.
type change struct {
	path  string
	value any
	want  int
}

// unfitWays are what neither somebody who joins nor the first owner gets in
// with.
func unfitWays(t *testing.T, desk *servertest.Desk, s *servertest.Staff) map[string]change {
	vault, unlockers := s.Vault(1)
	second, _ := s.Vault(2)
	elsewhere := servertest.New(t, server.Config{}).Owner
	foreign, foreignWays := elsewhere.Vault(1)
	return map[string]change{
		"no address":                        {"email", "", 422},
		"an address that is none":           {"email", "carla", 422},
		"an address with a name":            {"email", "Carla <carla@example.org>", 422},
		"an address that is too long":       {"email", strings.Repeat("c", 255) + "@example.org", 422},
		"no way to sign in":                 {"credentials.password", nil, 422},
		"no recovery code":                  {"credentials.recovery", nil, 422},
		"a recovery value cut short":        {"credentials.recovery.auth", make([]byte, 31), 422},
		"a password value cut short":        {"credentials.password.auth", make([]byte, 31), 422},
		"no salt":                           {"credentials.password.salt", nil, 422},
		"a salt cut short":                  {"credentials.password.salt", make([]byte, 15), 422},
		"too little memory":                 {"credentials.password.memory", 19455, 422},
		"more memory than a browser has":    {"credentials.password.memory", 1<<20 + 1, 422},
		"one pass":                          {"credentials.password.iterations", 1, 422},
		"more passes than anybody waits":    {"credentials.password.iterations", 11, 422},
		"no authenticator":                  {"credentials.password.totpSecret", "", 422},
		"a guessable authenticator":         {"credentials.password.totpSecret", "AAAAAAAA", 422},
		"an authenticator that is not text": {"credentials.password.totpSecret", "not base32!", 422},
		"a code of another authenticator":   {"credentials.password.totpSecret", elsewhere.TOTP, 422},
		"no code":                           {"credentials.password.totpCode", "", 422},
		"no vault":                          {"credentials.vault", nil, 422},
		"a vault that is none":              {"credentials.vault", []byte("no vault"), 422},
		"a vault with more":                 {"credentials.vault", append(vault[:len(vault):len(vault)], 0), 422},
		"a second version":                  {"credentials.vault", second, 409},
		"another organisation's vault":      {"credentials.vault", foreign, 422},
		"no unlockers":                      {"credentials.unlockers", nil, 422},
		"one unlocker":                      {"credentials.unlockers", unlockers[:1], 422},
		"one unlocker twice":                {"credentials.unlockers", [][]byte{unlockers[0], unlockers[0]}, 422},
		"an unlocker that is none":          {"credentials.unlockers", [][]byte{unlockers[0], []byte("x")}, 422},
		"more unlockers than ways":          {"credentials.unlockers", append(unlockers[:2:2], foreignWays...), 422},
		"no statements":                     {"statements", [][]byte{}, 422},
		"statements that are none":          {"statements", [][]byte{[]byte("x")}, 400},
		"a passkey of no ceremony":          {"credentials.passkey", object{"flow": encode(make([]byte, 32)), "response": object{}, "name": ""}, 410},
	}
}

func TestWhoJoinsWithSomethingUnfitStaysOut(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert := desk.Invite("bert@example.org")
	carla, path, request := desk.Joining("carla@example.org")
	record := recordOf(t, desk)
	unfit := unfitWays(t, desk, carla)
	bertsVault, _ := bert.Vault(1)
	unfit["a colleague's vault"] = change{"credentials.vault", bertsVault, 422}
	unfit["a colleague's address"] = change{"email", bert.Email, 409}
	unfit["a colleague's address in capitals"] = change{"email", " BERT@Example.ORG\t", 409}
	for name, c := range unfit {
		if got := desk.Do("", "POST", path, with(request, c.path, c.value)); got.Status != c.want {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	status(t, byRecovery(desk, carla.Email, carla.RecoveryAuth(), carla.PasswordAuth), 401)
	if kinds := record.fresh(); len(kinds) != 1 {
		t.Errorf("the refusals left %v", kinds)
	}
	status(t, byRecovery(desk, bert.Email, bert.RecoveryAuth(), bert.PasswordAuth), 200)

	status(t, desk.Do("", "POST", path, with(request, "email", " Carla@Example.org ")), 200) // nothing was used up
	status(t, desk.Do("", "POST", path, request), 410)
	status(t, byRecovery(desk, "carla@example.org", carla.RecoveryAuth(), carla.PasswordAuth), 200)
}

func TestInvitationsThatAreOver(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	_, path, request := desk.Joining("carla@example.org")
	_, other, _ := desk.Joining("dora@example.org")
	passkey := func(path string) servertest.Answer {
		return desk.Do("", "POST", strings.TrimSuffix(path, "/accept")+"/passkey", object{"email": "carla@example.org", "name": "Carla"})
	}
	nowhere := "/invitations/" + seal.ID{1}.Hex() + "/accept"
	status(t, desk.Do("", "POST", nowhere, request), 404)
	status(t, passkey(nowhere), 404)
	status(t, desk.Do("", "POST", other, request), 422) // her statements name another one
	status(t, passkey(path), 200)
	time.pass(86401e9)
	status(t, desk.Do("", "POST", path, request), 410)
	status(t, passkey(path), 410)
}

// Of two who hold one link, one joins.
func TestOneInvitationAtOnce(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	_, path, request := desk.Joining("carla@example.org")
	got := atOnce(6, func() servertest.Answer { return desk.Do("", "POST", path, request) })
	if got[200] != 1 {
		t.Errorf("one invitation was answered %v", got)
	}
}

// A passkey begun for one thing is not finished for another.
func TestAPasskeyJoinsWhereItWasBegun(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	carla, path, request := desk.Joining("carla@example.org")
	_, other, _ := desk.Joining("dora@example.org")
	registered := func(path string) (*authenticator, object) {
		finger := newAuthenticator(t, desk.Server.URL())
		var begun begunPasskey
		desk.Must("", "POST", strings.TrimSuffix(path, "/accept")+"/passkey", object{"email": carla.Email, "name": strings.Repeat("Carla ü", 200)}, &begun)
		return finger, object{"flow": begun.Flow, "response": finger.Register(begun.Options), "name": "Laptop"}
	}
	withKey := func(finger *authenticator, passkey object) object {
		contents := carla.Contents
		carla.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
		vault, unlockers := carla.Vault(1)
		carla.Contents = contents
		changed := with(request, "credentials.passkey", passkey)
		return with(with(changed, "credentials.vault", vault), "credentials.unlockers", unlockers)
	}
	status(t, desk.Do("", "POST", path, withKey(registered(other))), 410)
	_, finishing := newPasskey(t, desk, "Mine")
	status(t, desk.Do("", "POST", path, withKey(newAuthenticator(t, ""), finishing["passkey"].(object))), 410)
	stray, passkey := registered(path)
	status(t, desk.Do("", "POST", path, with(request, "credentials.passkey", passkey)), 422) // it would open nothing
	status(t, signIn(stray, desk, confirmed, nil), 401)

	finger, passkey := registered(path)
	status(t, desk.Do("", "POST", path, withKey(finger, passkey)), 200)
	status(t, signIn(finger, desk, confirmed, nil), 200)
}

func TestASetUpWithSomethingUnfitFoundsNothing(t *testing.T) {
	desk := servertest.Start(t, server.Config{})
	request := desk.Founding()
	unfit := unfitWays(t, desk, desk.Owner)
	unfit["no statements"] = change{"statements", [][]byte{}, 422}
	unfit["no token"] = change{"token", "", 403}
	unfit["a guessed token"] = change{"token", desk.Server.SetupToken() + "x", 403}
	unfit["no head"] = change{"head", nil, 422}
	unfit["a head that is none"] = change{"head", []byte("x"), 400}
	unfit["a greeting that is too long"] = change{"settings.greeting", strings.Repeat("x", 1001), 422}
	unfit["a colour that is a program"] = change{"settings.colour", "red;}*{}", 422}
	unfit["a reply from the past"] = change{"settings.expectedReplySeconds", -1, 422}
	unfit["keys for ever"] = change{"settings.retentionDays", 4000, 422}
	unfit["hours that end before they begin"] = change{"settings.hours", object{"timezone": "Europe/Berlin", "days": []object{{"day": 1, "from": "17:00", "to": "09:00"}}}, 422}
	for name, c := range unfit {
		if got := desk.Do("", "POST", "/setup", with(request, c.path, c.value)); got.Status != c.want {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
		var state struct{ Open bool }
		if desk.Must("", "GET", "/setup", nil, &state); !state.Open {
			t.Fatalf("%s founded something", name)
		}
	}
	status(t, desk.Do("", "POST", "/setup", request), 200)
	status(t, desk.Do("", "POST", "/setup", request), 410)
}

// The first owner's passkey is begun with the token only, and finished with the
// set-up.
func TestTheFirstOwnersPasskey(t *testing.T) {
	desk := servertest.Start(t, server.Config{})
	token := desk.Server.SetupToken()
	request := desk.Founding()
	ask := object{"token": "guessed", "email": desk.Owner.Email, "name": "Olga", "organisation": "Example"}
	status(t, desk.Do("", "POST", "/setup/passkey", ask), 403)
	status(t, desk.Do("", "POST", "/setup/passkey", with(with(ask, "token", token), "email", "olga")), 422)
	finger := newAuthenticator(t, desk.Server.URL())
	var begun begunPasskey
	desk.Must("", "POST", "/setup/passkey", with(ask, "token", token), &begun)
	if strings.Contains(string(begun.Options), `"prf":{"eval"`) {
		t.Error("before there is an organisation its secret's input is made up")
	}
	desk.Owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	vault, unlockers := desk.Owner.Vault(1)
	request = with(with(request, "credentials.vault", vault), "credentials.unlockers", unlockers)
	request = with(request, "credentials.passkey", object{"flow": begun.Flow, "response": finger.Register(json.RawMessage(begun.Options)), "name": "Laptop"})
	status(t, desk.Do("", "POST", "/setup", request), 200)
	status(t, signIn(finger, desk, confirmed, nil), 200)
}

// Nobody joins with an address that the organisation refuses, no passkey is made for
// one, and whoever is there already stays, and is pointed out.
func TestAddressesOfThoseWhoJoin(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert := desk.Invite("bert@gmail.com") // pointed out, unless somebody chooses otherwise
	complaints := func() (all []string) {
		t.Helper()
		var shown []struct{ Kind string }
		desk.Must(desk.Owner.Token, "GET", "/signin/health", nil, &shown)
		for _, c := range shown {
			all = append(all, c.Kind)
		}
		return all
	}
	if all := complaints(); !slices.Contains(all, "address-personal") || slices.Contains(all, "address-outside") {
		t.Errorf("a personal address: %v", all)
	}
	desk.Must(desk.Owner.Token, "PUT", "/settings/addresses", object{"version": 0, "value": object{
		"domains": []string{"example.org"}, "personal": "refuse", "outside": "warn",
	}}, nil)
	carla, path, request := desk.Joining("carla@example.org")
	record := recordOf(t, desk)
	for _, address := range []string{"carla@gmail.com", "Carla+desk@GMX.de", "carla@examp1e.org", "carla@exаmple.org"} {
		got := desk.Do("", "POST", path, with(request, "email", address))
		if status(t, got, 422); !strings.Contains(string(got.Body), `"reason":"address"`) {
			t.Errorf("%s: %s", address, got.Body)
		}
		status(t, desk.Do("", "POST", strings.TrimSuffix(path, "/accept")+"/passkey", object{"email": address, "name": "Carla"}), 422)
	}
	if kinds := record.fresh(); len(kinds) != 0 {
		t.Errorf("the refusals left %v", kinds)
	}
	status(t, desk.Do("", "POST", path, with(request, "email", "carla@elsewhere.example")), 200)
	if all := complaints(); !slices.Contains(all, "address-outside") {
		t.Errorf("an address of elsewhere: %v", all)
	}
	status(t, byRecovery(desk, "carla@elsewhere.example", carla.RecoveryAuth(), carla.PasswordAuth), 200)
	status(t, byRecovery(desk, bert.Email, bert.RecoveryAuth(), bert.PasswordAuth), 200) // nobody is locked out
}
