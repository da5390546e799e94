package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lxzan/gws"
)

// served is a server that a person has started.
type served struct {
	cmd    *exec.Cmd
	output *bufio.Reader
	origin string
}

func startServe(t *testing.T, data string) *served {
	t.Helper()
	s := &served{cmd: program(t, t.TempDir(), "serve", "--data", data, "--listen", "127.0.0.1:0")}
	s.cmd.Stderr = t.Output()
	out, err := s.cmd.StdoutPipe()
	check(t, err)
	check(t, s.cmd.Start())
	s.output = bufio.NewReader(out)
	s.origin = regexp.MustCompile(`http://localhost:\d+`).FindString(s.line(t))
	if s.origin == "" {
		t.Fatal("it does not say where it answers")
	}
	return s
}

func (s *served) line(t *testing.T) string {
	t.Helper()
	line, err := s.output.ReadString('\n')
	check(t, err)
	return line
}

// Told to stop, the server says goodbye and ends at once, with whole files.
func TestServeStopsWhenTold(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	s := startServe(t, data)
	if !regexp.MustCompile(`/console/#setup=\S{20,}`).MatchString(s.line(t)) {
		t.Error("it does not say how to set it up")
	}
	get(t, s.origin+"/readyz")
	begun := time.Now()
	check(t, s.cmd.Process.Signal(syscall.SIGTERM))
	check(t, s.cmd.Wait())
	if took := time.Since(begun); took > 3*time.Second {
		t.Errorf("it took %v to stop", took)
	}
	if _, err := os.Stat(filepath.Join(data, "data.db-wal")); err == nil {
		t.Error("it left its log behind")
	}
	out, err := program(t, t.TempDir(), "doctor", "--data", data).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "It is whole.") {
		t.Errorf("the doctor says: %v\n%s", err, out)
	}
}

// Nobody without a session listens, and nobody starts what is not safe.
func TestServeRefuses(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	s := startServe(t, data)
	if _, _, err := gws.NewClient(&gws.BuiltinEventHandler{}, &gws.ClientOption{Addr: "ws" + strings.TrimPrefix(s.origin, "http") + "/api/v1/live"}); err == nil {
		t.Error("a stranger listens")
	}
	other := filepath.Join(t.TempDir(), "other")
	for what, args := range map[string][]string{
		"a second server on one folder": {"serve", "--data", data, "--listen", "127.0.0.1:0"},
		"every address without TLS":     {"serve", "--data", other, "--listen", "0.0.0.0:0"},
		"a certificate that is absent":  {"serve", "--data", other, "--listen", "127.0.0.1:0", "--tls-cert", other, "--tls-key", other},
		"metrics for everybody":         {"serve", "--data", other, "--listen", "127.0.0.1:0", "--metrics", "0.0.0.0:0"},
		"files in a bucket of others":   {"serve", "--data", other, "--listen", "127.0.0.1:0", "--files", "s3://bucket"},
		"files at no absolute place":    {"serve", "--data", other, "--listen", "127.0.0.1:0", "--files", "file://files"},
		"files larger than can be":      {"serve", "--data", other, "--listen", "127.0.0.1:0", "--max-file-mb", "99999999999"},
		"an unknown flag":               {"serve", "--data", other, "--insecure"},
		"no command":                    {},
	} {
		out, err := program(t, t.TempDir(), args...).CombinedOutput()
		if err == nil || len(out) == 0 {
			t.Errorf("%s: %v %s", what, err, out)
		}
	}
	check(t, os.Chmod(data, 0o755)) //nolint:gosec // that is the point
	out, err := program(t, t.TempDir(), "doctor", "--data", data).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "chmod 700") {
		t.Errorf("the doctor says of an open folder: %v\n%s", err, out)
	}
	check(t, s.cmd.Process.Signal(os.Interrupt))
	check(t, s.cmd.Wait())
}

// Destroying is not done by hand: the command says what is due, beside a server
// that runs, and refuses to do more.
func TestExpireOnlySays(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	s := startServe(t, data)
	get(t, s.origin+"/readyz")
	said, err := program(t, t.TempDir(), "expire", "--data", data, "--dry-run").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(said), "Due now: 0.") {
		t.Errorf("%v: %s", err, said)
	}
	said, err = program(t, t.TempDir(), "expire", "--data", data).CombinedOutput()
	if err == nil || !strings.Contains(string(said), "add --dry-run") {
		t.Errorf("%v: %s", err, said)
	}
	said, err = program(t, t.TempDir(), "expire", "--data", t.TempDir(), "--dry-run").CombinedOutput()
	if err == nil {
		t.Errorf("of nothing: %s", said)
	}
	check(t, s.cmd.Process.Signal(syscall.SIGTERM))
	check(t, s.cmd.Wait())
}

// What a certificate authority needs is asked for before anything listens.
func TestServeAsksForAgreement(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	for words, flags := range map[string][]string{
		"add --acme-agree":  {"--acme-domain", "desk.example.org"},
		"add --acme-domain": {"--acme-agree"},
		"or --acme-domain":  {"--acme-domain", "desk.example.org", "--acme-agree", "--tls-cert", "cert.pem", "--tls-key", "key.pem"},
		"agree":             {"--acme-domain", "desk.example.org", "--acme-agree", "--origin", "https://chat.example.org"},
	} {
		said, err := program(t, t.TempDir(), append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, flags...)...).CombinedOutput()
		if err == nil || !strings.Contains(string(said), words) {
			t.Errorf("%v: %v: %s", flags, err, said)
		}
	}
}
