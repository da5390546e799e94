package readers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/client/readers"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/play"
)

// attack alters a proof. Who has the customer's device signs it again.
type attack struct {
	name  string
	alter func(f *readers.File)
	names string // what the check says of it
}

// Every alteration is named where it stands, also where the customer made it: what
// others have signed stays theirs.
func TestAnAlteredProofIsNamed(t *testing.T) {
	s := newStage(t)
	s.handOver()
	other := newStage(t)
	other.handOver()
	foreign := parsed(t, other.prove())
	file := s.prove()
	signing := s.signing()
	for _, a := range s.attacks(foreign) {
		t.Run(a.name, func(t *testing.T) {
			f := parsed(t, file)
			a.alter(&f)
			again, err := f.Write(signing)
			check(t, err)
			if _, err := readers.Verify(again, trust()); err == nil || !strings.Contains(err.Error(), a.names) {
				t.Errorf("it says %v, and should name %q", err, a.names)
			}
		})
	}
	// Nothing but what was altered is in the way.
	f := parsed(t, file)
	again, err := f.Write(signing)
	check(t, err)
	if _, err := readers.Verify(again, trust()); err != nil {
		t.Fatal(err)
	}
}

func (s *stage) attacks(foreign readers.File) []attack {
	// Entries: key 1 by the customer, question, answer, key 2 by the customer,
	// thanks, key 3 by Cleo, closing.
	return []attack{
		{"a message left out", func(f *readers.File) { f.Entries = slices.Delete(f.Entries, 1, 2) }, "entry 2: "},
		{"a change of readers left out", func(f *readers.File) { f.Entries = slices.Delete(f.Entries, 3, 4) }, "entry 4: seal: proof of readers: not verified: a message under another key"},
		{"two messages swapped", func(f *readers.File) { f.Entries[1], f.Entries[2] = f.Entries[2], f.Entries[1] }, "entry 2: "},
		{"the newest left out", func(f *readers.File) { f.Entries = f.Entries[:len(f.Entries)-1]; f.Entries = f.Entries[:5] }, "entry 5: seal: proof of readers: not verified: of messages the last one"},
		{"a message said twice", func(f *readers.File) { f.Entries = slices.Insert(f.Entries, 2, f.Entries[1]) }, "entry 3: "},
		{"a reader added", func(f *readers.File) { s.rewritten(f, 0, withReader) }, "entry 1: "},
		{"a reader removed from a later key", func(f *readers.File) { s.rewritten(f, 3, withoutTeam) }, "entry 4: "},
		{"a key by somebody else", func(f *readers.File) { s.rewritten(f, 5, asItIs) }, "entry 6: "},
		{"a receipt of another conversation", func(f *readers.File) { f.Entries[0].Receipt = foreign.Entries[0].Receipt }, "entry 1: seal: proof of readers: not verified: a receipt under a key"},
		{"no receipt of a key", func(f *readers.File) { f.Entries[3].Receipt = nil }, "entry 4: seal: proof of readers: not verified: it lacks the server's receipt"},
		{"another ciphertext", func(f *readers.File) { f.Entries[6].Outline.Ciphertext[0] ^= 1 }, "entry 7: "},
		{"another header", func(f *readers.File) {
			f.Entries[6].Outline.Header = bytes.Replace(f.Entries[6].Outline.Header, f.Thread[:], foreign.Thread[:], 1)
		}, "entry 7: seal: proof of readers: not verified: a message of another conversation"},
		{"a device that never read", func(f *readers.File) { f.Visitors = append(f.Visitors, s.stranger()) }, "was never a reader"},
		{"a device twice", func(f *readers.File) { f.Visitors = append(f.Visitors, f.Visitors[0]) }, "named twice"},
		{"the device of another organisation", func(f *readers.File) { f.Visitors = append(f.Visitors, foreign.Visitors[0]) }, "another organisation"},
		{"the customer's device missing", func(f *readers.File) { f.Visitors = [][]byte{s.stranger()} }, "the device that opened"},
		{"the directory of another organisation", func(f *readers.File) { f.Directory = foreign.Directory }, "the organisation's directory: "},
		{"a directory that does not show the past", func(f *readers.File) { f.Directory = s.bareProof() }, "it lacks a generation"},
		{"a directory with one byte changed", func(f *readers.File) {
			f.Directory = slices.Clone(f.Directory)
			f.Directory[bytes.Index(f.Directory, []byte("Cleo"))] = 'K'
		}, "the organisation's directory: "},
		{"the opening of another conversation", func(f *readers.File) { f.Opening = foreign.Opening }, "another conversation"},
		{"another conversation named", func(f *readers.File) { f.Thread = foreign.Thread }, "another conversation"},
		{"the whole of another conversation, under this directory", func(f *readers.File) {
			directory := f.Directory
			*f = foreign
			f.Directory = directory
		}, "the organisation's directory: "},
		{"the checkpoint of another ledger", func(f *readers.File) { f.Checkpoint = foreign.Checkpoint }, "the checkpoint in it: "},
		{"made tomorrow", func(f *readers.File) { f.Made += 86400 }, "another time"},
		{"made before its directory", func(f *readers.File) { f.Made -= 86400 }, "another time"},
		{"signed by a device that is not in it", func(f *readers.File) { f.Device = foreign.Device }, "not signed by a device"},
	}
}

// Whoever does not have the customer's device changes nothing at all: no byte of the
// file can be another one.
func TestNoByteOfAProofCanBeAnother(t *testing.T) {
	s := newStage(t)
	s.handOver()
	file := s.prove()
	random := play.Random(play.Seed(t, 5))
	tries := 300
	if play.Long() {
		tries = len(file)
	}
	for n := range tries {
		at := n
		if tries < len(file) {
			at = random.IntN(len(file))
		}
		altered := slices.Clone(file)
		altered[at] ^= byte(1 + random.IntN(255))
		if _, err := readers.Verify(altered, trust()); err == nil {
			t.Fatalf("byte %d is another one, and it holds", at)
		}
	}
	for name, altered := range map[string][]byte{
		"cut off": file[:len(file)-1], "half of it": file[:len(file)/2], "nothing": nil, "a line more": append(slices.Clone(file), file[bytes.LastIndexByte(file[:len(file)-1], '\n')+1:]...),
		"spaces":    bytes.Replace(file, []byte(`,"made":`), []byte(`, "made":`), 1),
		"made then": replaceDigit(file), "a line less": withoutLine(file, random),
		"unsigned": resigned(t, file),
	} {
		if _, err := readers.Verify(altered, trust()); err == nil {
			t.Errorf("%s: it holds", name)
		}
	}
}

// replaceDigit makes the time at which the file was made another one, a second away.
func replaceDigit(file []byte) []byte {
	at := bytes.Index(file, []byte("}\n")) - 1
	out := slices.Clone(file)
	out[at] = '0' + (out[at]-'0'+1)%10
	return out
}

func withoutLine(file []byte, random *rand.Rand) []byte {
	lines := bytes.SplitAfter(file, []byte("\n"))
	at := random.IntN(len(lines) - 1)
	return bytes.Join(slices.Delete(lines, at, at+1), nil)
}

// resigned is a file whose signer is somebody else.
func resigned(t *testing.T, file []byte) []byte {
	t.Helper()
	key, err := seal.NewSigningKey(drawn(9))
	check(t, err)
	f := parsed(t, file)
	out, err := f.Write(key)
	check(t, err)
	return out
}

func parsed(t *testing.T, file []byte) readers.File {
	t.Helper()
	f, _, err := readers.Parse(file)
	check(t, err)
	return f
}

// signing is the key of the customer's device.
func (s *stage) signing() seal.SigningKey {
	seed, err := seal.SecretFrom(s.customer.State().SigningSeed)
	check(s.t, err)
	return seal.SigningKeyFromSeed(seed)
}

// stranger is a device of the organisation's website that is no reader.
func (s *stage) stranger() []byte {
	random := drawn(11)
	signing, err := seal.NewSigningKey(random)
	check(s.t, err)
	opening, err := seal.NewOpeningKey(random)
	check(s.t, err)
	device, err := seal.NewVisitorDevice(random, s.ada.Org(), signing, opening, 1_800_000_000)
	check(s.t, err)
	return device.Bytes()
}

// bareProof is what any visitor is shown who asks for nobody's past.
func (s *stage) bareProof() []byte {
	response, err := http.Get(fmt.Sprintf("%s/api/v1/inboxes/%s/proof?from=0", s.url, s.inbox.Hex()))
	check(s.t, err)
	defer response.Body.Close() //nolint:errcheck // it was only read
	var answer struct {
		Proof []byte `json:"proof"`
	}
	check(s.t, json.NewDecoder(response.Body).Decode(&answer))
	return answer.Proof
}

func asItIs(*seal.ThreadGeneration) {}

func withReader(g *seal.ThreadGeneration) {
	g.Readers = append(g.Readers, seal.Reader{Kind: seal.ReaderGroup, Ref: seal.ID{0xff, 0xff}})
	g.BoxHashes = append(g.BoxHashes, seal.ID{1})
}

func withoutTeam(g *seal.ThreadGeneration) {
	g.Readers, g.BoxHashes = g.Readers[:1], g.BoxHashes[:1]
}

// rewritten makes a key change another one, signed by the customer's device, which
// made those that it may make, and did not make the others.
func (s *stage) rewritten(f *readers.File, at int, change func(*seal.ThreadGeneration)) {
	s.t.Helper()
	signed, err := seal.ParseSigned[seal.ThreadGeneration](f.Entries[at].Generation)
	check(s.t, err)
	g := signed.Unverified()
	change(&g)
	again, err := seal.SignObject(s.signing(), g)
	if err != nil {
		s.t.Fatal(fmt.Errorf("rewrite entry %d: %w", at+1, err))
	}
	f.Entries[at].Generation = again.Bytes()
}

// drawn are bytes that are always the same.
func drawn(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }
