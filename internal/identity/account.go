package identity

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Unlocker describes a way into an account, for the list from which people
// remove one.
type Unlocker struct {
	ID       seal.ID16
	Kind     string // "passkey", "password" or "recovery"
	Name     string
	Created  time.Time // zero if not recorded
	LastUsed time.Time // zero if never
	Kept     Kept      // of a passkey
}

// Kept is where a passkey is, by its own word (WebAuthn level 3, §6.1.3).
type Kept string

// The places.
const (
	OnOneDevice Kept = "device" // which it never leaves
	Synced      Kept = "synced" // with all of its owner's, by their provider
)

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

// Unlockers lists the ways into the actor's account. What opens the vault and
// what signs in correspond one to one.
func (s *Service) Unlockers(ctx context.Context, actor access.Actor) ([]Unlocker, error) {
	var list []Unlocker
	err := s.store.Read(ctx, func(tx Tx) error {
		held, err := holding(tx, actor.Account)
		if err != nil {
			return err
		}
		vault, _, err := tx.Vault(actor.Account)
		if err != nil {
			return err
		}
		known, err := records(held.passkeys)
		if err != nil {
			return err
		}
		for i, key := range held.passkeys {
			kept := OnOneDevice
			if known[i].Flags.BackupEligible {
				kept = Synced
			}
			list = append(list, Unlocker{seal.PasskeyWay(key.ID), "passkey", key.Name, key.Created, key.LastUsed, kept})
		}
		ways := seal.LockedVault{Vault: vault.Bytes, Unlockers: vault.Unlockers}
		if id, err := ways.WayOf(seal.UnlockPassword); err == nil && held.password != nil {
			list = append(list, Unlocker{ID: id, Kind: "password", LastUsed: held.password.LastUsed})
		}
		if id, err := ways.WayOf(seal.UnlockRecovery); err == nil && held.recovery != nil {
			list = append(list, Unlocker{ID: id, Kind: "recovery", LastUsed: held.recovery.LastUsed})
		}
		return nil
	})
	return list, err
}

// RenamePasskey gives one of the actor's passkeys another name.
func (s *Service) RenamePasskey(ctx context.Context, actor access.Actor, id seal.ID16, name string) error {
	const op = "identity.passkey-name"
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > passkeyNameLimit || strings.ContainsFunc(name, unicode.IsControl) {
		return errs.New(errs.Unprocessable, op, "A passkey needs a name of at most 100 letters.", "Name it after the device that has it.")
	}
	return s.store.Write(ctx, func(tx Tx) error {
		keys, err := tx.Passkeys(actor.Account)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(keys, func(key Passkey) bool { return seal.PasskeyWay(key.ID) == id })
		if at < 0 {
			return errs.New(errs.NotFound, op, "There is no such passkey.", "Look at the list again.")
		}
		if keys[at].Name == name {
			return nil
		}
		keys[at].Name = name
		if err := tx.SetPasskey(keys[at]); err != nil {
			return err
		}
		return s.event(tx, ledger.PasskeyRenamed, actor.Source(), ledger.Wide(id), "")
	})
}

// SetAvailability says whether the actor takes conversations.
func (s *Service) SetAvailability(ctx context.Context, actor access.Actor, availability string) error {
	if availability != "available" && availability != "away" {
		return errs.New(errs.Unprocessable, "identity.availability", "Availability is \"available\" or \"away\".", "Choose one of them.")
	}
	return s.store.Write(ctx, func(tx Tx) error {
		account, ok, err := tx.Account(actor.Account)
		if err != nil || ok && account.Availability == availability {
			return err
		}
		if err := tx.SetAvailability(actor.Account, availability); err != nil {
			return err
		}
		return s.event(tx, ledger.AvailabilityChanged, actor.Source(), actor.Account, availability)
	})
}

// AnyAvailable reports whether one of these accounts takes conversations.
func (s *Service) AnyAvailable(ctx context.Context, accounts []seal.ID) (bool, error) {
	available := false
	if len(accounts) == 0 {
		return false, nil
	}
	err := s.store.Read(ctx, func(tx Tx) error {
		for _, id := range accounts {
			account, ok, err := tx.Account(id)
			if available = ok && account.Availability == "available"; err != nil || available {
				return err
			}
		}
		return nil
	})
	return available, err
}

// Invitation is what somebody who was invited sees before they accept.
type Invitation struct {
	Organisation seal.ID
	Name         string
	Open         bool
	Again        bool // it takes the place of an account whose keys are lost
	Statement    []byte
	Statements   [][]byte // the newest of each group that it names
}

// Invitation returns an invitation as its holder may see it before joining: its
// statement, which the link's secret proves, and the names of its teams. Nothing
// else of the directory is for people who are not in it yet.
func (s *Service) Invitation(ctx context.Context, id seal.ID) (Invitation, error) {
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
	groups, err := groupsOf(r, invite)
	if err != nil {
		return Invitation{}, err
	}
	again := false
	err = s.store.Read(ctx, func(tx Tx) (err error) {
		_, again, err = tx.Succession(id)
		return err
	})
	return Invitation{r.Org(), r.Name(), invite.OpenAt(uint64(s.Now().Unix())), again, wire, groups}, err
}

func groupsOf(r *directory.Replay, invite directory.InviteStatus) ([][]byte, error) {
	statements := [][]byte{}
	for _, named := range invite.Groups {
		last := r.Last(directory.TypeGroup, named.Group)
		statement, ok := r.Statement(last.ID())
		if !ok {
			continue
		}
		wire, err := statement.Bytes()
		if err != nil {
			return nil, err
		}
		statements = append(statements, wire)
	}
	return statements, nil
}
