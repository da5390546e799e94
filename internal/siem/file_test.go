package siem_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/sealdesk/sealdesk/internal/siem/siemtest"
)

// A file is rotated when it is full; a line that a death cut off is written anew,
// and nothing is written a second time after a stop.
func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.jsonl")
	r := &record{}
	r.grow(2500)
	x := r.send(t, "file://"+path+"?max-mb=1")
	x.caughtUp(t, 0)
	x.stop()
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	check(t, err)
	_, err = file.WriteString(`{"time":179000`)
	check(t, err)
	check(t, file.Close())
	r.grow(10)
	r.send(t, "file://"+path+"?max-mb=1").caughtUp(t, 0)
	got, files := siemtest.ReadFile(t, path)
	got.Whole(2510)
	if twice, _ := got.Twice(); twice != 0 {
		t.Errorf("%d events stand there again", twice)
	}
	if files < 3 {
		t.Errorf("%d files of a megabyte hold everything", files)
	}
}

// A file of somebody else is left alone.
func TestFileOfSomebodyElse(t *testing.T) {
	path := siemtest.Write(t, "notes", "no newline here", 0o600)
	r := &record{}
	r.grow(1)
	x := r.send(t, "file://"+path)
	eventually(t, func() bool { return x.Standings()[0].Failures > 0 })
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "no newline here" {
		t.Errorf("it holds %q now: %v", raw, err)
	}
}

// Who collects takes the file away, or empties it, while the server runs: what comes
// next is in the file that has the name.
func TestFileThatIsTakenAway(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.jsonl")
	r := &record{}
	r.grow(10)
	x := r.send(t, "file://"+path)
	x.caughtUp(t, 0)
	check(t, os.Rename(path, path+".1"))
	r.grow(10)
	x.caughtUp(t, 0)
	got, files := siemtest.ReadFile(t, path)
	if got.Whole(20); files != 2 {
		t.Errorf("%d files", files)
	}

	check(t, os.Truncate(path, 0))
	r.grow(5)
	x.caughtUp(t, 0)
	raw, err := os.ReadFile(path)
	check(t, err)
	if len(raw) == 0 || raw[0] != '{' || bytes.Count(raw, []byte("\n")) != 5 {
		t.Errorf("an emptied file begins with %q", raw[:min(len(raw), 20)])
	}
}
