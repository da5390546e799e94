package ledger_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// A checkpoint and its cosignature, made by a program on Node's crypto alone, from
// the text of C2SP tlog-cosignature. The seeds are SHA-256 of "log" and "witness".
const (
	foreignLog     = "example.com/behind-the-sofa+cbd7abb3+AZsfhHkc/HZjBFhU04netcqVRJ2HXydqg4QLBgqznPxx"
	foreignWitness = "witness.example.com/w1+409495ad+BGG3op9v3HIXXDPBmFc/0CioJHhGCXc+pyvvFPlBZdYO"
	foreignSeed    = "ba1c566a4bad288c22a0b7511458c92ca5822cd41632e51806e9ea75ed12d13d"
	foreignNote    = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" +
		"— example.com/behind-the-sofa y9ers8yQH45S31+C7hiU1wODnZ8RyY1faGGMPDamnjIkhBHiaz4KFObSVkyHe0e4wpTRUvqfgf8DkZ4q+OjrAQqDcww=\n"
	foreignLine = "— witness.example.com/w1 QJSVrQAAAABkGFDLabmqyRvccFLm6UZvRbkMj7KCwPk5L3MhTklMpsIpHpilzj1CewJFKkhZj/RyZcDcbiN9tMR4r7uD61+c5a+YBg==\n"
	foreignTime = 1679315147
)

func witness(t testing.TB, text string) ledger.Witness {
	t.Helper()
	w, err := ledger.ParseWitness(text)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func signed(t testing.TB, note string) ledger.Signed {
	t.Helper()
	s, err := ledger.OpenSigned([]byte(note), foreignLog)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What another program signed holds here, and the same key signs the same bytes.
func TestCosignatureOfAnotherProgram(t *testing.T) {
	w := witness(t, foreignWitness)
	got := signed(t, foreignNote+foreignLine).Cosignatures(w)
	if len(got) != 1 || got[0].Time != foreignTime || string(got[0].Line) != foreignLine || got[0].Witness != w {
		t.Fatalf("%+v", got)
	}
	seed, err := hex.DecodeString(foreignSeed)
	check(t, err)
	key := seal.SigningKeyFromSeed(seal.Secret(seed))
	line, err := ledger.Cosign(signed(t, foreignNote), w, key, foreignTime)
	if err != nil || string(line) != foreignLine {
		t.Errorf("%s %v", line, err)
	}
	if w.String() != foreignWitness || w.Name() != "witness.example.com/w1" || w.Key() != key.Public() {
		t.Errorf("%s", w)
	}
}

// Of one witness the newest counts, once, among lines of anybody.
func TestTheNewestCosignatureCounts(t *testing.T) {
	seed, err := hex.DecodeString(foreignSeed)
	check(t, err)
	w, key := witness(t, foreignWitness), seal.SigningKeyFromSeed(seal.Secret(seed))
	later, err := ledger.Cosign(signed(t, foreignNote), w, key, foreignTime+60)
	check(t, err)
	for _, order := range []string{foreignLine + string(later), string(later) + foreignLine, string(later) + string(later)} {
		if got := signed(t, foreignNote+order).Cosignatures(w); len(got) != 1 || got[0].Time != foreignTime+60 {
			t.Errorf("%+v", got)
		}
	}
	own, err := ledger.OwnWitness(key.Public())
	check(t, err)
	mixed, err := ledger.Cosign(signed(t, foreignNote), own, key, 5)
	check(t, err)
	if got := signed(t, foreignNote+foreignLine+string(mixed)).Cosignatures(own, w); len(got) != 2 || got[0].Time != 5 || got[1].Time != foreignTime {
		t.Errorf("%+v", got)
	}
}

func TestCosignaturesThatDoNotCount(t *testing.T) {
	w := witness(t, foreignWitness)
	other := strings.Replace(foreignNote, "20852163", "20852164", 1)
	key := seal.SigningKeyFromSeed(seal.Secret{1})
	name, err := ledger.NewWitness(w.Name(), key.Public())
	check(t, err)
	line, err := ledger.Cosign(signed(t, foreignNote), name, key, foreignTime)
	check(t, err)
	for what, note := range map[string]string{
		"none":                           foreignNote,
		"of another key under that name": foreignNote + string(line),
		"under another name":             foreignNote + strings.Replace(foreignLine, "/w1 ", "/w2 ", 1),
		"with another time":              foreignNote + strings.Replace(foreignLine, "AAAABkGFDL", "AAAABkGFDM", 1),
		"with another signature":         foreignNote + strings.Replace(foreignLine, "a+YBg==", "b+YBg==", 1),
		"cut off":                        foreignNote + strings.Replace(foreignLine, "5a+YBg==", "5a+Y", 1),
	} {
		if got := signed(t, note).Cosignatures(w); len(got) != 0 {
			t.Errorf("a cosignature counts, %s: %+v", what, got)
		}
	}
	if _, err := ledger.OpenSigned([]byte(other+foreignLine), foreignLog); !errors.Is(err, seal.ErrUnverified) {
		t.Errorf("a cosignature stands in for the log's own: %v", err)
	}
	if got := signed(t, foreignNote+foreignLine).Cosignatures(ledger.Witness{}, name); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestCosigningIsRefused(t *testing.T) {
	key := seal.SigningKeyFromSeed(seal.Secret{1})
	w, err := ledger.OwnWitness(key.Public())
	check(t, err)
	whole := signed(t, foreignNote)
	for what, try := range map[string]func() ([]byte, error){
		"a key of another": func() ([]byte, error) {
			return ledger.Cosign(whole, w, seal.SigningKeyFromSeed(seal.Secret{2}), 1)
		},
		"no key":              func() ([]byte, error) { return ledger.Cosign(whole, ledger.Witness{}, seal.SigningKey{}, 1) },
		"no checkpoint":       func() ([]byte, error) { return ledger.Cosign(ledger.Signed{}, w, key, 1) },
		"a time out of range": func() ([]byte, error) { return ledger.Cosign(whole, w, key, 1<<63) },
	} {
		if line, err := try(); err == nil {
			t.Errorf("with %s: %s", what, line)
		}
	}
}

func TestWitnessKeysThatAreRefused(t *testing.T) {
	for what, text := range map[string]string{
		"empty":             "",
		"a log's key":       foreignLog,
		"another hash":      strings.Replace(foreignWitness, "409495ad", "409495ae", 1),
		"another name":      strings.Replace(foreignWitness, "/w1", "/w2", 1),
		"a hash in capital": strings.Replace(foreignWitness, "409495ad", "409495AD", 1),
		"cut off":           foreignWitness[:len(foreignWitness)-4],
		"too long":          strings.Repeat("x", 400) + foreignWitness,
		"no name":           strings.TrimPrefix(foreignWitness, "witness.example.com/w1"),
	} {
		if w, err := ledger.ParseWitness(text); err == nil {
			t.Errorf("%s: %s", what, w)
		}
	}
	for _, name := range []string{"", "a b", "a+b", "a\nb", "\xff", strings.Repeat("n", 257)} {
		if w, err := ledger.NewWitness(name, seal.SigningKeyFromSeed(seal.Secret{1}).Public()); err == nil {
			t.Errorf("%q: %s", name, w)
		}
	}
	if _, err := ledger.NewWitness("n", seal.PublicKey{}); err == nil {
		t.Error("the zero key passes")
	}
}

func TestSubmissions(t *testing.T) {
	proof := []seal.ID{{1}, {2}, {3}}
	for _, s := range []ledger.Submission{{Old: 7, Proof: proof, Note: []byte(foreignNote)}, {Note: []byte(foreignNote)}, {Old: 1 << 40, Proof: make([]seal.ID, 63), Note: []byte("x")}} {
		got, err := ledger.ParseSubmission(s.Append(nil))
		if err != nil || got.Old != s.Old || len(got.Proof) != len(s.Proof) || !bytes.Equal(got.Note, s.Note) {
			t.Errorf("%+v %v", got, err)
		}
	}
	if got := (ledger.Submission{Note: []byte(foreignNote)}).Origin(); got != "example.com/behind-the-sofa" {
		t.Error(got)
	}
	hash := "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
	for what, body := range map[string]string{
		"nothing":               "",
		"no old size":           "\n\n" + foreignNote,
		"another word":          "size 7\n\n" + foreignNote,
		"a leading zero":        "old 07\n\n" + foreignNote,
		"a sign":                "old +7\n\n" + foreignNote,
		"below zero":            "old -7\n\n" + foreignNote,
		"a size out of range":   "old 9223372036854775808\n\n" + foreignNote,
		"a carriage return":     "old 7\r\n\r\n" + foreignNote,
		"no checkpoint":         "old 7\n" + hash + "\n",
		"no empty line":         "old 7\n" + hash,
		"a hash that is short":  "old 7\nPlRN\n\n" + foreignNote,
		"a hash spelled anew":   "old 7\n" + strings.Replace(hash, "kaw=", "kax=", 1) + "\n" + foreignNote,
		"sixty-four hashes":     "old 7\n" + strings.Repeat(hash, 64) + "\n" + foreignNote,
		"a checkpoint too long": "old 7\n\n" + strings.Repeat("x", ledger.CheckpointLimit+1),
		"a body too long":       "old 7\n" + strings.Repeat(hash, 63) + "\n" + strings.Repeat("x", ledger.SubmissionLimit),
	} {
		if s, err := ledger.ParseSubmission([]byte(body)); err == nil {
			t.Errorf("%s: %+v", what, s)
		}
	}
}

// What is read as a submission is written as the same bytes.
func FuzzParseSubmission(f *testing.F) {
	f.Add(ledger.Submission{Old: 7, Proof: []seal.ID{{1}, {2}}, Note: []byte(foreignNote)}.Append(nil))
	f.Add(ledger.Submission{Note: []byte(foreignNote)}.Append(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, err := ledger.ParseSubmission(data); err == nil && !bytes.Equal(s.Append(nil), data) {
			t.Errorf("%q is read, and written as %q", data, s.Append(nil))
		}
	})
}

// What is read as a witness's key is written as the same text.
func FuzzParseWitness(f *testing.F) {
	f.Add(foreignWitness)
	f.Add(foreignLog)
	f.Fuzz(func(t *testing.T, text string) {
		if w, err := ledger.ParseWitness(text); err == nil && w.String() != text {
			t.Errorf("%q is read, and written as %q", text, w)
		}
	})
}

// No altered byte of a checkpoint or cosignature counts as the witness's word.
func FuzzCosignatures(f *testing.F) {
	w := witness(f, foreignWitness)
	f.Add([]byte(foreignLine))
	f.Add([]byte("— x AAAA\n" + foreignLine))
	f.Fuzz(func(t *testing.T, lines []byte) {
		s, err := ledger.OpenSigned(append([]byte(foreignNote), lines...), foreignLog)
		if err != nil {
			return
		}
		for _, c := range s.Cosignatures(w) {
			if c.Time != foreignTime || string(c.Line) != foreignLine {
				t.Errorf("%q counts as %+v", lines, c)
			}
		}
	})
}
