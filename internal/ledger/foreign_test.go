package ledger_test

import (
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// foreign is the log of another desk, which this one witnesses.
type foreign struct {
	t    testing.TB
	key  seal.SigningKey
	tree form.Tree
}

func newForeign(t testing.TB) *foreign {
	return &foreign{t: t, key: seal.SigningKeyFromSeed(seal.Secret{0xf0})}
}

var foreignOrg = seal.ID{0xf1}

func (f *foreign) vkey() string {
	f.t.Helper()
	key, err := form.VerifierKey(foreignOrg, f.key.Public())
	if err != nil {
		f.t.Fatal(err)
	}
	return key
}

func (f *foreign) grow(entries int) {
	for range entries {
		f.tree.Add(form.LeafHash(seal.ID{byte(f.tree.Size())}))
	}
}

// submission is what the other desk asks for: fewer than 256 entries need no tiles.
func (f *foreign) submission(old int64) []byte {
	f.t.Helper()
	root, err := f.tree.Root(f.tree.Size(), nil)
	if err != nil {
		f.t.Fatal(err)
	}
	proof, err := f.tree.Consistency(old, f.tree.Size(), nil)
	if err != nil {
		f.t.Fatal(err)
	}
	return f.signed(old, proof, root)
}

// fork is a submission of another root of the same size.
func (f *foreign) fork() []byte { return f.signed(f.tree.Size(), nil, seal.ID{0xbd}) }

func (f *foreign) signed(old int64, proof []seal.ID, root seal.ID) []byte {
	f.t.Helper()
	note, err := form.Sign(form.Checkpoint{Origin: form.Origin(foreignOrg), Size: f.tree.Size(), Root: root}, f.key)
	if err != nil {
		f.t.Fatal(err)
	}
	return form.Submission{Old: old, Proof: proof, Note: note}.Append(nil)
}
