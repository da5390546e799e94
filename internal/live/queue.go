package live

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

// This file tells customers who wait that fewer wait before them. One answer
// moves everybody behind it, so a team's queue is looked at once in a while and
// not once for every answer, and only who is there is told, if the number is
// another than they know. Limits: who has a thousand before them is told later,
// when they look; who comes back asks anyway.

const (
	queuePace = 2 * time.Second
	queueTold = 1000 // conversations of a team
)

// queueMoved goes through the queue of events without a place in the log, so that
// what is read for it is never older than what was pushed before.
type queueMoved struct{ group seal.ID }

func (h *Hub) watchQueues() {
	ticker := time.NewTicker(queuePace)
	defer ticker.Stop()
	for {
		select {
		case <-h.done:
			return
		case <-ticker.C:
			h.mu.Lock()
			for group := range h.moved {
				h.queue = append(h.queue, &event{what: queueMoved{group}})
			}
			clear(h.moved)
			h.wake.Broadcast()
			h.mu.Unlock()
		}
	}
}

// tellQueue tells those who wait for a team and are there.
func (h *Hub) tellQueue(group seal.ID) {
	h.mu.Lock()
	anybody := len(h.visitors) > 0
	h.mu.Unlock()
	if !anybody {
		return
	}
	all, err := h.deps.Conversations.Waiting(context.Background(), group, queueTold)
	if err != nil {
		h.log.Error("look at a queue", "error", err)
		return
	}
	for _, w := range all {
		for _, c := range h.customer(w.Device) {
			c.tellAhead(w)
		}
	}
}

// customer lists the sockets of a customer's device.
func (h *Hub) customer(device seal.ID) []*client {
	h.mu.Lock()
	defer h.mu.Unlock()
	var open []*client
	for c := range h.visitors[device] {
		open = append(open, c)
	}
	return open
}

// tellAhead sends the conversation as it stands, unless the number is known.
func (c *client) tellAhead(w conversation.Waiting) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known, told := c.ahead[w.Conversation]; told && known == w.Ahead {
		return
	}
	t, _, err := c.hub.deps.Conversations.Find(context.Background(), w.Conversation)
	if err != nil {
		c.hub.log.Error("tell how many wait", "error", err)
		return
	}
	actor := c.actor()
	if c.may(actor, access.ReadThread, t.Resource()) {
		c.deliverConversation(&event{}, actor, conversation.Changed{Conversation: t.Conversation, Visitors: t.Visitors})
	}
}

// noteAhead remembers what this socket is about to be told; nil: nobody waits.
func (c *client) noteAhead(id seal.ID, ahead *int) {
	switch {
	case ahead == nil:
		delete(c.ahead, id)
	case c.ahead == nil:
		c.ahead = map[seal.ID]int{id: *ahead}
	default:
		c.ahead[id] = *ahead
	}
}
