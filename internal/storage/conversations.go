package storage

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

// Conversations is the database as the conversation domain sees it.
type Conversations struct{ *DB }

// Write runs one transaction.
func (c Conversations) Write(ctx context.Context, run func(conversation.Tx) error) error {
	return c.DB.Write(ctx, func(tx *Tx) error { return run(tx) })
}

// WriteShared runs one transaction that may be tried twice.
func (c Conversations) WriteShared(ctx context.Context, run func(conversation.Tx) error) error {
	return c.DB.WriteShared(ctx, func(tx *Tx) error { return run(tx) })
}

// Read runs queries that see one moment.
func (c Conversations) Read(ctx context.Context, run func(conversation.Tx) error) error {
	return c.DB.Read(ctx, func(tx *Tx) error { return run(tx) })
}

// Prepare commits shred keys before the boxes that will stand under them.
func (c Conversations) Prepare(ctx context.Context, now time.Time, generations ...seal.ID) error {
	return c.shred.Prepare(ctx, now, raw(generations)...)
}

// Shred destroys the shred keys of a conversation and keeps the first
// certificate of it, in one commit of the shred store.
func (c Conversations) Shred(ctx context.Context, id seal.ID, certificate []byte, generations ...seal.ID) ([]byte, error) {
	return c.shred.certify(ctx, id, certificate, raw(generations)...)
}

// Ended lists what the shred store has certified after a place, in order.
func (c Conversations) Ended(ctx context.Context, after int64, limit int) ([]conversation.Ended, error) {
	return c.shred.ended(ctx, after, limit)
}

func raw(ids []seal.ID) [][32]byte {
	out := make([][32]byte, len(ids))
	for i, id := range ids {
		out[i] = id
	}
	return out
}

// Thread reads a thread with its conversation and visitors.
func (t *Tx) Thread(id seal.ID) (conversation.Thread, bool, error) {
	if thread, ok := t.heads.thread(id); ok {
		return thread, true, nil
	}
	thread, found, err := t.readThread(id)
	if err == nil && found {
		t.heads.keep(thread)
	}
	return thread, found, err
}

func (t *Tx) readThread(id seal.ID) (conversation.Thread, bool, error) {
	var thread conversation.Thread
	found := false
	const query = `SELECT self.n, self.id, self.kind, self.bytes, self.generation, self.group_generation, self.sequence, self.transcript, self.last_message, ` +
		conversationColumns + conversationTables + `JOIN places self ON self.conversation = c.id WHERE self.id = ?`
	err := t.each(query, []any{id[:]}, func(scan func(...any) error) error {
		found = true
		var err error
		thread.Conversation, err = scanConversation(func(into ...any) error {
			return scan(append([]any{
				&thread.Row, idInto(&thread.ID), &thread.Kind, &thread.Bytes, idInto(&thread.Generation), idInto(&thread.GroupGeneration),
				&thread.Sequence, idInto(&thread.Transcript), &thread.LastMessage,
			}, into...)...)
		})
		return err
	})
	if err != nil || !found {
		return thread, false, err
	}
	thread.Visitors, err = t.visitors(thread.Conversation.ID)
	return thread, true, err
}

func (t *Tx) visitors(conversation seal.ID) ([]seal.ID, error) {
	return t.ids(`SELECT device FROM conversation_visitors WHERE conversation = ?`, conversation[:])
}

// InsertThread stores a new thread and fills in its row.
func (t *Tx) InsertThread(thread *conversation.Thread) error {
	result, err := t.exec(`INSERT INTO threads (id, conversation, kind, bytes, generation, group_generation, sequence, transcript, last_message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		thread.ID[:], thread.Conversation.ID[:], thread.Kind, thread.Bytes, thread.Generation[:], thread.GroupGeneration[:], thread.Sequence, thread.Transcript[:], thread.LastMessage)
	if err != nil {
		return err
	}
	t.heads.moved(*thread)
	thread.Row, err = result.LastInsertId()
	return wrap(err)
}

// UpdateThread stores a thread's generation. Where it stands is what its newest
// entry says: nothing else is stored of that while there is one.
func (t *Tx) UpdateThread(thread conversation.Thread) error {
	known := t.heads.generation(thread)
	t.heads.moved(thread)
	if known {
		return nil
	}
	return t.must(`UPDATE threads SET generation = ?, group_generation = ? WHERE n = ?`, thread.Generation[:], thread.GroupGeneration[:], thread.Row)
}

const conversationColumns = `c.n, c.id, c.inbox, c.group_id, c.state, c.assignee, c.created, c.last_activity, c.waiting_since, c.notes_thread, c.closed_at, c.expires, c.held, c.destroyed, c.rating, t.sequence, t.last_message, coalesce(nt.sequence, 0)`
const conversationTables = ` FROM conversations c LEFT JOIN places t ON t.id = c.id LEFT JOIN places nt ON nt.id = c.notes_thread `

func scanConversation(scan func(...any) error) (conversation.Conversation, error) {
	var c conversation.Conversation
	var created, active int64
	var waiting, closed, expires, destroyed, sequence, last *int64
	err := scan(&c.Row, idInto(&c.ID), idInto(&c.Inbox), idInto(&c.Group), &c.State, optionalInto(&c.Assignee), &created, &active,
		&waiting, optionalInto(&c.Notes), &closed, &expires, &c.Held, &destroyed, &c.Rating, &sequence, &last, &c.NoteSequence)
	if err != nil {
		return c, err
	}
	c.Created, c.LastActivity = time.UnixMilli(created), time.UnixMilli(active)
	c.Waiting, c.ClosedAt, c.Expires, c.Destroyed = timeOf(waiting), timeOf(closed), timeOf(expires), timeOf(destroyed)
	if sequence != nil {
		c.LastSequence, c.LastMessage = uint64(*sequence), uint64(*last)
	}
	return c, nil
}

// Conversation reads a conversation and its current visitor devices.
func (t *Tx) Conversation(id seal.ID) (conversation.Conversation, []seal.ID, bool, error) {
	var c conversation.Conversation
	found := false
	err := t.each(`SELECT `+conversationColumns+conversationTables+`WHERE c.id = ?`, []any{id[:]}, func(scan func(...any) error) error {
		var err error
		c, err = scanConversation(scan)
		found = true
		return err
	})
	if err != nil || !found {
		return c, nil, false, err
	}
	visitors, err := t.visitors(id)
	return c, visitors, true, err
}

// InsertConversation stores a new conversation and fills in its row.
func (t *Tx) InsertConversation(c *conversation.Conversation) error {
	result, err := t.exec(`INSERT INTO conversations (id, inbox, group_id, state, assignee, created, last_activity, waiting_since, notes_thread, closed_at, expires, held, destroyed, rating) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID[:], c.Inbox[:], c.Group[:], string(c.State), optional(c.Assignee), c.Created.UnixMilli(), c.LastActivity.UnixMilli(), stamp(c.Waiting), optional(c.Notes), stamp(c.ClosedAt), stamp(c.Expires), c.Held, stamp(c.Destroyed), c.Rating)
	if err != nil {
		return err
	}
	c.Row, err = result.LastInsertId()
	return wrap(err)
}

// UpdateConversation stores what may change. With most messages that is a time
// only, and then the others are left alone: SQLite writes every index anew that
// has a column in the list, whether its value is another one or not.
func (t *Tx) UpdateConversation(c conversation.Conversation) error {
	row, only := t.heads.onlyActive(c)
	t.heads.changed(c)
	if only {
		return t.must(`UPDATE conversations SET last_activity = ? WHERE n = ?`, c.LastActivity.UnixMilli(), row)
	}
	return t.must(`UPDATE conversations SET group_id = ?, state = ?, assignee = ?, last_activity = ?, waiting_since = ?, notes_thread = ?, closed_at = ?, expires = ?, held = ?, destroyed = ?, rating = ? WHERE n = ?`,
		c.Group[:], string(c.State), optional(c.Assignee), c.LastActivity.UnixMilli(), stamp(c.Waiting), optional(c.Notes), stamp(c.ClosedAt), stamp(c.Expires), c.Held, stamp(c.Destroyed), c.Rating, c.Row)
}

// SetVisitors replaces the visitor devices that may read and send.
func (t *Tx) SetVisitors(id seal.ID, devices []seal.ID) error {
	t.heads.forgetTalk(id)
	if err := t.must(`DELETE FROM conversation_visitors WHERE conversation = ?`, id[:]); err != nil {
		return err
	}
	for _, device := range devices {
		if err := t.must(`INSERT INTO conversation_visitors (device, conversation) VALUES (?, ?)`, device[:], id[:]); err != nil {
			return err
		}
	}
	return nil
}

// ListConversations returns a page, newest activity first.
func (t *Tx) ListConversations(q conversation.Query) ([]conversation.Conversation, error) {
	query, args := listQuery(q)
	var list []conversation.Conversation
	err := t.each(query, args, func(scan func(...any) error) error {
		c, err := scanConversation(scan)
		list = append(list, c)
		return err
	})
	return list, err
}

// CountOpen counts what is open in some groups. The index conversations_inbox
// holds all that it looks at: the cost grows with what is open and not with
// history.
func (t *Tx) CountOpen(groups []seal.ID) ([]conversation.Count, error) {
	marks, values := list(groups)
	query := `SELECT inbox, assignee, count(*) FROM conversations WHERE state = 'open' AND group_id IN (` + marks + `) GROUP BY inbox, assignee`
	var all []conversation.Count
	err := t.each(query, values, func(scan func(...any) error) error {
		var c conversation.Count
		err := scan(idInto(&c.Inbox), optionalInto(&c.Assignee), &c.Open)
		all = append(all, c)
		return err
	})
	return all, err
}

func listQuery(q conversation.Query) (string, []any) {
	where, args := "", []any{}
	and := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	if q.Visitor.Present() {
		device := q.Visitor.ID()
		and(`c.id IN (SELECT conversation FROM conversation_visitors WHERE device = ?)`, device[:])
	} else {
		marks, values := list(q.Groups)
		and(`c.group_id IN (`+marks+`)`, values...)
	}
	switch q.View {
	case conversation.Mine:
		and(`c.state = 'open' AND c.assignee = ?`, optional(q.Account))
	case conversation.Unassigned:
		and(`c.state = 'open' AND c.assignee IS NULL`)
	case conversation.OpenOnes:
		and(`c.state = 'open'`)
	case conversation.ClosedOnes:
		and(`c.state = 'closed'`)
	}
	if q.Inbox.Present() {
		and(`c.inbox = ?`, optional(q.Inbox))
	}
	if q.Before.Row > 0 {
		and(`(c.last_activity < ? OR (c.last_activity = ? AND c.n < ?))`, q.Before.Activity, q.Before.Activity, q.Before.Row)
	}
	args = append(args, q.Limit)
	// The page is chosen first: where threads stand is looked up for it alone.
	const order = ` ORDER BY c.last_activity DESC, c.n DESC`
	page := `SELECT c.n FROM conversations c WHERE 1 = 1` + where + order + ` LIMIT ?`
	return `SELECT ` + conversationColumns + conversationTables + `WHERE c.n IN (` + page + `)` + order, args
}

// list writes the placeholders of an IN list; an empty one matches nothing.
func list(ids []seal.ID) (string, []any) {
	if len(ids) == 0 {
		return "NULL", nil
	}
	marks, values := "", make([]any, len(ids))
	for i := range ids {
		if i > 0 {
			marks += ", "
		}
		marks += "?"
		values[i] = ids[i][:]
	}
	return marks, values
}
