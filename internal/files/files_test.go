package files_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"gocloud.dev/blob/memblob"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/files"
	"github.com/sealdesk/sealdesk/seal"
)

var _ conversation.Files = (*files.Store)(nil)

func part(thread byte, file byte, n uint64) conversation.Part {
	return conversation.Part{Thread: seal.ID{thread}, Attachment: seal.ID16{file}, Number: n}
}

// stores are the kinds of bucket that keep the same promises.
func stores(t *testing.T) map[string]*files.Store {
	t.Helper()
	folder, err := files.Open(filepath.Join(t.TempDir(), "files"))
	check(t, err)
	all := map[string]*files.Store{"folder": folder, "memory": files.New(memblob.OpenBucket(nil))}
	t.Cleanup(func() {
		for _, s := range all {
			check(t, s.Close())
		}
	})
	return all
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func gladly() error { return nil }

func put(s *files.Store, p conversation.Part, text string) error {
	return s.Put(context.Background(), p, strings.NewReader(text), int64(len(text)), gladly)
}

func get(t *testing.T, s *files.Store, p conversation.Part) string {
	t.Helper()
	r, size, err := s.Open(context.Background(), p)
	if errs.Is(err, errs.NotFound) {
		return ""
	}
	check(t, err)
	data, err := io.ReadAll(r)
	check(t, errors.Join(err, r.Close()))
	if int64(len(data)) != size {
		t.Errorf("%d bytes were announced, and %d came", size, len(data))
	}
	return string(data)
}

func TestPartsComeBack(t *testing.T) {
	for name, s := range stores(t) {
		t.Run(name, func(t *testing.T) {
			check(t, put(s, part(1, 1, 0), "one"))
			check(t, put(s, part(1, 1, 1), "two"))
			check(t, put(s, part(1, 2, 0), "another file"))
			check(t, put(s, part(2, 1, 0), "another thread"))
			check(t, put(s, part(1, 1, 0), "one again"))
			for p, want := range map[conversation.Part]string{part(1, 1, 0): "one again", part(1, 1, 1): "two", part(1, 1, 2): "", part(3, 1, 0): ""} {
				if got := get(t, s, p); got != want {
					t.Errorf("%v is %q instead of %q", p, got, want)
				}
			}
			check(t, s.Remove(t.Context(), seal.ID{1}, seal.ID16{1}))
			check(t, s.Remove(t.Context(), seal.ID{1}, seal.ID16{1})) // nothing is no error
			if get(t, s, part(1, 1, 1)) != "" || get(t, s, part(1, 2, 0)) == "" {
				t.Error("the wrong file went")
			}
			check(t, s.Drop(t.Context(), seal.ID{1}))
			check(t, s.Drop(t.Context(), seal.ID{1}))
			if get(t, s, part(1, 2, 0)) != "" || get(t, s, part(2, 1, 0)) == "" {
				t.Error("the wrong thread went")
			}
		})
	}
}

// broken gives some bytes and then fails, as a line does.
type broken struct{ left int }

func (b *broken) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, errors.New("the line broke")
	}
	n := min(len(p), b.left)
	b.left -= n
	return n, nil
}

// What does not arrive whole leaves nothing behind, and does not harm what was
// there before.
func TestHalfAPartIsNone(t *testing.T) {
	for name, s := range stores(t) {
		t.Run(name, func(t *testing.T) {
			for what, row := range map[string]struct {
				body io.Reader
				size int64
				kind errs.Kind
			}{
				"too short":    {strings.NewReader("1234"), 5, errs.Unprocessable},
				"empty":        {strings.NewReader(""), 5, errs.Unprocessable},
				"too long":     {strings.NewReader("123456"), 5, errs.Unprocessable},
				"a break":      {&broken{200_000}, 300_000, errs.Invalid},
				"a late break": {&broken{5}, 5, errs.Invalid},
			} {
				for _, before := range []string{"", "what was there"} {
					p := part(9, byte(len(what)), uint64(len(before)))
					if before != "" {
						check(t, put(s, p, before))
					}
					if err := s.Put(t.Context(), p, row.body, row.size, gladly); !errs.Is(err, row.kind) {
						t.Errorf("%s: %v", what, err)
					}
					if got := get(t, s, p); got != before {
						t.Errorf("%s left %q instead of %q", what, got, before)
					}
					row.body = strings.NewReader("1234")
					if row.kind == errs.Invalid {
						row.body = &broken{4}
					}
				}
			}
			over, cancel := context.WithCancel(t.Context())
			cancel()
			if s.Put(over, part(8, 1, 0), strings.NewReader("1"), 1, gladly) == nil {
				t.Error("a part was stored for whoever had left")
			}
		})
	}
}

// Whoever has the last word has it when everything is there, and not before; a no
// leaves nothing, and what was there stays.
func TestTheLastWord(t *testing.T) {
	for name, s := range stores(t) {
		t.Run(name, func(t *testing.T) {
			check(t, put(s, part(1, 1, 0), "one"))
			no := errors.New("no")
			for _, n := range []uint64{0, 1} {
				if err := s.Put(t.Context(), part(1, 1, n), strings.NewReader("other"), 5, func() error { return no }); !errors.Is(err, no) {
					t.Errorf("part %d: %v", n, err)
				}
			}
			if get(t, s, part(1, 1, 0)) != "one" || get(t, s, part(1, 1, 1)) != "" {
				t.Error("what was refused is there")
			}
			asked := false
			if s.Put(t.Context(), part(1, 1, 1), strings.NewReader("shor"), 5, func() error { asked = true; return nil }) == nil || asked {
				t.Error("half a part was asked about")
			}
		})
	}
}

// names lists what stands in a folder.
func names(t *testing.T, folder string) (all []string) {
	t.Helper()
	check(t, filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && path != folder {
			all = append(all, path[len(folder)+1:])
		}
		return err
	}))
	return all
}

// A folder holds the parts and nothing else: no sidecars, no leftovers of what
// broke off, and no empty folders of what is gone. Only its owner looks in.
func TestAFolderIsTidy(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "files")
	named, err := files.Folder("file://" + folder + "/")
	check(t, err)
	s, err := files.Open(named)
	check(t, err)
	if err := s.Put(t.Context(), part(1, 1, 0), &broken{100}, 200, gladly); err == nil {
		t.Fatal("half a part was stored")
	}
	check(t, put(s, part(1, 1, 0), "one"))
	check(t, put(s, part(1, 2, 0), "two"))
	thread, file := seal.ID{1}.Hex(), seal.ID16{1}.String()
	want := []string{thread, thread + "/" + file, thread + "/" + file + "/0", thread + "/" + seal.ID16{2}.String(), thread + "/" + seal.ID16{2}.String() + "/0"}
	if got := names(t, folder); !slices.Equal(got, want) {
		t.Errorf("the folder holds %q", got)
	}
	info, err := os.Stat(filepath.Join(folder, thread))
	check(t, err)
	if info.Mode().Perm() != 0o700 {
		t.Errorf("the folder's mode is %v", info.Mode())
	}
	check(t, s.Remove(t.Context(), seal.ID{1}, seal.ID16{1}))
	if got := names(t, folder); !slices.Equal(got, []string{want[0], want[3], want[4]}) {
		t.Errorf("after one file went: %q", got)
	}
	check(t, s.Drop(t.Context(), seal.ID{1}))
	if got := names(t, folder); len(got) != 0 {
		t.Errorf("after the thread went: %q", got)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Error("the bucket itself went")
	}
	check(t, put(s, part(1, 1, 0), "again"))
}

// Strays are named once each, if they are old, and if the name is one of ours.
func TestStrays(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "files")
	s, err := files.Open(folder)
	check(t, err)
	for _, p := range []conversation.Part{part(1, 1, 0), part(1, 1, 1), part(1, 2, 0), part(2, 1, 0)} {
		check(t, put(s, p, "x"))
	}
	foreign := []string{"README", "a/b/0", strings.Repeat("a", 64) + "/short/0", strings.Repeat("g", 64) + "/" + strings.Repeat("a", 32) + "/0"}
	for _, name := range foreign {
		path := filepath.Join(folder, name)
		check(t, os.MkdirAll(filepath.Dir(path), 0o700))
		check(t, os.WriteFile(path, []byte("x"), 0o600))
	}
	fresh := filepath.Join(folder, seal.ID{1}.Hex(), seal.ID16{2}.String(), "0")
	check(t, os.Chtimes(fresh, time.Now().Add(2*time.Hour), time.Now().Add(2*time.Hour)))
	var found []conversation.Part
	list := func(before time.Time) error {
		found = nil
		return s.Strays(t.Context(), before, func(thread seal.ID, file seal.ID16) error {
			found = append(found, conversation.Part{Thread: thread, Attachment: file})
			return nil
		})
	}
	check(t, list(time.Now().Add(time.Hour)))
	if !slices.Equal(found, []conversation.Part{part(1, 1, 0), part(2, 1, 0)}) {
		t.Errorf("strays: %v", found)
	}
	check(t, list(time.Now().Add(-time.Hour)))
	if len(found) != 0 {
		t.Errorf("fresh strays: %v", found)
	}
	stop := errors.New("stop")
	if err := s.Strays(t.Context(), time.Now().Add(time.Hour), func(seal.ID, seal.ID16) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("a listing that was to stop: %v", err)
	}
}

func TestAddressesThatAreRefused(t *testing.T) {
	for _, address := range []string{"", "files", "/var/files", "file://relative", "file://host/var/files", "s3://bucket", "mem://", "file:///tmp/x?metadata=", "file:", "http://localhost/"} {
		if folder, err := files.Folder(address); err == nil {
			t.Errorf("%q was taken for %s", address, folder)
		}
	}
	blocked := filepath.Join(t.TempDir(), "file")
	check(t, os.WriteFile(blocked, nil, 0o600))
	if _, err := files.Open(blocked); err == nil {
		t.Error("a file was taken for a folder")
	}
}

// A store that cannot write says so, and not more than that.
func TestAStoreThatFails(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "files")
	s, err := files.Open(folder)
	check(t, err)
	check(t, os.WriteFile(filepath.Join(folder, seal.ID{1}.Hex()), nil, 0o600)) // where a folder has to be
	err = put(s, part(1, 1, 0), "x")
	if !errs.Is(err, errs.Internal) || bytes.Contains([]byte(errs.From(err).Message), []byte(folder)) {
		t.Errorf("a blocked folder: %v", err)
	}
}

// A full disk is told as one, so that people know whom to ask.
func TestAFullDisk(t *testing.T) {
	full := fmt.Errorf("blob: %w", &fs.PathError{Op: "write", Path: "/secret/place", Err: syscall.ENOSPC})
	err := files.Failed("files.put", full)
	if !errs.Is(err, errs.Unavailable) || !strings.Contains(errs.From(err).Message, "full") || strings.Contains(errs.From(err).Message, "place") {
		t.Errorf("a full disk: %v", err)
	}
	if files.Failed("files.put", nil) != nil {
		t.Error("nothing failed, and an error came out")
	}
}
