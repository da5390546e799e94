package siem_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// lines reads a file of the record and those that it was before.
func lines(t *testing.T, path string) (got *inbox, files int) {
	got = &inbox{}
	t.Helper()
	names := []string{}
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.%d", path, n)
		if _, err := os.Stat(name); err != nil {
			break
		}
		names = append(names, name)
	}
	for _, name := range append(names, path) {
		info, err := os.Stat(name)
		check(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
		raw, err := os.ReadFile(name)
		check(t, err)
		for line := range bytes.Lines(raw) {
			if !bytes.HasSuffix(line, []byte("\n")) {
				t.Error("a file ends in the middle of a line")
			}
			got.takeLine(t, line)
		}
	}
	return got, len(names) + 1
}

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
	got, files := lines(t, path)
	got.whole(t, 2510)
	for number, times := range got.seen {
		if times != 1 {
			t.Errorf("%d stands there %d times", number, times)
		}
	}
	if files < 3 {
		t.Errorf("%d files of a megabyte hold everything", files)
	}
}

// A file of somebody else is left alone.
func TestFileOfSomebodyElse(t *testing.T) {
	path := write(t, "notes", "no newline here", 0o600)
	r := &record{}
	r.grow(1)
	x := r.send(t, "file://"+path)
	eventually(t, func() bool { return x.Standings()[0].Failures > 0 })
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "no newline here" {
		t.Errorf("it holds %q now: %v", raw, err)
	}
}
