package live

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lxzan/gws"
	"golang.org/x/time/rate"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

const (
	framesPerSecond = 100
	framesAtOnce    = 400
	keysKnown       = 2048
	closedTold      = 200 // of one customer
)

// client is one open socket.
type client struct {
	hub     *Hub
	socket  *gws.Conn
	who     atomic.Pointer[access.Actor]
	expires time.Time // visitors; zero for staff
	over    func()    // records that it has ended
	told    sync.Once // over was called
	pending atomic.Int64
	out     outbox
	gone    atomic.Bool
	limit   *rate.Limiter

	mu      sync.Mutex
	sent    map[seal.ID]struct{} // generations whose keys went over this socket
	last    uint64               // cursor of the last event delivered
	viewing *seal.ID
	ahead   map[seal.ID]int  // how many wait longer, as this socket was told last
	sending map[*byte]string // messages of this socket on their way to the disk, with their refs
}

func (c *client) actor() access.Actor {
	actor := *c.who.Load()
	actor.Confirmed = c.hub.now().Before(actor.ConfirmedUntil)
	return actor
}

// confirmed: whoever is there showed once more who they are. A socket that was opened
// from elsewhere is not theirs for that: it begins anew, and is judged by where it is.
func (c *client) confirmed(until time.Time) {
	if c.who.Load().Moved {
		c.shut(closeAgain, "come back with your cursor")
		return
	}
	for {
		old := c.who.Load()
		now := *old
		now.ConfirmedUntil = until
		if c.who.CompareAndSwap(old, &now) {
			return
		}
	}
}

// send queues bytes; a client with too much waiting is cut off.
func (c *client) send(encoded []byte) {
	if c.gone.Load() {
		return
	}
	size := int64(len(encoded))
	if c.pending.Add(size) > clientLimit {
		c.shut(closeSlow, "too slow: come back with your cursor")
		return
	}
	if c.out.put(encoded) {
		go c.flush()
	}
}

func (c *client) sendFrame(f frame) {
	encoded, err := f.encode()
	if err != nil {
		c.hub.log.Error("encode frame", "type", f.Type, "error", err)
		return
	}
	c.send(encoded)
}

// shut closes the socket with a reason. A write that hangs is given a moment,
// then the connection is dropped: waiting for it would hold memory. The channel
// is closed when that is over.
func (c *client) shut(code uint16, reason string) <-chan struct{} {
	ended := make(chan struct{})
	if c.gone.Swap(true) {
		close(ended)
		return ended
	}
	go func() {
		defer close(ended)
		c.socket.SetWriteDeadline(time.Now().Add(time.Second)) //nolint:errcheck // the close below does not depend on it
		c.socket.WriteClose(code, []byte(reason))              //nolint:errcheck // the peer may be gone
		c.socket.NetConn().Close()                             //nolint:errcheck // likewise
	}()
	return ended
}

// check closes the socket if its session is over, and pings it otherwise.
func (c *client) check() {
	actor := c.actor()
	over := !c.expires.IsZero() && c.hub.now().After(c.expires)
	if actor.Who == access.Staff {
		over = !c.hub.deps.Alive(context.Background(), actor.Session)
	}
	if over {
		c.shut(closeEnded, "this session has ended")
		return
	}
	c.socket.WriteAsync(gws.OpcodePing, nil, nil)
}

// deliver sends an event if this client may have it, once and in order.
func (c *client) deliver(e *event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.deliverLocked(e)
}

func (c *client) deliverLocked(e *event) {
	if e.cursor <= c.last {
		return
	}
	c.last = e.cursor
	actor := c.actor()
	switch what := e.what.(type) {
	case conversation.EntryAppended:
		if ref, own := c.sending[&what.Entry.Bytes[0]]; own {
			c.acknowledge(e, ref, what.Entry)
		} else if c.may(actor, access.ReadThread, what.Thread.Resource()) {
			c.deliverEntry(e, actor, what)
		}
	case conversation.Changed:
		// That something happened may be known, without what was said.
		resource := access.Resource{Group: what.Conversation.Group, Visitors: what.Visitors}
		if c.may(actor, access.ReadThread, resource) || actor.Hidden(resource.Group) && c.may(confirmed(actor), access.ReadThread, resource) {
			c.deliverConversation(e, actor, what)
		}
	case conversation.DraftKept:
		if actor.Who == access.Staff && actor.Account == what.Account {
			c.sendFrame(frame{Type: "draft", Cursor: e.cursor, Thread: &what.Conversation})
		}
	case conversation.Marked:
		if c.may(actor, access.ReadThread, what.Thread.Resource()) {
			c.sendFrame(frame{Type: "mark", Cursor: e.cursor, Thread: &what.Thread.ID, Mark: what.Mark.Bytes})
		}
	case directory.SettingsSaved:
		c.deliverSettings(e, actor, what)
	case directoryGrew:
		c.refresh()
		if actor.Who == access.Staff {
			c.sendFrame(frame{Type: "directory", Cursor: e.cursor, Size: what.size})
		}
	case approvalAsked:
		if actor.Who == access.Staff && actor.Account == what.account {
			c.sendFrame(frame{Type: "approval", Cursor: e.cursor})
		}
	}
}

func confirmed(actor access.Actor) access.Actor {
	actor.Confirmed = true
	return actor
}

func (c *client) may(actor access.Actor, action access.Action, resource access.Resource) bool {
	decision, err := c.hub.access.Authorize(context.Background(), actor, action, resource)
	return err == nil && decision.Allowed
}

// acknowledge tells a socket of its own message. It takes the place of the
// entry, so that a client hears of every sequence in order, its own included.
func (c *client) acknowledge(e *event, ref string, entry conversation.Entry) {
	delete(c.sending, &entry.Bytes[0])
	c.sendFrame(frame{Type: "ack", Cursor: e.cursor, Ref: ref, Sequence: entry.Sequence, Receipt: entry.Receipt})
}

// deliverEntry adds the generation's key the first time that this socket needs
// it. Without a key the frame is the same for everybody and is encoded once.
func (c *client) deliverEntry(e *event, actor access.Actor, what conversation.EntryAppended) {
	entry := NewEntry(what.Entry)
	f := frame{Type: "entry", Cursor: e.cursor, Thread: &what.Thread.ID, Conversation: what.Thread.Conversation.ID, Entry: &entry, Keys: &[]Key{}}
	if _, known := c.sent[what.Generation]; !known {
		key, err := c.hub.deps.Conversations.KeyFor(context.Background(), actor, what.Generation)
		if err == nil && key != nil {
			keys := NewKeys([]conversation.Key{*key})
			f.Keys = &keys
		}
		if c.sent == nil || len(c.sent) >= keysKnown {
			c.sent = map[seal.ID]struct{}{}
		}
		c.sent[what.Generation] = struct{}{}
		c.sendFrame(f)
		return
	}
	shared := e.encoded.Load()
	if shared == nil {
		encoded, err := f.encode()
		if err != nil {
			c.hub.log.Error("encode frame", "type", f.Type, "error", err)
			return
		}
		shared = &encoded
		e.encoded.Store(shared)
	}
	c.send(*shared)
}

func (c *client) deliverConversation(e *event, actor access.Actor, what conversation.Changed) {
	preview, err := c.hub.deps.Conversations.Preview(context.Background(), actor, what.Conversation)
	if err != nil {
		c.hub.log.Error("preview", "error", err)
		return
	}
	c.noteAhead(what.Conversation.ID, preview.Ahead)
	c.sendFrame(frame{Type: "conversation", Cursor: e.cursor, Conversation: NewConversation(actor, preview)})
}

// deliverSettings tells staff that an inbox has other settings, and a customer
// until when they can now read what was closed in it.
func (c *client) deliverSettings(e *event, actor access.Actor, saved directory.SettingsSaved) {
	if actor.Who == access.Staff {
		c.sendFrame(frame{Type: "settings", Cursor: e.cursor, Inbox: &saved.Inbox})
		return
	}
	if !saved.Shortened {
		return
	}
	query := conversation.Query{View: conversation.ClosedOnes, Inbox: seal.Some(saved.Inbox), Limit: closedTold}
	page, err := c.hub.deps.Conversations.List(context.Background(), actor, query)
	if err != nil {
		c.hub.log.Error("list for new settings", "error", err)
		return
	}
	for _, preview := range page.Previews {
		c.sendFrame(frame{Type: "conversation", Cursor: e.cursor, Conversation: NewConversation(actor, preview)})
	}
}

// refresh reads the account's rights again. Who lost them is cut off.
func (c *client) refresh() {
	old := c.actor()
	if old.Who != access.Staff {
		return
	}
	now, ok := c.hub.deps.Actor(old.Account)
	if !ok {
		c.shut(closeEnded, "this account was removed")
		return
	}
	now.Session, now.Device, now.Network, now.Moved = old.Session, old.Device, old.Network, old.Moved
	now.ConfirmedUntil, now.Sensitive = old.ConfirmedUntil, c.hub.sensitive()
	c.who.Store(&now)
}

// handle acts on one frame from the client.
func (c *client) handle(data []byte) {
	if !c.limit.Allow() {
		c.shut(closeSlow, "too many frames: send more slowly")
		return
	}
	r, err := read(data)
	if err != nil || len(r.Ref) > 64 {
		c.refuse("", errs.New(errs.Invalid, "live.frame", "This frame cannot be read.", "Reload the page to get the current version."))
		return
	}
	known, ok := inbound[r.Type]
	if !ok {
		c.refuse(r.Ref, errs.New(errs.Invalid, "live.frame", "This kind of frame is not known here.", "Reload the page to get the current version."))
		return
	}
	ctx := context.Background()
	if !known.lasts { // what was handed over runs to its end
		limited, cancel := context.WithTimeout(ctx, 30*time.Second)
		defer cancel()
		ctx = limited
	}
	known.act(c, ctx, r)
}

// Leaves lists, for each kind of frame that a client may send, the kinds of events
// that it can leave.
func Leaves() map[string][]ledger.Kind {
	all := map[string][]ledger.Kind{}
	for kind, f := range inbound {
		all[kind] = slices.Clone(f.leaves)
	}
	return all
}

// inbound is what a client may send. Each kind of frame says which events it can
// leave in the record, or why none; one that access refuses leaves access.refused.
var inbound = map[string]struct {
	act    func(*client, context.Context, request)
	lasts  bool
	leaves []ledger.Kind
	silent string
}{
	"send":    {act: (*client).take, lasts: true, leaves: []ledger.Kind{ledger.MessageAppended, ledger.ConversationReopened}},
	"typing":  {act: (*client).typing, silent: "it is told once to those who listen, and never kept"},
	"viewing": {act: (*client).view, silent: "it is told once to those who listen, and never kept; what is read is fetched, and that is recorded"},
}

func (c *client) refuse(ref string, err error) {
	problem := NewProblem(err)
	if problem.Status == 500 {
		c.hub.log.Error("frame failed", "error", err)
	}
	c.sendFrame(frame{Type: "refused", Ref: ref, Error: &problem})
}

// thread finds a thread and asks whether this client may do that to it.
func (c *client) thread(ctx context.Context, id *seal.ID, action access.Action) (conversation.Thread, error) {
	if id == nil {
		return conversation.Thread{}, errs.New(errs.Invalid, "live.frame", "This frame names no thread.", "Name one.")
	}
	t, _, err := c.hub.deps.Conversations.Find(ctx, *id)
	if err != nil {
		return t, err
	}
	actor := c.actor()
	decision, err := c.hub.access.Authorize(ctx, actor, action, t.Resource())
	if err != nil || decision.Allowed {
		return t, err
	}
	return t, c.recordRefusal(ctx, actor, action, decision.Check, *id, decision.Err())
}

// recordRefusal records that a frame was refused, and returns the refusal.
func (c *client) recordRefusal(ctx context.Context, actor access.Actor, action access.Action, check string, object seal.ID, refusal error) error {
	if record := c.hub.deps.Refused; record != nil {
		if err := record(ctx, actor, action, check, object); err != nil {
			return err
		}
	}
	return refusal
}

// take hands a message over to be stored. Its entry comes back through the log
// of events, where deliver finds that it is this socket's own.
func (c *client) take(ctx context.Context, r request) {
	if r.Thread == nil || len(r.Message) == 0 {
		c.refuse(r.Ref, errs.New(errs.Invalid, "live.frame", "This frame names no thread, or has no message.", "Name both."))
		return
	}
	c.expect(r.Message, r.Ref)
	actor := c.actor()
	var no access.Decision
	receipt, err := c.hub.deps.Conversations.Append(ctx, actor, *r.Thread, conversation.Incoming{Message: r.Message}, func(resource access.Resource) error {
		decision, err := c.hub.access.Authorize(ctx, actor, access.Send, resource)
		if err != nil {
			return err
		}
		no = decision
		return decision.Err()
	})
	if err == nil && !receipt.Again {
		return
	}
	c.forget(r.Message)
	if err != nil {
		if no.Check == "" && errs.Is(err, errs.Forbidden) { // the domain's word, as at the edge
			no.Check = errs.From(err).Op
		}
		if no.Check != "" { // outside of the transaction, which is over with this
			err = c.recordRefusal(ctx, actor, access.Send, no.Check, *r.Thread, err)
		}
		c.refuse(r.Ref, err)
		return
	}
	c.sendFrame(frame{Type: "ack", Ref: r.Ref, Sequence: receipt.Sequence, Receipt: receipt.Receipt})
}

// expect remembers that a message is on its way.
func (c *client) expect(message []byte, ref string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.sending == nil {
		c.sending = map[*byte]string{}
	}
	c.sending[&message[0]] = ref
}

func (c *client) forget(message []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.sending, &message[0])
}

// typing tells the others on a thread. It is not kept.
func (c *client) typing(ctx context.Context, r request) {
	t, err := c.thread(ctx, r.Thread, access.ReadThread)
	if err != nil {
		c.refuse(r.Ref, err)
		return
	}
	actor := c.actor()
	c.hub.tell(frame{Type: "typing", Thread: &t.ID, Device: &actor.Device, On: &r.On}, func(other *client) bool {
		return other != c && other.may(other.actor(), access.ReadThread, t.Resource())
	})
}

// view tells colleagues which conversation somebody has open.
func (c *client) view(ctx context.Context, r request) {
	actor := c.actor()
	if actor.Who != access.Staff {
		c.refuse(r.Ref, errs.New(errs.Forbidden, "live.viewing", "Only staff is shown as viewing.", "Leave it out."))
		return
	}
	if r.Thread == nil {
		c.leave()
		return
	}
	t, err := c.thread(ctx, r.Thread, access.ReadThread)
	if err != nil {
		c.refuse(r.Ref, err)
		return
	}
	c.mu.Lock()
	c.viewing = &t.ID
	c.mu.Unlock()
	c.hub.tell(frame{Type: "viewing", Thread: &t.ID, Account: &actor.Account}, func(other *client) bool {
		return other != c && other.actor().Who == access.Staff && other.may(other.actor(), access.ReadThread, t.Resource())
	})
}

// leave tells colleagues that somebody views nothing any more.
func (c *client) leave() {
	c.mu.Lock()
	was := c.viewing
	c.viewing = nil
	c.mu.Unlock()
	if was == nil {
		return
	}
	account := c.actor().Account
	c.hub.tell(frame{Type: "viewing", Account: &account}, func(other *client) bool {
		return other != c && other.actor().Who == access.Staff
	})
}
