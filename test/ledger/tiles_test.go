package ledger

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// This file is a reader of the record that was written from public documents
// alone, and shares no code with the rest: RFC 6962 and RFC 9162 for the tree and
// its proofs, C2SP signed-note, tlog-checkpoint and tlog-tiles for what is served.

type hash = [32]byte

func leafOf(entry []byte) hash { return sha256.Sum256(append([]byte{0}, entry...)) }
func nodeOf(left, right hash) hash {
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

// treeOf is MTH(D[n]) of RFC 6962, section 2.1, from the hashes of the leaves.
func treeOf(leaves []hash) hash {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return leaves[0]
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	return nodeOf(treeOf(leaves[:k]), treeOf(leaves[k:]))
}

// included is the algorithm of RFC 9162, section 2.1.3.2.
func included(leaf hash, index, size uint64, path []hash, root hash) bool {
	if index >= size {
		return false
	}
	fn, sn, r := index, size-1, leaf
	for _, p := range path {
		if sn == 0 {
			return false
		}
		if fn&1 == 1 || fn == sn {
			r = nodeOf(p, r)
			for fn&1 == 0 && fn != 0 {
				fn, sn = fn>>1, sn>>1
			}
		} else {
			r = nodeOf(r, p)
		}
		fn, sn = fn>>1, sn>>1
	}
	return sn == 0 && r == root
}

// continues is the algorithm of RFC 9162, section 2.1.4.2.
func continues(first, second uint64, firstRoot, secondRoot hash, path []hash) bool {
	if first&(first-1) == 0 {
		path = append([]hash{firstRoot}, path...)
	}
	if len(path) == 0 {
		return false
	}
	fn, sn := first-1, second-1
	for fn&1 == 1 {
		fn, sn = fn>>1, sn>>1
	}
	fr, sr := path[0], path[0]
	for _, c := range path[1:] {
		if sn == 0 {
			return false
		}
		if fn&1 == 1 || fn == sn {
			fr, sr = nodeOf(c, fr), nodeOf(c, sr)
			for fn&1 == 0 && fn != 0 {
				fn, sn = fn>>1, sn>>1
			}
		} else {
			sr = nodeOf(sr, c)
		}
		fn, sn = fn>>1, sn>>1
	}
	return fr == firstRoot && sr == secondRoot && sn == 0
}

type reader struct {
	t    *testing.T
	base string
}

func (r reader) get(path string) []byte {
	r.t.Helper()
	answer, err := http.Get(r.base + path) //nolint:gosec,noctx // our own server
	check(r.t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	check(r.t, err)
	if answer.StatusCode != http.StatusOK {
		r.t.Fatalf("%s: %s %s", path, answer.Status, body)
	}
	return body
}

// checkpoint reads a signed note whose text is a checkpoint.
func (r reader) checkpoint(note []byte, vkey string) (size uint64, root hash) {
	r.t.Helper()
	text, signatures, found := strings.Cut(string(note), "\n\n")
	name, rest, _ := strings.Cut(vkey, "+")
	id, key, _ := strings.Cut(rest, "+")
	raw, err := base64.StdEncoding.DecodeString(key)
	check(r.t, err)
	if !found || raw[0] != 1 {
		r.t.Fatalf("not a note, or not an Ed25519 key: %q", note)
	}
	digest := sha256.Sum256(append([]byte(name+"\n"), raw...))
	if hex.EncodeToString(digest[:4]) != id {
		r.t.Fatal("the key's hash is another")
	}
	signature, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(strings.TrimSuffix(signatures, "\n"), "— "+name+" "))
	check(r.t, err)
	if !bytes.Equal(signature[:4], digest[:4]) || !ed25519.Verify(raw[1:], []byte(text+"\n"), signature[4:]) {
		r.t.Fatal("the checkpoint's signature does not hold")
	}
	lines := strings.Split(text, "\n")
	size, err = strconv.ParseUint(lines[1], 10, 63)
	check(r.t, err)
	flat, err := base64.StdEncoding.DecodeString(lines[2])
	check(r.t, err)
	return size, hash(flat)
}

func tilePath(n, width uint64) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		path = fmt.Sprintf("x%03d/", n%1000) + path
	}
	if width < 256 {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

// leaves reads the entries, and demands that the tiles above them are theirs.
func (r reader) leaves(size uint64) (leaves []hash) {
	r.t.Helper()
	for first := uint64(0); first < size; first += 256 {
		path := tilePath(first/256, min(size-first, 256))
		tile := r.get("/ledger/tile/0/" + path)
		bundle := r.get("/ledger/tile/entries/" + path)
		for len(bundle) > 0 {
			length := binary.BigEndian.Uint16(bundle)
			leaf := leafOf(bundle[2 : 2+length])
			if !bytes.Equal(tile[:32], leaf[:]) {
				r.t.Fatalf("entry %d is not under its tile", len(leaves))
			}
			leaves, bundle, tile = append(leaves, leaf), bundle[2+length:], tile[32:]
		}
	}
	if full := size / 256; full > 0 {
		level1 := r.get("/ledger/tile/1/" + tilePath(0, full))
		for n := range full {
			if want := treeOf(leaves[n*256 : (n+1)*256]); !bytes.Equal(level1[n*32:(n+1)*32], want[:]) {
				r.t.Fatalf("hash %d of level 1 is another", n)
			}
		}
	}
	return leaves
}

func (r reader) proof(answer []byte) (note []byte, path []hash) {
	r.t.Helper()
	var out struct {
		Checkpoint string
		Proof      []string
	}
	check(r.t, json.Unmarshal(answer, &out))
	for _, text := range out.Proof {
		raw, err := hex.DecodeString(text)
		check(r.t, err)
		path = append(path, hash(raw))
	}
	return []byte(out.Checkpoint), path
}

func TestAReaderOfTheStandardsReadsTheRecord(t *testing.T) {
	s := newScene(t)
	r := reader{t, s.API()}
	size, root := r.checkpoint(r.get("/ledger/checkpoint"), s.key)
	leaves := r.leaves(size)
	if size < 600 || uint64(len(leaves)) != size || treeOf(leaves) != root {
		t.Fatalf("%d leaves of %d make another root", len(leaves), size)
	}
	for _, n := range []uint64{0, 1, 255, 256, 511, 512, size - 1} {
		note, path := r.proof(s.Do(s.Owner.Token, "GET", fmt.Sprintf("/ledger/events/%d/proof", n), nil).Body)
		now, root := r.checkpoint(note, s.key)
		if !included(leaves[n], n, now, path, root) {
			t.Errorf("entry %d is not proven", n)
		}
		if included(leaves[(n+1)%size], n, now, path, root) {
			t.Errorf("another entry is proven at %d", n)
		}
	}
	for _, from := range []uint64{1, 2, 255, 256, 257, 512, size - 1} {
		note, path := r.proof(r.get(fmt.Sprintf("/ledger/consistency?from=%d", from)))
		now, root := r.checkpoint(note, s.key)
		if !continues(from, now, treeOf(leaves[:from]), root, path) {
			t.Errorf("that it continues %d is not proven", from)
		}
		if continues(from, now, treeOf(leaves[1:from+1]), root, path) {
			t.Errorf("it continues something else of size %d", from)
		}
	}
	for _, path := range []string{
		"0/999", "0/003", "0/000.p/0", "0/000.p/256", "0/000.p/257", "0/000.p/01", "0/0", "0/0000", "0/x000/000", "0/001/000", "0/x001/000/000", "8/000", "64/000", "-1/000", "00/000",
		"entries/999", "entries/", "entries", "", "0/000.p/", "0/000.p/1/1", "0/x999/x999/x999/x999/999", "0/x999/x999/x999/x999/x999/x999/999", "1/000", "0/002.p/255",
	} {
		if answer := s.Do("", "GET", "/ledger/tile/"+path, nil); answer.Status != 404 {
			t.Errorf("tile %q: %d", path, answer.Status)
		}
	}
}
