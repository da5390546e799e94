// Package live pushes what was committed to those who may read it.
//
// Promise: nothing is pushed before it is on disk; each push is decided for its
// receiver by the same access rules as a request; a client that comes back with
// its cursor gets what it missed or is told to fetch everything.
//
// Threat: a client that reads slowly, or not at all, to make the server hold
// memory; a session that ended while its socket stayed open.
//
// Limits: the log that cursors point into is in memory and bounded; after a
// restart every client fetches again. Typing, viewing and presence are told
// once and never kept.
package live

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/seal"
)

const (
	logEvents   = 8192
	logBytes    = 16 << 20
	queueLimit  = 20_000
	clientLimit = 2 << 20 // bytes waiting for one client
	emptySize   = 512     // bytes that an event takes besides what it carries
	closeSlow   = 4008
	closeEnded  = 4001
	closeAgain  = 4009
	closeGoing  = 1001
)

// event is one committed thing with its place in the log.
type event struct {
	cursor  uint64
	what    any
	encoded atomic.Pointer[[]byte] // the frame without keys, once made
	size    int
}

// directoryGrew and approvalAsked are events that other packages hand over by
// a method instead of a type.
type (
	directoryGrew struct{ size int }
	approvalAsked struct{ account seal.ID }
)

// Hub knows who is connected. Make one with New.
type Hub struct {
	access *access.Authorizer
	log    *slog.Logger
	now    func() time.Time
	deps   Deps

	mu       sync.Mutex
	wake     *sync.Cond
	events   []*event // the log, oldest first
	bytes    int
	first    uint64 // cursors up to this one are not in the log any more
	last     uint64
	queue    []*event
	moved    map[seal.ID]struct{} // groups whose queue got shorter since the last look
	closed   bool
	staff    map[*client]struct{}
	visitors map[seal.ID]map[*client]struct{}
	done     chan struct{}
}

// Deps are the services that the hub asks. They are set once, before Run.
type Deps struct {
	Conversations *conversation.Service
	// Actor returns what the directory now says of an account.
	Actor func(account seal.ID) (access.Actor, bool)
	// Sensitive are the teams whose conversations only who confirmed lately is shown;
	// nil: none.
	Sensitive func() []seal.ID
	// Alive reports whether a staff session may still be used.
	Alive func(ctx context.Context, session seal.ID) bool
	// Refused records that access refused a frame; nil records nothing.
	Refused func(ctx context.Context, actor access.Actor, action access.Action, check string, object seal.ID) error
}

// New returns a hub. Cursors start at a moment that no earlier run has used.
func New(authorizer *access.Authorizer, log *slog.Logger, now func() time.Time) *Hub {
	h := &Hub{
		access: authorizer, log: log, now: now,
		staff: map[*client]struct{}{}, visitors: map[seal.ID]map[*client]struct{}{}, moved: map[seal.ID]struct{}{}, done: make(chan struct{}),
	}
	h.first = uint64(now().UnixMilli()) * 1000
	h.last = h.first
	h.wake = sync.NewCond(&h.mu)
	return h
}

// Run starts pushing. It returns at once; Close ends it.
func (h *Hub) Run(deps Deps) {
	h.deps = deps
	go h.dispatch()
	go h.watch()
	go h.watchQueues()
}

// Publish takes committed events in commit order. It waits only if pushing has
// fallen far behind, which slows writers down instead of filling memory.
func (h *Hub) Publish(events []any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for len(h.queue) > queueLimit && !h.closed {
		h.wake.Wait()
	}
	for _, what := range events {
		if shorter, ok := what.(conversation.Advanced); ok {
			h.moved[shorter.Group] = struct{}{}
			continue
		}
		h.last++
		e := &event{cursor: h.last, what: what, size: sizeOf(what)}
		h.events = append(h.events, e)
		h.bytes += e.size
		h.queue = append(h.queue, e)
		if gone, ok := what.(conversation.Changed); ok && !gone.Conversation.Destroyed.IsZero() {
			h.forget(gone.Conversation.ID)
		}
	}
	for len(h.events) > logEvents || h.bytes > logBytes && len(h.events) > 1 {
		h.bytes -= h.events[0].size
		h.first = h.events[0].cursor
		h.events[0] = nil
		h.events = h.events[1:]
	}
	h.wake.Broadcast()
}

// forget empties what the log holds of a conversation whose keys are destroyed:
// who comes back must not get from memory what is gone from the disk. The places
// stay, so that cursors keep their meaning. The caller holds the lock.
func (h *Hub) forget(id seal.ID) {
	h.bytes -= emptied(h.events, id)
	emptied(h.queue, id) // counted in the log
}

// emptied returns how many bytes that made free.
func emptied(events []*event, id seal.ID) int {
	freed := 0
	for i, e := range events {
		if written(e.what, id) {
			events[i] = &event{cursor: e.cursor, size: emptySize}
			freed += e.size - emptySize
		}
	}
	return freed
}

// written: an event carries bytes of what was written in a conversation.
func written(what any, id seal.ID) bool {
	switch v := what.(type) {
	case conversation.EntryAppended:
		return v.Thread.Conversation.ID == id
	case conversation.Marked:
		return v.Thread.Conversation.ID == id
	}
	return false
}

// DirectoryGrew tells all staff that there are new statements.
func (h *Hub) DirectoryGrew(size int) { h.Publish([]any{directoryGrew{size}}) }

// ApprovalAsked tells an account's browsers that a new one asks to be let in.
func (h *Hub) ApprovalAsked(account seal.ID) { h.Publish([]any{approvalAsked{account}}) }

func sizeOf(what any) int {
	if e, ok := what.(conversation.EntryAppended); ok {
		return emptySize + 2*len(e.Entry.Bytes)
	}
	return emptySize
}

// Close ends all connections and waits until each has been told so, or does not
// listen.
func (h *Hub) Close() {
	h.mu.Lock()
	if h.closed {
		h.mu.Unlock()
		return
	}
	h.closed = true
	close(h.done)
	all := h.clients()
	h.wake.Broadcast()
	h.mu.Unlock()
	told := make([]<-chan struct{}, len(all))
	for i, c := range all {
		told[i] = c.shut(closeGoing, "the server is going away")
	}
	for _, ended := range told {
		<-ended
	}
}

// clients lists everybody; the caller holds the lock.
func (h *Hub) clients() []*client {
	all := make([]*client, 0, len(h.staff)+len(h.visitors))
	for c := range h.staff {
		all = append(all, c)
	}
	for _, set := range h.visitors {
		for c := range set {
			all = append(all, c)
		}
	}
	return all
}

// Connected returns how many sockets are open.
func (h *Hub) Connected() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := len(h.staff)
	for _, set := range h.visitors {
		n += len(set)
	}
	return n
}

// Online lists accounts with an open socket.
func (h *Hub) Online() []seal.ID {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.online()
}

func (h *Hub) online() []seal.ID {
	seen := map[seal.ID]bool{}
	accounts := []seal.ID{}
	for c := range h.staff {
		if id := c.actor().Account; !seen[id] {
			seen[id] = true
			accounts = append(accounts, id)
		}
	}
	return accounts
}

func (h *Hub) sensitive() []seal.ID {
	if h.deps.Sensitive == nil {
		return nil
	}
	return h.deps.Sensitive()
}

// SessionConfirmed tells a session's sockets until when it confirmed who is there.
func (h *Hub) SessionConfirmed(session seal.ID, until time.Time) {
	h.mu.Lock()
	all := h.clients()
	h.mu.Unlock()
	for _, c := range all {
		if c.actor().Session == session {
			c.confirmed(until)
		}
	}
}

// SessionEnded closes the sockets of a session at once.
func (h *Hub) SessionEnded(session seal.ID) {
	h.mu.Lock()
	all := h.clients()
	h.mu.Unlock()
	for _, c := range all {
		if c.actor().Session == session {
			c.shut(closeEnded, "this session has ended")
		}
	}
}

// dispatch pushes events one after the other, so that each client gets them in
// commit order.
func (h *Hub) dispatch() {
	for {
		h.mu.Lock()
		for len(h.queue) == 0 && !h.closed {
			h.wake.Wait()
		}
		if h.closed {
			h.mu.Unlock()
			return
		}
		batch := h.queue
		h.queue = nil
		h.wake.Broadcast()
		h.mu.Unlock()
		for _, e := range batch {
			h.push(e)
		}
	}
}

// push hands one event to everybody it may concern.
func (h *Hub) push(e *event) {
	if moved, ok := e.what.(queueMoved); ok {
		h.tellQueue(moved.group)
		return
	}
	for _, c := range h.audience(e) {
		c.deliver(e)
	}
}

// audience is a first, cheap selection; client.deliver asks the access rules.
func (h *Hub) audience(e *event) []*client {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := make([]*client, 0, len(h.staff)+1)
	for c := range h.staff {
		all = append(all, c)
	}
	if saved, ok := e.what.(directory.SettingsSaved); ok && saved.Shortened {
		return h.clients()
	}
	for _, device := range visitorsOf(e.what) {
		for c := range h.visitors[device] {
			all = append(all, c)
		}
	}
	return all
}

func visitorsOf(what any) []seal.ID {
	switch v := what.(type) {
	case conversation.EntryAppended:
		return v.Thread.Visitors
	case conversation.Changed:
		return v.Visitors
	case conversation.Marked:
		return v.Thread.Visitors
	}
	return nil
}

// missed returns the events after a cursor; false if the log does not reach
// back that far. The caller holds the lock.
func (h *Hub) missed(cursor uint64) ([]*event, bool) {
	if cursor < h.first || cursor > h.last {
		return nil, false
	}
	return append([]*event(nil), h.events[len(h.events)-int(h.last-cursor):]...), true
}

// watch closes sockets whose session is over, and keeps quiet ones open.
func (h *Hub) watch() {
	ticker := time.NewTicker(30 * time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-h.done:
			return
		case <-ticker.C:
			h.mu.Lock()
			all := h.clients()
			h.mu.Unlock()
			for _, c := range all {
				c.check()
			}
		}
	}
}

// tell sends a frame that is not kept to clients that pass.
func (h *Hub) tell(f frame, pass func(*client) bool) {
	h.mu.Lock()
	all := h.clients()
	h.mu.Unlock()
	encoded, err := f.encode()
	if err != nil {
		h.log.Error("encode frame", "type", f.Type, "error", err)
		return
	}
	for _, c := range all {
		if pass(c) {
			c.send(encoded)
		}
	}
}

// tellPresence tells staff who is there now.
func (h *Hub) tellPresence() {
	accounts := h.Online()
	h.tell(frame{Type: "presence", Accounts: &accounts}, func(c *client) bool { return c.actor().Who == access.Staff })
}

// DeviceBound lets the open sockets of a session send as its new device.
func (h *Hub) DeviceBound(session, device seal.ID) {
	h.mu.Lock()
	all := h.clients()
	h.mu.Unlock()
	for _, c := range all {
		actor := c.actor()
		if actor.Who == access.Staff && actor.Session == session {
			actor.Device = device
			c.who.Store(&actor)
		}
	}
}
