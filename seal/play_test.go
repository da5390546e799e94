package seal_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// readers are a customer's device and the team, in any order.
func readers(t *testing.T, visitors ...byte) []seal.ReaderKey {
	t.Helper()
	list := []seal.ReaderKey{{Reader: seal.Reader{Kind: seal.ReaderGroup, Ref: id("team 1")}, Key: opening(t, 90).Public()}}
	for _, v := range visitors {
		list = append(list, seal.ReaderKey{Reader: seal.Reader{Kind: seal.ReaderVisitor, Ref: id(string(rune('a' + v)))}, Key: opening(t, v).Public()})
	}
	return list
}

func draft(number uint64, previous seal.OptionalID, reason seal.Reason) seal.ThreadGeneration {
	return seal.ThreadGeneration{Org: id("org"), Thread: id("thread"), Number: number, Previous: previous, Author: id("a"), Head: id("head"), Time: 1, Reason: reason}
}

func generation(t *testing.T, d seal.ThreadGeneration, list []seal.ReaderKey) seal.SealedGeneration {
	t.Helper()
	made, err := seal.NewThreadGeneration(rand.Reader, signing(t, 80), d, list)
	return must(t, made, err)
}

func TestWhichGenerationMayFollow(t *testing.T) {
	first := generation(t, draft(1, seal.OptionalID{}, seal.ReasonCreate), readers(t, 1))
	before, at := first.Statement.Unverified(), first.Statement.ID()
	by := func(visitor bool, reason seal.Reason, change func(*seal.ThreadGeneration), list []seal.ReaderKey) error {
		d := draft(2, seal.Some(at), reason)
		d.Author = before.Visitors()[0]
		change(&d)
		return before.CheckSuccessor(at, generation(t, d, list).Statement.Unverified(), visitor)
	}
	next := func(reason seal.Reason, change func(*seal.ThreadGeneration), list []seal.ReaderKey) error {
		return by(true, reason, change, list)
	}
	same := func(*seal.ThreadGeneration) {}
	for reason, list := range map[seal.Reason][]seal.ReaderKey{
		seal.ReasonRefresh: readers(t, 1), seal.ReasonDevice: readers(t, 1, 2),
	} {
		if err := next(reason, same, list); err != nil {
			t.Errorf("%s: %v", reason, err)
		}
	}
	stranger := func(g *seal.ThreadGeneration) { g.Author = id("another device of theirs") }
	refused(t, next(seal.ReasonRefresh, stranger, readers(t, 1)), seal.ErrUnverified)
	refused(t, next(seal.ReasonDevice, stranger, readers(t, 1, 2)), seal.ErrUnverified)
	refused(t, next(seal.ReasonDevice, same, readers(t, 2)), seal.ErrUnverified) // itself away
	refused(t, by(false, seal.ReasonDevice, same, readers(t, 1, 2)), seal.ErrUnverified)
	refused(t, next(seal.ReasonRefresh, same, readers(t, 1, 2)), seal.ErrUnverified)
	refused(t, next(seal.ReasonRefresh, same, readers(t)), seal.ErrUnverified)
	refused(t, next(seal.ReasonDevice, same, readers(t, 1)[1:]), seal.ErrUnverified)
	refused(t, next(seal.ReasonRefresh, func(g *seal.ThreadGeneration) { g.Thread = id("other") }, readers(t, 1)), seal.ErrUnverified)
	refused(t, next(seal.ReasonRefresh, func(g *seal.ThreadGeneration) { g.Number = 3 }, readers(t, 1)), seal.ErrConflict)
	refused(t, next(seal.ReasonRefresh, func(g *seal.ThreadGeneration) { g.Previous = seal.Some(id("elsewhere")) }, readers(t, 1)), seal.ErrConflict)
}

func TestReservedReadersAreRefused(t *testing.T) {
	for _, kind := range []seal.ReaderKind{seal.ReaderArchive, seal.ReaderBot, seal.ReaderAccount} {
		list := append(readers(t, 1), seal.ReaderKey{Reader: seal.Reader{Kind: kind, Ref: id("x")}, Key: opening(t, 3).Public()})
		_, err := seal.NewThreadGeneration(rand.Reader, signing(t, 80), draft(1, seal.OptionalID{}, seal.ReasonCreate), list)
		refused(t, err, seal.ErrReserved)
	}
	_, err := seal.NewThread(rand.Reader, signing(t, 80), seal.Thread{Kind: seal.Room})
	refused(t, err, seal.ErrReserved)
}

func TestRewrapsAreTheSameForEveryOpener(t *testing.T) {
	made := generation(t, draft(1, seal.OptionalID{}, seal.ReasonCreate), readers(t, 1))
	keys, err := seal.DeriveGroupKeys(id("org"), id("group"), seal.GroupSecret{Number: 1, Secret: seal.Secret{1}})
	must(t, keys, err)
	one, err := made.Key.Wrap(keys, id("team 1"))
	must(t, one, err)
	two, err := made.Key.Wrap(keys, id("team 1"))
	if must(t, two, err); !bytes.Equal(one, two) {
		t.Fatal("racing openers would disagree")
	}
	opened, err := seal.OpenWrap(keys, id("team 1"), made.Statement, one)
	if must(t, opened, err); !opened.Secret().Equal(made.Key.Secret()) {
		t.Fatal("another key came out")
	}
	_, err = seal.OpenWrap(keys, id("team 2"), made.Statement, one)
	refused(t, err, seal.ErrCannotOpen)
	other := generation(t, draft(1, seal.OptionalID{}, seal.ReasonCreate), readers(t, 1))
	_, err = seal.OpenWrap(keys, id("team 1"), other.Statement, one)
	refused(t, err, seal.ErrCannotOpen)
}

func TestTranscriptsRefuseGapsAndOtherHistories(t *testing.T) {
	start := seal.NewTranscript(id("thread"))
	entry := id("entry")
	good := start.Next(entry)
	receipt := seal.Receipt{Thread: id("thread"), Sequence: 1, Entry: entry, Transcript: good.Hash()}
	if after, err := start.Accept(receipt, entry); err != nil || after != good {
		t.Fatal("an honest receipt was refused")
	}
	for name, change := range map[string]func(*seal.Receipt){
		"another entry":      func(r *seal.Receipt) { r.Entry = id("other") },
		"another transcript": func(r *seal.Receipt) { r.Transcript = id("other") },
		"a gap":              func(r *seal.Receipt) { r.Sequence = 2 },
	} {
		r := receipt
		change(&r)
		if after, err := start.Accept(r, entry); err == nil || after != start {
			t.Errorf("%s went through", name)
		}
	}
	_, err := good.Accept(receipt, entry)
	refused(t, err, seal.ErrConflict)
}

func TestAttachments(t *testing.T) {
	content := bytes.Repeat([]byte("harbour "), 20_000)
	var sealed bytes.Buffer
	a, err := seal.SealAttachment(rand.Reader, &sealed, bytes.NewReader(content), uint64(len(content)))
	must(t, a, err)
	var opened bytes.Buffer
	if err := seal.OpenAttachment(&opened, bytes.NewReader(sealed.Bytes()), a); err != nil || !bytes.Equal(opened.Bytes(), content) {
		t.Fatalf("the file did not come back: %v", err)
	}
	if uint64(sealed.Len()) != seal.SealedSize(a.PaddedSize) || a.PaddedSize == a.Size {
		t.Fatalf("%d bytes sealed for %d padded", sealed.Len(), a.PaddedSize)
	}
	cases := map[string]func([]byte, *seal.Attachment) []byte{
		"cut off":             func(b []byte, _ *seal.Attachment) []byte { return b[:len(b)-1] },
		"longer":              func(b []byte, _ *seal.Attachment) []byte { return append(b, 0) },
		"cut at a chunk":      func(b []byte, _ *seal.Attachment) []byte { return b[:seal.ChunkSize+16] },
		"altered":             func(b []byte, _ *seal.Attachment) []byte { b[100] ^= 1; return b },
		"another key":         func(b []byte, a *seal.Attachment) []byte { a.Key = seal.Secret{1}; return b },
		"another hash":        func(b []byte, a *seal.Attachment) []byte { a.Hash = id("x"); return b },
		"a smaller size":      func(b []byte, a *seal.Attachment) []byte { a.Size--; return b },
		"another padded size": func(b []byte, a *seal.Attachment) []byte { a.PaddedSize += 4096; return b },
	}
	for name, change := range cases {
		described := a
		data := change(slices.Clone(sealed.Bytes()), &described)
		if err := seal.OpenAttachment(&bytes.Buffer{}, bytes.NewReader(data), described); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
	if _, err := seal.SealAttachment(rand.Reader, &bytes.Buffer{}, bytes.NewReader(content[:10]), 11); err == nil {
		t.Error("a file shorter than announced was sealed")
	}
}

func TestVaultsStayInTheirPlace(t *testing.T) {
	contents := seal.VaultContents{Identities: []seal.Secret{{1}}, Sealings: []seal.Secret{{2}}, AccountSecret: seal.Secret{3}}
	contents.Ways = []seal.Way{{ID: seal.ID16{1}, Kind: seal.UnlockRecovery, Public: opening(t, 5).Public()}}
	key := seal.Secret{9}
	v, err := seal.SealVault(rand.Reader, key, id("org"), id("ada"), 2, contents)
	must(t, v, err)
	opened, err := v.Open(key, id("org"), id("ada"), 2)
	if must(t, opened, err); !opened.AccountSecret.Equal(contents.AccountSecret) {
		t.Fatal("another vault came out")
	}
	open := func(key seal.Secret, org, account seal.ID, version uint64) error {
		_, err := v.Open(key, org, account, version)
		return err
	}
	refused(t, open(seal.Secret{8}, id("org"), id("ada"), 2), seal.ErrCannotOpen)
	refused(t, open(key, id("other"), id("ada"), 2), seal.ErrCannotOpen)
	refused(t, open(key, id("org"), id("ben"), 2), seal.ErrCannotOpen)
	refused(t, open(key, id("org"), id("ada"), 3), seal.ErrCannotOpen)
	_, err = seal.SealVault(rand.Reader, key, id("org"), id("ada"), 1, seal.VaultContents{})
	refused(t, err, seal.ErrMalformed)
	opened.Wipe()
	if !opened.Identities[0].IsZero() || !opened.AccountSecret.IsZero() {
		t.Fatal("a wiped vault still holds keys")
	}
}

func TestCheapPasswordsAreRefused(t *testing.T) {
	for _, cost := range []seal.PasswordCost{{}, {Memory: 19455, Iterations: 2}, {Memory: 19456, Iterations: 1}, {Memory: 1<<20 + 1, Iterations: 2}, {Memory: 19456, Iterations: 11}} {
		_, err := seal.PasswordSecrets("password", seal.Secret{1}, id("org"), seal.ID16{}, cost)
		refused(t, err, seal.ErrUnverified)
	}
}

func TestZeroValuesRefuse(t *testing.T) {
	_, err := seal.SigningKey{}.Sign("head", nil)
	refused(t, err, seal.ErrUnverified)
	_, err = seal.OpeningKey{}.Open(seal.BoxInfo{}, nil)
	refused(t, err, seal.ErrCannotOpen)
	refused(t, seal.PublicKey{}.Verify("head", nil, seal.Signature{}), seal.ErrUnverified)
	if _, err := seal.SealBox(seal.SealingPublicKey{}, seal.BoxInfo{}, nil); !errors.Is(err, seal.ErrMalformed) {
		t.Fatalf("a box without a place: %v", err)
	}
	wiped := signing(t, 1)
	wiped.Wipe()
	_, err = wiped.Sign("head", nil)
	refused(t, err, seal.ErrUnverified)
}
