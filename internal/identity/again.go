package identity

import (
	"context"
	"slices"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	signed "github.com/sealdesk/sealdesk/seal/directory"
)

// This file lets somebody begin again who lost every way into their account: the
// account is removed, and an invitation with the same teams and rights takes its
// place, both in one signed step (docs/decisions/0033).

const opAgain = "identity.again"

// Succession is an account that goes on as another one.
type Succession struct {
	Invite    seal.ID // which the successor accepts
	Former    seal.ID
	Successor seal.OptionalID
}

// BeginAgain takes in the batch that removes an account and opens the invitation in
// its place. It refuses an invitation that gives more than the account had, and to
// undo a suspension in this way.
func (s *Service) BeginAgain(ctx context.Context, actor access.Actor, account seal.ID, batch directory.Batch) (int, error) {
	before := s.directory.Replay()
	target, ok := before.Account(account)
	switch {
	case !ok || target.Removed:
		return 0, errs.New(errs.NotFound, opAgain, "There is no such person.", "Reload the page.")
	case account == actor.Account:
		return 0, errs.New(errs.Unprocessable, opAgain, "You cannot give yourself new keys in this way.", "Ask another owner or admin.")
	}
	change, err := s.directory.Begin(batch)
	if err != nil {
		return 0, err
	}
	done := false
	defer func() {
		if !done {
			change.Abort()
		}
	}()
	invite, ok := takesPlace(before, change.Next(), account)
	if !ok {
		return 0, errs.New(errs.Unprocessable, opAgain, "The statements do not put one invitation with the same rights in the place of this account.", "Reload the page and try again.")
	}
	err = s.store.Write(ctx, func(tx Tx) error {
		if _, out, err := tx.Suspension(account); err != nil {
			return err
		} else if out {
			return errs.New(errs.Conflict, opAgain, "This person is suspended.", "Let them in again first, if they may.").Because("suspended")
		}
		if err := change.Store(tx, actor.Source()); err != nil {
			return err
		}
		if err := tx.InsertSuccession(Succession{Invite: invite, Former: account}); err != nil {
			return err
		}
		if err := s.event(tx, ledger.AccountRestarted, actor.Source(), account, ""); err != nil {
			return err
		}
		return s.tell(tx, account, NewKeysBegunLetter)
	})
	if err != nil {
		return 0, err
	}
	size := change.Next().Size()
	done = true
	change.Commit()
	s.approvals.drop(account)
	return size, nil
}

// takesPlace finds the one new invitation of a change that removes an account; it
// gives nothing that the account did not have.
func takesPlace(before, after *signed.Replay, account seal.ID) (seal.ID, bool) {
	was, _ := before.Account(account)
	if now, ok := after.Account(account); !ok || !now.Removed {
		return seal.ID{}, false
	}
	var found []signed.InviteStatus
	for _, invite := range after.Invites() {
		if _, old := before.Invite(invite.ID); !old {
			found = append(found, invite)
		}
	}
	if len(found) != 1 {
		return seal.ID{}, false
	}
	for _, c := range found[0].Capabilities {
		if !slices.Contains(was.Capabilities, c) {
			return seal.ID{}, false
		}
	}
	for _, group := range found[0].Groups {
		if had := before.RoleIn(group.Group, account); had == 0 || group.Role > had {
			return seal.ID{}, false
		}
	}
	return found[0].ID, true
}

// succeed lets a new account take the place of the one that its invitation names, if
// it names one: the address goes over, and what provisioning says of the person. A
// provider's link does not: who they are there, they prove anew.
func (s *Service) succeed(tx Tx, invite, successor seal.ID, email string, from Source) (again bool, err error) {
	found, ok, err := tx.Succession(invite)
	if err != nil || !ok {
		return false, err
	}
	if _, out, err := tx.Suspension(found.Former); err != nil {
		return false, err
	} else if out { // since the invitation was made
		return false, errs.New(errs.Gone, opAgain, "This invitation does not count any more.", "Ask an owner or admin of your organisation.")
	}
	former, ok, err := tx.Account(found.Former)
	if err != nil {
		return false, err
	}
	if !ok || former.Email != email {
		return false, errs.New(errs.Unprocessable, opAgain, "This invitation is for another email address.", "Use the address that you signed in with before.")
	}
	found.Successor = seal.Some(successor)
	if err := tx.Succeed(found); err != nil {
		return false, err
	}
	e := ledger.Act(s.Now(), ledger.AccountSucceeded, ledger.Staff(successor, from.Network), successor)
	e.Within = seal.Some(found.Former)
	return true, ledger.Append(tx, e)
}

// freeAddress frees the address of somebody who was removed, for whoever is invited
// with it now. While they may still come back by a link of their own, it waits for them.
func (s *Service) freeAddress(tx Tx, holder seal.ID) (bool, error) {
	r := s.directory.Replay()
	if account, ok := r.Account(holder); !ok || !account.Removed {
		return false, nil
	}
	waiting, ok, err := tx.SuccessionOf(holder)
	if err != nil {
		return false, err
	}
	if invite, known := r.Invite(waiting.Invite); ok && known && invite.OpenAt(uint64(s.Now().Unix())) {
		return false, nil
	}
	return true, tx.FreeAddress(holder)
}
