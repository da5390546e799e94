package identity

import (
	"context"
	"errors"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// This file shuts an account out at once. The directory is signed by clients, so
// that the server can take nobody's keys away: it hands out nothing more to them,
// and clients of colleagues change the keys of their teams (docs/decisions/0029).

// Origin says who suspended an account. Only what did so lifts it again: an
// identity provider that says "active" undoes nothing that a person decided.
type Origin string

// The origins.
const (
	ByPerson       Origin = "admin"
	ByProvisioning Origin = "provisioning"
)

// Suspension is an account that is shut out.
type Suspension struct {
	Account seal.ID
	Origin  Origin
	Since   time.Time
}

// suspendedError refuses somebody who proved who they are, and only them: for
// everybody else a suspended account is like any other.
type suspendedError struct{ account seal.ID }

func (suspendedError) Error() string { return "identity: the account is suspended" }

func suspended(account seal.ID) error {
	e := errs.New(errs.Forbidden, "identity.suspended", "Your account is suspended.", "Ask an owner or admin of your organisation.").Because("suspended")
	e.Cause = suspendedError{account}
	return e
}

// shutOut records that a suspended account was refused, or one factor alone; the act
// itself was undone with its transaction. Other errors pass.
func (s *Service) shutOut(ctx context.Context, err error, from Source) error {
	var refused suspendedError
	var few oneFactorError
	var alone withoutProviderError
	account, reason := seal.ID{}, ""
	switch {
	case errors.As(err, &refused):
		account, reason = refused.account, "suspended-account"
	case errors.As(err, &few):
		account, reason = few.account, "one-factor"
	case errors.As(err, &alone):
		account, reason = alone.account, "without-provider"
	default:
		return err
	}
	return errors.Join(err, s.store.Write(context.WithoutCancel(ctx), func(tx Tx) error {
		_, err := s.guessed(tx, account.Hex(), account, from.Network, reason)
		return err
	}))
}

// Suspended lists the accounts that are shut out.
func (s *Service) Suspended(ctx context.Context) (map[seal.ID]Suspension, error) {
	all := map[seal.ID]Suspension{}
	return all, s.store.Read(ctx, func(tx Tx) error {
		list, err := tx.Suspensions()
		for _, one := range list {
			all[one.Account] = one
		}
		return err
	})
}

// Suspend shuts an account out at once: its sessions and their sockets end, its
// tokens are revoked, what it asked for is forgotten, and no way in begins a
// session. Doing it again changes nothing.
func (s *Service) Suspend(ctx context.Context, actor access.Actor, account seal.ID) error {
	target, ok := s.directory.Actor(account)
	const op = "identity.suspend"
	switch {
	case !ok:
		return errs.New(errs.NotFound, op, "There is no such person.", "Reload the page.")
	case account == actor.Account:
		return errs.New(errs.Unprocessable, op, "You cannot suspend yourself.", "Ask another owner or admin.")
	case target.Owner && !actor.Owner:
		return errs.New(errs.Forbidden, op, "Only an owner may suspend an owner.", "Ask an owner of your organisation.")
	}
	return s.suspend(ctx, actor.Source(), account, ByPerson)
}

func (s *Service) suspend(ctx context.Context, by ledger.Source, account seal.ID, origin Origin) error {
	var ended []seal.ID
	err := s.store.Write(ctx, func(tx Tx) error {
		var err error
		ended, err = s.SuspendIn(tx, by, account, origin)
		return err
	})
	if err != nil {
		return err
	}
	s.Silence(account, ended)
	return nil
}

// SuspendIn is the part of a suspension that belongs into a transaction. Once that
// is committed, the caller must call Silence with the sessions that it ended.
func (s *Service) SuspendIn(tx Tx, by ledger.Source, account seal.ID, origin Origin) (ended []seal.ID, err error) {
	if err := s.keepsOwner(tx, account); err != nil {
		return nil, err
	}
	if before, ok, err := tx.Suspension(account); err != nil || ok && (before.Origin == ByPerson || origin == before.Origin) {
		return nil, err
	}
	if err := tx.SetSuspension(Suspension{account, origin, s.Now()}); err != nil {
		return nil, err
	}
	if err := s.event(tx, ledger.AccountSuspended, by, account, string(origin)); err != nil {
		return nil, err
	}
	sessions, err := tx.Sessions(account)
	if err != nil {
		return nil, err
	}
	for _, session := range sessions {
		if err := tx.DeleteSession(session.ID); err != nil {
			return nil, err
		}
		e := ledger.Act(s.Now(), ledger.SessionEnded, by, session.ID)
		e.Within, e.Reason = seal.Some(account), "suspended"
		if err := ledger.Append(tx, e); err != nil {
			return nil, err
		}
		ended = append(ended, session.ID)
	}
	return ended, s.revokeAll(tx, by, account)
}

// Silence closes what a suspended account has open.
func (s *Service) Silence(account seal.ID, ended []seal.ID) {
	s.approvals.drop(account)
	for _, session := range ended {
		if s.Ended != nil {
			s.Ended(session)
		}
	}
	s.excluded()
}

func (s *Service) excluded() {
	if s.Excluded != nil {
		s.Excluded()
	}
}

// keepsOwner refuses to shut the last owner out: nobody could let anybody in again.
func (s *Service) keepsOwner(tx Tx, account seal.ID) error {
	r := s.directory.Replay()
	if !r.Holds(account, directory.Owner) {
		return nil
	}
	for _, other := range r.Accounts() {
		if other.ID == account || other.Removed || !other.Holds(directory.Owner) {
			continue
		}
		if _, out, err := tx.Suspension(other.ID); err != nil || !out {
			return err
		}
	}
	return errs.New(errs.Conflict, "identity.suspend", "An organisation keeps at least one owner who can sign in.", "Make somebody else an owner first.").Because("last-owner")
}

// Reinstate lets an account in again, which then signs in anew. Keys that changed
// meanwhile it gets from a colleague's client.
func (s *Service) Reinstate(ctx context.Context, actor access.Actor, account seal.ID) error {
	target, _ := s.directory.Actor(account)
	if target.Owner && !actor.Owner {
		return errs.New(errs.Forbidden, "identity.reinstate", "Only an owner may let an owner in again.", "Ask an owner of your organisation.")
	}
	err := s.store.Write(ctx, func(tx Tx) error { return s.ReinstateIn(tx, actor.Source(), account, ByPerson) })
	if err == nil {
		s.excluded()
	}
	return err
}

// ReinstateIn is the same inside of a transaction. Provisioning lifts only what it
// set; a person lifts both.
func (s *Service) ReinstateIn(tx Tx, by ledger.Source, account seal.ID, origin Origin) error {
	before, ok, err := tx.Suspension(account)
	if err != nil || !ok || origin == ByProvisioning && before.Origin != origin {
		return err
	}
	if err := tx.DeleteSuspension(account); err != nil {
		return err
	}
	return s.event(tx, ledger.AccountReinstated, by, account, string(origin))
}

// drop forgets what an account's browsers asked for.
func (a *approvals) drop(account seal.ID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id, asked := range a.all {
		if asked.Account == account {
			delete(a.all, id)
		}
	}
}
