package storage

import (
	"time"

	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/seal"
)

// SetPhone stores a number in the place of the account's one before.
func (t *Tx) SetPhone(p identity.Phone) error {
	return t.must(`INSERT INTO phones (account, sealed, since, last_used, resting) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET sealed = excluded.sealed, since = excluded.since, last_used = excluded.last_used, resting = excluded.resting`,
		p.Account[:], p.Sealed, p.Since.UnixMilli(), perhaps(p.LastUsed), p.Resting)
}

func (t *Tx) phones(query string, args ...any) ([]identity.Phone, error) {
	var all []identity.Phone
	err := t.each(`SELECT account, sealed, since, last_used, resting FROM phones `+query, args, func(scan func(...any) error) error {
		var p identity.Phone
		var since, used int64
		err := scan(idInto(&p.Account), &p.Sealed, &since, &used, &p.Resting)
		p.Since = time.UnixMilli(since)
		if used != 0 {
			p.LastUsed = time.UnixMilli(used)
		}
		all = append(all, p)
		return err
	})
	return all, err
}

// Phone returns an account's number.
func (t *Tx) Phone(account seal.ID) (identity.Phone, bool, error) {
	all, err := t.phones(`WHERE account = ?`, account[:])
	if err != nil || len(all) == 0 {
		return identity.Phone{}, false, err
	}
	return all[0], true, nil
}

// Phones lists all of them.
func (t *Tx) Phones() ([]identity.Phone, error) { return t.phones(`ORDER BY account`) }

// DeletePhone forgets a number.
func (t *Tx) DeletePhone(account seal.ID) error {
	return t.must(`DELETE FROM phones WHERE account = ?`, account[:])
}

// TextsSent is how many codes were sent on a day.
func (t *Tx) TextsSent(day int64) (count int, err error) {
	_, err = t.one(`SELECT sent FROM texts_sent WHERE day = ?`, []any{day}, &count)
	return count, err
}

// CountTexts counts more, and forgets the days before.
func (t *Tx) CountTexts(day int64, more int) error {
	if _, err := t.run(`DELETE FROM texts_sent WHERE day < ?`, day); err != nil {
		return err
	}
	return t.must(`INSERT INTO texts_sent (day, sent) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET sent = sent + excluded.sent`, day, more)
}
