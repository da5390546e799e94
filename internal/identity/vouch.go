package identity

import (
	"context"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// This file lets a colleague vouch for somebody who has a recovery code and nothing
// beside it: an owner or admin, who knows the person, compares a code with them by
// another route, by phone or at the desk (NIST SP 800-63B-4 §4.2.1: what recovers an
// account goes beyond what the sheet alone proves). It is an approval (approvals.go)
// that hands over no key: the recovery code opens the vault.

const opVouch = "identity.vouch"

// BeginVouch asks the owners and admins to vouch for whoever has this recovery
// code. A wrong one, or an unknown address, gets the same answer, and waits for
// ever: who finds a sheet learns nothing from it. Each counts as a miss until
// somebody is in.
func (s *Service) BeginVouch(ctx context.Context, email string, auth, key []byte, from Source) (seal.ID, Token, error) {
	request, err := newApproval(email, key, from)
	if err != nil {
		return seal.ID{}, Token{}, err
	}
	closes, err := s.throttle.try(request.email, from.Network, s.Now())
	if err != nil {
		return seal.ID{}, Token{}, err
	}
	var overseers []seal.ID
	err = s.store.Write(ctx, func(tx Tx) error {
		account, sheet, miss, err := s.hasSheet(tx, request.email, auth)
		if err != nil {
			return err
		}
		request.vouch = true
		if miss != "" {
			return s.miss(tx, request.email, account, from.Network, miss, closes)
		}
		request.Account, request.sheet = account, sheet
		if overseers, err = s.overseers(tx); err != nil {
			return err
		}
		return s.event(tx, ledger.VouchAsked, ledger.Staff(account, from.Network), account, "")
	})
	if err != nil {
		s.throttle.forgive(request.email, from.Network)
		return seal.ID{}, Token{}, err
	}
	return s.wait(request, overseers...)
}

// hasSheet checks a recovery code's authentication value; miss is what was wrong.
func (s *Service) hasSheet(tx Tx, email string, auth []byte) (account seal.ID, sheet Verifier, miss string, err error) {
	found, known, err := tx.AccountByEmail(email)
	if err != nil {
		return account, sheet, "", err
	}
	recovery, ok, err := tx.Recovery(found.ID)
	if !recovery.Verifier.matches(auth) || !ok {
		miss = wayRecovery
	}
	_, active := s.directory.Actor(found.ID)
	switch {
	case !known:
		miss = "unknown-account"
	case !active:
		miss = "removed-account"
	}
	return found.ID, recovery.Verifier, miss, err
}

// overseers are the owners and admins.
func (s *Service) overseers(tx Tx) (all []seal.ID, err error) {
	accounts, err := tx.Accounts()
	for _, account := range accounts {
		if oversees(s.directory.Actor(account.ID)) {
			all = append(all, account.ID)
		}
	}
	return all, err
}

func oversees(actor access.Actor, ok bool) bool { return ok && (actor.Owner || actor.Admin) }

// Vouch answers somebody else's request. The first answer stands.
func (s *Service) Vouch(ctx context.Context, actor access.Actor, id seal.ID, yes bool) error {
	found, ok := s.approvals.reserve(id, s.Now(), func(a *Approval) bool {
		return a.vouch && !a.Account.IsZero() && a.Account != actor.Account
	})
	if !ok {
		return errs.New(errs.Gone, opVouch, "This request is over.", "Let your colleague ask again.")
	}
	kind, object := ledger.ApprovalRefused, id
	if yes {
		kind, object = ledger.VouchGiven, found.Account
	}
	err := s.store.Write(ctx, func(tx Tx) error { return s.event(tx, kind, actor.Source(), object, "") })
	s.approvals.answer(found, err, func() { found.vouched = yes })
	if err == nil {
		s.ring(found.Account)
		err = s.ringAgain(ctx)
	}
	return err
}

// ringAgain lets the owners and admins look again: a request was answered, or there
// is an alarm.
func (s *Service) ringAgain(ctx context.Context) error {
	return s.store.Read(ctx, func(tx Tx) error {
		all, err := s.overseers(tx)
		s.ring(all...)
		return err
	})
}

func (s *Service) ring(accounts ...seal.ID) {
	for _, account := range accounts {
		if s.Approval != nil && !account.IsZero() {
			s.Approval(account)
		}
	}
}

// vouched begins the session of somebody for whom a colleague vouched, if the
// recovery code still is one, and the colleague's word still counts.
func (s *Service) vouched(ctx context.Context, a Approval, from Source) (SignedIn, error) {
	var way seal.ID16
	err := s.store.Read(ctx, func(tx Tx) (err error) {
		way, err = wayIn(tx, a.Account, seal.UnlockRecovery)
		return err
	})
	if err != nil {
		return SignedIn{}, err
	}
	in, err := s.signIn(ctx, proven(a.Account, way, wayRecovery, byKit, byColleague), from, func(tx Tx) error {
		recovery, ok, err := tx.Recovery(a.Account)
		if err == nil && (!ok || recovery.Verifier != a.sheet) {
			err = errs.New(errs.Gone, opVouch, "This recovery code was replaced.", "Use the new sheet.")
		}
		if err != nil {
			return err
		}
		recovery.LastUsed = s.Now()
		return tx.SetRecovery(recovery)
	})
	if err == nil {
		s.throttle.succeeded(a.email, from.Network, s.Now())
	}
	return in, err
}
