package storage

import (
	"context"
	"encoding/json"
	"time"

	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/seal"
)

// Directory is the database as the directory domain sees it.
type Directory struct{ *DB }

// Write runs one transaction.
func (d Directory) Write(ctx context.Context, run func(directory.Tx) error) error {
	return d.DB.Write(ctx, func(tx *Tx) error { return run(tx) })
}

// Read runs queries that see one moment.
func (d Directory) Read(ctx context.Context, run func(directory.Tx) error) error {
	return d.DB.Read(ctx, func(tx *Tx) error { return run(tx) })
}

// Statements returns the whole log in order.
func (t *Tx) Statements() ([][]byte, error) {
	return t.blobs(`SELECT bytes FROM statements ORDER BY position`)
}

func (t *Tx) blobs(query string, args ...any) ([][]byte, error) {
	var all [][]byte
	err := t.each(query, args, func(scan func(...any) error) error {
		var wire []byte
		err := scan(&wire)
		all = append(all, wire)
		return err
	})
	return all, err
}

// AppendStatement stores a statement at its place; a taken place is an error.
func (t *Tx) AppendStatement(position int, id seal.ID, wire []byte) error {
	return t.must(`INSERT INTO statements (position, id, bytes) VALUES (?, ?, ?)`, position, id[:], wire)
}

// headsKept bounds what a long-lived desk loads: messages cite recent heads.
const headsKept = 20_000

// Heads returns the newest heads, by ascending size.
func (t *Tx) Heads() ([]directory.Head, error) {
	var all []directory.Head
	err := t.each(`SELECT id, size, bytes FROM (SELECT rowid AS n, id, size, bytes FROM heads ORDER BY rowid DESC LIMIT ?) AS newest ORDER BY size, n`, []any{headsKept}, func(scan func(...any) error) error {
		var h directory.Head
		err := scan(idInto(&h.ID), &h.Size, &h.Bytes)
		all = append(all, h)
		return err
	})
	return all, err
}

// InsertHead stores a head once.
func (t *Tx) InsertHead(h directory.Head) error {
	return t.must(`INSERT INTO heads (id, size, bytes) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`, h.ID[:], h.Size, h.Bytes)
}

// SetGroupBox stores a member's box of a group generation.
func (t *Tx) SetGroupBox(b directory.GroupBox) error {
	return t.must(`INSERT INTO group_boxes (group_id, number, account, box) VALUES (?, ?, ?, ?)
		ON CONFLICT (group_id, number, account) DO UPDATE SET box = excluded.box`, b.Group[:], b.Number, b.Account[:], b.Box)
}

// GroupBoxes returns an account's boxes, oldest generations first.
func (t *Tx) GroupBoxes(account seal.ID) ([]directory.GroupBox, error) {
	var all []directory.GroupBox
	err := t.each(`SELECT group_id, number, box FROM group_boxes WHERE account = ? ORDER BY group_id, number`, []any{account[:]}, func(scan func(...any) error) error {
		b := directory.GroupBox{Account: account}
		err := scan(idInto(&b.Group), &b.Number, &b.Box)
		all = append(all, b)
		return err
	})
	return all, err
}

// SetArticles stores an article set under its hash.
func (t *Tx) SetArticles(hash seal.ID, now time.Time, bytes []byte) error {
	return t.must(`INSERT INTO article_sets (hash, created, bytes) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING`, hash[:], now.Unix(), bytes)
}

// Articles returns an article set.
func (t *Tx) Articles(hash seal.ID) ([]byte, bool, error) {
	var bytes []byte
	ok, err := t.one(`SELECT bytes FROM article_sets WHERE hash = ?`, []any{hash[:]}, &bytes)
	return bytes, ok, err
}

// Settings returns an inbox's settings.
func (t *Tx) Settings(inbox seal.ID) (directory.Settings, bool, error) {
	var text string
	var settings directory.Settings
	ok, err := t.one(`SELECT settings FROM inbox_settings WHERE inbox = ?`, []any{inbox[:]}, &text)
	if err != nil || !ok {
		return settings, false, err
	}
	return settings, true, wrap(json.Unmarshal([]byte(text), &settings))
}

// RetentionDays returns how long an inbox promises to keep keys, 0 if it does
// not say.
func (t *Tx) RetentionDays(inbox seal.ID) (int, error) {
	settings, _, err := t.Settings(inbox)
	return settings.RetentionDays, err
}

// SetSettings stores an inbox's settings.
func (t *Tx) SetSettings(inbox seal.ID, settings directory.Settings) error {
	text, err := json.Marshal(settings)
	if err != nil {
		return wrap(err)
	}
	return t.must(`INSERT INTO inbox_settings (inbox, settings) VALUES (?, ?) ON CONFLICT (inbox) DO UPDATE SET settings = excluded.settings`, inbox[:], string(text))
}
