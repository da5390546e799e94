package storage

import (
	"context"

	"github.com/sealdesk/sealdesk/internal/settings"
)

// Settings is what the organisation chose.
type Settings struct{ *DB }

// Write runs one transaction.
func (s Settings) Write(ctx context.Context, run func(settings.Tx) error) error {
	return s.DB.Write(ctx, func(tx *Tx) error { return run(tx) })
}

// Read runs queries that see one moment.
func (s Settings) Read(ctx context.Context, run func(settings.Tx) error) error {
	return s.DB.Read(ctx, func(tx *Tx) error { return run(tx) })
}

// Setting returns a document as it is kept.
func (t *Tx) Setting(name string) (settings.Stored, bool, error) {
	found := settings.Stored{Name: name}
	var changed int64
	ok, err := t.one(`SELECT version, bytes, changed FROM documents WHERE name = ?`, []any{name}, &found.Version, &found.Bytes, &changed)
	if ok {
		found.Changed = timeOf(&changed)
	}
	return found, ok, err
}

// SetSetting stores a document in the place of the one before.
func (t *Tx) SetSetting(s settings.Stored) error {
	return t.must(`INSERT INTO documents (name, version, bytes, changed) VALUES (?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET version = excluded.version, bytes = excluded.bytes, changed = excluded.changed`,
		s.Name, int64(s.Version), s.Bytes, s.Changed.UnixMilli()) //nolint:gosec // versions count from 1
}
