package readers_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client/readers"
	"github.com/sealdesk/sealdesk/seal"
)

// Whatever lies in a file, it is refused with a word, or is written as the same
// bytes; and nothing holds that nobody signed.
func FuzzFile(f *testing.F) {
	key := seal.SigningKeyFromSeed(seal.Secret{3})
	file := readers.File{
		Thread: seal.ID{1}, Device: seal.ID{2}, Made: 1_800_000_000, Directory: []byte{1, 2}, Opening: []byte{3}, Visitors: [][]byte{{4}, {5}},
		Entries: []readers.Entry{
			{Generation: []byte{6}, Receipt: []byte{7}},
			{Outline: seal.Outline{Header: []byte{8}, Ciphertext: seal.ID{9}}, Receipt: []byte{10}},
		},
		Checkpoint: []byte("a\n1\nb\n\n\u2014 a c\n"),
	}
	data, err := file.Write(key)
	if err != nil {
		f.Fatal(err)
	}
	if _, _, err := readers.Parse(data); err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	file.Checkpoint, file.Visitors = nil, file.Visitors[:1]
	if data, err = file.Write(key); err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, _, err := readers.Parse(data)
		if err != nil {
			return
		}
		again, err := file.Write(key)
		if err != nil {
			t.Fatal(err)
		}
		end := bytes.LastIndex(again, []byte(`{"end":`))
		if !bytes.HasPrefix(data, again[:end]) {
			t.Fatalf("%s is read, and written as %s", data, again)
		}
		if _, err := readers.Verify(data, readers.Trust{Now: time.Unix(1_800_000_000, 0)}); err == nil {
			t.Fatal("a proof that nobody made holds")
		}
	})
}

// What is too much is refused before any work is done on it.
func TestAFileHasLimits(t *testing.T) {
	for name, data := range map[string][]byte{
		"a file":     make([]byte, readers.FileLimit+1),
		"a line":     append(bytes.Repeat([]byte("1"), readers.LineLimit+1), '\n'),
		"what is no": []byte("{}\n"), "other words": []byte(`{"readers":1}` + "\n"),
		"nesting": append(bytes.Repeat([]byte("["), 100_000), '\n'),
	} {
		if _, _, err := readers.Parse(data); err == nil {
			t.Errorf("%s: it is read", name)
		}
	}
}
