package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

// This file keeps certificates of destroyed keys. The shred store's are the ones
// that count: they come in the commit in which the keys go, so that a desk whose
// data comes from a backup knows what it must not keep. The data file's are what
// people ask for.

// certify destroys keys and keeps the first certificate of a conversation.
func (s *Shred) certify(ctx context.Context, id seal.ID, certificate []byte, generations ...[32]byte) ([]byte, error) {
	var kept []byte
	err := s.destroy(ctx, func(tx *sql.Tx) error {
		const insert = `INSERT INTO certificates (conversation, bytes) VALUES (?, ?) ON CONFLICT (conversation) DO NOTHING`
		if _, err := tx.ExecContext(ctx, insert, id[:], certificate); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT bytes FROM certificates WHERE conversation = ?`, id[:]).Scan(&kept)
	}, generations...)
	return kept, err
}

func (s *Shred) ended(ctx context.Context, after int64, limit int) ([]conversation.Ended, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT n, conversation, bytes FROM certificates WHERE n > ? ORDER BY n LIMIT ?`, after, limit)
	if err != nil {
		return nil, shredError(err)
	}
	defer rows.Close()
	var all []conversation.Ended
	for rows.Next() {
		var e conversation.Ended
		if err := rows.Scan(&e.Place, idInto(&e.Conversation), &e.Certificate); err != nil {
			return nil, shredError(errors.Join(err, fmt.Errorf("certificate after %d", after)))
		}
		all = append(all, e)
	}
	return all, shredError(rows.Err())
}

// InsertCertificate keeps the first certificate of a conversation.
func (t *Tx) InsertCertificate(c conversation.Certified) error {
	return t.must(`INSERT INTO certificates (conversation, at, bytes) VALUES (?, ?, ?) ON CONFLICT (conversation) DO NOTHING`,
		c.Conversation[:], c.At.UnixMilli(), c.Certificate)
}

// Certificates returns those before a place (0: the newest), newest first.
func (t *Tx) Certificates(before int64, limit int) ([]conversation.Certified, error) {
	var all []conversation.Certified
	err := t.each(`SELECT n, conversation, at, bytes FROM certificates WHERE n < ? OR ? = 0 ORDER BY n DESC LIMIT ?`, []any{before, before, limit},
		func(scan func(...any) error) error {
			var c conversation.Certified
			var at int64
			err := scan(&c.Place, idInto(&c.Conversation), &at, &c.Certificate)
			c.At = timeOf(&at)
			all = append(all, c)
			return err
		})
	return all, err
}
