package crash

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/sealdesk/sealdesk/test/play"
)

// traced starts a server under strace, which writes what it does.
func traced(t *testing.T, folder, file string, options []string, env ...string) (*process, error) {
	t.Helper()
	self, err := os.Executable()
	check(t, err)
	args := append([]string{"-f", "-qq", "-yy", "-xx", "-s", "5000", "-o", file, "-e", "trace=" + watched}, options...)
	return begin(t, folder, exec.CommandContext(t.Context(), "strace", append(args, self)...), env...)
}

// end ends the server that strace watches, and waits until strace wrote it all.
func (p *process) end(t *testing.T, signal syscall.Signal) {
	t.Helper()
	for _, child := range children(t, p.cmd.Process.Pid) {
		check(t, syscall.Kill(child, signal))
	}
	err := p.cmd.Wait()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
}

func children(t *testing.T, parent int) (all []int) {
	t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", parent, parent))
	check(t, err)
	for text := range strings.FieldsSeq(string(raw)) {
		child, err := strconv.Atoi(text)
		check(t, err)
		all = append(all, child)
	}
	return all
}

// watch plays everybody for a while on a server under strace, and judges.
func watch(t *testing.T, mode string) (checked int, objections []string, bare int) {
	t.Helper()
	folder := play.Folder(t)
	s, told := newScene(t, folder, play.Random(play.NewSeed(t))), newFacts()
	// As on a first start: the folder for files is made while strace looks.
	check(t, os.RemoveAll(filepath.Join(folder, "files")))
	env := []string{}
	if mode != "" {
		env = append(env, careless+"="+mode)
	}
	file := filepath.Join(t.TempDir(), "trace")
	p, err := traced(t, folder, file, []string{"--seccomp-bpf"}, env...)
	check(t, err)
	facts := 120
	if play.Long() {
		facts = 1500
	}
	s.round(t, p, told, func() {
		waitFor(func() bool { return told.count() >= facts && told.ofEveryKind() })
		p.end(t, syscall.SIGKILL)
	})
	tr := readTrace(t, file)
	checked, objections = told.objections(tr, folder)
	for _, id := range s.opener.generations {
		if !tr.keysFirst(folder, id) {
			bare++
		}
	}
	if len(s.opener.generations) == 0 || len(told.parts) == 0 || len(told.pushed) == 0 || checked < facts/4 {
		t.Fatalf("too little was tried: %d openings, %d parts, %d marks, %d in all", len(s.opener.generations), len(told.parts), len(told.pushed), checked)
	}
	return checked, objections, bare
}

// Nothing that acknowledges or passes on leaves the process before the commit
// that it speaks of is on disk: not only safe from a dying process, which leaves
// its writes to the system, but from a dying machine.
func TestNothingIsSaidBeforeItIsOnDisk(t *testing.T) {
	checked, objections, bare := watch(t, "")
	for _, objection := range objections {
		t.Errorf("%s: it was said before it was on disk", objection)
	}
	if bare > 0 {
		t.Errorf("%d generations were written before their shred key was on disk", bare)
	}
	t.Logf("%d words, each on disk before it was said", checked)
}

// The proof above is one: a server that does not wait for the disk is caught.
func TestACarelessServerIsCaught(t *testing.T) {
	for _, mode := range []string{"OFF", "NORMAL"} {
		checked, objections, bare := watch(t, mode)
		if len(objections) < checked/4 {
			t.Errorf("synchronous = %s: %d of %d words are objected to", mode, len(objections), checked)
		}
		if bare == 0 {
			t.Errorf("synchronous = %s: every shred key was on disk in time", mode)
		}
	}
}

// A disk that fails when it is asked to keep what it was given: whoever was
// waiting is not told that it is kept, nobody else hears of it, and the desk
// goes on when the disk does.
func TestADiskThatFails(t *testing.T) {
	folder := play.Folder(t)
	s, told := newScene(t, folder, play.Random(play.NewSeed(t))), newFacts()
	file := filepath.Join(t.TempDir(), "trace")
	// Every third time of each thread, from the tenth on.
	p, err := traced(t, folder, file, []string{"--seccomp-bpf", "-e", "inject=fsync,fdatasync:error=EIO:when=10+3"})
	check(t, err)
	w := s.writers[0]
	refused := 0
	for range 40 {
		if !w.try(t, p, told) {
			refused++
		}
	}
	p.end(t, syscall.SIGKILL)
	if refused == 0 || len(w.sent) == 0 {
		t.Fatalf("%d refused and %d sent: nothing was tried", refused, len(w.sent))
	}
	tr := readTrace(t, file)
	_, objections := told.objections(tr, folder)
	for _, objection := range objections {
		t.Errorf("%s: it was said although the disk failed", objection)
	}
	told.hold(t, folder)
	again := serve(t, folder)
	w.verify(t, again, s.key)
	again.kill(t)
	t.Logf("%d sent, %d refused for the time being", len(w.sent), refused)
}
