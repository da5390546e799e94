package main

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const marked = "Grüße vom Hafen 7Q \"offen\""

func planted(t *testing.T, content []byte, everywhere bool) []string {
	t.Helper()
	report, err := Look(Request{
		Phrases: []Phrase{{Name: "field", Text: marked}}, Everywhere: everywhere,
		Pieces: []Piece{{Where: "here", Content: content}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var forms []string
	for _, hit := range report.Found {
		forms = append(forms, hit.Place+": "+hit.Form)
	}
	return forms
}

// surrounded puts content into the middle of noise, the same one each time.
func surrounded(content []byte) []byte {
	noise := make([]byte, 5000)
	random := rand.NewChaCha8([32]byte{1})
	_, _ = random.Read(noise)
	return slices.Concat(noise[:2500], content, noise[2500:])
}

func utf16In(text string, big bool) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		pair := []byte{byte(unit), byte(unit >> 8)}
		if big {
			slices.Reverse(pair)
		}
		out = append(out, pair...)
	}
	return out
}

func TestEveryFormIsFoundWhereItIsPlanted(t *testing.T) {
	base64Of := func(lead string, encoding *base64.Encoding) []byte {
		return []byte(encoding.EncodeToString([]byte(lead + marked + "tail")))
	}
	every := hex.EncodeToString([]byte(marked))
	var percent, units string
	for i := 0; i < len(every); i += 2 {
		percent += "%" + every[i:i+2]
	}
	for _, unit := range utf16.Encode([]rune(marked)) {
		units += fmt.Sprintf(`\u%04x`, unit)
	}
	escaped := `{"text":"Gr\u00fc\u00dfe vom Hafen 7Q \"offen\""}`
	for form, content := range map[string][]byte{
		"plain":                              []byte(marked),
		"UTF-16LE":                           utf16In(marked, false),
		"UTF-16BE":                           utf16In(marked, true),
		"base64, alignment 0":                base64Of("abc", base64.StdEncoding),
		"base64, alignment 1":                base64Of("a", base64.RawStdEncoding),
		"base64, alignment 2":                base64Of("ab", base64.StdEncoding),
		"hex":                                []byte(every),
		"hex, capitals":                      []byte(strings.ToUpper(every)),
		"URL":                                []byte("https://x.test/" + url.PathEscape(marked)),
		"URL, plus for space":                []byte("q=" + url.QueryEscape(marked)),
		"URL, small letters":                 []byte("Gr%c3%bc%c3%9fe%20vom%20Hafen%207Q%20%22offen%22"),
		"URL, every byte":                    []byte(percent),
		"URL, every byte, capitals":          []byte(strings.ToUpper(percent)),
		"JSON, escaped":                      []byte(escaped),
		"JSON, escaped, capitals":            []byte(strings.NewReplacer("00fc", "00FC", "00df", "00DF").Replace(escaped)),
		"JSON, every unit":                   []byte(units),
		"JSON, every unit, capitals":         []byte(strings.ReplaceAll(strings.ToUpper(units), `\U`, `\u`)),
		"URL, plus for space, small letters": []byte("Gr%c3%bc%c3%9fe+vom+Hafen+7Q+%22offen%22"),
	} {
		if found := planted(t, surrounded(content), false); !slices.Contains(found, "here: "+form) {
			t.Errorf("%s was not found, but %q", form, found)
		}
	}
}

func TestBase64OfTheURLAlphabetIsFoundWhereItDiffers(t *testing.T) {
	const odd = "~~~???>>>~~~???>>>"
	for shift := range 3 {
		text := base64.RawURLEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + odd))
		report, err := Look(Request{Phrases: []Phrase{{Name: "odd", Text: odd}}, Pieces: []Piece{{"here", []byte(text)}}})
		if err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf("base64url, alignment %d", shift)
		if len(report.Found) != 1 || report.Found[0].Form != want {
			t.Errorf("%s: found %v", want, report.Found)
		}
	}
}

// packers make a stream in each format, as other programs write it.
var packers = map[string]func(io.Writer) io.WriteCloser{
	"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
	"zlib": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
	"zstd": func(w io.Writer) io.WriteCloser {
		z, _ := zstd.NewWriter(w)
		return z
	},
	"deflate": func(w io.Writer) io.WriteCloser {
		d, _ := flate.NewWriter(w, flate.BestCompression)
		return d
	},
	"brotli": func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) },
}

func packed(t *testing.T, format string, content []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := packers[format](&out)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func foundIn(found []string, format string) bool {
	return slices.ContainsFunc(found, func(line string) bool {
		return strings.Contains(line, "› "+format+" at ") && strings.HasSuffix(line, ": plain")
	})
}

// squeezable puts content between letters that compress, so that a compressor
// takes all of it into its codes and leaves none of it readable.
func squeezable(content []byte) []byte {
	random := rand.New(rand.NewChaCha8([32]byte{4}))
	letters := make([]byte, 8000)
	for i := range letters {
		letters[i] = "aeno"[random.IntN(4)]
	}
	return slices.Concat(letters[:4000], content, letters[4000:])
}

var long = squeezable([]byte(marked))

func TestEveryStreamIsOpened(t *testing.T) {
	for format := range packers {
		stream := packed(t, format, long)
		if bytes.Contains(stream, []byte(marked)) {
			t.Fatalf("%s left the phrase readable: this proves nothing", format)
		}
		if found := planted(t, stream, false); !foundIn(found, format) {
			t.Errorf("%s at the beginning: found %q", format, found)
		}
		if found := planted(t, surrounded(stream), true); !foundIn(found, format) && format != "brotli" {
			t.Errorf("%s in the middle: found %q", format, found)
		}
		cutOff := stream[:len(stream)-4]
		if found := planted(t, cutOff, false); !foundIn(found, format) && format != "brotli" && format != "zstd" {
			t.Errorf("%s cut off: found %q", format, found)
		}
	}
}

func TestStreamsInsideOfStreamsAreOpenedSoDeepAndThenReported(t *testing.T) {
	content := long
	for level := 1; level <= depth; level++ {
		content = packed(t, []string{"zlib", "gzip", "zstd", "gzip"}[level%4], squeezable(content))
		if found := planted(t, content, false); !slices.ContainsFunc(found, func(line string) bool { return strings.HasSuffix(line, ": plain") }) {
			t.Fatalf("%d deep: found %q", level, found)
		}
	}
	report, err := Look(Request{
		Phrases: []Phrase{{Name: "field", Text: marked}},
		Pieces:  []Piece{{"here", packed(t, "gzip", squeezable(content))}},
	})
	if err != nil || len(report.Found) != 0 {
		t.Fatalf("deeper than it looks: %v, %v", report.Found, err)
	}
	if len(report.Missed) == 0 {
		t.Fatal("what lies deeper than the search goes must be said")
	}
}

func TestNoiseHoldsNothing(t *testing.T) {
	noise := make([]byte, 1<<20)
	_, _ = rand.NewChaCha8([32]byte{2}).Read(noise)
	if found := planted(t, noise, false); len(found) > 0 {
		t.Fatalf("found in noise: %q", found)
	}
	almost := surrounded([]byte(marked[:len(marked)-1] + "_"))
	if found := planted(t, almost, true); len(found) > 0 {
		t.Fatalf("a phrase that differs in its last byte was taken for it: %q", found)
	}
}

func TestTheMatcherAgreesWithTheSlowWay(t *testing.T) {
	random := rand.New(rand.NewChaCha8([32]byte{3}))
	for round := range 200 {
		content := make([]byte, 2000)
		for i := range content {
			content[i] = byte('a' + random.IntN(2))
		}
		var patterns []Pattern
		for n := range 12 {
			from := random.IntN(1900)
			patterns = append(patterns, Pattern{Phrase: fmt.Sprint(n), Bytes: content[from : from+shortest+random.IntN(20)]})
		}
		var want, got int
		for _, p := range patterns {
			for at := range content {
				if bytes.HasPrefix(content[at:], p.Bytes) {
					want++
				}
			}
		}
		NewMatcher(patterns).Each(content, func(p, at int) {
			if !bytes.HasPrefix(content[at:], patterns[p].Bytes) {
				t.Fatalf("round %d: pattern %d is not at %d", round, p, at)
			}
			got++
		})
		if want != got {
			t.Fatalf("round %d: found %d of %d", round, got, want)
		}
	}
}

func TestFilesAreSearchedAndWhatIsNotThereIsRefused(t *testing.T) {
	folder := t.TempDir()
	phrases := []Phrase{{Name: "field", Text: marked}, {Name: "bytes", Bytes: []byte("\x78\x1ctwelve bytes\xf5")}}
	if err := os.MkdirAll(filepath.Join(folder, "deep"), 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "deep", "file")
	if err := os.WriteFile(file, []byte("....\x78\x1ctwelve bytes\xf5..."), 0o600); err != nil {
		t.Fatal(err)
	}
	report, err := Look(Request{Phrases: phrases, Paths: []string{folder}})
	if err != nil || len(report.Found) != 1 || report.Found[0].Offset != 4 || report.Found[0].Phrase != "bytes" {
		t.Fatalf("found %v, %v", report.Found, err)
	}
	for name, request := range map[string]Request{
		"no phrase":              {Paths: []string{folder}},
		"a short phrase":         {Phrases: []Phrase{{Name: "short", Text: "short"}}},
		"a phrase without name":  {Phrases: []Phrase{{Text: marked}}},
		"neither text nor bytes": {Phrases: []Phrase{{Name: "empty"}}},
		"a missing folder":       {Phrases: phrases, Paths: []string{folder + "/absent"}},
		"no connection":          {Phrases: phrases, Wires: []string{folder}},
		"no list of memory":      {Phrases: phrases, Maps: folder + "/absent"},
	} {
		if _, err := Look(request); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestARequestIsReadStrictly(t *testing.T) {
	request, err := json.Marshal(Request{Phrases: []Phrase{{Name: "field", Text: marked}}, Pieces: []Piece{{"here", long}}})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run(bytes.NewReader(request), &out); err != nil || !strings.Contains(out.String(), `"place":"here"`) {
		t.Fatalf("%v: %s", err, out.String())
	}
	for _, bad := range []string{"", "{", `{"phrases":[],"unknown":1}`} {
		if err := run(strings.NewReader(bad), io.Discard); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}
