package passwords_test

import (
	"bytes"
	"crypto/sha1"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/seal/passwords"
)

var reasons = map[string]error{
	"": nil, "short": passwords.ErrShort, "long": passwords.ErrLong, "about": passwords.ErrAbout, "common": passwords.ErrCommon, "breached": passwords.ErrBreached,
}

func hash(text string) string { return fmt.Sprintf("%X", sha1.Sum([]byte(text))) }

// The browser's judge reads the same table: web/packages/passwords/test/verdicts.test.ts.
func TestVerdicts(t *testing.T) {
	raw, err := os.ReadFile("testdata/verdicts.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows [][3]any
	if err := json.Unmarshal(raw, &rows); err != nil || len(rows) < 10 {
		t.Fatal(len(rows), err)
	}
	wire, _, err := passwords.FromList(strings.NewReader(hash("stolen violets again")+":3\n"), 10)
	if err != nil {
		t.Fatal(err)
	}
	breached, err := passwords.Read(wire)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		var about []string
		for _, word := range row[1].([]any) {
			about = append(about, word.(string))
		}
		if got := passwords.Judge(row[0].(string), breached, about...); !errors.Is(got, reasons[row[2].(string)]) {
			t.Errorf("%q: %v, not %q", row[0], got, row[2])
		}
	}
	if got := passwords.Judge("stolen violets again", nil); got != nil {
		t.Error("without a filter:", got)
	}
	if got := passwords.Judge(strings.Repeat("kite ", 60), nil); !errors.Is(got, passwords.ErrLong) {
		t.Error("a pasted book:", got)
	}
}

// One list is shipped for both: whoever makes it anew makes it for both.
func TestShippedListIsCommonToBoth(t *testing.T) {
	list := func(path string) []byte {
		t.Helper()
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, from, _ := bytes.Cut(source, []byte{'"'})
		text, _, _ := bytes.Cut(from, []byte{'"'})
		return text
	}
	ours, browsers := list("common.gen.go"), list("../../web/packages/passwords/src/common.gen.ts")
	if len(ours) < 200_000 || !bytes.Equal(ours, browsers) {
		t.Error("the browser has another list: npm run generate -w packages/passwords")
	}
}

func TestMostOftenSeenAreTaken(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	var lines strings.Builder
	for _, n := range random.Perm(5000) {
		fmt.Fprintf(&lines, "%s:%d\r\n", hash(fmt.Sprint("often ", n)), n)
	}
	wire, count, err := passwords.FromList(strings.NewReader(lines.String()), 500)
	if err != nil || count != 500 {
		t.Fatal(count, err)
	}
	filter, err := passwords.Read(wire)
	if err != nil || filter.Count() != 500 {
		t.Fatal(err)
	}
	wrong := 0
	for n := range 5000 {
		has := filter.Has(fmt.Sprint("often ", n))
		if n >= 4500 && !has {
			t.Errorf("%d was seen often and is not there", n)
		}
		if n < 4500 && has {
			wrong++
		}
	}
	if wrong > 5 { // 4,500 · 2^-14 are 0.3
		t.Errorf("%d of 4500 are taken for members", wrong)
	}
	if size := len(wire) * 8 / 500; size > 18 {
		t.Errorf("%d bits for each", size)
	}
}

func TestListsThatAreNone(t *testing.T) {
	for name, list := range map[string]string{
		"nothing": "", "an NTLM hash": "8846F7EAEE8FB117AD06BDD830B7586C:3\n", "no number": hash("a") + "\n", "a negative one": hash("a") + ":-1\n",
		"no hexadecimal": strings.Repeat("G", 40) + ":1\n", "a line without an end": hash("a") + ":" + strings.Repeat("1", 200), "a table": hash("a") + ",1\n",
		"bad after good": hash("a") + ":1\nbad\n",
	} {
		if _, _, err := passwords.FromList(strings.NewReader(list), 10); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	for _, most := range []int{0, -1, passwords.MostBreached + 1} {
		if _, _, err := passwords.FromList(strings.NewReader(hash("a")+":1\n"), most); err == nil {
			t.Errorf("%d were asked for", most)
		}
	}
}

func FuzzRead(f *testing.F) {
	few, err := passwords.Make(3, []uint64{1, 1 << 40, 1 << 63, 0})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(few)
	f.Add([]byte("SDPF\x01\x0e\x00\xff\xff\xff"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, wire []byte) {
		filter, err := passwords.Read(wire)
		if err != nil {
			if !errors.Is(err, passwords.ErrNoFilter) {
				t.Error(err)
			}
			return
		}
		if filter.Count() > len(wire)*8 {
			t.Errorf("%d of %d bytes", filter.Count(), len(wire))
		}
		filter.HasHash(binary.BigEndian.Uint64([]byte("whatever")))
	})
}

func FuzzList(f *testing.F) {
	f.Add([]byte(hash("a") + ":1\r\n" + hash("b") + ":20"))
	f.Add([]byte(":"))
	f.Fuzz(func(t *testing.T, list []byte) {
		wire, count, err := passwords.FromList(bytes.NewReader(list), 3)
		if err != nil {
			return
		}
		if filter, err := passwords.Read(wire); err != nil || filter.Count() > count || count > 3 {
			t.Errorf("%d: %v", count, err)
		}
	})
}
