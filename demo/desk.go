package demo

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"time"
)

const (
	startWithin = 15 * time.Second
	stopWithin  = 15 * time.Second
	tailKept    = 4 << 10 // bytes of the server's last words
)

// printed is what the server says when it is ready to be set up.
var printed = regexp.MustCompile(`(http://\S+)/console/#setup=(\S+)`)

// desk is the server in its own process.
type desk struct {
	origin string
	token  string // opens the set-up, once
	cmd    *exec.Cmd
	gone   chan error // the process ended by itself
	exited chan struct{}
}

// startDesk starts the server on an empty folder and waits for its set-up link.
func startDesk(ctx context.Context, o Options, folder, helper string) (*desk, error) {
	// The child would say it less well.
	probe, err := listenHere(o.Listen, "--listen")
	if err != nil {
		return nil, err
	}
	if err := probe.Close(); err != nil {
		return nil, err
	}
	d := &desk{gone: make(chan error, 1), exited: make(chan struct{})}
	d.cmd = exec.Command(o.Program, "serve", "--data", folder, "--listen", o.Listen, "--demo-url", helper)
	// Held open by this process alone: the server ends if this one is killed.
	if _, err := d.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	last := &tail{}
	d.cmd.Stderr = last
	out, err := d.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := d.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	link := make(chan []string, 1)
	go d.attend(out, link, last)
	select {
	case found := <-link:
		d.origin, d.token = found[1], found[2]
		return d, nil
	case err := <-d.gone:
		return nil, err
	case <-ctx.Done():
		return nil, errors.Join(ctx.Err(), d.stop())
	case <-time.After(startWithin):
		return nil, errors.Join(errors.New("the server did not get ready"), d.stop())
	}
}

// attend reads what the server prints until it ends.
func (d *desk) attend(out io.Reader, link chan<- []string, last *tail) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if found := printed.FindStringSubmatch(lines.Text()); found != nil {
			link <- found
		}
	}
	err := d.cmd.Wait()
	d.gone <- fmt.Errorf("the server ended by itself (%v): %s", err, last)
	close(d.exited)
}

// stop lets the server end by itself; one that does not is killed.
func (d *desk) stop() error {
	select {
	case <-d.exited:
		return nil
	default:
	}
	if err := d.cmd.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return errors.Join(err, d.cmd.Process.Kill())
	}
	select {
	case <-d.exited:
		return nil
	case <-time.After(stopWithin):
		return errors.Join(errors.New("the server did not stop in time and was killed"), d.cmd.Process.Kill())
	}
}

// tail keeps the last words of a process, for when it fails.
type tail struct {
	mu   sync.Mutex
	kept []byte
}

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, p...)
	if over := len(t.kept) - tailKept; over > 0 {
		t.kept = bytes.Clone(t.kept[over:])
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.kept))
}
