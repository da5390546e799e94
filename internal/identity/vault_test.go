package identity_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// unlockerRow is a line of the list of one's ways in.
type unlockerRow struct {
	ID, Kind, Name string
}

func ways(desk *servertest.Desk) (rows []unlockerRow) {
	desk.Must(desk.Owner.Token, "GET", "/unlockers", nil, &rows)
	return rows
}

func locked(desk *servertest.Desk) (vault seal.LockedVault) {
	desk.Must(desk.Owner.Token, "GET", "/vault", nil, &vault)
	return vault
}

// newPasskey registers a passkey; what comes back finishes it, with the vault.
func newPasskey(t *testing.T, desk *servertest.Desk, name string) (*authenticator, object) {
	t.Helper()
	finger := newAuthenticator(t, desk.Server.URL())
	var begun struct {
		Flow    string
		Options json.RawMessage
	}
	desk.Must(desk.Owner.Token, "POST", "/passkeys/begin", object{}, &begun)
	return finger, object{"passkey": object{"flow": begun.Flow, "response": finger.Register(begun.Options), "name": name}}
}

// signIn uses a passkey; change may spoil the answer.
func signIn(a *authenticator, desk *servertest.Desk, flags byte, change func(response object)) servertest.Answer {
	desk.T.Helper()
	var begun struct {
		Flow    string
		Options json.RawMessage
	}
	desk.Must("", "POST", "/signin/passkey/begin", nil, &begun)
	response := a.Assert(begun.Options, flags)
	if change != nil {
		change(response)
	}
	return desk.Do("", "POST", "/signin/passkey/finish", object{"flow": begun.Flow, "response": response})
}

const confirmed = flagPresent | flagVerified

func TestTheVaultIsComparedAndSet(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	owner := desk.Owner
	status(t, owner.Put(owner.Token, 1, nil), 409)
	status(t, owner.Put(owner.Token, 2, nil), 204)
	other := owner.SignIn().Token // another browser, which believes it comes next
	before := locked(desk)
	if got := owner.Put(other, 2, nil); got.Status != 409 || got.Reason() != "stale" {
		t.Errorf("the second of two got %d %q", got.Status, got.Reason())
	}
	if after := locked(desk); !slices.Equal(after.Vault, before.Vault) {
		t.Error("the loser of two changed the vault")
	}
	status(t, owner.Put(owner.Token, 4, nil), 409)
	stranger := desk.Invite("bert@example.org")
	vault, unlockers := stranger.Vault(3)
	status(t, desk.Do(owner.Token, "PUT", "/vault", object{"vault": vault, "unlockers": unlockers}), 422)
}

func TestPasskeys(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	finger, finish := newPasskey(t, desk, "Laptop")
	key := desk.Owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, desk.Owner.Put(desk.Owner.Token, 2, finish), 204)
	status(t, desk.Owner.Put(desk.Owner.Token, 3, finish), 410) // used
	if rows := ways(desk); rows[0] != (unlockerRow{key.Way().ID.String(), "passkey", "Laptop"}) {
		t.Errorf("the list begins with %+v", rows[0])
	}
	status(t, signIn(finger, desk, confirmed, nil), 200)
	status(t, signIn(finger, desk, flagPresent, nil), 401) // touched, but nobody proved who they are
	status(t, signIn(finger, desk, confirmed, func(r object) {
		r["clientExtensionResults"] = object{"prf": object{"results": object{"first": "AAAA"}}}
	}), 422)
	finger.Counter = 0
	status(t, signIn(finger, desk, confirmed, nil), 401) // its counter went back: a copy
	finger.Counter, finger.Origin = 100, "https://evil.example"
	status(t, signIn(finger, desk, confirmed, nil), 401)
}

func TestARemovedPasskeyNeitherSignsInNorOpens(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	owner := desk.Owner
	kept, finishKept := newPasskey(t, desk, "Laptop")
	keptKey := owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(kept.ID), seal.Secret{1})
	status(t, owner.Put(owner.Token, 2, finishKept), 204)
	lost, finishLost := newPasskey(t, desk, "Phone")
	lostKey := owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(lost.ID), seal.Secret{2})
	status(t, owner.Put(owner.Token, 3, finishLost), 204)
	var thief, mine struct{ Token string }
	signIn(lost, desk, confirmed, nil).Into(t, &thief)
	signIn(kept, desk, confirmed, nil).Into(t, &mine)
	listening := desk.Listen(thief.Token, 0)
	listening.Next("hello")
	old, err := locked(desk).Unlock(lostKey)
	if err != nil {
		t.Fatal(err)
	}

	owner.Contents = owner.Contents.Without(lostKey.Way().ID)
	status(t, owner.Put(owner.Token, 4, nil), 204)
	status(t, desk.Do(thief.Token, "GET", "/sessions", nil), 401) // it does not stay signed in either
	if code := listening.Closed(); code != 4001 {
		t.Errorf("its socket was closed with %d", code)
	}
	status(t, desk.Do(mine.Token, "GET", "/sessions", nil), 200)
	status(t, signIn(lost, desk, confirmed, nil), 401)
	status(t, signIn(kept, desk, confirmed, nil), 200)
	now := locked(desk)
	if _, err := now.Unlock(lostKey); err == nil {
		t.Error("the removed passkey opens the new vault")
	}
	if _, err := now.OpenWith(old.Key, desk.Org, owner.Account); err == nil {
		t.Error("the key from before opens the new vault")
	}
	if _, err := now.Unlock(keptKey); err != nil {
		t.Errorf("a kept passkey: %v", err)
	}
	for _, row := range ways(desk) {
		if row.Name == "Phone" {
			t.Error("the removed passkey is still listed")
		}
	}
}

func TestARemovedPasswordAndRecoveryCodeSignNobodyIn(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	owner := desk.Owner
	finger, finish := newPasskey(t, desk, "Laptop")
	owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, owner.Put(owner.Token, 2, finish), 204)
	without := func(version uint64, kind seal.UnlockerKind) {
		t.Helper()
		id, err := locked(desk).WayOf(kind)
		if err != nil {
			t.Fatal(err)
		}
		owner.Contents = owner.Contents.Without(id)
		status(t, owner.Put(owner.Token, version, nil), 204)
	}
	without(3, seal.UnlockPassword)
	time.pass(60e9)
	status(t, desk.Do("", "POST", "/signin/password/finish", object{"email": owner.Email, "auth": owner.PasswordAuth, "code": code(t, owner.TOTP, time.Now())}), 401)
	key, finish := newPasskey(t, desk, "Key")
	owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(key.ID), seal.Secret{2})
	status(t, owner.Put(owner.Token, 4, finish), 204)
	status(t, desk.Do("", "POST", "/signin/recovery", owner.ByRecovery()), 401) // nor is it a second proof
	helped := func() object {
		given := value[string](t)(server.GiveSignInCode(desk.Config.DataDir, owner.Email, time.Now()))
		return object{"email": owner.Email, "auth": owner.RecoveryAuth(), "second": object{"operator": given}}
	}
	request := helped()
	status(t, desk.Do("", "POST", "/signin/recovery", request), 200)
	status(t, desk.Do("", "POST", "/signin/recovery", request), 401) // a code counts once
	without(5, seal.UnlockRecovery)
	status(t, desk.Do("", "POST", "/signin/recovery", helped()), 401) // nor does it count alone
	status(t, signIn(finger, desk, confirmed, nil), 200)
}

// What unlocks and what signs in correspond one to one, or nothing changes.
func TestWaysThatFitNoCredentialAreRefused(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	owner, before := desk.Owner, desk.Owner.Contents
	put := func(credentials object) servertest.Answer { return owner.Put(owner.Token, 2, credentials) }
	refused := func(name string, credentials object) {
		t.Helper()
		if got := put(credentials); got.Status != 422 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
		owner.Contents = before
	}
	owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay([]byte("nobody's")), seal.Secret{1})
	refused("a passkey's unlocker without the passkey", nil)

	finger, finish := newPasskey(t, desk, "Laptop")
	refused("a passkey without an unlocker", finish)
	status(t, signIn(finger, desk, confirmed, nil), 401) // and it was not kept

	_, finish = newPasskey(t, desk, "Laptop")
	owner.AddWay(seal.UnlockPasskey, seal.ID16{1}, seal.Secret{1})
	refused("a passkey under another name", finish)

	owner.Contents.Ways = owner.Contents.Ways[:1]
	refused("a single way", nil)

	vault, unlockers := owner.Vault(2)
	twice := append(slices.Clone(unlockers), unlockers[0])
	status(t, desk.Do(owner.Token, "PUT", "/vault", object{"vault": vault, "unlockers": twice}), 422)
	status(t, desk.Do(owner.Token, "PUT", "/vault", object{"vault": vault, "unlockers": [][]byte{unlockers[0], []byte("no unlocker")}}), 422)

	id, _ := locked(desk).WayOf(seal.UnlockPassword)
	other := newAuthenticator(t, desk.Server.URL())
	owner.Contents = owner.Contents.Without(id)
	owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(other.ID), seal.Secret{3})
	refused("a password exchanged for a passkey that does not exist", nil)

	if rows := ways(desk); len(rows) != 2 || rows[0].Kind != "password" || rows[1].Kind != "recovery" {
		t.Errorf("the refusals left %+v", rows)
	}
	status(t, put(nil), 204)
}

func TestAnotherAccountsPasskeyIsNoWayIn(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	finger, finish := newPasskey(t, desk, "Laptop")
	bert := desk.Invite("bert@example.org")
	bert.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	status(t, bert.Put(bert.Token, 2, finish), 410) // begun by the owner
	desk.Owner.AddWay(seal.UnlockPasskey, seal.PasskeyWay(finger.ID), seal.Secret{1})
	_, finish = newPasskey(t, desk, "Laptop")
	status(t, desk.Owner.Put(desk.Owner.Token, 2, finish), 422)
	status(t, bert.Put(bert.Token, 2, nil), 422)
}

func TestWhoIsSignedInIsNoErrorToAsk(t *testing.T) {
	desk := servertest.New(t, server.Config{Now: time.Now})
	var who struct {
		Account *seal.ID
		Email   *string
	}
	desk.Must("", "GET", "/session", nil, &who)
	if who.Account != nil || who.Email != nil {
		t.Errorf("nobody is %v", who.Account)
	}
	desk.Must(desk.Visitor().Token, "GET", "/session", nil, &who)
	if who.Account != nil {
		t.Error("a customer is taken for staff")
	}
	desk.Must(desk.Owner.Token, "GET", "/session", nil, &who)
	if who.Account == nil || *who.Account != desk.Owner.Account || *who.Email != desk.Owner.Email {
		t.Errorf("the owner is %v", who)
	}
}

func value[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
