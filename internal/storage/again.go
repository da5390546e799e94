package storage

import (
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/seal"
)

// InsertSuccession stores which invitation takes an account's place.
func (t *Tx) InsertSuccession(s identity.Succession) error {
	return t.must(`INSERT INTO successions (invite, former) VALUES (?, ?)`, s.Invite[:], s.Former[:])
}

func (t *Tx) succession(query string, args ...any) (s identity.Succession, ok bool, err error) {
	var successor []byte
	ok, err = t.one(`SELECT invite, former, successor FROM successions `+query, args, idInto(&s.Invite), idInto(&s.Former), &successor)
	if len(successor) == len(seal.ID{}) {
		s.Successor = seal.Some(seal.ID(successor))
	}
	return s, ok, err
}

// Succession finds what an invitation takes the place of.
func (t *Tx) Succession(invite seal.ID) (identity.Succession, bool, error) {
	return t.succession(`WHERE invite = ?`, invite[:])
}

// SuccessionOf finds what takes an account's place.
func (t *Tx) SuccessionOf(former seal.ID) (identity.Succession, bool, error) {
	return t.succession(`WHERE former = ?`, former[:])
}

// Succeed puts the successor in the former account's place: its address is free for
// it, and the person whom provisioning knows is the successor now.
func (t *Tx) Succeed(s identity.Succession) error {
	successor := s.Successor.ID()
	if err := t.FreeAddress(s.Former); err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE successions SET successor = ? WHERE invite = ?`, []any{successor[:], s.Invite[:]}},
		{`UPDATE provisioned_users SET account = ? WHERE account = ?`, []any{successor[:], s.Former[:]}},
		{`DELETE FROM provider_links WHERE account = ?`, []any{s.Former[:]}},
	} {
		if err := t.must(step.query, step.args...); err != nil {
			return err
		}
	}
	return nil
}

// FreeAddress leaves an account without its address. The column is unique; what stands
// there now is nobody's address.
func (t *Tx) FreeAddress(account seal.ID) error {
	return t.must(`UPDATE accounts SET email = ? WHERE id = ?`, "former "+account.Hex(), account[:])
}
