package seal_test

import (
	"crypto/rand"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// ada is an account with three ways in.
type ada struct {
	t      *testing.T
	ways   map[string]seal.UnlockKey
	opened seal.OpenedVault
	locked seal.LockedVault
}

func newAda(t *testing.T) *ada {
	t.Helper()
	a := &ada{t: t, ways: map[string]seal.UnlockKey{
		"laptop": adaWay(t, seal.UnlockPasskey, seal.PasskeyWay([]byte("laptop")), 1),
		"phone":  adaWay(t, seal.UnlockPasskey, seal.PasskeyWay([]byte("phone")), 2),
		"kit":    adaWay(t, seal.UnlockRecovery, seal.ID16{3}, 3),
	}}
	contents := seal.VaultContents{Identities: []seal.Secret{{1}}, Sealings: []seal.Secret{{2}}, AccountSecret: seal.Secret{3}}
	for _, way := range a.ways {
		contents = contents.With(way.Way())
	}
	var err error
	a.locked, _, err = seal.LockVault(rand.Reader, id("org"), id("ada"), 1, contents)
	must(t, a.locked, err)
	a.opened, err = a.locked.Unlock(a.ways["laptop"])
	must(t, a.opened, err)
	return a
}

func adaWay(t *testing.T, kind seal.UnlockerKind, name seal.ID16, secret byte) seal.UnlockKey {
	t.Helper()
	key, err := seal.NewUnlockKey(id("org"), id("ada"), kind, name, seal.Secret{secret})
	return must(t, key, err)
}

// relock makes the next version.
func (a *ada) relock(contents seal.VaultContents) (seal.LockedVault, seal.OpenedVault) {
	a.t.Helper()
	locked, opened, err := a.opened.Relock(rand.Reader, contents)
	must(a.t, locked, err)
	return locked, opened
}

func TestARemovedWayOpensNothingNewer(t *testing.T) {
	a := newAda(t)
	next, opened := a.relock(a.opened.Contents.Without(a.ways["phone"].Way().ID))
	if opened.Version != 2 || opened.Key.Equal(a.opened.Key) {
		t.Fatal("the next version has the key of the one before")
	}
	for _, kept := range []string{"laptop", "kit"} { // their secrets were not asked for
		got, err := next.Unlock(a.ways[kept])
		if must(t, got, err); !got.Key.Equal(opened.Key) {
			t.Errorf("%s opens another key", kept)
		}
	}
	_, err := next.Unlock(a.ways["phone"])
	refused(t, err, seal.ErrCannotOpen)
	_, err = next.OpenWith(a.opened.Key, id("org"), id("ada")) // what the lost browser kept
	refused(t, err, seal.ErrCannotOpen)
	mixed := seal.LockedVault{Vault: next.Vault, Unlockers: a.locked.Unlockers}
	_, err = mixed.Unlock(a.ways["phone"])
	refused(t, err, seal.ErrCannotOpen)
	_, err = mixed.OpenWith(opened.Key, id("org"), id("ada"))
	refused(t, err, seal.ErrUnverified)
}

func TestTheServerSlipsInNoWayOfItsOwn(t *testing.T) {
	a := newAda(t)
	eve := adaWay(t, seal.UnlockPasskey, seal.PasskeyWay([]byte("eve")), 9)
	slipped, err := seal.SealUnlocker(id("org"), id("ada"), 1, eve.Way(), seal.Secret{9})
	must(t, slipped, err)
	wire, err := slipped.Bytes()
	must(t, wire, err)
	all := a.locked.Unlockers
	for name, shown := range map[string][][]byte{
		"one more":  append(all[:3:3], wire),
		"exchanged": append(all[:2:2], wire),
		"hidden":    all[:2],
		"twice":     append(all[:3:3], all[2]),
	} {
		locked := seal.LockedVault{Vault: a.locked.Vault, Unlockers: shown}
		if _, err := locked.OpenWith(a.opened.Key, id("org"), id("ada")); err == nil {
			t.Errorf("%s: the vault was taken", name)
		}
	}
	next, _ := a.relock(a.opened.Contents)
	_, err = next.Unlock(eve)
	refused(t, err, seal.ErrCannotOpen)
}

func TestAnUnlockerStaysInItsPlace(t *testing.T) {
	a := newAda(t)
	laptop := a.ways["laptop"].Way()
	theirs := func(org, account seal.ID, kind seal.UnlockerKind, name seal.ID16, secret byte) error {
		key, err := seal.NewUnlockKey(org, account, kind, name, seal.Secret{secret})
		must(t, key, err)
		_, err = a.locked.Unlock(key)
		return err
	}
	if err := theirs(id("org"), id("ada"), laptop.Kind, laptop.ID, 1); err != nil {
		t.Fatal(err)
	}
	refused(t, theirs(id("org"), id("ada"), laptop.Kind, laptop.ID, 8), seal.ErrCannotOpen)
	refused(t, theirs(id("org"), id("ben"), laptop.Kind, laptop.ID, 1), seal.ErrCannotOpen)
	refused(t, theirs(id("other"), id("ada"), laptop.Kind, laptop.ID, 1), seal.ErrCannotOpen)
	refused(t, theirs(id("org"), id("ada"), seal.UnlockRecovery, seal.ID16{3}, 1), seal.ErrCannotOpen)
	refused(t, theirs(id("org"), id("ada"), laptop.Kind, seal.ID16{7}, 1), seal.ErrCannotOpen)
	_, err := a.locked.OpenWith(a.opened.Key, id("org"), id("ben"))
	refused(t, err, seal.ErrCannotOpen)
	_, err = seal.NewUnlockKey(id("org"), id("ada"), 4, seal.ID16{}, seal.Secret{})
	refused(t, err, seal.ErrMalformed)
}

func TestAVaultListsItsWaysOnce(t *testing.T) {
	a := newAda(t)
	lock := func(ways []seal.Way) error {
		contents := a.opened.Contents
		contents.Ways = ways
		_, _, err := seal.LockVault(rand.Reader, id("org"), id("ada"), 2, contents)
		return err
	}
	ways := a.opened.Contents.Ways
	code := func(n byte) seal.Way {
		return seal.Way{ID: seal.ID16{n}, Kind: seal.UnlockRecovery, Public: ways[0].Public}
	}
	var many []seal.Way
	for n := range byte(seal.MaxWays + 1) {
		many = append(many, seal.Way{ID: seal.ID16{n}, Kind: seal.UnlockPasskey, Public: ways[0].Public})
	}
	if err := lock(many[:seal.MaxWays]); err != nil {
		t.Errorf("%d ways: %v", seal.MaxWays, err)
	}
	refused(t, lock(nil), seal.ErrMalformed)
	refused(t, lock(many), seal.ErrMalformed)
	refused(t, lock([]seal.Way{ways[1], ways[0]}), seal.ErrMalformed)
	refused(t, lock([]seal.Way{ways[0], ways[0]}), seal.ErrMalformed)
	refused(t, lock([]seal.Way{code(1), code(2)}), seal.ErrMalformed)
	refused(t, lock([]seal.Way{{ID: seal.ID16{1}, Kind: 7, Public: ways[0].Public}}), seal.ErrMalformed)
	refused(t, lock([]seal.Way{{ID: seal.ID16{1}, Kind: seal.UnlockPasskey}}), seal.ErrMalformed) // no key at all
	renewed := a.opened.Contents.With(code(200))
	if len(renewed.Ways) != 3 || len(a.opened.Contents.Ways) != 3 {
		t.Error("a new recovery code does not take the old one's place")
	}
}
