package storage

import (
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

// SignInChecked is when sign-in was looked at last; the zero time is never.
func (t *Tx) SignInChecked() (time.Time, error) {
	var at int64
	ok, err := t.one(`SELECT checked FROM signin_checks`, nil, &at)
	if err != nil || !ok {
		return time.Time{}, err
	}
	return time.UnixMilli(at), nil
}

// SignInFindings is what was found then.
func (t *Tx) SignInFindings() (map[seal.ID]bool, error) {
	found := map[seal.ID]bool{}
	err := t.each(`SELECT finding FROM signin_findings`, nil, func(scan func(...any) error) error {
		var finding seal.ID
		err := scan(idInto(&finding))
		found[finding] = true
		return err
	})
	return found, err
}

// SetSignInFindings keeps what was found, in the place of what was before.
func (t *Tx) SetSignInFindings(at time.Time, found []seal.ID) error {
	if err := t.must(`INSERT INTO signin_checks (one, checked) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET checked = excluded.checked`, at.UnixMilli()); err != nil {
		return err
	}
	if _, err := t.run(`DELETE FROM signin_findings`); err != nil {
		return err
	}
	for _, each := range found {
		if err := t.must(`INSERT INTO signin_findings (finding) VALUES (?) ON CONFLICT DO NOTHING`, each[:]); err != nil {
			return err
		}
	}
	return nil
}
