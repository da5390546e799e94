package storage

import (
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

// Ahead counts the conversations of the same group that wait longer. Only
// conversations that wait have a time there, and an index holds just those.
func (t *Tx) Ahead(c conversation.Conversation) (int, error) {
	var n int
	since := c.Waiting.UnixMilli()
	_, err := t.one(`SELECT count(*) FROM conversations WHERE group_id = ? AND waiting_since IS NOT NULL AND (waiting_since < ? OR waiting_since = ? AND n < ?)`,
		[]any{c.Group[:], since, since, c.Row}, &n)
	return n, err
}

// Waiting lists the devices of those who wait for a group, longest first.
func (t *Tx) Waiting(group seal.ID, limit int) ([]conversation.Waiting, error) {
	var all []conversation.Waiting
	const query = `SELECT c.id, v.device, c.place - 1 FROM (SELECT id, row_number() OVER (ORDER BY waiting_since, n) AS place FROM conversations
		WHERE group_id = ? AND waiting_since IS NOT NULL ORDER BY place LIMIT ?) c
		JOIN conversation_visitors v ON v.conversation = c.id ORDER BY c.place`
	err := t.each(query, []any{group[:], limit}, func(scan func(...any) error) error {
		var w conversation.Waiting
		err := scan(idInto(&w.Conversation), idInto(&w.Device), &w.Ahead)
		all = append(all, w)
		return err
	})
	return all, err
}

// InsertAnswer remembers how long somebody waited for an answer: nothing of who
// it was, or where.
func (t *Tx) InsertAnswer(inbox seal.ID, at time.Time, waited time.Duration) error {
	return t.must(`INSERT INTO answers (inbox, time, waited) VALUES (?, ?, ?)`, inbox[:], at.UnixMilli(), waited.Milliseconds())
}

// Answers lists the newest waits of an inbox since a moment.
func (t *Tx) Answers(inbox seal.ID, since time.Time, limit int) ([]time.Duration, error) {
	var all []time.Duration
	err := t.each(`SELECT waited FROM answers WHERE inbox = ? AND time >= ? ORDER BY time DESC LIMIT ?`, []any{inbox[:], since.UnixMilli(), limit},
		func(scan func(...any) error) error {
			var waited int64
			err := scan(&waited)
			all = append(all, time.Duration(waited)*time.Millisecond)
			return err
		})
	return all, err
}

// DeleteAnswers forgets what no figure counts any more.
func (t *Tx) DeleteAnswers(before time.Time) error {
	return t.must(`DELETE FROM answers WHERE time < ?`, before.UnixMilli())
}
