package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime/debug"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

// The servers under measure, each a process of its own: this program again,
// with a variable that says what to be.
const (
	childVariable = "SEALDESK_BENCH_SERVER"
	pathServer    = "path"
	relayServer   = "relay"
	bareServer    = "unrecorded" // the path, but for its events
	emptyServer   = "empty"      // a desk that is not set up
	idleServer    = "idle"       // a desk without conversations
	fillServer    = "fill"       // a desk in a folder that is to be filled
	fullServer    = "full"       // the desk of a folder that was filled
	crowdServer   = "crowd"      // a desk with a conversation for each of a crowd
)

// play is what a child tells its parent: where it is, and who may write what.
type play struct {
	Address string
	Reader  string // the token of who reads everything
	Writers []writer

	Email, RecoveryCode string // of the owner
}

// writer is one conversation's customer, with messages that wait to be sent.
type writer struct {
	Token    string
	Thread   string
	Messages [][]byte
}

// task is what a parent tells its child.
type task struct {
	Conversations, Messages int
	Profile, Folder         string
}

// serveChild is a child's main: it serves until its standard input ends.
func serveChild(kind string) {
	tb := &harness{}
	defer tb.finish()
	var t task
	if err := json.NewDecoder(os.Stdin).Decode(&t); err != nil {
		tb.Fatal(err)
	}
	p := prepare(tb, kind, t)
	debug.FreeOSMemory() // what the preparation took is not the server's
	if t.Profile != "" {
		file, err := os.Create(t.Profile)
		if err != nil {
			tb.Fatal(err)
		}
		if err := pprof.StartCPUProfile(file); err != nil {
			tb.Fatal(err)
		}
		defer pprof.StopCPUProfile()
	}
	if err := json.NewEncoder(os.Stdout).Encode(p); err != nil {
		tb.Fatal(err)
	}
	io.Copy(io.Discard, os.Stdin) //nolint:errcheck // its end is what counts
}

func prepare(tb *harness, kind string, t task) play {
	switch kind {
	case relayServer:
		return play{Address: startRelay(tb)}
	case emptyServer:
		return play{Address: servertest.Start(tb, server.Config{}).Server.Addr()}
	case idleServer:
		desk := servertest.New(tb, server.Config{})
		return play{Address: desk.Server.Addr(), Writers: []writer{{Token: desk.Visitor().Token}}}
	}
	switch kind {
	case fullServer:
		return play{Address: servertest.Start(tb, server.Config{DataDir: t.Folder}).Server.Addr()}
	case crowdServer:
		return crowd(servertest.New(tb, server.Config{}), t.Conversations)
	}
	config := server.Config{DataDir: t.Folder}
	if kind == bareServer {
		config.Store = func(s conversation.Store) conversation.Store { return unrecorded{s} }
	}
	return converse(servertest.New(tb, config), t, kind == fillServer)
}

// converse opens conversations and seals messages for each, and sends the first
// of them if that is wanted.
func converse(desk *servertest.Desk, t task, send bool) play {
	p := play{Address: desk.Server.Addr(), Reader: desk.Owner.Token}
	for range t.Conversations {
		customer := desk.Visitor()
		thread := customer.Converse(desk.Team)
		if send {
			thread.Send(question)
		}
		w := writer{Token: customer.Token, Thread: thread.ID.Hex()}
		for range t.Messages {
			message := thread.Text(question)
			thread.Follow(message.Hash()) // each is sent after the one before came back
			w.Messages = append(w.Messages, message.Bytes())
		}
		p.Writers = append(p.Writers, w)
	}
	return p
}

const question = "Where is my parcel? I ordered it on Monday."

// crowd lets so many customers write once each, a few at a time, by the public API.
func crowd(desk *servertest.Desk, customers int) play {
	const atOnce = 8
	var all sync.WaitGroup
	for i := range atOnce {
		all.Go(func() {
			for range (customers + atOnce - 1 - i) / atOnce {
				desk.Visitor().Converse(desk.Team).Send(question)
			}
		})
	}
	all.Wait()
	return play{Address: desk.Server.Addr(), Email: desk.Owner.Email, RecoveryCode: desk.Owner.Recovery.Reveal()}
}

// child is a running server process.
type child struct {
	play
	process *exec.Cmd
	input   io.WriteCloser
}

func startChild(kind string, o options) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := &child{process: exec.Command(self)}
	c.process.Env = append(os.Environ(), childVariable+"="+kind)
	c.process.Stderr = os.Stderr
	output, err := c.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if c.input, err = c.process.StdinPipe(); err != nil {
		return nil, err
	}
	if err := c.process.Start(); err != nil {
		return nil, err
	}
	if err := json.NewEncoder(c.input).Encode(task{o.conversations, o.messages, o.profile, o.folder}); err != nil {
		return nil, errors.Join(err, c.stop())
	}
	if err := json.NewDecoder(output).Decode(&c.play); err != nil {
		return nil, errors.Join(fmt.Errorf("the %s server did not start: %w", kind, err), c.stop())
	}
	return c, nil
}

// stop ends a child by the end of its input.
func (c *child) stop() error { return errors.Join(c.input.Close(), c.process.Wait()) }

// ready waits until the server says so.
func (c *child) ready() error {
	response, err := http.Get("http://" + c.Address + "/readyz")
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		err = fmt.Errorf("not ready: %s", response.Status)
	}
	return errors.Join(err, response.Body.Close())
}

// resident is the process's memory in bytes (proc(5), VmRSS).
func (c *child) resident() (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.process.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0, errors.New("this system does not tell a process's memory")
	}
	kilobytes, err := strconv.ParseFloat(fields[0], 64)
	return kilobytes * 1024, err
}

// cpu is the time that the process has used (proc(5), utime and stime).
func (c *child) cpu() (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.process.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, errors.New("this system does not tell a process's time")
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	const tick = 10 * time.Millisecond // USER_HZ is 100 on every Linux that Go runs on
	return time.Duration(user+system) * tick, errors.Join(err1, err2)
}
