package storage

import (
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

// SetNotice keeps an address under the generation's shred key; "" forgets it.
func (t *Tx) SetNotice(id, generation seal.ID, email string, told uint64) error {
	if email == "" {
		return t.must(`DELETE FROM notices WHERE conversation = ?`, id[:])
	}
	sealed, err := t.shred.seal(t.ctx, generation, "notice", []byte(email))
	if err != nil {
		return err
	}
	return t.must(`INSERT INTO notices (conversation, generation, sealed, told) VALUES (?, ?, ?, ?)
		ON CONFLICT (conversation) DO UPDATE SET generation = excluded.generation, sealed = excluded.sealed, told = excluded.told`,
		id[:], generation[:], sealed, told)
}

// DueNotices lists answers from before a moment that no device of the customer
// has read and that nobody was told of, oldest first, a page after a place; next
// is zero at the end. Where nobody waits, staff spoke last.
func (t *Tx) DueNotices(before time.Time, after conversation.Cursor, limit int) (due []conversation.Notice, next conversation.Cursor, err error) {
	type row struct {
		notice     conversation.Notice
		generation seal.ID
		sealed     []byte
	}
	var rows []row
	const query = `SELECT o.conversation, o.generation, o.sealed, o.told, t.last_message, c.last_activity, c.n FROM notices o
		JOIN conversations c ON c.id = o.conversation JOIN places t ON t.id = o.conversation
		WHERE c.waiting_since IS NULL AND c.last_activity < ? AND (c.last_activity, c.n) > (?, ?) AND t.last_message > o.told
		AND NOT EXISTS (SELECT 1 FROM marks m JOIN conversation_visitors v ON v.device = m.device AND v.conversation = o.conversation
			WHERE m.thread = o.conversation AND m.kind = 2 AND m.sequence >= t.last_message)
		ORDER BY c.last_activity, c.n LIMIT ?`
	err = t.each(query, []any{before.UnixMilli(), after.Activity, after.Row, limit}, func(scan func(...any) error) error {
		var r row
		err := scan(idInto(&r.notice.Conversation), idInto(&r.generation), &r.sealed, &r.notice.Told, &r.notice.Sequence, &next.Activity, &next.Row)
		rows = append(rows, r)
		return err
	})
	if err != nil {
		return nil, next, err
	}
	if len(rows) < limit {
		next = conversation.Cursor{}
	}
	for _, r := range rows {
		email, open, err := t.shred.open(t.ctx, r.generation, "notice", r.sealed)
		if err != nil {
			return nil, next, err
		}
		if open {
			r.notice.Email = string(email)
			due = append(due, r.notice)
		}
	}
	return due, next, nil
}

// SetTold stores up to where somebody was told.
func (t *Tx) SetTold(id seal.ID, sequence uint64) error {
	return t.must(`UPDATE notices SET told = ? WHERE conversation = ?`, sequence, id[:])
}
