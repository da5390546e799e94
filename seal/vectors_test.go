package seal

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// The vectors in testdata/vectors are made by tools/vectors, a third program
// that shares no code with Go or TypeScript. Their README has the schema.

type vectorFile struct {
	Protocol int
	Section  string
	Cases    []vectorCase
}

type vectorCase struct {
	Name   string
	Op     string
	Valid  bool
	Why    string
	Input  vectorFields
	Expect vectorFields
}

// vectorFields read their members; a missing or ill-formed one panics, which
// fails the test: a vector file is ours, so that is a broken file.
type vectorFields map[string]any

func (f vectorFields) bytes(name string) []byte {
	text, ok := f[name].(string)
	raw, err := hex.DecodeString(text)
	if !ok || err != nil {
		panic(fmt.Sprintf("vector field %s is not hexadecimal: %v", name, f[name]))
	}
	return raw
}

func (f vectorFields) id(name string) ID {
	raw := f.bytes(name)
	if len(raw) != 32 {
		panic(fmt.Sprintf("vector field %s is not 32 bytes", name))
	}
	return ID(raw)
}

func (f vectorFields) optional(name string) OptionalID {
	if len(f.bytes(name)) == 0 {
		return OptionalID{}
	}
	return Some(f.id(name))
}

func (f vectorFields) secret(name string) Secret { return Secret(f.id(name)) }
func (f vectorFields) number(name string) uint64 {
	value, err := f[name].(json.Number).Int64()
	if err != nil {
		panic(err)
	}
	return uint64(value)
}
func (f vectorFields) text(name string) string { return f[name].(string) }

// outcome is what an operation gave, in the vectors' own JSON shapes.
type outcome map[string]any

func hexOf[T ~[]byte](b T) string { return hex.EncodeToString(b) }
func numberOf(n uint64) json.Number {
	return json.Number(fmt.Sprint(n))
}

type operation func(vectorFields) (outcome, error)

// elsewhere are the files that seal/directory and seal/ledger read.
var elsewhere = []string{"directory.json", "proof.json", "ledger.json"}

func TestVectors(t *testing.T) {
	files, err := filepath.Glob("testdata/vectors/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no vectors: %v", err)
	}
	for _, path := range files {
		if slices.Contains(elsewhere, filepath.Base(path)) {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) { runVectors(t, path) })
	}
}

func runVectors(t *testing.T, path string) {
	file := readVectors(t, path)
	for _, c := range file.Cases {
		t.Run(c.Op+"/"+c.Name, func(t *testing.T) {
			run, known := operations()[c.Op]
			if !known {
				t.Fatalf("no operation %q", c.Op)
			}
			got, err := run(c.Input)
			if !c.Valid {
				if err == nil {
					t.Fatalf("accepted, although: %s", c.Why)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for name, want := range c.Expect {
				if !reflect.DeepEqual(got[name], want) {
					t.Errorf("%s is %v, want %v", name, got[name], want)
				}
			}
		})
	}
}

func readVectors(t *testing.T, path string) vectorFile {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file vectorFile
	decoder := json.NewDecoder(strings.NewReader(withShared(t, string(raw))))
	decoder.UseNumber()
	if err := decoder.Decode(&file); err != nil {
		t.Fatal(err)
	}
	if file.Protocol != 1 || len(file.Cases) == 0 {
		t.Fatalf("%s holds no cases of protocol 1", path)
	}
	return file
}

// claimed refuses an outcome that differs from what the input claims.
func claimed(f vectorFields, name, got string) error {
	if want, ok := f[name]; ok && want != got {
		return Fail(ErrUnverified, "vector", "%s is %s", name, got)
	}
	return nil
}

func operations() map[string]operation {
	all := map[string]operation{}
	for _, group := range []map[string]operation{basicOperations(), keyOperations(), threadOperations(), vaultOperations(), fileOperations()} {
		for name, run := range group {
			all[name] = run
		}
	}
	return all
}

// ungrouped takes the dashes of a code away.
func ungrouped(code string) string { return strings.ReplaceAll(code, "-", "") }

// withShared puts the long bytes that a file writes once where they are named.
func withShared(t *testing.T, text string) string {
	t.Helper()
	var file struct{ Shared map[string]string }
	if err := json.Unmarshal([]byte(text), &file); err != nil {
		t.Fatal(err)
	}
	for name, value := range file.Shared {
		text = strings.ReplaceAll(text, "<"+name+">", value)
	}
	return text
}
