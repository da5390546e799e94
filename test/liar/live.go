package liar

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/lxzan/gws"
)

const (
	frameLimit   = 4 << 20
	closedByLiar = 1011 // RFC 6455 §7.4.1: a condition that nobody expected
)

// live joins a client's socket and one of its own to the server. Its handlers
// run one after another for each side, so that frames keep their order.
func (l *Liar) live(w http.ResponseWriter, r *http.Request) {
	address := *l.target
	address.Scheme = strings.Replace(address.Scheme, "http", "ws", 1)
	address.Path, address.RawQuery = r.URL.Path, r.URL.RawQuery
	header := http.Header{}
	for _, name := range []string{"Authorization", "Cookie", "Origin", "Sec-Websocket-Protocol", "User-Agent"} {
		if value := r.Header.Get(name); value != "" {
			header.Set(name, value)
		}
	}
	header.Set("Host", r.Host)
	var once sync.Once
	atServer, atClient := &fromServer{half{once: &once}, l}, &fromClient{half{once: &once}}
	upstream, response, err := gws.NewClient(atServer, &gws.ClientOption{
		Addr: address.String(), RequestHeader: header, HandshakeTimeout: 10 * time.Second, ReadMaxPayloadSize: frameLimit,
	})
	if err != nil {
		status := http.StatusBadGateway
		if response != nil && response.StatusCode >= 400 {
			status = response.StatusCode
		}
		http.Error(w, "the server opened no socket", status)
		return
	}
	upgrader := gws.NewUpgrader(atClient, &gws.ServerOption{
		ReadMaxPayloadSize: frameLimit, SubProtocols: []string{upstream.SubProtocol()}, HandshakeTimeout: 10 * time.Second,
	})
	client, err := upgrader.Upgrade(w, r)
	if err != nil {
		_ = upstream.WriteClose(1001, nil)
		return
	}
	_ = client.SetDeadline(time.Time{})
	atServer.other, atClient.other = client, upstream
	go upstream.ReadLoop()
	go client.ReadLoop()
}

// half is one of the two sockets of a live connection; what it brings goes on by
// the other.
type half struct {
	gws.BuiltinEventHandler
	other *gws.Conn
	once  *sync.Once // of both
}

// OnPing implements gws.Event.
func (*half) OnPing(socket *gws.Conn, payload []byte) { _ = socket.WritePong(payload) }

// OnClose implements gws.Event: the other is closed with the code that this one
// was closed with.
func (h *half) OnClose(_ *gws.Conn, err error) {
	h.once.Do(func() {
		code, reason := uint16(1001), []byte(nil)
		if closing, ok := err.(*gws.CloseError); ok && closing.Code >= 1000 && closing.Code != 1005 && closing.Code != 1006 { //nolint:errorlint // gws hands it over as it is
			code, reason = closing.Code, closing.Reason
		}
		_ = h.other.WriteClose(code, reason)
	})
}

type fromServer struct {
	half
	liar *Liar
}

// OnMessage implements gws.Event: what the server announces, with the lie.
func (f *fromServer) OnMessage(_ *gws.Conn, message *gws.Message) {
	defer message.Close() //nolint:errcheck // returns a buffer
	t := f.liar.now()
	if t == nil {
		_ = f.other.WriteMessage(message.Opcode, message.Bytes())
		return
	}
	frames, err := t.announce(message.Bytes())
	if err != nil {
		// A frame that were left out in silence would be a lie that nobody told. This
		// way the client comes back with its cursor, and gets it again.
		_ = f.other.WriteClose(closedByLiar, []byte("the history could not be had"))
		return
	}
	for _, frame := range frames {
		_ = f.other.WriteMessage(message.Opcode, frame)
	}
}

// announce is what is said in place of one frame.
func (t *Telling) announce(raw []byte) ([][]byte, error) {
	frame, ok := object(raw)
	if !ok {
		return [][]byte{raw}, nil
	}
	frames := []Fields{frame}
	if t.Lie.History != nil {
		var err error
		if frames, err = t.patiently(frame); err != nil {
			return nil, err
		}
	}
	var out [][]byte
	for _, frame := range frames {
		if t.Lie.Frame != nil {
			changed := false
			frame, changed = t.Lie.Frame(t, frame)
			t.count(changed)
		}
		if frame == nil {
			continue
		}
		if encoded, err := json.Marshal(frame); err == nil {
			out = append(out, encoded)
		}
	}
	return out, nil
}

// patiently asks again for a history that could not be had, as by a server that
// is busy for a moment.
func (t *Telling) patiently(frame Fields) (frames []Fields, err error) {
	for wait := 50 * time.Millisecond; wait < time.Second; wait *= 2 {
		if frames, err = t.frames(maps.Clone(frame)); err == nil {
			return frames, nil
		}
		time.Sleep(wait)
	}
	return nil, err
}

func object(raw []byte) (Fields, bool) {
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	var fields Fields
	ok := decoder.Decode(&fields) == nil && fields != nil
	return fields, ok
}

type fromClient struct{ half }

// OnMessage implements gws.Event: what a client sends goes on as it is.
func (f *fromClient) OnMessage(_ *gws.Conn, message *gws.Message) {
	defer message.Close() //nolint:errcheck // returns a buffer
	_ = f.other.WriteMessage(message.Opcode, message.Bytes())
}
