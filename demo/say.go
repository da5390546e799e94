package demo

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// progress speaks only to a person who has begun to wonder.
type progress struct {
	mu    sync.Mutex
	out   io.Writer
	since time.Time
	doing string
	count int
	over  bool
	timer *time.Timer
}

func watch(out io.Writer) *progress {
	p := &progress{out: out, since: time.Now(), doing: "Starting"}
	p.timer = time.AfterFunc(slowStart, p.tell)
	return p
}

// tell prints where things are, and goes on doing so.
func (p *progress) tell() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return
	}
	line := fmt.Sprintf("%s … (%d seconds so far", p.doing, int(time.Since(p.since).Seconds()))
	if p.count > 0 {
		line += fmt.Sprintf(", conversations played: %d", p.count)
	}
	fmt.Fprintln(p.out, line+")")
	p.timer.Reset(slowStart / 3)
}

func (p *progress) step(doing string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.doing = doing
}

func (p *progress) tick() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count++
}

func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	p.timer.Stop()
}

// announce tells what there is to see.
func announce(out io.Writer, site, desk string, accounts []Account) {
	var b strings.Builder
	fmt.Fprintf(&b, "\nThe demo is ready. Everything in it is made up, and sealed before it reached the server.\n\n")
	fmt.Fprintf(&b, "  The website, with the chat     %s/\n", site)
	fmt.Fprintf(&b, "  The desk                       %s/console/\n\n", desk)
	fmt.Fprintf(&b, "Sign in to the desk with one click as\n")
	for _, a := range accounts {
		fmt.Fprintf(&b, "  %-16s %s\n", a.Name, a.Role)
	}
	fmt.Fprintf(&b, "\nIt runs on this machine only. Press Ctrl+C to stop; then everything in it is deleted.\n")
	io.WriteString(out, b.String()) //nolint:errcheck // nobody to tell
}
