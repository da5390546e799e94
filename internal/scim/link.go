package scim

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// This file is for admins: who is expected, whose entry is whose account, and which
// group is which team.

// Expected is a person with what an admin decides about.
type Expected struct {
	User
	Groups    []seal.ID
	Suggested seal.OptionalID // the account with the same address
}

// Overview is what a provider has said.
type Overview struct {
	People []Expected
	Groups []Group
	Counts map[seal.ID]int // members of each group
}

// Overview lists what a provider has said.
func (s *Service) Overview(ctx context.Context) (Overview, error) {
	out := Overview{Counts: map[seal.ID]int{}}
	return out, s.Store.Read(ctx, func(tx Tx) error {
		people, err := tx.ProvisionedUsers()
		if err != nil {
			return err
		}
		groups, err := groupsOf(tx)
		if err != nil {
			return err
		}
		if out.Groups, err = tx.ProvisionedGroups(); err != nil {
			return err
		}
		for _, u := range people {
			e := Expected{User: u}
			for _, g := range groups[u.ID] {
				e.Groups = append(e.Groups, g.ID)
				out.Counts[g.ID]++
			}
			if address := u.Address(); address != "" && !u.Account.Present() {
				account, ok, err := tx.AccountByEmail(address)
				if err != nil {
					return err
				}
				if ok {
					e.Suggested = seal.Some(account.ID)
				}
			}
			out.People = append(out.People, e)
		}
		return nil
	})
}

// Expect notes somebody whom an identity provider proved at sign-in and who has no
// account, as if it had sent them. It reports whether they are expected: not if they
// have an account, or were said to have left.
func (s *Service) Expect(ctx context.Context, by ledger.Source, address, name string) (bool, error) {
	expected := false
	var id seal.ID
	if _, err := io.ReadFull(s.Random, id[:]); err != nil {
		return false, err
	}
	err := s.Store.Write(ctx, func(tx Tx) error {
		if _, ok, err := tx.AccountByEmail(address); err != nil || ok {
			return err
		}
		all, err := tx.ProvisionedUsers()
		if err != nil {
			return err
		}
		for _, u := range all {
			if u.Address() == strings.ToLower(address) {
				expected = u.Active
				return nil
			}
		}
		h := held{kind: Users, user: User{ID: id, Version: 1, Created: s.Now(), Changed: s.Now(), UserName: address, Display: name, Email: address, Active: true}}
		if s.room(tx, Users) != nil || h.checkUser(tx) != nil || s.fits(User{}, h.user) != nil {
			return nil // not by this way: an admin can invite them all the same
		}
		expected = true
		return errors.Join(tx.SetProvisionedUser(h.user), s.record(tx, by, h, "newcomer"))
	})
	return expected && err == nil, err
}

// Link says whose account an entry is: from here on the account follows it. A zero
// account is nobody's; what the provider had set is lifted then.
func (s *Service) Link(ctx context.Context, actor access.Actor, id, account seal.ID) error {
	const op = "scim.link"
	var ended []seal.ID
	err := s.Store.Write(ctx, func(tx Tx) error {
		h, err := s.find(tx, Users, id)
		if err != nil {
			return err
		}
		if h.user.Account == seal.Some(account) {
			return nil
		}
		if account == actor.Account && !h.user.Active {
			return errs.New(errs.Unprocessable, op, "This would shut yourself out.", "Ask another owner or admin.")
		}
		if h.user.Account.Present() {
			if err := s.Accounts.ReinstateIn(tx, actor.Source(), h.user.Account.ID(), "provisioning"); err != nil {
				return err
			}
		}
		if err := free(tx, account); err != nil {
			return err
		}
		h.user.Account = seal.Some(account)
		h.user.Version, h.user.Changed = h.user.Version+1, s.Now()
		if err := tx.SetProvisionedUser(h.user); err != nil {
			return err
		}
		if ended, err = s.follow(tx, actor.Source(), h.user); err != nil {
			return err
		}
		return s.record(tx, actor.Source(), h, "linked")
	})
	if err == nil && !account.IsZero() && len(ended) > 0 {
		s.Accounts.Silence(account, ended)
	}
	return err
}

// free refuses an account that is not there, or that another entry has.
func free(tx Tx, account seal.ID) error {
	if account.IsZero() {
		return nil
	}
	if _, ok, err := tx.Account(account); err != nil {
		return err
	} else if !ok {
		return errs.New(errs.NotFound, "scim.link", "There is no such person.", "Reload the page.")
	}
	all, err := tx.ProvisionedUsers()
	if err != nil {
		return err
	}
	for _, u := range all {
		if u.Account == seal.Some(account) {
			return errs.New(errs.Conflict, "scim.link", "This account belongs to another entry already.", "Part them there first.")
		}
	}
	return nil
}

// LinkGroup says which team a group is; a zero team is none.
func (s *Service) LinkGroup(ctx context.Context, actor access.Actor, id, team seal.ID) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		h, err := s.find(tx, Groups, id)
		if err != nil || h.group.Team == seal.Some(team) {
			return err
		}
		h.group.Team = seal.Some(team)
		h.group.Version, h.group.Changed = h.group.Version+1, s.Now()
		if err := tx.SetProvisionedGroup(h.group); err != nil {
			return err
		}
		return s.record(tx, actor.Source(), h, "linked")
	})
}
