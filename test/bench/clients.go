package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/lxzan/gws"
)

// patience is how long one answer may take before the measurement fails.
const patience = 30 * time.Second

// heard is what a client looks at in a frame.
type heard struct {
	Type   string
	Thread string
}

// client is one end of a WebSocket that hands on the frames of one type.
type client struct {
	gws.BuiltinEventHandler
	conn *gws.Conn
	kind string
	got  chan heard
	lost chan error
}

// OnClose implements gws.Event.
func (c *client) OnClose(_ *gws.Conn, err error) { c.lost <- err }

// OnMessage implements gws.Event.
func (c *client) OnMessage(_ *gws.Conn, message *gws.Message) {
	var frame heard
	err := json.Unmarshal(message.Bytes(), &frame)
	message.Close() //nolint:errcheck // returns a buffer
	if err == nil && frame.Type == c.kind {
		c.got <- frame
	}
}

func dial(address, token, kind string, room int) (*client, error) {
	c := &client{kind: kind, got: make(chan heard, room), lost: make(chan error, 1)}
	conn, _, err := gws.NewClient(c, &gws.ClientOption{
		Addr: "ws://" + address + "/api/v1/live", RequestHeader: http.Header{"Sec-WebSocket-Protocol": {"sealdesk.1, token." + token}},
	})
	if err != nil {
		return nil, err
	}
	c.conn = conn
	go conn.ReadLoop()
	return c, nil
}

func (c *client) send(thread string, message []byte) error {
	frame, err := json.Marshal(map[string]any{"type": "send", "ref": "1", "thread": thread, "message": message})
	if err != nil {
		return err
	}
	return c.conn.WriteMessage(gws.OpcodeText, frame)
}

func (c *client) next() (heard, error) {
	select {
	case frame := <-c.got:
		return frame, nil
	case err := <-c.lost:
		return heard{}, fmt.Errorf("waiting for %q: %w", c.kind, err)
	case <-time.After(patience):
		return heard{}, fmt.Errorf("no %q came", c.kind)
	}
}

// audience is everybody's connection to a server under load.
type audience struct {
	child   *child
	reader  *client
	writers []*client
	plays   []writer
	total   int
}

// gather starts a server and connects to it. A relay has no messages of its
// own: it gets those of a path that ran before.
func gather(kind string, o options, of []writer) (a *audience, err error) {
	a = &audience{total: o.conversations * o.messages}
	if a.child, err = startChild(kind, o); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.close())
		}
	}()
	a.plays = a.child.Writers
	pushed := "entry"
	if kind == relayServer {
		a.plays, pushed = of, "send" // a relay pushes what it got
	}
	if a.reader, err = dial(a.child.Address, a.child.Reader, pushed, a.total); err != nil {
		return nil, err
	}
	for _, w := range a.plays {
		c, err := dial(a.child.Address, w.Token, "ack", len(w.Messages))
		if err != nil {
			return nil, err
		}
		a.writers = append(a.writers, c)
	}
	return a, nil
}

func (a *audience) close() error {
	for _, c := range a.writers {
		c.conn.NetConn().Close() //nolint:errcheck // measured already
	}
	if a.reader != nil {
		a.reader.conn.NetConn().Close() //nolint:errcheck // likewise
	}
	return a.child.stop()
}

// result is one measured run.
type result struct {
	messages  int
	took, cpu time.Duration
	plays     []writer
}

func (r result) perSecond() float64     { return float64(r.messages) / r.took.Seconds() }
func (r result) cpuPerMessage() float64 { return float64(r.cpu.Microseconds()) / float64(r.messages) }

// rush sends every message, each after the one before it in its conversation
// is acknowledged, and waits until the reader has got them all.
func rush(kind string, o options, of []writer) (r result, err error) {
	a, err := gather(kind, o, of)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, a.close()) }()
	before, err := a.child.cpu()
	if err != nil {
		return r, err
	}
	start := time.Now()
	ended := make(chan error, len(a.writers)+1)
	go func() { ended <- a.reader.hear(a.total) }()
	for i, c := range a.writers {
		go func() { ended <- c.all(a.plays[i]) }()
	}
	for range len(a.writers) + 1 {
		if err := <-ended; err != nil {
			return r, err
		}
	}
	took := time.Since(start)
	after, err := a.child.cpu()
	return result{a.total, took, after - before, a.plays}, err
}

// hear waits for so many frames.
func (c *client) hear(count int) error {
	for range count {
		if _, err := c.next(); err != nil {
			return err
		}
	}
	return nil
}

func (c *client) all(w writer) error {
	for _, message := range w.Messages {
		if err := c.send(w.Thread, message); err != nil {
			return err
		}
		if _, err := c.next(); err != nil {
			return err
		}
	}
	return nil
}

// pace sends messages at fixed times, whatever the answers do, and returns how
// long after its due time each reached the reader. In a thread, messages come
// in the order in which they were sent.
func pace(kind string, o options, of []writer) ([]time.Duration, []writer, error) {
	a, err := gather(kind, o, of)
	if err != nil {
		return nil, nil, err
	}
	var mu sync.Mutex
	due := map[string][]time.Time{}
	failed := make(chan error, 1)
	go func() {
		failed <- a.keepPace(o, func(thread string, at time.Time) { mu.Lock(); due[thread] = append(due[thread], at); mu.Unlock() })
	}()
	var took []time.Duration
	for range a.total {
		frame, err := a.reader.next()
		if err != nil {
			return nil, nil, errors.Join(err, a.close())
		}
		mu.Lock()
		took = append(took, time.Since(due[frame.Thread][0]))
		due[frame.Thread] = due[frame.Thread][1:]
		mu.Unlock()
	}
	return took, a.plays, errors.Join(<-failed, a.close())
}

func (a *audience) keepPace(o options, sent func(thread string, at time.Time)) error {
	start, n := time.Now().Add(100*time.Millisecond), 0
	for i := range o.messages {
		for j, w := range a.plays {
			at := start.Add(time.Duration(n) * time.Second / time.Duration(o.rate))
			n++
			time.Sleep(time.Until(at))
			sent(w.Thread, at)
			if err := a.writers[j].send(w.Thread, w.Messages[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// weighConnections opens connections by hand and leaves them alone.
func weighConnections(o options) (err error) {
	c, err := startChild(idleServer, options{})
	if err != nil {
		return err
	}
	var open []net.Conn
	defer func() {
		for _, conn := range open {
			conn.Close() //nolint:errcheck // weighed already
		}
		err = errors.Join(err, c.stop())
	}()
	before, err := c.resident()
	if err != nil {
		return err
	}
	report("idle_rss_mb", before/(1<<20), "MB")
	for range o.idle {
		conn, err := upgrade(c.Address, c.Writers[0].Token)
		if err != nil {
			return err
		}
		open = append(open, conn)
	}
	time.Sleep(300 * time.Millisecond) // the last handshakes end on the other side
	after, err := c.resident()
	report("conn_kb", (after-before)/float64(o.idle)/1024, "KB")
	return err
}

// upgrade makes a WebSocket by hand: gws would need a goroutine for each.
func upgrade(address, token string) (net.Conn, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	_, err = fmt.Fprintf(conn, "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: sealdesk.1, token.%s\r\n\r\n", token)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	status := make([]byte, 12)
	if _, err := conn.Read(status); err != nil || string(status) != fmt.Sprintf("HTTP/1.1 %d", http.StatusSwitchingProtocols) {
		return nil, errors.Join(err, conn.Close(), fmt.Errorf("not upgraded: %q", status))
	}
	return conn, nil
}
