package liar_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
	"github.com/sealdesk/sealdesk/test/liar"
	"github.com/sealdesk/sealdesk/test/play"
)

// serving makes the test's binary a server on the folder that it names: the real
// one, in a process of its own.
const serving = "SEALDESK_LIAR_FOLDER"

func TestMain(m *testing.M) {
	if folder := os.Getenv(serving); folder != "" {
		serve(folder)
	}
	os.Exit(m.Run())
}

// serve is a server's main; it ends with its standard input.
func serve(folder string) {
	srv, err := server.Start(context.Background(), server.Config{DataDir: folder, Listen: "127.0.0.1:0", Limits: servertest.Fast()})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(running{srv.URL(), srv.SetupToken()}); err != nil {
		os.Exit(1)
	}
	io.Copy(io.Discard, os.Stdin) //nolint:errcheck // its end is what counts
	if srv.Close() != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// running is what a server's process says of itself.
type running struct{ URL, Token string }

// stage is a desk that Ada has founded, on a server of its own, with the liar
// before it. Ada and whoever is not told a lie come by the honest address.
type stage struct {
	t     *testing.T
	ctx   context.Context
	data  string
	url   string // the truth
	front string // by way of the liar
	liar  *liar.Liar
	ada   *client.Agent
	kit   client.Kit
	inbox seal.ID
	group seal.ID
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func must[T any](t testing.TB, value T, err error) T {
	t.Helper()
	check(t, err)
	return value
}

func newStage(t *testing.T) *stage {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	s := &stage{t: t, ctx: ctx, data: play.Folder(t)}
	server := s.start()
	s.url = server.URL
	known := must2(liar.Learn(s.data))(t)
	t.Cleanup(func() { check(t, known.Close()) })
	s.liar = must2(liar.New(s.url, known))(t)
	front := httptest.NewServer(s.liar)
	t.Cleanup(front.Close)
	s.front = front.URL
	s.ada, s.kit = play.Found(ctx, t, s.url, server.Token)
	s.inbox, s.group = s.ada.Directory().Inboxes()[0].ID, s.ada.Directory().Groups()[0].ID
	return s
}

// must2 unwraps what a call returned.
func must2[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T { t.Helper(); return must(t, value, err) }
}

// start starts the server's process.
func (s *stage) start() running {
	s.t.Helper()
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), serving+"="+s.data)
	process.Stderr = os.Stderr
	output := must2(process.StdoutPipe())(s.t)
	input := must2(process.StdinPipe())(s.t)
	check(s.t, process.Start())
	s.t.Cleanup(func() { check(s.t, errors.Join(input.Close(), process.Wait())) })
	var said running
	line := must2(bufio.NewReader(output).ReadBytes('\n'))(s.t)
	check(s.t, json.Unmarshal(line, &said))
	return said
}

// customer opens the widget's page by an address; saved is nil for a new one.
func (s *stage) customer(address string, saved *client.VisitorState) *client.Visitor {
	s.t.Helper()
	return must2(client.OpenVisitor(s.ctx, address, s.ada.Org(), s.inbox, saved, client.Options{}))(s.t)
}

// adaBy is another browser of Ada's, by an address.
func (s *stage) adaBy(address string) *client.Agent {
	s.t.Helper()
	return must2(client.SignInWithRecoveryCode(s.ctx, address, play.AdaEmail, s.kit, client.Second{Password: play.AdaPassword}, client.Options{}))(s.t)
}

// insider hires somebody who works with the server; they come by way of the liar.
func (s *stage) insider(name string, capabilities ...directory.Capability) liar.Insider {
	s.t.Helper()
	drawn := &liar.Ledger{}
	agent := play.Hire(s.ctx, s.t, s.ada, name, play.Post{Server: s.front, Group: s.group, Capabilities: capabilities, Options: client.Options{Random: drawn}})
	return must2(drawn.Insider(agent, s.liar.Knowledge))(s.t)
}

// colleague is somebody honest, by an address.
func (s *stage) colleague(address, name string) *client.Agent {
	s.t.Helper()
	return play.Hire(s.ctx, s.t, s.ada, name, play.Post{Server: address, Group: s.group})
}

// notice is how a lie is noticed: the kind of the error, and words of it.
type notice struct {
	kind  seal.Kind
	words string
}

func (n notice) fits(err error) bool {
	return errors.Is(err, n.kind) && strings.Contains(err.Error(), n.words)
}

// caught fails unless the lie was told, and noticed as it should be.
func (s *stage) caught(t *testing.T, err error, want notice) {
	t.Helper()
	if s.liar.Told() == 0 {
		t.Fatal("the lie was not told")
	}
	if !want.fits(err) {
		t.Fatalf("the client says: %v; it should say %q (%v)", err, want.words, want.kind)
	}
}

// later is a clock that runs ahead by some seconds.
func later(seconds int) client.Options {
	return client.Options{Now: func() time.Time { return time.Now().Add(time.Duration(seconds) * time.Second) }}
}
