package client

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/lxzan/gws"

	"github.com/sealdesk/sealdesk/seal"
)

const (
	firstWait    = 200 * time.Millisecond
	longestWait  = 15 * time.Second
	frameLimit   = 1 << 20 // bytes of one live frame
	dialTimeout  = 10 * time.Second
	eventBacklog = 256
)

// Event is one live event as the server announced it: a hint to look, verified
// only when the entry it names is.
type Event struct {
	Type         string        `json:"type"`
	Cursor       uint64        `json:"cursor"`
	Thread       seal.ID       `json:"thread"`
	Conversation *Conversation `json:"-"`
	Device       seal.ID       `json:"device"`
	Account      seal.ID       `json:"account"`
	On           bool          `json:"on"`
	Size         uint64        `json:"size"`
}

// live keeps one WebSocket open and resumes it from its cursor.
type live struct {
	transport *transport
	cursor    atomic.Uint64
	events    chan Event
}

// Live connects and stays connected until ctx ends; then the channel closes. A
// consumer that lags behind by more than 256 events holds the connection up,
// and the server's cursor makes good what it dropped.
func (t *transport) live(ctx context.Context) <-chan Event {
	l := &live{transport: t, events: make(chan Event, eventBacklog)}
	go l.run(ctx)
	return l.events
}

func (l *live) run(ctx context.Context) {
	defer close(l.events)
	wait := firstWait
	for ctx.Err() == nil {
		if l.once(ctx) {
			wait = firstWait
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
		wait = min(wait*2, longestWait)
	}
}

// once holds one connection until it breaks; it reports whether it was opened.
func (l *live) once(ctx context.Context) bool {
	socket, _, err := gws.NewClient(&liveHandler{ctx: ctx, live: l}, &gws.ClientOption{
		Addr:               l.address(),
		RequestHeader:      l.headers(),
		HandshakeTimeout:   dialTimeout,
		ReadMaxPayloadSize: frameLimit,
		CheckUtf8Enabled:   true,
	})
	if err != nil {
		return false
	}
	stop := context.AfterFunc(ctx, func() { _ = socket.WriteClose(1000, nil) })
	defer stop()
	socket.ReadLoop()
	return true
}

func (l *live) address() string {
	u := *l.transport.base
	u.Scheme = strings.Replace(u.Scheme, "http", "ws", 1)
	u.Path += "/api/v1/live"
	if cursor := l.cursor.Load(); cursor > 0 {
		u.RawQuery = "cursor=" + strconv.FormatUint(cursor, 10)
	}
	return u.String()
}

func (l *live) headers() http.Header {
	return http.Header{"Sec-Websocket-Protocol": {"sealdesk.1, token." + l.transport.token.get()}}
}

type liveHandler struct {
	gws.BuiltinEventHandler
	ctx  context.Context
	live *live
}

// OnMessage hands a frame on.
func (h *liveHandler) OnMessage(_ *gws.Conn, message *gws.Message) {
	defer message.Close()
	var frame struct {
		Event
		RawConversation json.RawMessage `json:"conversation"`
	}
	if json.Unmarshal(message.Bytes(), &frame) != nil {
		return // unknown to this version; the next fetch tells
	}
	e := frame.Event
	if e.Type == "conversation" {
		e.Conversation = new(Conversation)
		if json.Unmarshal(frame.RawConversation, e.Conversation) != nil {
			return
		}
	}
	select {
	case h.live.events <- e:
	case <-h.ctx.Done():
		return
	}
	if e.Cursor > 0 {
		h.live.cursor.Store(e.Cursor)
	}
}
