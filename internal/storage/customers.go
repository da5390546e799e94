package storage

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/customers"
	"github.com/sealdesk/sealdesk/seal"
)

// Customers is what customers showed of who they are.
type Customers struct{ *DB }

// Write runs one transaction.
func (s Customers) Write(ctx context.Context, run func(customers.Tx) error) error {
	return s.DB.Write(ctx, func(tx *Tx) error { return run(tx) })
}

// Read runs queries that see one moment.
func (s Customers) Read(ctx context.Context, run func(customers.Tx) error) error {
	return s.DB.Read(ctx, func(tx *Tx) error { return run(tx) })
}

// CustomerProof returns the newest proof of a device at a level.
func (t *Tx) CustomerProof(device seal.ID, level seal.Level) (customers.Proof, bool, error) {
	p := customers.Proof{Device: device, Level: level}
	var expires int64
	ok, err := t.one(`SELECT subject, expires FROM customer_proofs WHERE device = ? AND level = ?`, []any{device[:], int64(level)}, idInto(&p.Subject), &expires) //nolint:gosec // 1 to 3
	p.Expires = time.UnixMilli(expires)
	return p, ok, err
}

// SetCustomerProof stores a proof in the place of the one before.
func (t *Tx) SetCustomerProof(p customers.Proof) error {
	return t.must(`INSERT INTO customer_proofs (device, level, subject, expires) VALUES (?, ?, ?, ?)
		ON CONFLICT (device, level) DO UPDATE SET subject = excluded.subject, expires = excluded.expires`,
		p.Device[:], int64(p.Level), p.Subject[:], p.Expires.UnixMilli()) //nolint:gosec // 1 to 3
}

// AskCustomer keeps that a conversation's customer was asked who they are.
func (t *Tx) AskCustomer(conversation seal.ID, until time.Time) error {
	return t.must(`INSERT INTO customer_asks (conversation, until) VALUES (?, ?)
		ON CONFLICT (conversation) DO UPDATE SET until = excluded.until`, conversation[:], until.UnixMilli())
}

// CustomerAsked reports whether a device is asked in one of its conversations.
func (t *Tx) CustomerAsked(device seal.ID, now time.Time) (bool, error) {
	var one int64
	return t.one(`SELECT 1 FROM customer_asks a JOIN conversation_visitors v ON v.conversation = a.conversation
		JOIN conversations c ON c.id = a.conversation
		WHERE v.device = ? AND a.until > ? AND c.destroyed IS NULL LIMIT 1`, []any{device[:], now.UnixMilli()}, &one)
}

// SweepCustomerProofs forgets proofs that are over, of devices without a
// conversation that can be read, and what was asked until before now.
func (t *Tx) SweepCustomerProofs(now time.Time) error {
	if err := t.must(`DELETE FROM customer_asks WHERE until <= ?`, now.UnixMilli()); err != nil {
		return err
	}
	return t.must(`DELETE FROM customer_proofs WHERE expires <= ? AND NOT EXISTS (
		SELECT 1 FROM conversation_visitors v JOIN conversations c ON c.id = v.conversation
		WHERE v.device = customer_proofs.device AND c.destroyed IS NULL)`, now.UnixMilli())
}
