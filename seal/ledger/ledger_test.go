package ledger_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"math"
	mrand "math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func full() ledger.Event {
	return ledger.Event{
		Version: 1, Time: 1_795_000_000_123, Kind: "thread.read", Actor: ledger.Actor{Role: ledger.Account, ID: seal.Some(seal.ID{1})},
		Device: seal.Some(seal.ID{2}), Network: "2001:db8::/64", Object: seal.Some(seal.ID{3}), Within: seal.Some(seal.ID{4}),
		Outcome: ledger.Refused, Policy: "thread.read", Reason: "member", First: 17, Last: 1<<53 - 1,
	}
}

// What is written by hand is what the protocol's own encoder writes, and is read
// back.
func TestAnEventHasOneEncoding(t *testing.T) {
	bare := ledger.Event{Version: 1, Kind: "server.started", Actor: ledger.Actor{Role: ledger.Server}}
	for _, e := range []ledger.Event{full(), bare} {
		for _, n := range []uint64{0, 23, 24, 255, 256, 65535, 65536, math.MaxUint32, math.MaxUint32 + 1} {
			e.Time, e.First = n, n
			wire := e.Append(nil)
			if want, err := seal.Encode(e); err != nil || !bytes.Equal(wire, want) {
				t.Fatalf("%x instead of %x (%v)", wire, want, err)
			}
			if back, err := ledger.ParseEvent(wire); err != nil || back != e {
				t.Fatalf("%v: %+v instead of %+v", err, back, e)
			}
		}
	}
}

func TestEventsThatAreNone(t *testing.T) {
	good := full()
	for name, spoil := range map[string]func(*ledger.Event){
		"another version": func(e *ledger.Event) { e.Version = 2 },
		"no kind":         func(e *ledger.Event) { e.Kind = "" },
		"an unknown role": func(e *ledger.Event) { e.Actor.Role = 5 },
		"a third outcome": func(e *ledger.Event) { e.Outcome = 2 },
		"a word too long": func(e *ledger.Event) { e.Reason = strings.Repeat("x", 65) },
		"a kind too long": func(e *ledger.Event) { e.Kind = ledger.Kind(strings.Repeat("x", 65)) },
		"far too long":    func(e *ledger.Event) { e.Network = strings.Repeat("x", 2000) },
	} {
		bad := good
		spoil(&bad)
		wire, err := seal.Encode(bad)
		check(t, err)
		if _, err := ledger.ParseEvent(wire); err == nil {
			t.Errorf("%s was taken for an event", name)
		}
	}
	wire := good.Append(nil)
	for cut := range wire {
		if _, err := ledger.ParseEvent(wire[:cut]); err == nil {
			t.Errorf("the first %d bytes were taken for an event", cut)
		}
	}
	long := good
	long.Reason = strings.Repeat("y", 500)
	if back, err := ledger.ParseEvent(long.Append(nil)); err != nil || len(back.Reason) != 64 {
		t.Errorf("a long word was not cut: %v", err)
	}
}

// grown is a tree with everything that it handed out.
type grown struct {
	ledger.Tree
	tiles   map[[2]int64][]seal.ID
	entries []seal.ID
	stored  []tlog.Hash // as the library keeps them, to compare with
}

func (g *grown) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, g.stored[i])
	}
	return out, nil
}

func (g *grown) full(level int, number int64) ([]seal.ID, error) {
	if hashes, ok := g.tiles[[2]int64{int64(level), number}]; ok {
		return hashes, nil
	}
	return nil, fmt.Errorf("no tile %d %d", level, number)
}

func grow(t *testing.T, size int) *grown {
	t.Helper()
	g := &grown{tiles: map[[2]int64][]seal.ID{}}
	for n := range size {
		entry := seal.HashID("test", fmt.Appendf(nil, "%d", n))
		stored, err := tlog.StoredHashes(int64(n), entry[:], g)
		check(t, err)
		g.stored, g.entries = append(g.stored, stored...), append(g.entries, entry)
		for _, tile := range g.Add(ledger.LeafHash(entry)) {
			g.tiles[[2]int64{int64(tile.Level), tile.Number}] = tile.Hashes
		}
	}
	return g
}

// The tree is the one that the library would keep hash by hash, at every size,
// across the edges of tiles.
func TestTheTreeIsThatOfRFC6962(t *testing.T) {
	const size = 256*256 + 300
	g := grow(t, size)
	for _, n := range []int64{0, 1, 2, 255, 256, 257, 511, 512, 65535, 65536, 65537, size} {
		want, err := tlog.TreeHash(n, g)
		check(t, err)
		if got, err := g.Root(n, g.full); err != nil || got != seal.ID(want) {
			t.Fatalf("root at %d: %v", n, err)
		}
	}
	root, err := g.Root(size, g.full)
	check(t, err)
	whole := ledger.Checkpoint{Origin: "x", Size: size, Root: root}
	for _, n := range []int64{0, 1, 255, 256, 65535, 65536, size - 1} {
		proof, err := g.Inclusion(n, size, g.full)
		check(t, err)
		check(t, ledger.CheckInclusion(proof, n, g.entries[n], whole))
		if ledger.CheckInclusion(proof, n, g.entries[n+1-2*(n&1)], whole) == nil {
			t.Errorf("another entry is included at %d", n)
		}
		if n == 0 {
			continue
		}
		early, err := g.Root(n, g.full)
		check(t, err)
		path, err := g.Consistency(n, size, g.full)
		check(t, err)
		from := ledger.Checkpoint{Origin: "x", Size: n, Root: early}
		check(t, ledger.CheckConsistency(path, from, whole))
		from.Root[0] ^= 1
		if ledger.CheckConsistency(path, from, whole) == nil {
			t.Errorf("another tree of size %d is a prefix", n)
		}
	}
	for _, bad := range [][2]int64{{-1, 5}, {6, 5}, {0, size + 1}} {
		if _, err := g.Consistency(bad[0], bad[1], g.full); err == nil {
			t.Errorf("%v was proven", bad)
		}
	}
}

// A tree goes on from its tiles as if it had never stopped.
func TestATreeIsResumed(t *testing.T) {
	for _, size := range []int64{0, 1, 255, 256, 300, 65536, 65536 + 257} {
		g := grow(t, int(size))
		again, err := ledger.Resume(size, func(level int, from, to int64) (hashes []seal.ID, err error) {
			for n := from; n < to; n++ {
				if level == 0 {
					hashes = append(hashes, ledger.LeafHash(g.entries[n]))
					continue
				}
				below, err := g.full(level-1, n)
				if err != nil {
					return nil, err
				}
				hashes = append(hashes, ledger.Tile{Hashes: below}.Root())
			}
			return hashes, nil
		})
		check(t, err)
		again.Add(seal.ID{9})
		g.Add(seal.ID{9})
		want, err := g.Root(size+1, g.full)
		if err != nil && size&255 != 255 {
			t.Fatal(err)
		}
		if got, err2 := again.Root(size+1, g.full); got != want || (err == nil) != (err2 == nil) {
			t.Errorf("from %d on it is another tree: %v", size, err2)
		}
	}
	if _, err := ledger.Resume(300, func(int, int64, int64) ([]seal.ID, error) { return make([]seal.ID, 3), nil }); err == nil {
		t.Error("an edge that is too short was taken")
	}
}

// Hashes that a resumed tree keeps for the next proof change none of them while it
// grows, and spare it tiles.
func TestWhatIsKeptChangesNoProof(t *testing.T) {
	const size, more = 2*65536 + 300, 600
	g := grow(t, size)
	kept, err := ledger.Resume(size, func(level int, from, to int64) (hashes []seal.ID, err error) {
		for n := from; n < to; n++ {
			if level == 0 {
				hashes = append(hashes, ledger.LeafHash(g.entries[n]))
				continue
			}
			below, err := g.full(level-1, n)
			check(t, err)
			hashes = append(hashes, ledger.Tile{Hashes: below}.Root())
		}
		return hashes, nil
	})
	check(t, err)
	extra := map[[2]int64][]seal.ID{}
	read := 0
	full := func(level int, number int64) ([]seal.ID, error) {
		read++
		if hashes, ok := extra[[2]int64{int64(level), number}]; ok {
			return hashes, nil
		}
		return g.full(level, number)
	}
	random := mrand.New(mrand.NewPCG(3, 5)) //nolint:gosec // a play, not a secret
	for n := range more {
		for _, tile := range kept.Add(seal.ID{1, byte(n)}) {
			extra[[2]int64{int64(tile.Level), tile.Number}] = tile.Hashes
		}
		now := kept.Copy()
		bare := now.Bare()
		for range 3 {
			to := 1 + random.Int64N(now.Size())
			entry := random.Int64N(to)
			want, err := bare.Inclusion(entry, to, full)
			check(t, err)
			got, err := now.Inclusion(entry, to, full)
			if check(t, err); !slices.Equal(got, want) {
				t.Fatalf("entry %d of %d of %d: another proof", entry, to, now.Size())
			}
			want, err = bare.Consistency(entry, to, full)
			check(t, err)
			got, err = now.Consistency(entry, to, full)
			if check(t, err); !slices.Equal(got, want) {
				t.Fatalf("from %d to %d of %d: another proof", entry, to, now.Size())
			}
		}
	}
	read = 0
	if _, err := kept.Inclusion(0, kept.Size(), full); err != nil || read > 1 {
		t.Errorf("a proof read %d tiles: %v", read, err)
	}
}

// respelled changes bits at the end of the signature that stand for nothing.
func respelled(note []byte) []byte {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	out := bytes.Clone(note)
	last := len(out) - len("=\n") - 1
	out[last] = letters[strings.IndexByte(letters, out[last])|1]
	return out
}

func TestCheckpointsAreSignedNotes(t *testing.T) {
	org := seal.ID{7}
	key, err := seal.NewSigningKey(rand.Reader)
	check(t, err)
	other, err := seal.NewSigningKey(rand.Reader)
	check(t, err)
	vkey, err := ledger.VerifierKey(org, key.Public())
	check(t, err)
	c := ledger.Checkpoint{Origin: ledger.Origin(org), Size: 184_226, Root: seal.ID{1, 2}}
	signed, err := ledger.Sign(c, key)
	check(t, err)
	if got, err := ledger.Open(signed, vkey); err != nil || got != c {
		t.Fatalf("%+v %v", got, err)
	}
	by, err := ledger.Sign(c, other)
	check(t, err)
	elsewhere, err := ledger.Sign(ledger.Checkpoint{Origin: ledger.Origin(seal.ID{8}), Size: 1}, key)
	check(t, err)
	for name, bad := range map[string][]byte{
		"another key": by, "another ledger": elsewhere, "nothing": nil, "noise": []byte("x"), "no signature": []byte(c.Text() + "\n"),
		"an altered size":                   bytes.Replace(signed, []byte("184226"), []byte("184227"), 1),
		"too much":                          bytes.Repeat([]byte("x"), ledger.CheckpointLimit+1),
		"another spelling of the signature": respelled(signed),
	} {
		if _, err := ledger.Open(bad, vkey); err == nil {
			t.Errorf("%s was opened", name)
		}
	}
	for _, bad := range []string{"", "a\nb\nc\n", "a\n1\n\n", "a\n+1\n" + strings.Repeat("A", 43) + "=\n", "a\n01\n" + strings.Repeat("A", 43) + "=\n", "\n1\n" + strings.Repeat("A", 43) + "=\n", "a\n-1\n" + strings.Repeat("A", 43) + "=\n"} {
		if _, err := ledger.ParseCheckpoint(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	if _, err := ledger.Sign(c, seal.SigningKey{}); err == nil {
		t.Error("signed without a key")
	}
}

// The salt hides, and the entry binds: neither another salt nor another event
// gives the same entry.
// What a message tells of a checkpoint is that checkpoint again, under its key and
// no other, and no bit of it can be another.
func TestACheckpointIsToldInAMessage(t *testing.T) {
	org := seal.ID{7}
	key, err := seal.NewSigningKey(rand.Reader)
	check(t, err)
	other, err := seal.NewSigningKey(rand.Reader)
	check(t, err)
	vkey, err := ledger.VerifierKey(org, key.Public())
	check(t, err)
	another, err := ledger.VerifierKey(org, other.Public())
	check(t, err)
	c := ledger.Checkpoint{Origin: ledger.Origin(org), Size: 184_226, Root: seal.ID{1, 2}}
	signed, err := ledger.Sign(c, key)
	check(t, err)
	seen, err := ledger.Seen(signed, another, vkey)
	check(t, err)
	again, got, err := ledger.OpenSeen(seen, org, another, vkey)
	if err != nil || got != c || !bytes.Equal(again, signed) {
		t.Fatalf("%s %+v %v", again, got, err)
	}
	if _, err := ledger.Seen(signed, another); err == nil {
		t.Error("told under a key that did not sign it")
	}
	longer, shorter, otherRoot, otherSignature, tooLong := seen, seen, seen, seen, seen
	longer.Size++
	shorter.Size--
	otherRoot.Root[31] ^= 1
	otherSignature.Signature[63] ^= 1
	tooLong.Size = 1 << 60
	for name, bad := range map[string]func() error{
		"another key":            func() error { _, _, err := ledger.OpenSeen(seen, org, another); return err },
		"no key":                 func() error { _, _, err := ledger.OpenSeen(seen, org); return err },
		"what is no key":         func() error { _, _, err := ledger.OpenSeen(seen, org, "x"); return err },
		"another organisation":   func() error { _, _, err := ledger.OpenSeen(seen, seal.ID{8}, vkey); return err },
		"an entry more":          func() error { _, _, err := ledger.OpenSeen(longer, org, vkey); return err },
		"an entry less":          func() error { _, _, err := ledger.OpenSeen(shorter, org, vkey); return err },
		"another root":           func() error { _, _, err := ledger.OpenSeen(otherRoot, org, vkey); return err },
		"another signature":      func() error { _, _, err := ledger.OpenSeen(otherSignature, org, vkey); return err },
		"more than there can be": func() error { _, _, err := ledger.OpenSeen(tooLong, org, vkey); return err },
	} {
		if bad() == nil {
			t.Errorf("%s was believed", name)
		}
	}
}

func TestAnEntryIsACommitment(t *testing.T) {
	e := full()
	wire := e.Append(nil)
	a := ledger.Commit(ledger.Salt{1}, wire)
	e.Last--
	if b := ledger.Commit(ledger.Salt{1}, e.Append(nil)); a == b {
		t.Error("two events have one entry")
	}
	if b := ledger.Commit(ledger.Salt{2}, wire); a == b {
		t.Error("the salt does not matter")
	}
}
