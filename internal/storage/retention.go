package storage

import (
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

const day = int64(24 * time.Hour / time.Millisecond)

// isDue is for conversations whose retention is over, and for those whose end
// was cut short; the placeholder is the time.
const isDue = `state = 'closed' AND expires IS NOT NULL AND (destroyed IS NOT NULL OR (held = 0 AND expires < ?))`

// Expired lists conversations whose retention is over, the oldest first.
func (t *Tx) Expired(now time.Time, limit int) ([]seal.ID, error) {
	return t.ids(`SELECT id FROM conversations WHERE `+isDue+` ORDER BY expires LIMIT ?`, now.UnixMilli(), limit)
}

// GenerationIDs lists every generation of a conversation and its notes.
func (t *Tx) GenerationIDs(id seal.ID) ([]seal.ID, error) {
	return t.ids(`SELECT g.id FROM thread_generations g JOIN threads t ON t.id = g.thread WHERE t.conversation = ?`, id[:])
}

// Bury removes what was written in a conversation and in its notes: keys,
// entries, marks, files' names, drafts, and where its customer is told. The
// conversation and its threads stay, with times, and with where they stood.
func (t *Tx) Bury(id seal.ID) error {
	const threads = `(SELECT id FROM threads WHERE conversation = ?)`
	const rows = `(SELECT n FROM threads WHERE conversation = ?)`
	const generations = `(SELECT g.id FROM thread_generations g JOIN threads t ON t.id = g.thread WHERE t.conversation = ?)`
	for _, query := range []string{
		`UPDATE threads SET (sequence, transcript, last_message) = (SELECT p.sequence, p.transcript, p.last_message FROM places p WHERE p.n = threads.n) WHERE conversation = ?`,
		`DELETE FROM thread_boxes WHERE generation IN ` + generations,
		`DELETE FROM thread_wraps WHERE generation IN ` + generations,
		`DELETE FROM thread_generations WHERE thread IN ` + threads,
		`DELETE FROM entries WHERE thread IN ` + rows,
		`DELETE FROM senders WHERE thread IN ` + rows,
		`DELETE FROM marks WHERE thread IN ` + threads,
		`DELETE FROM attachments WHERE thread IN ` + threads,
		`DELETE FROM drafts WHERE conversation = ?`,
		`DELETE FROM notices WHERE conversation = ?`,
	} {
		if err := t.must(query, id[:]); err != nil {
			return err
		}
	}
	t.heads.forget()
	return nil
}

// ShortenRetention moves the end of what was closed before to an earlier day,
// never to a later one. It reports whether there was any.
func (t *Tx) ShortenRetention(inbox seal.ID, days int) (bool, error) {
	span := int64(days) * day
	n, err := t.run(`UPDATE conversations SET expires = closed_at + ?
		WHERE inbox = ? AND state = 'closed' AND destroyed IS NULL AND expires > closed_at + ?`, span, inbox[:], span)
	if n > 0 {
		t.heads.forget()
	}
	return n > 0, err
}

// RetentionFigures counts conversations by inbox.
func (t *Tx) RetentionFigures(soon time.Time) ([]conversation.Figures, error) {
	var all []conversation.Figures
	const query = `SELECT inbox,
		sum(state = 'open'),
		sum(state = 'closed' AND destroyed IS NULL),
		sum(state = 'closed' AND destroyed IS NULL AND held = 0 AND coalesce(expires < ?, 0)),
		sum(destroyed IS NULL AND held = 1),
		sum(destroyed IS NOT NULL),
		min(CASE WHEN state = 'closed' AND destroyed IS NULL AND held = 0 THEN expires END)
		FROM conversations GROUP BY inbox`
	err := t.each(query, []any{soon.UnixMilli()}, func(scan func(...any) error) error {
		var f conversation.Figures
		var next *int64
		err := scan(idInto(&f.Inbox), &f.Open, &f.Closed, &f.Due, &f.Held, &f.Destroyed, &next)
		f.Next = timeOf(next)
		all = append(all, f)
		return err
	})
	return all, err
}

// TryRetention says what a number of days would do: what would be over by a
// moment, what would be over earlier than now, and what would be over first.
func (t *Tx) TryRetention(inbox seal.ID, days int, by time.Time, limit int) (conversation.Trial, error) {
	const closed = ` FROM conversations WHERE inbox = ? AND state = 'closed' AND destroyed IS NULL AND expires IS NOT NULL`
	const until = `min(expires, closed_at + ?)`
	var trial conversation.Trial
	span := int64(days) * day
	_, err := t.one(`SELECT coalesce(sum(held = 0 AND `+until+` <= ?), 0), coalesce(sum(held = 0 AND expires > closed_at + ?), 0), coalesce(sum(held = 1), 0)`+closed,
		[]any{span, by.UnixMilli(), span, inbox[:]}, &trial.Now, &trial.Changed, &trial.Held)
	if err != nil {
		return trial, err
	}
	err = t.each(`SELECT id, closed_at, `+until+` AS until`+closed+` AND held = 0 ORDER BY until, n LIMIT ?`, []any{span, inbox[:], limit},
		func(scan func(...any) error) error {
			var e conversation.Ending
			var at, until int64
			err := scan(idInto(&e.Conversation), &at, &until)
			e.Closed, e.Until = timeOf(&at), timeOf(&until)
			trial.Soonest = append(trial.Soonest, e)
			return err
		})
	return trial, err
}
