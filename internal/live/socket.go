package live

import (
	"net/http"
	"time"

	"github.com/lxzan/gws"
	"golang.org/x/time/rate"

	"github.com/sealdesk/sealdesk/internal/access"
)

// Protocol is the WebSocket subprotocol that the server speaks.
const Protocol = "sealdesk.1"

const frameLimit = 128 << 10 // an envelope of 80 KiB in base64, and its frame

// handler takes the socket's events; its state is the client in the session.
type handler struct {
	gws.BuiltinEventHandler
	hub *Hub
}

const clientKey = "client"

func clientOf(socket *gws.Conn) *client {
	value, ok := socket.Session().Load(clientKey)
	if !ok {
		return nil
	}
	return value.(*client)
}

// OnMessage implements gws.Event.
func (handler) OnMessage(socket *gws.Conn, message *gws.Message) {
	defer message.Close() //nolint:errcheck // it only returns a buffer
	if c := clientOf(socket); c != nil && !c.gone.Load() {
		c.handle(message.Bytes())
	}
}

// OnPing implements gws.Event.
func (handler) OnPing(socket *gws.Conn, payload []byte) {
	socket.WritePong(payload) //nolint:errcheck // a broken socket ends its read loop
}

// OnClose implements gws.Event.
func (h handler) OnClose(socket *gws.Conn, _ error) {
	if c := clientOf(socket); c != nil {
		h.hub.remove(c)
	}
}

type silent struct{}

func (silent) Error(...any) {}

// Serve upgrades a request of an authorised actor and serves the socket until
// it ends. Expires is when a visitor's session does; zero for staff. Over, if not
// nil, is called when a socket that was opened has ended, but not if it is the
// server that goes away.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request, actor access.Actor, cursor uint64, expires time.Time, over func()) error {
	upgrader := gws.NewUpgrader(handler{hub: h}, &gws.ServerOption{
		ReadMaxPayloadSize: frameLimit, WriteMaxPayloadSize: 4 << 20, ReadBufferSize: 1024, CheckUtf8Enabled: true,
		SubProtocols: []string{Protocol}, Logger: silent{}, HandshakeTimeout: 10 * time.Second,
		Recovery: func(gws.Logger) {
			if problem := recover(); problem != nil {
				h.log.Error("frame handler panicked", "problem", problem)
			}
		},
	})
	socket, err := upgrader.Upgrade(w, r)
	if err != nil {
		return err
	}
	if err := socket.SetDeadline(time.Time{}); err != nil {
		socket.NetConn().Close() //nolint:errcheck // it is of no use
		return err
	}
	c := &client{hub: h, socket: socket, expires: expires, over: over, limit: rate.NewLimiter(framesPerSecond, framesAtOnce)}
	c.who.Store(&actor)
	socket.Session().Store(clientKey, c)
	h.add(c, cursor)
	go h.read(c)
	return nil
}

// read takes frames until the socket ends. The library takes a length of 2^63 and
// more, which RFC 6455 §5.2 forbids, for a negative number, and panics over it:
// that ends the connection of whoever sent it, and nothing else.
func (h *Hub) read(c *client) {
	defer func() {
		if recover() != nil {
			h.log.Info("a socket sent a frame that cannot be read")
			c.socket.NetConn().Close() //nolint:errcheck // it is of no use any more
			h.remove(c)
		}
	}()
	c.socket.ReadLoop()
}

// add registers a client and sends what it missed, before anything newer: it
// holds the client's lock so that the dispatcher waits.
func (h *Hub) add(c *client, cursor uint64) {
	c.mu.Lock()
	h.mu.Lock()
	var missed []*event
	known := true
	if cursor != 0 {
		missed, known = h.missed(cursor)
	}
	last := h.last
	c.last = last
	if len(missed) > 0 {
		c.last = cursor
	}
	actor := c.actor()
	if actor.Who == access.Staff {
		h.staff[c] = struct{}{}
	} else {
		if h.visitors[actor.Device] == nil {
			h.visitors[actor.Device] = map[*client]struct{}{}
		}
		h.visitors[actor.Device][c] = struct{}{}
	}
	closed := h.closed
	h.mu.Unlock()
	if closed {
		c.mu.Unlock()
		c.shut(closeGoing, "the server is going away")
		return
	}
	// Where this socket stands, not the log: who loses it before what follows has
	// arrived comes back for that.
	c.sendFrame(frame{Type: "hello", Cursor: c.last})
	if !known {
		c.sendFrame(frame{Type: "reset", Cursor: last})
	}
	for _, e := range missed {
		c.deliverLocked(e)
	}
	c.mu.Unlock()
	if actor.Who == access.Staff {
		h.tellPresence()
	}
}

func (h *Hub) remove(c *client) {
	c.gone.Store(true)
	actor := c.actor()
	h.mu.Lock()
	delete(h.staff, c)
	if set := h.visitors[actor.Device]; set != nil && actor.Who == access.Visitor {
		delete(set, c)
		if len(set) == 0 {
			delete(h.visitors, actor.Device)
		}
	}
	closed := h.closed
	h.mu.Unlock()
	if actor.Who == access.Staff && !closed {
		c.leave()
		h.tellPresence()
	}
	if c.over != nil && !closed {
		c.told.Do(c.over)
	}
}
