package identity_test

import (
	"bytes"
	"crypto/rand"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// The list of passwords that were had goes with a version of the vault, is its owner's,
// and stays until another one comes.
func TestTheListOfFormerPasswords(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	owner := desk.Owner
	list := seal.Passwords{Memory: seal.MinPasswordMemory, Iterations: seal.MinPasswordIterations, Verifiers: []seal.ID{{1}}}
	sealed := func(at seal.KeptPlace) []byte {
		t.Helper()
		kept, err := seal.SealPasswords(rand.Reader, owner.Opening.Seed(), at, list)
		if err != nil {
			t.Fatal(err)
		}
		wire, err := kept.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return wire
	}
	put := func(version uint64, former []byte) servertest.Answer {
		t.Helper()
		vault, unlockers := owner.Vault(version)
		return desk.Do(owner.Token, "PUT", "/vault", object{"vault": vault, "unlockers": unlockers, "former": former})
	}
	former := func() []byte {
		var got struct{ Former []byte }
		desk.Must(owner.Token, "GET", "/vault", nil, &got)
		return got.Former
	}
	here := seal.KeptPlace{Org: desk.Org, Account: owner.Account, Subject: owner.Account, Version: 2}
	elsewhere, later, theirs := here, here, here
	elsewhere.Org, later.Version = seal.ID{9}, 3
	theirs.Account, theirs.Subject = seal.ID{9}, seal.ID{9}
	for name, wrong := range map[string][]byte{
		"noise": []byte("noise"), "another organisation's": sealed(elsewhere), "another version's": sealed(later), "somebody else's": sealed(theirs),
		"with more behind it": append(sealed(here), 0), "a flood": bytes.Repeat([]byte{1}, 5<<10),
	} {
		if got := put(2, wrong); got.Status != 422 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	if former() != nil {
		t.Error("something of it was kept")
	}
	right := sealed(here)
	status(t, put(2, right), 204)
	status(t, put(3, nil), 204)
	if !bytes.Equal(former(), right) {
		t.Error("a change of the ways in lost it")
	}
}
