package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/demo"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// asProgram makes the test's binary behave like sealdesk itself, so that the
// demo starts its server from it as it would from the real one.
const asProgram = "SEALDESK_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

func program(t *testing.T, folder string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	check(t, err)
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1", "TMPDIR="+folder)
	return cmd
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// running is a demo that a person has started.
type running struct {
	t          *testing.T
	cmd        *exec.Cmd
	folder     string // for temporary files
	site, desk string
	org, inbox seal.ID
	accounts   []demo.Account
}

func startDemo(t *testing.T) *running {
	t.Helper()
	r := &running{t: t, folder: t.TempDir()}
	r.cmd = program(t, r.folder, "demo", "--listen", "127.0.0.1:0", "--site", "127.0.0.1:0")
	r.cmd.Stderr = t.Output()
	out, err := r.cmd.StdoutPipe()
	check(t, err)
	check(t, r.cmd.Start())
	address := regexp.MustCompile(`http://localhost:\d+`)
	lines := bufio.NewScanner(out)
	for lines.Scan() && !strings.Contains(lines.Text(), "Ctrl+C") {
		switch line := lines.Text(); {
		case strings.Contains(line, "The website"):
			r.site = address.FindString(line)
		case strings.Contains(line, "The desk"):
			r.desk = address.FindString(line)
		}
	}
	if r.site == "" || r.desk == "" {
		t.Fatalf("the demo ended before it was ready: %v", r.cmd.Wait())
	}
	r.readPage()
	return r
}

// readPage learns what a browser learns: the embed line and the accounts.
func (r *running) readPage() {
	r.t.Helper()
	found := regexp.MustCompile(`src="(.*)/sealdesk.js" data-inbox="([0-9a-f]{64})" data-pin="([0-9a-f]{64})"`).FindSubmatch(get(r.t, r.site+"/"))
	if found == nil || string(found[1]) != r.desk {
		r.t.Fatalf("the page does not embed the desk's chat: %q", found)
	}
	var err error
	r.inbox, err = seal.ParseID(string(found[2]))
	check(r.t, err)
	r.org, err = seal.ParseID(string(found[3]))
	check(r.t, err)
	check(r.t, json.Unmarshal(get(r.t, r.site+"/demo/accounts"), &r.accounts))
}

func get(t *testing.T, url string) []byte {
	t.Helper()
	response, err := http.Get(url)
	check(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	check(t, err)
	return body
}

// as signs in with one click.
func (r *running) as(name string) *client.Agent {
	r.t.Helper()
	at := slices.IndexFunc(r.accounts, func(a demo.Account) bool { return a.Name == name })
	if at < 0 {
		r.t.Fatalf("nobody is called %s: %v", name, r.accounts)
	}
	code, err := seal.ParseRecoveryCode(r.accounts[at].RecoveryCode)
	check(r.t, err)
	secret, err := seal.ParseAccountSecret(r.accounts[at].AccountSecret)
	check(r.t, err)
	kit := client.Kit{Org: r.org, RecoveryCode: code, AccountSecret: secret}
	agent, err := client.SignInWithRecoveryCode(r.t.Context(), r.desk, r.accounts[at].Email, kit, client.Second{Password: r.accounts[at].Password}, client.Options{})
	check(r.t, err)
	return agent
}

func TestTheDemo(t *testing.T) {
	r := startDemo(t)
	t.Run("who signs in with one click reads everything", r.staffRead)
	t.Run("the server's files hold none of it", r.serverIsBlind)
	t.Run("the desk names the demo to the console", r.consoleIsTold)
	t.Run("a customer writes from the terminal and is answered", r.terminal)
	t.Run("somebody new is let in", r.newcomer)
	t.Run("a stop leaves nothing behind", r.stops)
}

// told is every sentence of every conversation that somebody can read.
func (r *running) told(name string) (conversations int, texts []string) {
	r.t.Helper()
	agent := r.as(name)
	list, err := agent.Conversations(r.t.Context(), "all")
	check(r.t, err)
	for _, row := range list {
		ids := []seal.ID{row.ID}
		if row.NotesThread != nil {
			ids = append(ids, *row.NotesThread)
		}
		for _, id := range ids {
			thread, err := agent.Open(r.t.Context(), id)
			check(r.t, err)
			for _, m := range thread.Messages() {
				switch c := m.Body.Content.(type) {
				case *seal.Text:
					texts = append(texts, c.Text)
				case *seal.Context:
					texts = append(texts, c.Turns[0].Text)
				}
			}
		}
	}
	return len(list), texts
}

func (r *running) staffRead(t *testing.T) {
	all, texts := r.told("Mateo Alvarez")
	some, fewer := r.told("Jonas Lindqvist")
	if all < 12 || some >= all || len(fewer) >= len(texts) {
		t.Fatalf("the owner reads %d conversations, somebody of one team %d", all, some)
	}
	for _, want := range []string{"Both say “Rent November”, from Quayside Lettings.", "My rent went out twice, £640 each.", "Fine. Please ask her two of the security questions first."} {
		if !slices.Contains(texts, want) {
			t.Errorf("nobody wrote %q", want)
		}
	}
	if secret := "The sum is right. Offer him the two parts."; slices.Contains(fewer, secret) {
		t.Error("somebody of the Payments team reads the notes of Mortgages")
	}
}

func (r *running) serverIsBlind(t *testing.T) {
	_, texts := r.told("Mateo Alvarez")
	files := r.files(t)
	for _, name := range []string{".db", "-wal", "shred"} {
		if !slices.ContainsFunc(slices.Collect(keys(files)), func(path string) bool { return strings.Contains(path, name) }) {
			t.Errorf("no file is named like %q: this test looks in the wrong place", name)
		}
	}
	// What the server may know proves that the search finds what is there.
	if holders(files, "Harbour Credit Union") == nil {
		t.Fatal("the search does not even find the organisation's name")
	}
	for _, text := range texts {
		if found := holders(files, text); found != nil {
			t.Errorf("%q stands in %v", text, found)
		}
	}
	for _, account := range r.accounts {
		if found := holders(files, account.RecoveryCode); found != nil {
			t.Errorf("the recovery code of %s stands in %v", account.Name, found)
		}
	}
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// files is everything that the demo keeps on disk.
func (r *running) files(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	check(t, filepath.WalkDir(r.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		out[path], err = os.ReadFile(path)
		return err
	}))
	return out
}

// holders are the files that hold a text, as it is or in base64 at any offset.
func holders(files map[string][]byte, text string) []string {
	needles := [][]byte{[]byte(text)}
	for offset := range 3 {
		padded := append(make([]byte, offset), text...)
		whole := padded[:len(padded)/3*3]
		encoded := base64.RawStdEncoding.EncodeToString(whole)
		needles = append(needles, []byte(encoded[4*((offset+2)/3):]), []byte(base64.RawURLEncoding.EncodeToString(whole)[4*((offset+2)/3):]))
	}
	var found []string
	for path, data := range files {
		if slices.ContainsFunc(needles, func(n []byte) bool { return bytes.Contains(data, n) }) {
			found = append(found, filepath.Base(path))
		}
	}
	return found
}

func (r *running) consoleIsTold(t *testing.T) {
	var info struct{ Demo, Name string }
	check(t, json.Unmarshal(get(t, r.desk+"/api/v1/setup"), &info))
	if info.Demo != r.site || info.Name != "Harbour Credit Union" {
		t.Errorf("the desk names %q and the helper %q", info.Name, info.Demo)
	}
	response, err := http.Get(r.desk + "/console/")
	check(t, err)
	check(t, response.Body.Close())
	if policy := response.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "connect-src 'self' "+r.site+";") {
		t.Errorf("the console may not ask the helper: %s", policy)
	}
}

// screen is a terminal's output that a test can wait for.
type screen struct {
	mu   sync.Mutex
	text strings.Builder
	more chan struct{}
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text.Write(p)
	select {
	case s.more <- struct{}{}:
	default:
	}
	return len(p), nil
}

func (s *screen) waitFor(t *testing.T, words string) {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		s.mu.Lock()
		text := s.text.String()
		s.mu.Unlock()
		if strings.Contains(text, words) {
			return
		}
		select {
		case <-s.more:
		case <-late:
			t.Fatalf("the terminal never showed %q:\n%s", words, text)
		}
	}
}

func (r *running) terminal(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "keys")
	command := chatCommand{Server: r.desk, Inbox: r.inbox.Hex(), Pin: r.org.Hex(), Name: "Olive Marsh", Keys: kept}
	seen, done, typed := r.sitDown(t, command)
	seen.waitFor(t, "Harbour Credit Union, Payments")
	typeLine(t, typed, "Is the branch open on Saturday?")
	seen.waitFor(t, "Only you and the Payments team can read this")

	jonas := r.as("Jonas Lindqvist")
	list, err := jonas.Conversations(t.Context(), "unassigned")
	check(t, err)
	newest := slices.MaxFunc(list, func(a, b client.Conversation) int { return a.Created.Compare(b.Created) })
	thread, err := jonas.Open(t.Context(), newest.ID)
	check(t, err)
	if texts := thread.Messages(); len(texts) != 2 {
		t.Fatalf("Jonas reads %d messages, not the question and the name", len(texts))
	}
	_, err = thread.Say(t.Context(), "Until noon.\x1b[2J", "en")
	check(t, err)
	seen.waitFor(t, "Jonas Lindqvist: Until noon.[2J\n") // what steers a terminal is taken out
	_, err = jonas.Act(t.Context(), newest.ID, "close")
	check(t, err)
	seen.waitFor(t, "closed the conversation")
	typeLine(t, typed, "/quit")
	check(t, <-done)

	info, err := os.Stat(kept)
	check(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the key file is %v", info.Mode())
	}
	seen, done, typed = r.sitDown(t, command)
	seen.waitFor(t, "You: Is the branch open on Saturday?")
	seen.waitFor(t, "Jonas Lindqvist: Until noon.")
	check(t, typed.Close())
	check(t, <-done)

	check(t, os.Chmod(kept, 0o644))
	if err := command.talk(t.Context(), strings.NewReader(""), io.Discard); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("keys that others can read were used: %v", err)
	}
	command.Keys, command.Pin = "", strings.Repeat("ab", 32)
	if err := command.talk(t.Context(), strings.NewReader(""), io.Discard); err == nil {
		t.Error("a desk under another pin was written to")
	}
}

func typeLine(t *testing.T, to io.Writer, line string) {
	t.Helper()
	_, err := io.WriteString(to, line+"\n")
	check(t, err)
}

func (r *running) sitDown(t *testing.T, command chatCommand) (*screen, <-chan error, io.WriteCloser) {
	t.Helper()
	seen, done := &screen{more: make(chan struct{}, 1)}, make(chan error, 1)
	in, typed := io.Pipe()
	go func() { done <- command.talk(t.Context(), in, seen) }()
	return seen, done, typed
}

// newcomer is invited from the console, and admitted by the owner's device that
// the demo keeps online.
func (r *running) newcomer(t *testing.T) {
	mateo := r.as("Mateo Alvarez")
	group := mateo.Directory().Groups()[0].ID
	link, err := mateo.Invite(t.Context(), directory.Invite{
		Groups: []directory.GroupRole{{Group: group, Role: directory.RoleMember}}, Until: uint64(time.Now().Add(time.Hour).Unix()),
	})
	check(t, err)
	wren, _, err := client.Join(t.Context(), r.desk, link, client.Newcomer{Name: "Wren", Email: "wren@harbour.example", Password: "a long and new password"}, client.Options{})
	check(t, err)
	events := wren.Live(t.Context())
	late := time.After(20 * time.Second)
	for wren.Directory().RoleIn(group, wren.Account()) != directory.RoleMember {
		select {
		case <-events:
			check(t, wren.Sync(t.Context()))
		case <-late:
			t.Fatal("nobody let the newcomer in")
		}
	}
	list, err := wren.Conversations(t.Context(), "all")
	check(t, err)
	if len(list) == 0 {
		t.Fatal("the newcomer sees no conversation")
	}
	_, err = wren.Open(t.Context(), list[0].ID)
	check(t, err)
}

func (r *running) stops(t *testing.T) {
	if len(r.files(t)) == 0 {
		t.Fatal("there is nothing that could be left behind")
	}
	http.DefaultClient.CloseIdleConnections()
	check(t, r.cmd.Process.Signal(os.Interrupt))
	check(t, r.cmd.Wait())
	left, err := os.ReadDir(r.folder)
	check(t, err)
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := http.Get(r.desk + "/healthz"); err == nil {
		t.Error("the desk still answers")
	}
}

func TestTheServerDoesNotOutliveAKilledDemo(t *testing.T) {
	r := startDemo(t)
	check(t, r.cmd.Process.Kill())
	if err := r.cmd.Wait(); err == nil {
		t.Fatal("a killed demo ended well")
	}
	for late := time.After(20 * time.Second); ; {
		response, err := http.Get(r.desk + "/healthz")
		if err != nil {
			return
		}
		check(t, response.Body.Close())
		select {
		case <-late:
			t.Fatal("the server goes on without its demo")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func TestRefusedStarts(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	defer busy.Close()
	taken := busy.Addr().String()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"demo", "--listen", taken, "--site", "127.0.0.1:0"}, "choose another port with --listen"},
		{[]string{"demo", "--listen", "127.0.0.1:0", "--site", taken}, "choose another port with --site"},
		{[]string{"demo", "--listen", "127.0.0.1:0", "--site", "0.0.0.0:0"}, "stays on this machine"},
		{[]string{"demo", "--listen", "0.0.0.0:0", "--site", "127.0.0.1:0"}, "stays on this machine"},
		{[]string{"demo", "--listen", "8460", "--site", "127.0.0.1:0"}, "write it like 127.0.0.1:8470"},
		{[]string{"serve", "--listen", "127.0.0.1:0", "--demo-url", "http://elsewhere.example"}, "for this machine only"},
		{[]string{"chat", "--server", "http://" + taken, "--inbox", "xyz", "--pin", strings.Repeat("ab", 32)}, "copy data-inbox"},
		{[]string{"chat", "--server", "http://" + taken, "--inbox", strings.Repeat("ab", 32), "--pin", "ab"}, "copy data-pin"},
	} {
		folder := t.TempDir()
		cmd := program(t, folder, c.args...)
		cmd.Dir = folder
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), c.want) {
			t.Errorf("%v: %v, said %q, want %q", c.args, err, out, c.want)
		}
		if left, _ := filepath.Glob(filepath.Join(folder, "sealdesk-demo-*")); len(left) > 0 {
			t.Errorf("%v: left %v behind", c.args, left)
		}
	}
}
