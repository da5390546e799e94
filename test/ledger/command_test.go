package ledger

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// An auditor's year with the program itself: a first checkpoint is kept, the desk
// and its exports continue it, and a tampered record ends with a bad status and
// the number of the entry.
func TestAnAuditorsYear(t *testing.T) {
	s := newScene(t)
	folder := t.TempDir()
	program := filepath.Join(folder, "ledger-verify")
	build, err := exec.Command("go", "build", "-o", program, "../../cmd/ledger-verify").CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s", err, build)
	}
	verify := func(args ...string) (said string, ok bool) {
		command := exec.Command(program, args...)
		command.Dir = folder
		out, err := command.CombinedOutput()
		return string(out), err == nil
	}
	demand := func(ok bool, says string, args ...string) {
		t.Helper()
		if said, done := verify(args...); done != ok || !strings.Contains(said, says) {
			t.Errorf("%q: %v, %s", args, done, said)
		}
	}
	file := func(name string, bytes []byte) string {
		check(t, os.WriteFile(filepath.Join(folder, name), bytes, 0o600))
		return name
	}
	address := "http://" + s.Server.Addr()
	demand(true, "It came with the export", "--save", "first", file("1.jsonl", s.export()))
	demand(true, "1 that you kept", "--key", s.key, "--known", "first", "--save", "second", address)
	demand(true, "organisation.created", "--key", s.key, "--known", "first", "--known", "second", "--print", "1.jsonl")
	s.grow(300)
	address = "http://" + s.Server.Addr()
	demand(true, "2 that you kept", "--key", s.key, "--known", "first", "--known", "second", address)
	export := s.export()
	demand(true, "2 that you kept", "--key", s.key, "--known", "first", "--known", "second", file("2.jsonl", export))

	lines := bytes.SplitAfter(export, []byte("\n"))
	without := bytes.Join(append(append([][]byte{}, lines[:40]...), lines[41:]...), nil)
	demand(false, "it is missing", "--key", s.key, file("3.jsonl", without))
	demand(true, "stands in the record, as entry 1.", "--key", s.key, "--save", "third", file("1.tlog-proof", s.proof(1)))
	demand(true, "as one that you kept", "--key", s.key, "--known", "third", "1.tlog-proof")
	demand(false, "--key", "1.tlog-proof")
	demand(true, "That these events were recorded is not checked", file("part.jsonl", s.exported("?kind=organisation")))
	demand(true, "The desk's record holds each of them", "--key", s.key, "--known", "third", "--desk", address, "part.jsonl")
	demand(false, "without --desk", "--key", s.key, "--desk", address, "2.jsonl")
	demand(false, "--key", address)
	demand(false, "there is no file", "nothing.jsonl")
	demand(false, "no ledger in this", file("4.jsonl", nil))
	demand(false, "cut off", file("5.jsonl", export[:len(export)/2]))
	demand(false, "of another ledger or key", "--key", strings.Replace(s.key, "+", "0+", 1), "--known", "first", "2.jsonl")
	demand(false, "no signed note", "--key", s.key, address+"/console")
}
