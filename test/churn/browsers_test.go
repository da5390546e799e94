package churn

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
)

const (
	web    = "../../web"
	driver = "packages/client/test/churn-driver.ts"
)

// browsers is a process that plays people in browsers.
type browsers struct {
	mu      sync.Mutex
	in      io.Writer
	waiting map[string]chan reply
	next    int
}

type reply struct {
	ID    string          `json:"id"`
	Value json.RawMessage `json:"value"`
	Error string          `json:"error"`
}

func startBrowsers(t *testing.T, origin string) *browsers {
	t.Helper()
	folder := t.TempDir()
	bundle := exec.CommandContext(t.Context(), "node_modules/.bin/rolldown", driver, "--platform", "node", "--format", "esm", "-d", folder)
	bundle.Dir = web
	if said, err := bundle.CombinedOutput(); err != nil {
		t.Fatalf("the client of the browsers: %v\n%s", err, said)
	}
	check(t, os.WriteFile(filepath.Join(folder, "package.json"), []byte(`{"type":"module"}`), 0o600))
	play := exec.Command("node", "--experimental-websocket", "--no-warnings", filepath.Join(folder, "churn-driver.js"))
	play.Env = append(os.Environ(), "CHURN_ORIGIN="+origin)
	play.Stderr = os.Stderr
	in, err := play.StdinPipe()
	check(t, err)
	out, err := play.StdoutPipe()
	check(t, err)
	check(t, play.Start())
	b := &browsers{in: in, waiting: map[string]chan reply{}}
	go b.listen(out)
	t.Cleanup(func() {
		check(t, in.Close())
		check(t, play.Wait())
	})
	return b
}

func (b *browsers) listen(out io.Reader) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var r reply
		if json.Unmarshal(lines.Bytes(), &r) != nil {
			continue
		}
		b.mu.Lock()
		if waiting := b.waiting[r.ID]; waiting != nil {
			waiting <- r
		}
		delete(b.waiting, r.ID)
		b.mu.Unlock()
	}
}

// do sends a command of pairs of words and waits for its answer.
func (b *browsers) do(ctx context.Context, into any, pairs ...string) error {
	command := map[string]string{}
	for pair := range slices.Chunk(pairs, 2) {
		command[pair[0]] = pair[1]
	}
	done := make(chan reply, 1)
	b.mu.Lock()
	b.next++
	command["id"] = strconv.Itoa(b.next)
	b.waiting[command["id"]] = done
	encoded, err := json.Marshal(command)
	if err == nil {
		_, err = b.in.Write(append(encoded, '\n'))
	}
	b.mu.Unlock()
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return fmt.Errorf("%v: no answer: %w", command, ctx.Err())
	case r := <-done:
		if r.Error != "" {
			return errors.New(r.Error)
		}
		if into == nil {
			return nil
		}
		return json.Unmarshal(r.Value, into)
	}
}

// page is a person in a browser, staff or customer.
type page struct {
	*browsers
	name string
}

func (p *page) act(ctx context.Context, what string, t *talk, more ...string) error {
	return p.do(ctx, nil, append([]string{"do", what, "who", p.name, "conversation", t.id.Hex()}, more...)...)
}

func (p *page) say(ctx context.Context, t *talk, text string) error {
	return p.act(ctx, "say", t, "text", text)
}

func (p *page) note(ctx context.Context, t *talk, text string) error {
	return p.act(ctx, "note", t, "text", text)
}

func (p *page) edit(ctx context.Context, t *talk, from, to string) error {
	return p.act(ctx, "edit", t, "text", from, "next", to)
}

func (p *page) remove(ctx context.Context, t *talk, text string) error {
	return p.act(ctx, "remove", t, "text", text)
}

func (p *page) refused(ctx context.Context, t *talk) bool {
	var refused bool
	err := p.do(ctx, &refused, "do", "refused", "who", p.name, "conversation", t.id.Hex())
	return err != nil || refused
}

func (p *page) shows(ctx context.Context, t *talk, want []string) ([]string, error) {
	encoded, err := json.Marshal(want)
	if err != nil {
		return nil, err
	}
	var shown struct{ Texts, Wrong []string }
	if err := p.do(ctx, &shown, "do", "shows", "who", p.name, "conversation", t.id.Hex(), "want", string(encoded)); err != nil {
		return nil, err
	}
	if len(shown.Wrong) > 0 {
		return shown.Texts, fmt.Errorf("it has shown %v", shown.Wrong)
	}
	return shown.Texts, nil
}

func (p *page) connect(ctx context.Context, on bool) error {
	return p.do(ctx, nil, "do", "connect", "who", p.name, "on", map[bool]string{true: "yes", false: "no"}[on])
}
