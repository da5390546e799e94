package storage

import (
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

// Drafts lists an account's drafts in conversations of these groups.
func (t *Tx) Drafts(account seal.ID, groups []seal.ID) ([]conversation.Draft, error) {
	marks, values := list(groups)
	return t.drafts(`JOIN conversations c ON c.id = d.conversation WHERE d.account = ? AND d.bytes IS NOT NULL AND c.group_id IN (`+marks+`) ORDER BY d.updated DESC`,
		append([]any{account[:]}, values...)...)
}

// Draft finds an account's draft in a conversation; version 0 if there was none.
func (t *Tx) Draft(account, id seal.ID) (conversation.Draft, error) {
	found, err := t.drafts(`WHERE d.account = ? AND d.conversation = ?`, account[:], id[:])
	if err != nil || len(found) == 0 {
		return conversation.Draft{}, err
	}
	return found[0], nil
}

func (t *Tx) drafts(query string, args ...any) ([]conversation.Draft, error) {
	var all []conversation.Draft
	err := t.each(`SELECT d.account, d.conversation, d.version, d.bytes, d.updated FROM drafts d `+query, args, func(scan func(...any) error) error {
		var d conversation.Draft
		var updated int64
		err := scan(idInto(&d.Account), idInto(&d.Conversation), &d.Version, &d.Bytes, &updated)
		d.Updated = time.UnixMilli(updated)
		all = append(all, d)
		return err
	})
	return all, err
}

// SetDraft stores a draft in place of the one before.
func (t *Tx) SetDraft(d conversation.Draft) error {
	var bytes any
	if d.Bytes != nil {
		bytes = d.Bytes
	}
	return t.must(`INSERT INTO drafts (account, conversation, version, bytes, updated) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (account, conversation) DO UPDATE SET version = excluded.version, bytes = excluded.bytes, updated = excluded.updated`,
		d.Account[:], d.Conversation[:], d.Version, bytes, d.Updated.UnixMilli())
}
