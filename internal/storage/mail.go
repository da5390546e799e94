package storage

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/mail"
	"github.com/sealdesk/sealdesk/seal"
)

// Mail is what waits to be sent.
type Mail struct{ *DB }

// Write runs one transaction.
func (m Mail) Write(ctx context.Context, run func(mail.Tx) error) error {
	return m.DB.Write(ctx, func(tx *Tx) error { return run(tx) })
}

// Read runs queries that see one moment.
func (m Mail) Read(ctx context.Context, run func(mail.Tx) error) error {
	return m.DB.Read(ctx, func(tx *Tx) error { return run(tx) })
}

// InsertMail keeps a letter. One that is there stays as it is.
func (t *Tx) InsertMail(q mail.Queued) error {
	return t.must(`INSERT INTO letters (id, kind, address, created, due, expires, attempts, step, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO NOTHING`, q.ID[:], string(q.Kind), q.Address[:], q.Created.UnixMilli(), q.Due.UnixMilli(), q.Expires.UnixMilli(), q.Attempts, string(q.Step), q.Sealed)
}

func (t *Tx) letters(query string, args ...any) ([]mail.Queued, error) {
	var all []mail.Queued
	err := t.each(`SELECT id, kind, address, created, due, expires, attempts, step, sealed FROM letters `+query, args, func(scan func(...any) error) error {
		var q mail.Queued
		var created, due, expires int64
		err := scan(idInto(&q.ID), &q.Kind, idInto(&q.Address), &created, &due, &expires, &q.Attempts, &q.Step, &q.Sealed)
		q.Created, q.Due, q.Expires = time.UnixMilli(created), time.UnixMilli(due), time.UnixMilli(expires)
		all = append(all, q)
		return err
	})
	return all, err
}

// DueMail lists letters that are due, or over; what expires first is first.
func (t *Tx) DueMail(now time.Time, limit int) ([]mail.Queued, error) {
	return t.letters(`WHERE due <= ? OR expires <= ? ORDER BY expires, id LIMIT ?`, now.UnixMilli(), now.UnixMilli(), limit)
}

// Mails lists the oldest letters that wait, and counts all. Those for nobody count
// for nobody.
func (t *Tx) Mails(limit int) ([]mail.Queued, int, error) {
	all, err := t.letters(`WHERE kind <> '' ORDER BY created, id LIMIT ?`, limit)
	if err != nil {
		return nil, 0, err
	}
	count := 0
	_, err = t.one(`SELECT count(*) FROM letters WHERE kind <> ''`, nil, &count)
	return all, count, err
}

// PostponeMail stores when a letter is tried again.
func (t *Tx) PostponeMail(q mail.Queued) error {
	return t.must(`UPDATE letters SET due = ?, attempts = ?, step = ? WHERE id = ?`, q.Due.UnixMilli(), q.Attempts, string(q.Step), q.ID[:])
}

// DeleteMail forgets a letter.
func (t *Tx) DeleteMail(id seal.ID) error { return t.must(`DELETE FROM letters WHERE id = ?`, id[:]) }

// DeleteMailTo forgets all letters to an address.
func (t *Tx) DeleteMailTo(address seal.ID) error {
	return t.must(`DELETE FROM letters WHERE address = ?`, address[:])
}

// Bar stores that nothing is sent to an address.
func (t *Tx) Bar(b mail.Barred) error {
	return t.must(`INSERT INTO barred_addresses (address, sealed, since, step, code) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (address) DO UPDATE SET sealed = excluded.sealed, since = excluded.since, step = excluded.step, code = excluded.code`,
		b.Address[:], b.Sealed, b.Since.UnixMilli(), string(b.Step), b.Code)
}

func (t *Tx) barred(query string, args ...any) ([]mail.Barred, error) {
	var all []mail.Barred
	err := t.each(`SELECT address, sealed, since, step, code FROM barred_addresses `+query, args, func(scan func(...any) error) error {
		var b mail.Barred
		var since int64
		err := scan(idInto(&b.Address), &b.Sealed, &since, &b.Step, &b.Code)
		b.Since = time.UnixMilli(since)
		all = append(all, b)
		return err
	})
	return all, err
}

// BarredAddress returns whether nothing is sent to an address.
func (t *Tx) BarredAddress(address seal.ID) (mail.Barred, bool, error) {
	all, err := t.barred(`WHERE address = ?`, address[:])
	if err != nil || len(all) == 0 {
		return mail.Barred{}, false, err
	}
	return all[0], true, nil
}

// BarredAddresses lists those, newest first, a page of them.
func (t *Tx) BarredAddresses() ([]mail.Barred, error) {
	return t.barred(`ORDER BY since DESC, address LIMIT 200`)
}

// Unbar lets mail go to an address again.
func (t *Tx) Unbar(address seal.ID) error {
	return t.must(`DELETE FROM barred_addresses WHERE address = ?`, address[:])
}

// SetCode stores a code in the place of its flow's one before.
func (t *Tx) SetCode(c mail.Code) error {
	return t.must(`INSERT INTO sent_codes (flow, hash, expires, tries) VALUES (?, ?, ?, ?)
		ON CONFLICT (flow) DO UPDATE SET hash = excluded.hash, expires = excluded.expires, tries = excluded.tries`,
		c.Flow[:], c.Hash[:], c.Expires.UnixMilli(), c.Tries)
}

// Code returns the code of a flow.
func (t *Tx) Code(flow seal.ID) (mail.Code, bool, error) {
	c := mail.Code{Flow: flow}
	var expires int64
	ok, err := t.one(`SELECT hash, expires, tries FROM sent_codes WHERE flow = ?`, []any{flow[:]}, idInto(&c.Hash), &expires, &c.Tries)
	c.Expires = time.UnixMilli(expires)
	return c, ok, err
}

// DeleteCode forgets a code.
func (t *Tx) DeleteCode(flow seal.ID) error {
	return t.must(`DELETE FROM sent_codes WHERE flow = ?`, flow[:])
}

// SweepCodes forgets codes that are over.
func (t *Tx) SweepCodes(now time.Time) error {
	return t.must(`DELETE FROM sent_codes WHERE expires <= ?`, now.UnixMilli())
}
