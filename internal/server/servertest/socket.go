package servertest

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/lxzan/gws"

	"github.com/sealdesk/sealdesk/seal"
)

// Frame is what the server sends over a socket.
type Frame struct {
	Type         string
	Cursor       uint64
	Thread       *seal.ID
	Conversation json.RawMessage
	Entry        *struct {
		Sequence uint64
		Bytes    []byte
	}
	Keys     []json.RawMessage
	Ref      string
	Sequence uint64
	On       bool
	Accounts []seal.ID
	Error    *struct {
		Status  int
		Message string
	}
}

// Socket is a client of the live events.
type Socket struct {
	gws.BuiltinEventHandler
	t      testing.TB
	conn   *gws.Conn
	frames chan Frame
	closed chan uint16
}

// OnMessage implements gws.Event.
func (s *Socket) OnMessage(_ *gws.Conn, message *gws.Message) {
	defer message.Close() //nolint:errcheck // returns a buffer
	var f Frame
	if err := json.Unmarshal(message.Bytes(), &f); err != nil {
		s.t.Errorf("frame: %v", err)
		return
	}
	s.frames <- f
}

// OnClose implements gws.Event.
func (s *Socket) OnClose(_ *gws.Conn, err error) {
	code := uint16(1006)
	if closing, ok := err.(*gws.CloseError); ok { //nolint:errorlint // gws hands it over as it is
		code = closing.Code
	}
	s.closed <- code
}

// Listen opens a socket; cursor 0 begins now.
func (d *Desk) Listen(token string, cursor uint64) *Socket {
	d.T.Helper()
	return d.ListenAs("", token, cursor)
}

// ListenAs is the same in a browser of another name.
func (d *Desk) ListenAs(agent, token string, cursor uint64) *Socket {
	d.T.Helper()
	s := &Socket{t: d.T, frames: make(chan Frame, 10_000), closed: make(chan uint16, 1)}
	s.conn = d.dial(s, agent, token, cursor)
	go s.conn.ReadLoop()
	d.T.Cleanup(func() { s.conn.NetConn().Close() }) //nolint:errcheck // the test is over
	return s
}

func (d *Desk) dial(handler gws.Event, agent, token string, cursor uint64) *gws.Conn {
	d.T.Helper()
	header := http.Header{"Sec-WebSocket-Protocol": {"sealdesk.1, token." + token}}
	if agent != "" { // else it is that of this process's requests
		header.Set("User-Agent", agent)
	}
	conn, _, err := gws.NewClient(handler, &gws.ClientOption{
		Addr:          "ws://" + d.Server.Addr() + "/api/v1/live?cursor=" + strconv.FormatUint(cursor, 10),
		RequestHeader: header,
	})
	must(d.T, err)
	return conn
}

// Knock asks for a socket as a browser would, and returns the answer if it is no
// socket.
func (d *Desk) Knock(token string) Answer {
	d.T.Helper()
	request, err := http.NewRequest("GET", d.API()+"/live", nil)
	must(d.T, err)
	for name, text := range map[string]string{
		"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
		"Sec-WebSocket-Protocol": "sealdesk.1, token." + token,
	} {
		request.Header.Set(name, text)
	}
	response, err := http.DefaultClient.Do(request)
	must(d.T, err)
	defer response.Body.Close()
	if response.StatusCode == http.StatusSwitchingProtocols {
		return Answer{Status: response.StatusCode}
	}
	body, err := io.ReadAll(response.Body)
	must(d.T, err)
	return Answer{response.StatusCode, response.Header, body}
}

// Stalled opens a socket that never reads, and returns its connection.
func (d *Desk) Stalled(token string) net.Conn {
	conn := d.dial(&gws.BuiltinEventHandler{}, "", token, 0)
	d.T.Cleanup(func() { conn.NetConn().Close() }) //nolint:errcheck // the test is over
	return conn.NetConn()
}

// Send sends a frame.
func (s *Socket) Send(frame Object) {
	s.t.Helper()
	encoded, err := json.Marshal(frame)
	must(s.t, err)
	must(s.t, s.conn.WriteMessage(gws.OpcodeText, encoded))
}

// Try sends a frame and reports whether the socket still takes any.
func (s *Socket) Try(frame Object) bool {
	encoded, err := json.Marshal(frame)
	must(s.t, err)
	return s.conn.WriteMessage(gws.OpcodeText, encoded) == nil
}

// Next waits for the next frame of a type and drops others.
func (s *Socket) Next(kind string) Frame {
	s.t.Helper()
	for {
		select {
		case f := <-s.frames:
			if f.Type == kind {
				return f
			}
		case <-time.After(5 * time.Second):
			s.t.Fatalf("no %q frame came", kind)
		}
	}
}

// HangUp ends the socket from this side.
func (s *Socket) HangUp() {
	s.t.Helper()
	must(s.t, s.conn.WriteClose(1000, nil))
}

// Closed waits for the end of the socket and returns its code.
func (s *Socket) Closed() uint16 {
	s.t.Helper()
	select {
	case code := <-s.closed:
		return code
	case <-time.After(10 * time.Second):
		s.t.Fatal("the socket stays open")
		return 0
	}
}

// Rest returns the frames that have arrived.
func (s *Socket) Rest() []Frame {
	var all []Frame
	for {
		select {
		case f := <-s.frames:
			all = append(all, f)
		default:
			return all
		}
	}
}
