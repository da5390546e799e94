package identity

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Unlocker describes a way into an account, for the list from which people
// remove one.
type Unlocker struct {
	Kind     string // "passkey", "password" or "recovery"
	Name     string
	Created  time.Time // zero if not recorded
	LastUsed time.Time // zero if never
}

// Me returns the actor's own account.
func (s *Service) Me(ctx context.Context, actor access.Actor) (Account, error) {
	var account Account
	err := s.store.Read(ctx, func(tx Tx) error {
		found, ok, err := tx.Account(actor.Account)
		if err == nil && !ok {
			err = errs.New(errs.NotFound, "identity.me", "This account is not known here.", "Sign in again.")
		}
		account = found
		return err
	})
	return account, err
}

// Accounts lists all accounts that the directory has not removed.
func (s *Service) Accounts(ctx context.Context) ([]Account, error) {
	var active []Account
	err := s.store.Read(ctx, func(tx Tx) error {
		all, err := tx.Accounts()
		for _, account := range all {
			if _, ok := s.directory.Actor(account.ID); ok {
				active = append(active, account)
			}
		}
		return err
	})
	return active, err
}

// Unlockers lists the ways into the actor's account.
func (s *Service) Unlockers(ctx context.Context, actor access.Actor) ([]Unlocker, error) {
	var list []Unlocker
	err := s.store.Read(ctx, func(tx Tx) error {
		keys, err := tx.Passkeys(actor.Account)
		if err != nil {
			return err
		}
		for _, key := range keys {
			list = append(list, Unlocker{"passkey", key.Name, key.Created, key.LastUsed})
		}
		password, ok, err := tx.Password(actor.Account)
		if err != nil {
			return err
		}
		if ok {
			list = append(list, Unlocker{Kind: "password", LastUsed: password.LastUsed})
		}
		recovery, ok, err := tx.Recovery(actor.Account)
		if ok {
			list = append(list, Unlocker{Kind: "recovery", LastUsed: recovery.LastUsed})
		}
		return err
	})
	return list, err
}

// SetAvailability says whether the actor takes conversations.
func (s *Service) SetAvailability(ctx context.Context, actor access.Actor, availability string) error {
	if availability != "available" && availability != "away" {
		return errs.New(errs.Unprocessable, "identity.availability", "Availability is \"available\" or \"away\".", "Choose one of them.")
	}
	return s.store.Write(ctx, func(tx Tx) error {
		if err := tx.SetAvailability(actor.Account, availability); err != nil {
			return err
		}
		return s.event(tx, ledger.AvailabilityChanged, actor.Account, actor.Network)
	})
}

// Invitation is what somebody who was invited sees before they accept.
type Invitation struct {
	Organisation seal.ID
	Name         string
	Open         bool
	Statement    []byte
	Statements   [][]byte
}

// Invitation returns an invitation with the log that shows who made it.
func (s *Service) Invitation(id seal.ID) (Invitation, error) {
	r := s.directory.Replay()
	invite, ok := r.Invite(id)
	if !ok {
		return Invitation{}, errs.New(errs.NotFound, "identity.invitation", "There is no such invitation.", "Check the link, or ask for a new one.")
	}
	statement, ok := r.Statement(id)
	if !ok {
		return Invitation{}, errs.New(errs.NotFound, "identity.invitation", "There is no such invitation.", "Ask for a new one.")
	}
	wire, err := statement.Bytes()
	if err != nil {
		return Invitation{}, err
	}
	return Invitation{r.Org(), r.Name(), invite.OpenAt(uint64(s.Now().Unix())), wire, r.Statements(0)}, nil
}
