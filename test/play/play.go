// Package play is what the plays under test/ begin with: a folder, a seed, people
// who are hired, and waiting for what the server tells.
//
// Promise: a play whose choices are drawn says with which seed, and is played
// again with it; the short form and the long one (SEALDESK_LONG) differ in numbers
// only. Threat: two packages that each have their own idea of a seed or of a private
// folder prove two different things. Limits: for tests; everything unexpected
// ends them.
package play

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
)

// patience is how long something may take on a machine with other work.
const patience = 20 * time.Second

// Long says whether the run may take its time.
func Long() bool { return os.Getenv("SEALDESK_LONG") != "" }

// Folder is an empty folder that only its owner may look into: the server takes
// no other.
func Folder(t testing.TB) string {
	t.Helper()
	folder := t.TempDir()
	check(t, os.Chmod(folder, 0o700)) //nolint:gosec // it is a folder
	return folder
}

// NewSeed is one that nobody chose, printed. SEALDESK_SEED repeats one.
func NewSeed(t testing.TB) uint64 {
	t.Helper()
	return seed(t, uint64(time.Now().UnixNano())) //nolint:gosec // any number
}

// Seed is the given one in the short form, and a new one in the long form.
// SEALDESK_SEED repeats one.
func Seed(t testing.TB, short uint64) uint64 {
	t.Helper()
	if Long() {
		return NewSeed(t)
	}
	return seed(t, short)
}

func seed(t testing.TB, value uint64) uint64 {
	t.Helper()
	if text := os.Getenv("SEALDESK_SEED"); text != "" {
		given, err := strconv.ParseUint(text, 10, 64)
		check(t, err)
		value = given
	}
	t.Logf("again with SEALDESK_SEED=%d", value)
	return value
}

// Random draws by a seed.
func Random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) } //nolint:gosec // a play, not a secret

// Hears waits for an event of a kind, and passes over others.
func Hears(t testing.TB, events <-chan client.Event, kind string) client.Event {
	t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case e, open := <-events:
			if !open {
				t.Fatalf("the connection ended before %q", kind)
			}
			if e.Type == kind {
				return e
			}
		case <-deadline:
			t.Fatalf("no %q came", kind)
		}
	}
}

// Texts are what the messages of a thread say, in order; the transcript with the
// assistant is "(context)".
func Texts(thread *client.Thread) []string {
	var out []string
	for _, m := range thread.Messages() {
		switch c := m.Body.Content.(type) {
		case *seal.Text:
			out = append(out, c.Text)
		case *seal.Context:
			out = append(out, "(context)")
		}
	}
	return out
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
