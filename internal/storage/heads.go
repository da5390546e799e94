package storage

import (
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

// headLimit bounds what the writer remembers; beyond it, it starts afresh.
const headLimit = 4096

// heads is what the writer remembers of busy threads: where each stands, its
// conversation, and the counters of its senders. Every message needs these, and
// every change of them passes the one writer, so they are exact: written
// through, and forgotten as a whole when a job that wrote anything is undone.
//
// Only the writer's goroutine touches it. A nil one, as readers have, remembers
// nothing.
type heads struct {
	threads map[seal.ID]conversation.Thread // conversation and visitors are in talks
	talks   map[seal.ID]talk
	senders map[senderIn]sent
}

type talk struct {
	conversation conversation.Conversation
	visitors     []seal.ID
}

type senderIn struct {
	thread int64
	sender seal.ID
}

type sent struct {
	counter uint64
	last    seal.ID
}

func newHeads() *heads {
	h := &heads{}
	h.forget()
	return h
}

func (h *heads) forget() {
	h.threads, h.talks, h.senders = map[seal.ID]conversation.Thread{}, map[seal.ID]talk{}, map[senderIn]sent{}
}

// forgetTalk makes the next job read a conversation again.
func (h *heads) forgetTalk(id seal.ID) {
	if h != nil {
		delete(h.talks, id)
	}
}

func (h *heads) thread(id seal.ID) (conversation.Thread, bool) {
	if h == nil {
		return conversation.Thread{}, false
	}
	thread, ok := h.threads[id]
	if !ok {
		return thread, false
	}
	of, ok := h.talks[thread.Conversation.ID]
	thread.Conversation, thread.Visitors = of.conversation, of.visitors
	return thread, ok
}

// keep remembers a thread as it was just read.
func (h *heads) keep(thread conversation.Thread) {
	if h == nil {
		return
	}
	if len(h.threads) >= headLimit {
		h.forget()
	}
	h.talks[thread.Conversation.ID] = talk{thread.Conversation, thread.Visitors}
	h.threads[thread.ID] = bare(thread)
}

// generation: a thread is remembered under the generation that it has.
func (h *heads) generation(thread conversation.Thread) bool {
	if h == nil {
		return false
	}
	known, ok := h.threads[thread.ID]
	return ok && known.Generation == thread.Generation && known.GroupGeneration == thread.GroupGeneration
}

func bare(thread conversation.Thread) conversation.Thread {
	thread.Conversation, thread.Visitors = conversation.Conversation{ID: thread.Conversation.ID}, nil
	return thread
}

// moved follows a thread that was stored, and what its conversation shows of it.
func (h *heads) moved(thread conversation.Thread) {
	if h == nil {
		return
	}
	if _, ok := h.threads[thread.ID]; ok {
		h.threads[thread.ID] = bare(thread)
	}
	of, ok := h.talks[thread.Conversation.ID]
	if !ok {
		return
	}
	if thread.ID == of.conversation.ID {
		of.conversation.LastSequence, of.conversation.LastMessage = thread.Sequence, thread.LastMessage
	} else {
		of.conversation.NoteSequence = thread.Sequence
	}
	h.talks[thread.Conversation.ID] = of
}

// changed follows a conversation that was stored.
func (h *heads) changed(c conversation.Conversation) {
	if h == nil {
		return
	}
	if of, ok := h.talks[c.ID]; ok {
		h.talks[c.ID] = talk{asStored(c, of.conversation), of.visitors}
	}
}

// onlyActive: a conversation is remembered, and differs from what is stored of
// it by the time of its last activity at most.
func (h *heads) onlyActive(c conversation.Conversation) (row int64, only bool) {
	if h == nil {
		return 0, false
	}
	of, ok := h.talks[c.ID]
	if !ok {
		return 0, false
	}
	c = asStored(c, of.conversation)
	c.LastActivity = of.conversation.LastActivity
	return c.Row, c == of.conversation
}

// asStored is a conversation as it is read after it was stored over another one.
// Where its threads stand is not stored with it, and times are in milliseconds.
func asStored(c, was conversation.Conversation) conversation.Conversation {
	c.Row, c.Inbox, c.Created = was.Row, was.Inbox, was.Created
	c.LastSequence, c.LastMessage, c.NoteSequence = was.LastSequence, was.LastMessage, was.NoteSequence
	c.LastActivity, c.Waiting, c.Expires = stored(c.LastActivity), stored(c.Waiting), stored(c.Expires)
	c.ClosedAt, c.Destroyed = stored(c.ClosedAt), stored(c.Destroyed)
	return c
}

func stored(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return time.UnixMilli(t.UnixMilli())
}

func (h *heads) sender(thread int64, sender seal.ID) (sent, bool) {
	if h == nil {
		return sent{}, false
	}
	last, ok := h.senders[senderIn{thread, sender}]
	return last, ok
}

func (h *heads) keepSender(thread int64, sender seal.ID, last sent) {
	if h == nil {
		return
	}
	if len(h.senders) >= headLimit {
		clear(h.senders)
	}
	h.senders[senderIn{thread, sender}] = last
}
