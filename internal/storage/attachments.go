package storage

import (
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

const attachmentColumns = `thread, id, uploader, size, received, claimed, removed, created`

func (t *Tx) attachments(query string, args ...any) ([]conversation.Attachment, error) {
	var all []conversation.Attachment
	err := t.each(`SELECT `+attachmentColumns+` FROM attachments `+query, args, func(scan func(...any) error) error {
		var a conversation.Attachment
		var id []byte
		var created int64
		err := scan(idInto(&a.Thread), &id, idInto(&a.Uploader), &a.Size, &a.Received, &a.Claimed, &a.Removed, &created)
		copy(a.ID[:], id)
		a.Created = time.UnixMilli(created)
		all = append(all, a)
		return err
	})
	return all, err
}

// Attachment finds a file of a thread, also one that was taken back.
func (t *Tx) Attachment(thread seal.ID, id seal.ID16) (conversation.Attachment, bool, error) {
	found, err := t.attachments(`WHERE thread = ? AND id = ?`, thread[:], id[:])
	if err != nil || len(found) == 0 {
		return conversation.Attachment{}, false, err
	}
	return found[0], true, nil
}

// InsertAttachment stores a file that begins.
func (t *Tx) InsertAttachment(a conversation.Attachment) error {
	return t.must(`INSERT INTO attachments (`+attachmentColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		a.Thread[:], a.ID[:], a.Uploader[:], a.Size, a.Received, a.Claimed, a.Removed, a.Created.UnixMilli())
}

// UpdateAttachment stores what may change.
func (t *Tx) UpdateAttachment(a conversation.Attachment) error {
	return t.must(`UPDATE attachments SET received = ?, claimed = ?, removed = ? WHERE thread = ? AND id = ?`,
		a.Received, a.Claimed, a.Removed, a.Thread[:], a.ID[:])
}

// UnclaimedOf counts an uploader's files that wait for a message.
func (t *Tx) UnclaimedOf(uploader seal.ID) (int, error) {
	var n int
	_, err := t.one(`SELECT count(*) FROM attachments WHERE uploader = ? AND claimed = 0 AND removed = 0`, []any{uploader[:]}, &n)
	return n, err
}

// StoredBy adds up an uploader's files that nobody took back.
func (t *Tx) StoredBy(uploader seal.ID) (uint64, error) {
	return t.sum(`WHERE removed = 0 AND uploader = ?`, uploader[:])
}

// StoredByVisitors adds up the files of a conversation's visitors, in it.
func (t *Tx) StoredByVisitors(id seal.ID) (uint64, error) {
	return t.sum(`WHERE removed = 0 AND thread = ? AND uploader IN (SELECT device FROM conversation_visitors WHERE conversation = ?)`, id[:], id[:])
}

func (t *Tx) sum(query string, args ...any) (uint64, error) {
	var n uint64
	_, err := t.one(`SELECT coalesce(sum(size), 0) FROM attachments `+query, args, &n)
	return n, err
}

// Unclaimed lists files that were begun before a moment and wait for a message.
func (t *Tx) Unclaimed(before time.Time, limit int) ([]conversation.Attachment, error) {
	return t.attachments(`WHERE claimed = 0 AND removed = 0 AND created < ? LIMIT ?`, before.UnixMilli(), limit)
}

// DeleteUnclaimed forgets a file that no message claimed.
func (t *Tx) DeleteUnclaimed(a conversation.Attachment) (bool, error) {
	n, err := t.run(`DELETE FROM attachments WHERE thread = ? AND id = ? AND claimed = 0`, a.Thread[:], a.ID[:])
	return n > 0, err
}

// CountAttachments counts the files of a conversation and its notes that nobody
// took back.
func (t *Tx) CountAttachments(id seal.ID) (uint64, error) {
	var n uint64
	_, err := t.one(`SELECT count(*) FROM attachments WHERE removed = 0 AND thread IN (SELECT id FROM threads WHERE conversation = ?)`, []any{id[:]}, &n)
	return n, err
}

// ThreadIDs lists a conversation's thread and its notes'.
func (t *Tx) ThreadIDs(id seal.ID) ([]seal.ID, error) {
	return t.ids(`SELECT id FROM threads WHERE conversation = ?`, id[:])
}
