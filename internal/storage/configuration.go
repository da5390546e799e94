package storage

import (
	"bytes"
	"context"
	"slices"

	"github.com/sealdesk/sealdesk/internal/ledger"
)

// Configured keeps what this start is configured with, by name, and writes the
// events that it makes of the names whose values are others than at the last start.
// What the last start did not know is no change.
func (l Ledger) Configured(ctx context.Context, now map[string][]byte, events func(changed []string) []ledger.Event) error {
	return l.Write(ctx, func(tx *Tx) error {
		var changed []string
		err := tx.each(`SELECT name, hash FROM configuration`, nil, func(scan func(...any) error) error {
			var name string
			var hash []byte
			if err := scan(&name, &hash); err != nil {
				return err
			}
			if value, ok := now[name]; ok && !bytes.Equal(value, hash) {
				changed = append(changed, name)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for name, hash := range now {
			if err := tx.must(`INSERT INTO configuration (name, hash) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET hash = excluded.hash`, name, hash); err != nil {
				return err
			}
		}
		slices.Sort(changed)
		for _, event := range events(changed) {
			if err := ledger.Append(tx, event); err != nil {
				return err
			}
		}
		return nil
	})
}
