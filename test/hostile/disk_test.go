package hostile

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/play"
)

const inside = "SEALDESK_HOSTILE_INSIDE"

// alone runs a test again in a mount namespace of its own, where it may make
// disks; it reports whether this is that run.
func alone(t *testing.T) bool {
	t.Helper()
	if os.Getenv(inside) != "" {
		return true
	}
	self, err := os.Executable()
	check(t, err)
	cmd := exec.CommandContext(t.Context(), self, "-test.run=^"+t.Name()+"$", "-test.count=1", "-test.v=true")
	cmd.Env = append(os.Environ(), inside+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWNS | syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	said, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(said), "--- PASS: "+t.Name()) {
		t.Fatalf("in a namespace of its own: %v\n%s", err, said)
	}
	return false
}

// disk is a small disk of its own.
type disk struct {
	t      *testing.T
	folder string
}

func newDisk(t *testing.T) disk {
	t.Helper()
	folder := t.TempDir()
	check(t, syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=24m,mode=700"))
	t.Cleanup(func() { check(t, syscall.Unmount(folder, syscall.MNT_DETACH)) })
	return disk{t, folder}
}

// fill leaves no byte free.
func (d disk) fill() {
	d.t.Helper()
	ballast, err := os.Create(filepath.Join(d.folder, "ballast"))
	check(d.t, err)
	for size := 1 << 20; size > 0; size /= 2 {
		for err = nil; err == nil; {
			_, err = ballast.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			d.t.Fatal(err)
		}
	}
	check(d.t, ballast.Close())
}

func (d disk) empty() {
	d.t.Helper()
	check(d.t, os.Remove(filepath.Join(d.folder, "ballast")))
}

// writeUntilRefused: what fits into room that the files have already is taken.
func (s *stage) writeUntilRefused() servertest.Answer {
	s.t.Helper()
	for range 2000 {
		if answer := s.write(); answer.Status != 200 {
			return answer
		}
	}
	s.t.Fatal("a full disk takes everything")
	return servertest.Answer{}
}

// With the disk of the data full, nothing is taken. Reading is an act, too: what
// was read a moment ago can be read again, and nothing else.
func TestFullDisk(t *testing.T) {
	if !alone(t) {
		return
	}
	d := newDisk(t)
	s := newStage(t, server.Config{DataDir: d.folder})
	known := s.thread.Path("/entries?after=0&limit=1")
	s.desk.Must(s.customer.Token, "GET", known, nil, nil)
	d.fill()
	refused(t, "a message", s.writeUntilRefused(), 503, "disk is full")
	notes, upload := s.thread.As(s.desk.Owner), s.thread.AttachmentPath(seal.ID16{8})
	refused(t, "a mark", s.desk.Do(s.customer.Token, "PUT", s.thread.Path("/marks"), servertest.Object{"mark": s.thread.Mark()}), 503, "disk is full")
	refused(t, "staff's message", notes.Post(notes.Text("One moment").Bytes()), 503, "disk is full")
	refused(t, "an upload", s.desk.Do(s.customer.Token, "PUT", upload, servertest.Object{"size": 100}), 413, "no room for files")
	refused(t, "a conversation", s.desk.Do(s.customer.Token, "POST", "/conversations", s.customer.Prepare(s.desk.Team, s.desk.Head()).Opening), 503, "disk is full")
	refused(t, "a fetched file", s.desk.Do(s.customer.Token, "GET", s.thread.PartPath(photoID, 0), nil), 503, "disk is full")
	for _, path := range []string{s.thread.Path("/entries?after=0"), s.thread.Path(""), "/conversations"} {
		refused(t, "reading "+path, s.desk.Do(s.customer.Token, "GET", path, nil), 503, "disk is full")
	}
	if answer := s.desk.Do(s.customer.Token, "GET", known, nil); answer.Status != 200 {
		t.Errorf("what was read cannot be read again: %d %s", answer.Status, answer.Body)
	}
	if said := s.doctor(); !strings.Contains(said, "make room") {
		t.Errorf("the doctor says %q", said)
	}
	d.empty()
	s.whole()
	s.restart(func() {})
	s.whole()
}

// A server that is to start on a full disk says so.
func TestStartOnAFullDisk(t *testing.T) {
	if !alone(t) {
		return
	}
	d := newDisk(t)
	s := newStage(t, server.Config{DataDir: d.folder})
	check(t, s.desk.Server.Close())
	d.fill()
	refusesToStart(t, s.desk.Config, "make room")
	d.empty()
	s.desk.Restart()
	s.whole()
	fresh := newDisk(t)
	fresh.fill()
	refusesToStart(t, server.Config{DataDir: fresh.folder}, "make room")
	fresh.empty()
	newStage(t, server.Config{DataDir: fresh.folder}).whole()
}

// refusesToStart: a start fails, and says what to do.
func refusesToStart(t *testing.T, config server.Config, word string) {
	t.Helper()
	config.Listen = "127.0.0.1:0"
	srv, err := server.Start(context.Background(), config)
	if err == nil {
		check(t, srv.Close())
		t.Fatalf("it starts, instead of saying %q", word)
	}
	if !strings.Contains(err.Error(), word) {
		t.Errorf("it says %q, nothing of %q", err, word)
	}
	t.Log(err)
}

// With only the disk of the shred store full, no conversation is begun, and
// those that there are go on.
func TestFullDiskOfTheShredStore(t *testing.T) {
	if !alone(t) {
		return
	}
	d, data := newDisk(t), play.Folder(t)
	check(t, os.Symlink(filepath.Join(d.folder, "shred.db"), filepath.Join(data, "shred.db")))
	s := newStage(t, server.Config{DataDir: data})
	d.fill()
	var opening servertest.Object
	for range 2000 {
		opening = s.customer.Prepare(s.desk.Team, s.desk.Head()).Opening
		if s.desk.Do(s.customer.Token, "POST", "/conversations", opening).Status != 200 {
			break
		}
	}
	refused(t, "a conversation", s.desk.Do(s.customer.Token, "POST", "/conversations", opening), 503, "disk is full")
	if answer := s.write(); answer.Status != 200 {
		t.Errorf("a conversation that there is does not go on: %d %s", answer.Status, answer.Body)
	}
	d.empty()
	s.desk.Must(s.customer.Token, "POST", "/conversations", opening, nil)
	s.whole()
	s.restart(func() {})
	s.whole()
}

// With only the disk of the files full, people write without files.
func TestFullDiskOfTheFiles(t *testing.T) {
	if !alone(t) {
		return
	}
	d := newDisk(t)
	s := newStage(t, server.Config{DataDir: play.Folder(t), Files: "file://" + d.folder})
	body := make([]byte, 100_000)
	s.desk.Must(s.customer.Token, "PUT", s.thread.AttachmentPath(seal.ID16{8}), servertest.Object{"size": len(body)}, nil)
	d.fill()
	part := func() servertest.Answer {
		return s.desk.Do(s.customer.Token, "PUT", s.thread.PartPath(seal.ID16{8}, 0), body)
	}
	refused(t, "a part", part(), 413, "no room for files")
	if answer := s.write(); answer.Status != 200 {
		t.Errorf("a message without a file: %d %s", answer.Status, answer.Body)
	}
	d.empty()
	if answer := part(); answer.Status != 200 {
		t.Errorf("the part, with room again: %d %s", answer.Status, answer.Body)
	}
	s.whole()
	s.restart(func() {})
	s.whole()
	if got := s.thread.Download(s.customer.Token, seal.ID16{8}, 1); len(got) != len(body) {
		t.Errorf("%d bytes of the file", len(got))
	}
}

// On a disk that became read-only, a start says so.
func TestReadOnlyDisk(t *testing.T) {
	if !alone(t) {
		return
	}
	d := newDisk(t)
	s := newStage(t, server.Config{DataDir: d.folder})
	check(t, s.desk.Server.Close())
	remount := func(flags uintptr) { check(t, syscall.Mount("tmpfs", d.folder, "tmpfs", syscall.MS_REMOUNT|flags, "")) }
	remount(syscall.MS_RDONLY)
	refusesToStart(t, s.desk.Config, "read-only")
	remount(0)
	s.desk.Restart()
	s.whole()
}
