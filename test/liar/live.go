package liar

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/lxzan/gws"
)

const frameLimit = 4 << 20

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
	pair := &pair{liar: l}
	upstream, response, err := gws.NewClient(&fromServer{pair: pair}, &gws.ClientOption{
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
	upgrader := gws.NewUpgrader(&fromClient{pair: pair}, &gws.ServerOption{
		ReadMaxPayloadSize: frameLimit, SubProtocols: []string{upstream.SubProtocol()}, HandshakeTimeout: 10 * time.Second,
	})
	client, err := upgrader.Upgrade(w, r)
	if err != nil {
		_ = upstream.WriteClose(1001, nil)
		return
	}
	_ = client.SetDeadline(time.Time{})
	pair.server, pair.client = upstream, client
	go upstream.ReadLoop()
	go client.ReadLoop()
}

// pair is the two halves of one live connection.
type pair struct {
	liar           *Liar
	server, client *gws.Conn
	once           sync.Once
}

// end closes both with the code that one was closed with.
func (p *pair) end(other *gws.Conn, err error) {
	p.once.Do(func() {
		code, reason := uint16(1001), []byte(nil)
		if closing, ok := err.(*gws.CloseError); ok && closing.Code >= 1000 && closing.Code != 1005 && closing.Code != 1006 { //nolint:errorlint // gws hands it over as it is
			code, reason = closing.Code, closing.Reason
		}
		_ = other.WriteClose(code, reason)
	})
}

type fromServer struct {
	gws.BuiltinEventHandler
	pair *pair
}

// OnPing implements gws.Event.
func (*fromServer) OnPing(socket *gws.Conn, payload []byte) { _ = socket.WritePong(payload) }

// OnClose implements gws.Event.
func (f *fromServer) OnClose(_ *gws.Conn, err error) { f.pair.end(f.pair.client, err) }

// OnMessage implements gws.Event: what the server announces, with the lie.
func (f *fromServer) OnMessage(_ *gws.Conn, message *gws.Message) {
	defer message.Close() //nolint:errcheck // returns a buffer
	t := f.pair.liar.now()
	if t == nil {
		_ = f.pair.client.WriteMessage(message.Opcode, message.Bytes())
		return
	}
	for _, frame := range t.announce(message.Bytes()) {
		_ = f.pair.client.WriteMessage(message.Opcode, frame)
	}
}

// announce is what is said in place of one frame.
func (t *Telling) announce(raw []byte) [][]byte {
	frame, ok := object(raw)
	if !ok {
		return [][]byte{raw}
	}
	frames := []Fields{frame}
	if t.Lie.History != nil {
		var err error
		if frames, err = t.frames(frame); err != nil {
			return nil // the client hears of it by asking
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
	return out
}

func object(raw []byte) (Fields, bool) {
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	var fields Fields
	ok := decoder.Decode(&fields) == nil && fields != nil
	return fields, ok
}

type fromClient struct {
	gws.BuiltinEventHandler
	pair *pair
}

// OnPing implements gws.Event.
func (*fromClient) OnPing(socket *gws.Conn, payload []byte) { _ = socket.WritePong(payload) }

// OnClose implements gws.Event.
func (f *fromClient) OnClose(_ *gws.Conn, err error) { f.pair.end(f.pair.server, err) }

// OnMessage implements gws.Event: what a client sends goes on as it is.
func (f *fromClient) OnMessage(_ *gws.Conn, message *gws.Message) {
	defer message.Close() //nolint:errcheck // returns a buffer
	_ = f.pair.server.WriteMessage(message.Opcode, message.Bytes())
}
